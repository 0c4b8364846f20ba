"""Pages in Chinese have files with the letters that they show, in each weight."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from statbook.site.page_slices import add_own_slices

PAGES = {
    "index.html": "<h1>国年</h1><p>元 and apples</p><script>亿</script>",
    "data.html": "<p>no bold 元</p>",
    "traps/one.html": "<table><tr><th>国</th><td>年</td></tr></table>",
    "traps/two.html": '<svg><text font-weight="bold">元</text></svg>',
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, fonts_of_the_book: Path) -> Path:
    site = tmp_path_factory.mktemp("pages")
    for place, body in PAGES.items():
        (site / place).parent.mkdir(exist_ok=True)
        text = f'<!DOCTYPE html><html lang="zh"><head><title>A</title></head><body>{body}</body></html>'
        (site / place).write_text(text, encoding="utf-8")
    add_own_slices(site, fonts_of_the_book, site / "nowhere")
    return site


def letters(site: Path, place: str) -> dict[str, str]:
    """What the slices hold that a page asks for, by weight; each is asked for by what it holds."""
    found = {}
    for weight, address, asked in re.findall(
        r'font-weight: (\d+);.*?url\("([^"]+)"\).*?unicode-range: ([^;]+);', (site / place).read_text(encoding="utf-8")
    ):
        held = TTFont(((site / place).parent / address).resolve()).getBestCmap()
        assert {int(code[2:], 16) for code in asked.split(", ")} == set(held)
        found[weight] = "".join(map(chr, sorted(held)))
    return found


def test_a_page_has_the_letters_that_it_shows_and_in_bold_those_of_headings(site: Path) -> None:
    assert {"400": "元国年", "700": "国年"} == letters(site, "index.html")


def test_pages_of_one_part_share_their_letters(site: Path) -> None:
    assert {"400": "元国年", "700": "元国"} == letters(site, "traps/one.html") == letters(site, "traps/two.html")


def test_a_page_without_chinese_in_bold_stays_as_it_is(site: Path) -> None:
    assert {} == letters(site, "data.html")
    assert "data-slice" not in (site / "data.html").read_text(encoding="utf-8")


def test_the_page_names_its_slice_for_the_script_that_asks_for_it_at_once(site: Path) -> None:
    slice_of = re.search(r'data-slice="(\w+)"', (site / "index.html").read_text(encoding="utf-8"))

    assert slice_of
    assert (site / "_static" / f"StatbookSC-Regular-{slice_of[1]}.woff2").is_file()
    assert (site / "_static" / f"StatbookSC-Bold-{slice_of[1]}.woff2").is_file()
