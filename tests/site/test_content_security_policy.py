"""Finished pages: a policy on each, no inline handler, no other host."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from pathlib import Path
from typing import Any

import pytest

from browser_fixtures import CHROMIUM, Visit
from statbook.errors import BuildError
from statbook.site.content_security_policy import INLINE, protect_pages
from statbook.site.page_assets import MODE, PageAssets


def protect(folder: Path) -> None:
    """Make the pages of *folder* safe in their places."""
    protect_pages(folder, folder, PageAssets(folder), folder / "none")


def page(folder: Path, body: str, head: str = "") -> str:
    path = folder / "page.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    protect(folder)
    return path.read_text(encoding="utf-8")


def digest(script: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def test_the_one_script_that_may_stand_in_a_page_chooses_light_or_dark_and_asks_for_the_letters() -> None:
    assert INLINE.startswith(MODE % "auto")
    assert ["latin", "slice"] == re.findall(r'\bload\("?(\w+)"?\)', INLINE)
    assert ["Regular", "Bold"] == re.findall(r'"([A-Z][a-z]+)"', INLINE)
    assert len(INLINE) < 600


def test_the_listed_script_is_allowed_by_its_hash_only(tmp_path: Path) -> None:
    text = page(tmp_path, f"<script>{INLINE}</script>")

    assert digest(INLINE) in text
    assert 1 == text.count("sha256-")
    assert "unsafe-eval" not in text
    assert "script-src 'self' 'unsafe-inline'" not in text


def test_a_page_of_the_theme_begins_with_a_mode(tmp_path: Path) -> None:
    text = page(tmp_path, f"<script>{MODE % ''}</script>")

    assert f"<script>{INLINE}</script>" in text
    assert digest(INLINE) in text


@pytest.mark.parametrize("script", ["var a = 1", INLINE + " alert(1)", INLINE.strip()])
def test_a_script_that_the_build_did_not_put_there_is_not_allowed(tmp_path: Path, script: str) -> None:
    text = page(tmp_path, f"<script>{script}</script><script>{INLINE}</script>")

    assert digest(script) not in text
    assert digest(INLINE) in text


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="NO BROWSER TESTS: Chromium is not installed (Debian: chromium)")
def test_a_script_that_came_in_with_a_name_is_not_run(browser: Any, tmp_path: Path) -> None:
    page(tmp_path, "<p>Pears<script>document.title = 'run'</script></p>", "<title>page</title>")
    with Visit(browser, tmp_path / "page.html", 800) as visit:
        assert "page" == visit.page.title()
        assert any("Content Security Policy" in complaint for complaint in visit.complaints)


def test_inline_handlers_are_taken_out_and_scripts_left_alone(tmp_path: Path) -> None:
    text = page(tmp_path, '<a onclick="go()" OnMouseOver=go href="x">x</a><script>var s = "<a onclick=\'y\'>"</script>')

    assert '<a href="x">x</a>' in text
    assert "<a onclick='y'>" in text


def test_drawings_words_and_data_stay_as_they_are(tmp_path: Path) -> None:
    body = (
        '<p>专利 &amp; "x" &lt;b&gt;</p><svg viewBox="0 0 1 1"><clipPath id="a"></clipPath><text>é</text></svg>'
        '<script type="application/json">{"a":"\\u003c&amp;"}</script>'
    )
    # The case of a name says nothing in HTML.
    assert body.casefold() in page(tmp_path, body).casefold()


@pytest.mark.parametrize("tag", ['<script src="https://example.org/a.js"></script>', '<img src="//example.org/a.png">'])
def test_a_page_that_asks_another_host_stops_the_build(tmp_path: Path, tag: str) -> None:
    with pytest.raises(BuildError, match="asks another host"):
        page(tmp_path, tag)


def test_a_link_to_another_host_is_only_a_link(tmp_path: Path) -> None:
    assert 'href="https://example.org"' in page(tmp_path, '<a href="https://example.org">x</a>')


@pytest.mark.parametrize("rel", ["canonical", "alternate"])
def test_an_address_that_a_page_tells_of_itself_is_loaded_by_nobody(tmp_path: Path, rel: str) -> None:
    link = f'<link rel="{rel}" href="https://book.example/page.html">'

    assert link in page(tmp_path, "", link)


def test_data_for_search_engines_stand_in_a_page_and_no_policy_lets_them_run(tmp_path: Path) -> None:
    data = '<script type="application/ld+json">{"a":1}</script>'
    text = page(tmp_path, "", data)

    assert data in text
    assert "sha256" not in text


def directives(folder: Path, body: str = "") -> dict[str, list[str]]:
    """The sources of each directive of a page that is hardened."""
    page = folder / "page.html"
    page.write_text(f"<html><head></head><body>{body}</body></html>", encoding="utf-8")
    protect(folder)
    (tag,) = re.findall(r"<meta[^>]*Content-Security-Policy[^>]*>", page.read_text(encoding="utf-8"), re.I)
    policy = html.unescape(re.search(r'content="([^"]*)"', tag)[1])  # type: ignore[index]
    return {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}


def test_what_no_directive_names_may_not_be_loaded(tmp_path: Path) -> None:
    found = directives(tmp_path)

    for name in ("default-src", "connect-src", "object-src", "base-uri"):
        assert ["'none'"] == found[name], name


def test_no_directive_names_another_host_or_any(tmp_path: Path) -> None:
    allowed = {"'none'", "'self'", "data:", "blob:"}
    for name, sources in directives(tmp_path).items():
        more = {"'unsafe-inline'"} if name == "style-src" else set()
        assert set(sources) <= allowed | more, name


def test_scripts_are_those_of_the_site_and_none_that_only_stands_in_the_page(tmp_path: Path) -> None:
    assert {"'self'"} == set(directives(tmp_path, "<script>var a = 1</script>")["script-src"])
