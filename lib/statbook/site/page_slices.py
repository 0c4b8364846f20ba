"""Gives pages in Chinese slices of the font with just the letters that they show.

A chapter has slices of its own. Pages of a part that has many share them, because readers go from one to the next.
"""

import hashlib
from functools import partial
from os.path import relpath
from pathlib import Path

from lxml import etree, html

from statbook.charts.fonts import WEIGHTS
from statbook.charts.page_fonts import CHINESE, write_own_slices
from statbook.project.kept_results import keep_result

PARTS = ("codebook", "evidence", "traps")
"""Parts of the book whose pages share their slices."""
_UNSEEN = etree.XPath("//head | //script | //style | //template")
_BOLD = etree.XPath(
    "//h1 | //h2 | //h3 | //h4 | //h5 | //h6 | //strong | //b | //th | //dt | //caption | //label"
    " | //*[contains(@class, 'title') or contains(@class, 'number') or contains(@class, 'current')]"
    " | //*[@font-weight and not(@font-weight='normal' or @font-weight='400')]"
)
"""What the style sheet or a drawing may show in bold."""


def add_own_slices(site: Path, drawn: Path, kept: Path) -> None:
    """Give each page of *site* slices of the fonts in *drawn*; what pages show is taken from *kept* if they did not change."""
    parts: dict[str, dict[Path, str]] = {}
    for page in sorted(site.rglob("*.html")):
        text, place = page.read_text(encoding="utf-8"), page.relative_to(site)
        if "</head>" in text:
            parts.setdefault(place.parts[0] if place.parts[0] in PARTS else str(place), {})[page] = text
    static = site / "_static"
    for pages in parts.values():
        shown = [
            keep_result(kept, ["signs", hashlib.sha256(text.encode()).hexdigest()], partial(_signs, text))
            for text in pages.values()
        ]
        wanted = {weight: "".join(sorted({*"".join(signs[weight] for signs in shown)})) for weight in WEIGHTS}
        if not all(wanted.values()):
            continue  # it shows too little Chinese to need its own
        name, rules = write_own_slices(drawn, wanted, static)
        for page, text in pages.items():
            style = f"<style>{rules(relpath(static, page.parent))}</style>"
            text = text.replace("<html ", f'<html data-slice="{name}" ', 1).replace("</head>", f"{style}</head>", 1)
            page.write_text(text, encoding="utf-8")


def _signs(text: str) -> dict[str, str]:
    """The Chinese letters and marks that a page shows, by weight."""
    tree = html.document_fromstring(text)
    for element in _UNSEEN(tree):
        element.drop_tree()
    shown = {"Regular": [tree], "Bold": _BOLD(tree)}
    return {
        weight: "".join(sorted({sign for each in elements for sign in each.text_content() if sign >= CHINESE}))
        for weight, elements in shown.items()
    }
