"""The draft as a page."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from lxml import html

from browser_fixtures import Visit, in_browser
from statbook.verification.page import page, write_page
from statbook.verification.read_draft import read_plain
from verified_orchard import verifier

TEXT = "<script>alert(1)</script>!\nIn 2025 China's apples rose 8.7% to 125.04 billion yuan."


def made() -> str:
    draft = read_plain("a<b>.txt", TEXT)
    return page(draft, verifier().verify(draft))


def test_every_number_leads_to_its_note_and_back() -> None:
    tree = html.document_fromstring(made())

    marks = tree.xpath('//div[@class="draft"]//a')
    assert ["8.7%", "125.04 billion yuan"] == [mark.text for mark in marks]
    assert ["contradicts", "stands"] == [mark.get("class") for mark in marks]
    for number, mark in enumerate(marks, 1):
        (note,) = tree.xpath(f'//*[@id="{mark.get("href")[1:]}"]')
        assert f"#number-{number}" == note.find("a").get("href")
    assert "It should be 8.6% (8.6%)." in tree.text_content()


def test_the_text_is_shown_whole_and_nothing_in_it_is_markup() -> None:
    tree = html.document_fromstring(made())

    (draft,) = tree.xpath('//div[@class="draft"]')
    for mark in draft.iter("sup"):
        mark.text = ""
    assert TEXT == draft.text_content().strip()
    assert [] == tree.xpath("//script")


def test_it_loads_nothing_and_its_policy_allows_its_style_alone() -> None:
    text = made()

    assert "default-src 'none'; style-src 'sha256-" in html.document_fromstring(text).xpath("//meta[@http-equiv]")[
        0
    ].get("content")
    assert not re.search(r"https?://|@import|url\(|\son\w+=", text)


def test_a_legend_lists_every_verdict() -> None:
    assert 9 == len(html.document_fromstring(made()).xpath('//ul[@class="legend"]/li'))


def test_the_same_draft_gives_the_same_bytes(tmp_path: Path) -> None:
    draft = read_plain("d", TEXT)
    for name in ("a.html", "b.html"):
        write_page(tmp_path / name, draft, verifier().verify(draft))

    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@in_browser[0]
@in_browser[1]
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_is_cut_off_on_a_narrow_screen_and_nothing_is_hard_to_perceive(
    browser: Any, tmp_path: Path, scheme: str
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright").Axe()
    path = tmp_path / "page.html"
    path.write_text(re.sub(r"<meta http-equiv[^>]*>", "", made()), encoding="utf-8")  # the tool needs what it refuses
    with Visit(browser, path, 320, scheme) as visit:
        assert 320 >= visit.page.evaluate("document.documentElement.scrollWidth")
        found = axe.run(visit.page)
        assert [] == [(each["id"], [node["html"] for node in each["nodes"]]) for each in found.response["violations"]]
