"""From a stage to a site: its pages and PDFs, and what they share that is made from pinned packages."""

from __future__ import annotations

__all__ = ["make_assets", "make_site"]

import json
import shutil
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from statbook.charts import fonts
from statbook.project.paths import LIBRARY, Book
from statbook.site.content_security_policy import harden
from statbook.project.fingerprint import machine
from statbook.site.licences import put_licences
from statbook.build.publish import HTML, PDF, STAGE
from statbook.site.sphinx_build import PAPER, Tree

ASSETS = LIBRARY / "press" / "assets"


def make_site(frozen: Book, new: Path, tree: Tree, documents: list[str], say: Callable[[str], None]) -> Path:
    """The pages of the stage in *new* and the PDFs of *documents*, made at the same time, as *new*/html."""
    staged = new / STAGE
    make_assets(frozen, staged / "_made", tree.kept.parent)
    say(f"building pages and typesetting {', '.join(documents)}")
    out = tree.make(staged, documents, machine())
    site = new / HTML
    (out / HTML).rename(site)
    shutil.rmtree(site / "_sources", ignore_errors=True)
    shutil.rmtree(site / "reports", ignore_errors=True)
    (site / ".buildinfo").unlink(missing_ok=True)
    for template in (site / "_static").glob("*-macros.html"):
        template.unlink()
    put_licences(site)
    say(f"{harden(site)} pages")
    (site / PDF).mkdir()
    for name in documents:
        (out / PAPER / f"{name}.pdf").rename(site / PDF / f"{name}.pdf")
    return site


def make_assets(book: Book, folder: Path, cache: Path) -> None:
    """What is made from pinned packages: the Vega bundle, the font, the icon for browsers that take no SVG.

    Nothing of it lies in the repository.

    The bundle, which takes a while, is kept in *cache*.
    """
    folder.mkdir()
    import vl_convert

    # Its type hints ask for what it does not need.
    draw: Any = vl_convert
    icon = (ASSETS / "icon.svg").read_text(encoding="utf-8")
    (folder / "icon.png").write_bytes(draw.svg_to_png(icon, scale=2))
    kept = cache / f"vega-{version('vl-convert-python')}.js"
    if not kept.is_file():
        cache.mkdir(parents=True, exist_ok=True)
        # The bundle declares names at its top level that other scripts of the page use; a function keeps them in.
        (folder / kept.name).write_text(f"(function(){{{draw.javascript_bundle()}}})();\n", encoding="utf-8")
        (folder / kept.name).replace(kept)
    shutil.copy(kept, folder / "vega.js")
    for font in (fonts.folder(book) / "page").glob("*.woff2"):
        shutil.copy(font, folder / font.name)
    (folder / "font.js").write_text(f"window.statbookFont = {json.dumps(fonts.faces(book))};\n", encoding="utf-8")
