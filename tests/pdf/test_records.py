"""Charts for print: rows of panels that fit the page, tables with sound columns, cards that lead somewhere."""

from __future__ import annotations

import json
import re

import pytest
import typst
from hypothesis import given
from hypothesis import strategies as st

from statbook.charts.text_layout import line_pieces
from statbook.pdf.records import (
    GAP,
    INSET,
    LEAST,
    SCALE,
    TEXT_HEIGHT,
    TEXT_WIDTH,
    RecordWriter,
    cell_width,
    column_widths,
)


def chart(*sizes: tuple[int, int]) -> dict[str, object]:
    panels = [
        {"words": f"state {n}" if len(sizes) > 1 else "", "alt": "a", "svg": f'<svg width="{w}" height="{h}"></svg>'}
        for n, (w, h) in enumerate(sizes)
    ]
    words = {name: name for name in ("title", "subtitle", "caption", "caption_in_print", "source", "description")}
    return {"kind": "figure", "id": "fig-x", **words, "obs": [], "key": [], "panels": panels, "told": False}


def drawn(*sizes: tuple[int, int]) -> tuple[str, RecordWriter]:
    drawings = RecordWriter(
        lambda anchor: f"evidence/made#{anchor}", lambda target: target == "chapters/here#", lambda targets: ""
    )
    return drawings.source(chart(*sizes), "1"), drawings


def widths(source: str) -> list[float]:
    return [float(width) for width in re.findall(r"width: ([\d.]+)mm", source)]


def shape(source: str) -> list[list[int]]:
    """How many panels stand in each column of each row, as the compiler reads it."""
    rows = source.split("rows: ")[1].split(", key:")[0]
    read = json.loads(typst.query(f"#metadata({rows})<x>".encode(), "<x>", field="value", one=True))
    return [[len(column) for column in row] for row in read]


def test_a_single_drawing_keeps_the_size_of_type_of_all_others() -> None:
    source, drawings = drawn((700, 300))

    assert [round(700 * SCALE, 2)] == widths(source)
    assert ["000-fig-x.svg"] == list(drawings.files)


def test_two_states_stand_side_by_side() -> None:
    source, _ = drawn((350, 300), (350, 300))

    assert [[1, 1]] == shape(source)


def test_of_three_states_the_first_has_a_row_by_itself() -> None:
    source, _ = drawn((700, 300), (350, 300), (350, 300))

    assert [[1], [1, 1]] == shape(source)


def test_panels_are_split_so_that_both_columns_are_of_like_height() -> None:
    source, drawings = drawn((300, 540), (300, 150), (300, 150), (300, 150))

    assert [[1, 3]] == shape(source)
    assert list(drawings.files) == re.findall(r'file: "([^"]+)"', source)


def test_drawings_that_are_too_tall_are_made_smaller_until_they_fit() -> None:
    source, _ = drawn((600, 2000))

    assert widths(source)[0] / 600 * 2000 <= TEXT_HEIGHT + 0.1


def test_states_that_would_be_too_small_on_one_page_go_to_several() -> None:
    sizes = [(330, 900)] * 4
    source, _ = drawn(*sizes)
    last = source.split("more: ")[1]
    first = source.split("rows: ")[1].split(", key:")[0]

    assert (2, 2) == (first.count("file:"), last.count("file:"))
    assert min(widths(source)) / 330 >= LEAST
    assert "more: ()" in drawn(*[(330, 400)] * 4)[0]


def test_words_above_drawings_take_their_lines_from_the_room_of_the_drawings() -> None:
    short, long = chart((330, 1000), (330, 1000)), chart((330, 1000), (330, 1000))
    for panel in long["panels"]:  # type: ignore[attr-defined]
        panel["words"] = "by trade mode: " + "processing trade made most of it; " * 4
    sizes = []
    for made in (short, long):
        source = RecordWriter(lambda anchor: anchor, lambda target: False, lambda targets: "").source(made, "1")
        sizes.append(widths(source)[0] / 330 * 1000)

    assert sizes[0] - sizes[1] > 8  # two lines more


