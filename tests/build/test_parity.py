"""What one language or medium shows and the other does not is told with its place and its name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statbook.build.parity import Facts, book_facts, differences
from statbook.errors import BuildError
from statbook.project.paths import MANIFEST

NUMBER = {"value": 1, "low": 0.5, "high": 1.5, "unit": "CNY"}
PAGE = (
    '<a href="out.html">out</a><article class="bd-article"><figure class="sb-figure" id="fig-a"></figure>'
    '<a href="../evidence/x.html#obs-a">1</a><a href="https://away.example">away</a></article>'
)
SHOWN = {"fruit": {"numbers": ["evidence/x#obs-a"], "charts": ["fig-a"], "links": []}}


def facts(
    folder: Path, number: dict[str, Any] | None = NUMBER, page: str = PAGE, shown: dict[str, Any] = SHOWN
) -> Facts:
    chapter = {"document": "chapters/fruit", "cited": {"a": number}, "shown": {}, "labels": {"fig-a": "Chart 1.1"}}
    site = folder / "html"
    (site / "chapters").mkdir(parents=True, exist_ok=True)
    manifest = {"entries": {"obs-a": "evidence/x"}, "chapters": {"fruit": chapter}}
    (folder / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    (site / "chapters" / "fruit.html").write_text(page, encoding="utf-8")
    return book_facts(folder, site, shown)


def test_the_same_in_two_languages_is_no_difference(tmp_path: Path) -> None:
    assert [] == differences({"en": facts(tmp_path), "zh": facts(tmp_path)})
    assert [] == differences({"en": facts(tmp_path, None)})


@pytest.mark.parametrize("counted", ["#id{}", "trade.html#use-trade-{}"])
def test_an_address_that_is_counted_may_have_another_number_in_another_language(tmp_path: Path, counted: str) -> None:
    one, other = (PAGE.replace("</article>", f'<a href="{counted.format(n)}">#</a></article>') for n in (1, 5))

    assert [] == differences({"en": facts(tmp_path, page=one), "zh": facts(tmp_path, page=other)})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (
            {"number": NUMBER | {"high": 2}},
            ["fruit: numbers cited: only in en: a 1 0.5 1.5 CNY", "fruit: numbers cited: only in zh: a 1 0.5 2 CNY"],
        ),
        ({"page": PAGE.replace("</article>", '<a href="more.html">more</a></article>')},
         ["chapters/fruit.html: links: only in zh: more.html"]),
        ({"page": PAGE.replace("<figure", '<p id="tab-b"></p><figure')},
         ["chapters/fruit.html: places: only in zh: tab-b"]),
        ({"shown": {"fruit": SHOWN["fruit"] | {"links": ["to:b"]}}}, ["fruit.pdf: links: only in zh: to:b"]),
    ],
)  # fmt: skip
def test_what_differs_is_told_with_its_place_and_its_name(
    tmp_path: Path, change: dict[str, Any], told: list[str]
) -> None:
    assert told == differences({"en": facts(tmp_path), "zh": facts(tmp_path, **change)})


def test_of_many_names_the_first_are_told(tmp_path: Path) -> None:
    page = PAGE.replace("</article>", "".join(f'<a href="{name}">x</a>' for name in "abcdefg") + "</article>")

    assert ["chapters/fruit.html: links: only in zh: a, b, c, d, e and 2 more"] == differences(
        {"en": facts(tmp_path), "zh": facts(tmp_path, page=page)}
    )


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ({"numbers": ["evidence/x#obs-b"], "charts": ["fig-a"]}, r"fruit\.pdf: numbers that the page lacks: obs-b"),
        ({"numbers": [], "charts": ["fig-a", "fig-b"]}, r"fruit\.pdf: charts that the page lacks: fig-b"),
        ({"numbers": [], "charts": []}, "fruit: charts that the PDF lacks: fig-a"),
    ],
)
def test_page_and_pdf_show_the_same_numbers_and_charts(tmp_path: Path, shown: dict[str, Any], told: str) -> None:
    with pytest.raises(BuildError, match=told):
        facts(tmp_path, shown={"fruit": shown})
