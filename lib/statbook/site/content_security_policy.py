"""Makes finished pages safe: a Content-Security-Policy on each, no requests to other hosts, no inline handlers.

The one script of the theme that stands in a page is allowed by its hash. No other inline script is run. Handlers in attributes (such as onclick) cannot be allowed by hash and are removed; book.js does their work.
The sidebar of the theme becomes a landmark. Nothing here changes what a page says.
"""

import base64
import hashlib
import json
from functools import partial
from pathlib import Path
from typing import Any

from lxml import etree, html

from statbook.errors import BuildError
from statbook.messages import say
from statbook.project.kept_results import keep_result
from statbook.site.page_assets import FONTS_AHEAD, MODE, PageAssets

INLINE = MODE % "auto" + FONTS_AHEAD
"""The inline script of the theme, letter by letter."""
_LOADING_TAGS = ("script", "link", "img", "iframe", "source")
_NAMED = ("canonical", "alternate")
"""Links that tell an address and load nothing."""
_INERT = "application/json"
_HANDLERS = etree.XPath("//*[@*[starts-with(name(), 'on')]]")
"""Elements with handlers; the parser writes all names small."""


def protect_pages(pages: Path, site: Path, assets: PageAssets, kept: Path) -> None:
    """Write every page of the folder *pages* to *site*, with what they load; those that did not change are in *kept*.

    What pages load is gathered in *assets*, for pages that are made later.
    Raises BuildError if a page loads anything from another host.
    """
    finished = {}
    for page in sorted(pages.rglob("*.html")):
        text, place = page.read_text(encoding="utf-8"), page.relative_to(pages).as_posix()
        if "<head" in text:
            made_from = ["page", place, hashlib.sha256(text.encode()).hexdigest()]
            finished[place], seen = keep_result(kept, made_from, partial(_protect_alone, pages, page, text, assets))
            assets.add_seen(seen)
    assets.write(site, kept)
    for place, text in finished.items():
        (site / place).parent.mkdir(parents=True, exist_ok=True)
        (site / place).write_text(assets.stamp(text), encoding="utf-8")


def _protect_alone(pages: Path, page: Path, text: str, assets: PageAssets) -> tuple[str, dict[str, list[str]]]:
    """The *text* of *page* with its policy, and what it adds to *assets*."""
    alone = assets.alone()
    return protect_page(pages, page, text, alone), alone.seen(identifiers=True)


def protect_page(pages: Path, page: Path, text: str, assets: PageAssets) -> str:
    """The *text* of *page* with its policy, loading the files of *assets*; their versions are still to be stamped."""
    tree = html.document_fromstring(text)
    _refuse_other_hosts(page.relative_to(pages), tree)
    assets.adapt(page, tree)
    _protect(tree)
    return str(html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"))


def _protect(tree: Any) -> None:
    _remove_handlers(tree)
    # A landmark, so that readers who go from one to the next meet the name of the book.
    for sidebar in tree.xpath('//div[@id="pst-primary-sidebar"]'):
        sidebar.attrib.update({"role": "complementary", "aria-label": say("Book")})
    # A script of the type _INERT is data.
    inline = (s for s in tree.iter("script") if "src" not in s.attrib and s.get("type") != _INERT)
    _add_policy(tree, {INLINE} & {script.text for script in inline})


def _refuse_other_hosts(place: Path, tree: Any) -> None:
    for element in tree.iter(*_LOADING_TAGS):
        if element.get("rel") in ("preconnect", "dns-prefetch"):
            element.drop_tree()
            continue
        if element.get("rel") in _NAMED:
            continue
        for name in ("src", "href"):
            address = element.get(name, "").strip()
            if address.lower().startswith(("http://", "https://", "//")):
                raise BuildError(f"{place} asks another host: <{element.tag} {name}={json.dumps(address)}>")


def _remove_handlers(tree: Any) -> None:
    for element in _HANDLERS(tree):
        for name in [name for name in element.attrib if name.startswith("on")]:
            del element.attrib[name]
    for script in tree.iter("script"):
        if script.text == MODE % "":
            script.text = INLINE


def _add_policy(tree: Any, scripts: set[str]) -> None:
    hashes = sorted(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    policy = (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'none'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'"
    )
    head = tree.find("head")
    head.insert(0, html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": policy}))
    head.insert(0, html.Element("meta", charset="utf-8"))
