"""The font for pages: each character in one slice, each slice asked for by the characters that it holds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from statbook.charts import fonts, page_fonts
from statbook.charts.page_fonts import slices, write_page_fonts
from statbook.project.paths import Book

RULE = re.compile(r'font-weight: (\d+); font-display: \w+; src: url\("([^"]+)"\).*?unicode-range: ([^;]+);')


@pytest.fixture(scope="module")
def written(book: Book, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_page_fonts(book, folder)
    return folder


@pytest.mark.parametrize("weight", fonts.WEIGHTS)
def test_every_character_is_in_one_slice(book: Book, weight: str) -> None:
    assert sorted(fonts.characters(book)) == sorted("".join(slices(book)[weight].values()))


@pytest.mark.parametrize(
    ("weight", "name", "holds"),
    [
        ("Regular", "latin", "Az9é–“→中文"),
        ("Regular", "chapters", "亿元年"),
        ("Regular", "titles", "聚焦"),
        ("Bold", "latin", "Az9é–“→中文"),
        ("Bold", "names", "专利"),
    ],
)
def test_a_slice_holds_what_its_place_in_the_book_says(book: Book, weight: str, name: str, holds: str) -> None:
    assert set(holds) <= set(slices(book)[weight][name])


def test_a_new_sentence_in_known_characters_leaves_the_slices_as_they_are(copy: Book) -> None:
    before = slices(copy)
    path = copy.root / "chapters" / "trade.ipynb"
    path.write_text(path.read_text(encoding="utf-8").replace("## Sources", "## All sources"), encoding="utf-8")

    assert before == slices(copy)


def test_a_slice_is_asked_for_by_the_characters_that_it_holds(book: Book, written: Path) -> None:
    rules = RULE.findall((written / "fonts.css").read_text(encoding="utf-8"))
    assert sorted(name for _, name, _ in rules) == sorted(path.name for path in written.glob("*.woff2"))
    for weight, name, asked in rules:
        if "-latin" not in name and "-rest" not in name:
            font = TTFont(written / name)
            assert {int(code.strip()[2:], 16) for code in asked.split(",")} == set(font.getBestCmap())
            assert int(weight) == font["OS/2"].usWeightClass


def test_latin_is_a_small_file_and_counts_before_all_others(written: Path) -> None:
    rules = RULE.findall((written / "fonts.css").read_text(encoding="utf-8"))
    for weight in ("400", "700"):
        *others, latin = [(name, asked) for found, name, asked in rules if found == weight]
        assert latin[0].endswith("-latin.woff2")
        assert (written / latin[0]).stat().st_size < 18_000
        assert latin[1].startswith("U+0-2E7F, U+")
        assert ["U+2E80-10FFFF"] == [asked for name, asked in others if "-rest" in name]


def test_the_script_for_pictures_holds_every_slice(book: Book, written: Path) -> None:
    script = (written / "font.js").read_text(encoding="utf-8")
    held = json.loads(script.removeprefix("window.statbookFont = ").removesuffix(";\n"))

    assert sum(map(len, slices(book).values())) == held.count("@font-face") == held.count("data:font/woff2;base64,")


def test_two_cuts_give_the_same_bytes(book: Book, tmp_path: Path) -> None:
    font = fonts.folder(book) / "drawing" / "StatbookSC-Bold.ttf"
    for name in ("one", "two"):
        page_fonts._cut(font, "专利 A", tmp_path / name)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert {ord(char) for char in "专利 A"} == set(TTFont(tmp_path / "one").getBestCmap())


@pytest.mark.parametrize("weight", [400, 700])
def test_a_font_that_stands_in_for_the_books_is_as_wide_and_as_high(book: Book, written: Path, weight: int) -> None:
    from pdfminer.fontmetrics import FONT_METRICS

    # Arial is as wide as Helvetica, letter by letter.
    widths = FONT_METRICS["Helvetica-Bold" if weight > 400 else "Helvetica"][1]
    arial = sum(widths[char] for char in page_fonts._SAMPLE) / 1000
    style = (written / "fonts.css").read_text(encoding="utf-8")
    rule = next(line for line in style.splitlines() if '"Arial for' in line and f"font-weight: {weight}" in line)
    scale, above, below = (
        float(re.findall(rf"{name}: ([\d.]+)%", rule)[0]) / 100
        for name in ("size-adjust", "ascent-override", "descent-override")
    )

    assert arial * scale == pytest.approx(fonts.text_width(page_fonts._SAMPLE, 1, book, weight), rel=0.001)
    assert (scale * above, scale * below) == pytest.approx(fonts.line_metrics(book, weight)[:2], rel=0.001)
