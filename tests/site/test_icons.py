"""Icons of the theme become drawings within the page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import html

from statbook.errors import BuildError
from statbook.site.icons import Icons

SCRIPT = """(()=>{var p={github:[496,512,[],"f09b","M1 1"]};d("fab",p);var p={"circle-up":[512,512,[],"f357","M2 2"],
moon:[384,512,[9214],"f186","M3 3"]};d("far",p);var q={0:[320,512,[],"30","M4 4"],moon:[384,510,[127769,9214],"f186",
"M5 5"]};d("fas",q);e=':host,:root{--fa-font-solid:normal 900 1em/1 "F"}.svg-inline--fa{height:1em}';})()"""


@pytest.fixture
def icons(tmp_path: Path) -> Icons:
    (tmp_path / "icons.js").write_text(SCRIPT.replace("\n", ""), encoding="utf-8")
    return Icons(tmp_path / "icons.js")


def drawn(icons: Icons, markup: str) -> Any:
    tree = html.document_fromstring(f"<body><p>{markup}</p></body>")
    icons.draw(tree)
    return tree.find("body/p")


def test_an_icon_is_drawn_in_its_place_and_read_by_nobody(icons: Icons) -> None:
    place = drawn(icons, 'before <i class="fa-solid fa-moon fa-lg"></i> after')

    assert ["svg"] == [child.tag for child in place]
    assert ("before ", " after") == (place.text, place[0].tail)
    assert ("svg-inline--fa fa-moon fa-lg", "0 0 384 510") == (place[0].get("class"), place[0].get("viewBox"))
    assert ("true", "M5 5") == (place[0].get("aria-hidden"), place[0].find("path").get("d"))


@pytest.mark.parametrize(
    ("classes", "path"), [("fa-regular fa-moon", "M3 3"), ("fab fa-github", "M1 1"), ("fas fa-0", "M4 4")]
)
def test_the_set_of_the_icon_is_the_one_that_is_asked_for(icons: Icons, classes: str, path: str) -> None:
    assert path == drawn(icons, f'<span class="{classes}"></span>')[0].find("path").get("d")


def test_what_the_switch_of_the_theme_looks_for_stays(icons: Icons) -> None:
    (one,) = drawn(icons, '<i class="theme-switch fa-solid fa-moon" data-mode="dark" title="Dark"></i>')

    assert ("dark", "Dark") == (one.get("data-mode"), one.find("title").text)
    assert "theme-switch" in one.get("class").split()


def test_other_elements_stay_as_they_are(icons: Icons) -> None:
    assert ["i", "span"] == [child.tag for child in drawn(icons, '<i class="a">x</i><span class="fa-moon">y</span>')]


def test_an_icon_that_the_set_does_not_have_stops_the_build(icons: Icons) -> None:
    with pytest.raises(BuildError, match="fa-solid fa-github is unknown"):
        drawn(icons, '<i class="fa-solid fa-github"></i>')


def test_the_sheet_is_the_one_that_the_script_would_add(icons: Icons) -> None:
    assert icons.sheet.endswith(".svg-inline--fa{height:1em}")


def test_without_the_script_there_is_no_sheet(tmp_path: Path) -> None:
    assert "" == Icons(tmp_path / "none.js").sheet
