"""After the pages are written: no foreign hosts, no inline handlers, a Content-Security-Policy on each page.

The theme's sidebar becomes a landmark.

Scripts that the build itself put into a page are allowed by their hash; INLINE lists them. Any other stands in the page
without being run. Handlers in attributes (onclick and the like) cannot be allowed so, and are taken out; book.js does
their work. Nothing here changes what a page says.
"""

from __future__ import annotations

__all__ = ["INLINE", "harden"]

import base64
import hashlib
import json
from pathlib import Path
from typing import Any

from lxml import etree, html

from statbook.errors import BuildError

MODE = """
    document.documentElement.dataset.mode = localStorage.getItem("mode") || "%s";
    document.documentElement.dataset.theme = localStorage.getItem("theme") || "";
  """
"""The theme's choice of light or dark. Without a stored mode it would complain of an empty one on every page."""
INLINE = (
    MODE % "auto",
    "let toggleHintShow = 'Click to show';",
    "let toggleHintHide = 'Click to hide';",
    "let toggleOpenOnPrint = 'true';",
    "var togglebuttonSelector = '.toggle, .admonition.dropdown';",
    "DOCUMENTATION_OPTIONS.search_as_you_type = false;",
)
"""The inline scripts of the theme and of its extensions, to the letter; a page has one more, which names it."""
_NAME = "DOCUMENTATION_OPTIONS.pagename = '{name}';"
_RUNS_CODE = ("kernelName", "const THEBE_JS_URL")
_ASKS = ("script", "link", "img", "iframe", "source")
_INERT = "application/json"


def harden(site: Path) -> int:
    """Treat every page of *site*; give how many there are. Raises BuildError if a page would ask another host."""
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if "<head" not in text:
            continue
        place = page.relative_to(site)
        tree = html.document_fromstring(text)
        _refuse_other_hosts(place, tree)
        _strip(tree)
        allowed = {*INLINE, _NAME.format(name=place.with_suffix("").as_posix())}
        _put_policy(tree, allowed & {script.text for script in _inline(tree)})
        page.write_text(html.tostring(tree, encoding="unicode", doctype="<!DOCTYPE html>"), encoding="utf-8")
    return len(pages)


def _inline(tree: Any) -> list[Any]:
    """The scripts that stand in the page, those that are data excepted."""
    return [s for s in tree.iter("script") if "src" not in s.attrib and s.get("type") != _INERT and s.text]


def _refuse_other_hosts(place: Path, tree: Any) -> None:
    for element in tree.iter(*_ASKS):
        if element.get("rel") in ("preconnect", "dns-prefetch"):
            element.drop_tree()
            continue
        for name in ("src", "href"):
            address = element.get(name, "").strip()
            if address.lower().startswith(("http://", "https://", "//")):
                raise BuildError(f"{place} asks another host: <{element.tag} {name}={json.dumps(address)}>")


def _strip(tree: Any) -> None:
    for element in tree.iter(etree.Element):
        for name in [name for name in element.attrib if name.lower().startswith("on")]:
            del element.attrib[name]
    for script in [*tree.iter("script")]:
        # Of the tool that would run code in the page; the book has none to run.
        if "thebe" in script.get("src", "") + script.get("type", "") or (script.text or "").startswith(_RUNS_CODE):
            script.drop_tree()
        elif script.text == MODE % "":
            script.text = MODE % "auto"
    # The theme's sidebar is no landmark, so that readers who go from one to the next would miss the name of the book.
    for sidebar in tree.xpath('//div[@id="pst-primary-sidebar"]'):
        sidebar.attrib.update({"role": "complementary", "aria-label": "Book"})


def _put_policy(tree: Any, scripts: set[str]) -> None:
    hashes = sorted(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    policy = (
        f"default-src 'none'; script-src 'self' {allowed}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'"
    )
    head = tree.find("head")
    equivalent = html.Element("meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    head.insert(0, equivalent)
    head.insert(0, html.Element("meta", charset="utf-8"))
