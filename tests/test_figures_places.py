"""Words beside dots: clear of dots and of one another, within the drawing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statbook.charts.shared.label_placement import Dot, places

SIZE = (300.0, 200.0)


def box(dot: Dot, corner: tuple[float, float]) -> tuple[float, float, float, float]:
    return corner[0], corner[1], corner[0] + dot.wide, corner[1] + dot.high


def meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def test_words_stand_above_a_dot_that_is_alone() -> None:
    assert [(130.0, 76.0)] == places([Dot(150, 100, 10, 40, 10)], *SIZE)


def test_words_of_a_dot_do_not_run_through_a_dot_beside_it() -> None:
    dots = [Dot(150, 100, 20, 120, 14), Dot(150, 70, 5, 40, 14)]
    boxes = [box(dot, corner) for dot, corner in zip(dots, places(dots, *SIZE), strict=True)]

    assert not meet(*boxes)
    for number, other in ((0, dots[1]), (1, dots[0])):
        assert not meet(boxes[number], (other.x - other.r, other.y - other.r, other.x + other.r, other.y + other.r))


dots_of_a_drawing = st.lists(
    st.builds(Dot, st.floats(0, 300), st.floats(0, 200), st.floats(1, 20), st.floats(5, 290), st.floats(5, 60)),
    min_size=1,
    max_size=12,
)


@given(dots_of_a_drawing)
def test_words_are_within_the_drawing_wherever_dots_are(dots: list[Dot]) -> None:
    for dot, corner in zip(dots, places(dots, *SIZE), strict=True):
        left, top, right, bottom = box(dot, corner)
        assert left >= -1e-6 and top >= -1e-6
        assert right <= SIZE[0] + 1e-6 and bottom <= SIZE[1] + 1e-6