@given(st.lists(st.tuples(st.integers(100, 720), st.integers(50, 1200)), min_size=1, max_size=6))
def test_no_chart_is_wider_or_taller_than_the_page(sizes: list[tuple[int, int]]) -> None:
    source, drawings = drawn(*sizes)
    made = widths(source)

    assert len(sizes) == len(made) == len(drawings.files)
    assert max(made) <= TEXT_WIDTH + 0.01
    scale = max(width / size[0] for width, size in zip(sorted(made), sorted(sizes), strict=True))
    assert scale <= SCALE + 0.01
    if len(sizes) == 2:
        assert sum(made) + GAP * min(w / s[0] for w, s in zip(made, sizes, strict=True)) <= TEXT_WIDTH + 0.5


def test_columns_that_fit_take_what_they_need() -> None:
    assert ["auto", "auto"] == column_widths([["Place", "Figure"], ["Huize", "246"]])


@given(st.lists(st.lists(st.text("ab 字", max_size=160), min_size=3, max_size=3), min_size=1, max_size=5))
def test_columns_of_a_wide_table_share_the_page_and_none_is_narrower_than_what_has_no_break(
    rows: list[list[str]],
) -> None:
    widths = column_widths(rows)
    if widths == ["auto"] * 3:
        return
    shares = [float(width.removesuffix("fr")) for width in widths]
    words = [
        max((cell_width(word.strip()) for row in rows for word in line_pieces(row[n])), default=0) for n in range(3)
    ]
    assert all(share >= word for share, word in zip(shares, words, strict=True))
    assert sum(shares) <= max(TEXT_WIDTH, sum(words) + 3 * INSET) + 0.1


def test_a_cell_is_as_wide_as_its_chinese_with_the_spaces_beside_it() -> None:
    digits, signs, space = 4 * 0.55 * 13 * SCALE, 4 * 14 * SCALE, 0.8

    assert digits + signs + space == pytest.approx(cell_width("28.7个百分点"))


def test_cards_lead_to_chapters_that_the_pdf_holds() -> None:
    card = {
        "title": "T",
        "number": "1",
        "anchor": "obs-a",
        "noun": "",
        "sentence": "It was 7, then 9.",
        "links": [["7", "obs-b"], ["9", "num-c"]],
        "alt": "A",
        "svg": '<svg width="250" height="40"></svg>',
    }
    cards = [card | {"document": "chapters/here"}, card | {"document": "chapters/elsewhere"}]
    drawings = RecordWriter(
        lambda anchor: f"evidence/made#{anchor}",
        lambda target: target in ("chapters/here#", "evidence/made#obs-a"),
        lambda targets: "",
    )

    source = drawings.source({"kind": "cards", "cards": cards}, None)
    assert ['"chapters/here#"', "none"] == re.findall(r"chapter: ([^,]+),", source)
    assert 'entry: "evidence/made#obs-a"' in source


def test_numbers_in_the_sentence_of_a_card_lead_to_the_entries_that_the_pdf_holds() -> None:
    card = {"title": "T", "number": "1", "anchor": "obs-a", "alt": "A", "svg": '<svg width="250" height="40"></svg>'}
    card |= {
        "noun": "",
        "sentence": "It was 7, then 9.",
        "links": [["7", "obs-b"], ["9", "num-c"]],
        "document": "chapters/here",
    }
    drawings = RecordWriter(
        lambda anchor: f"evidence/made#{anchor}", lambda target: not target.endswith("obs-b"), lambda targets: ""
    )

    source = drawings.source({"kind": "cards", "cards": [card]}, None)
    assert (
        'sentence: [#[#"It was "]#[#"7"]#[#", then "]#number("evidence/made#num-c", [#"9"], derived: true)#[#"."]]'
        in source
    )
