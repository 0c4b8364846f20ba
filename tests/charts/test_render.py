"""Rendering: one image with one name, identifiers of its own, the font of the book, nothing from outside."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from statbook.charts import fonts, render
from statbook.charts.render import png, png_of_svg, svg, vega_bundle
from statbook.charts.theme import FONT, HATCH, INK_SOFT
from statbook.project.paths import Book

BOOK = Book(Path(__file__).resolve().parents[2])


def spec(**mark: Any) -> dict[str, Any]:
    data = {"values": [{"a": 1, "b": "骨 & <b>"}]}
    layers = [{"mark": {"type": "bar", **mark}}, {"mark": "text", "encoding": {"text": {"field": "b"}}}]
    return {
        "data": data,
        "encoding": {"x": {"field": "a", "type": "quantitative"}},
        "layer": layers,
        "config": {"font": FONT},
    }


def test_a_drawing_is_one_image_that_bears_its_description() -> None:
    drawn = svg(spec(), "x", 'A "b" & <c>, the sender\'s', BOOK)

    assert 1 == drawn.count("role=") == drawn.count("aria-")
    assert 'aria-label="A &quot;b&quot; &amp; &lt;c&gt;, the sender\'s"' in drawn


def test_identifiers_bear_the_name_of_their_drawing() -> None:
    drawn = svg(spec(clip=True), "fig-x", "d", BOOK)

    assert 'id="fig-x-' in drawn
    assert drawn.count('id="') == drawn.count('id="fig-x-')
    assert "url(#fig-x-" in drawn


def test_hatching_comes_with_its_pattern_and_only_where_it_is_used() -> None:
    assert '<pattern id="x-hatch"' in svg(spec(fill=HATCH), "x", "d", BOOK)
    assert "<pattern" not in svg(spec(), "x", "d", BOOK)


def test_black_becomes_the_ink_of_the_book() -> None:
    assert 'fill="#000"' not in svg(spec(), "x", "d", BOOK)
    assert f'fill="{INK_SOFT}"' in svg(spec(), "x", "d", BOOK)


def test_data_from_outside_are_refused() -> None:
    with pytest.raises(ValueError, match="example"):
        svg({"data": {"url": "https://example.org/a.csv"}, "mark": "bar"}, "x", "d", BOOK)


def test_a_picture_becomes_a_png_and_the_bundle_holds_vega() -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'

    assert png_of_svg(picture, 2).startswith(b"\x89PNG")
    assert "vegaEmbed" in vega_bundle()


def test_a_drawing_is_kept_where_a_book_has_a_folder_for_drawings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain, folder, own = svg(spec(), "x", "d", BOOK), fonts.folder(BOOK), Book(tmp_path)
    monkeypatch.setattr(fonts, "folder", lambda _: folder)
    assert plain == svg(spec(), "x", "d", own)
    assert not own.drawings.exists()
    own.drawings.mkdir(parents=True)
    first = svg(spec(), "x", "d", own)
    with monkeypatch.context() as patched:
        patched.setattr(render, "_draw", lambda *_: "drawn again")
        assert plain == first == svg(spec(), "x", "d", own)
        assert "drawn again" == svg(spec(clip=True), "x", "d", own)

    assert 2 == len([*own.drawings.iterdir()])


def test_a_picture_is_kept_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, own = fonts.folder(BOOK), Book(tmp_path)
    monkeypatch.setattr(fonts, "folder", lambda _: folder)
    own.drawings.mkdir(parents=True)
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"/>'
    first = png(picture, own)
    monkeypatch.setattr(render, "png_of_svg", lambda *_, **__: b"drawn again")

    assert first == png(picture, own)
    assert b"drawn again" == png(picture.replace("4", "5"), own)


@pytest.mark.parametrize("torn", ["", "<svg><g>"])
def test_an_empty_or_torn_drawing_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, torn: str) -> None:
    folder, own = fonts.folder(BOOK), Book(tmp_path)
    monkeypatch.setattr(fonts, "folder", lambda _: folder)
    own.drawings.mkdir(parents=True)
    whole = svg(spec(), "x", "d", own)
    (kept,) = own.drawings.iterdir()
    kept.write_text(torn, encoding="utf-8")

    assert whole == svg(spec(), "x", "d", own)
    assert kept.read_text(encoding="utf-8").endswith("</svg>")


IN_TURN = """
import sys
from pathlib import Path
from statbook.charts import fonts, render
from statbook.charts.theme import FONT
from statbook.project.paths import Book

real, folder = map(Path, sys.argv[1:])
picture = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30"><text y="22" font-family="{FONT}">Ab</text></svg>'
for name in ("first", "second"):
    link = folder / name
    link.symlink_to(real, target_is_directory=True)
    fonts.folder = lambda _, link=link: link
    print(len(render.png(picture, Book(folder / f"book-{name}"))))
    link.unlink()
"""


def test_a_second_book_has_its_words_after_the_first_is_gone(tmp_path: Path) -> None:
    command = [sys.executable, "-c", IN_TURN, str(fonts.folder(BOOK)), str(tmp_path)]
    first, second = subprocess.run(command, capture_output=True, check=True, text=True).stdout.split()

    assert first == second
