"""Sphinx extension of the book: style, script and font of its pages, links to its PDFs, and the builder of these.

A guard refuses the raw tree, whose chapters have no results yet.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from sphinx.errors import ConfigError

from statbook.paper import BOOK, JOB, PaperBuilder
from statbook.press.data_page import EXTRA

HERE = Path(__file__).parent
PDF = "pdf"
"""The folder of the PDFs within a site."""


def guard(app: Any, config: Any) -> None:
    """Chapters without outputs would be printed empty: only a staged tree may be built."""
    if not (Path(app.srcdir) / "stage.json").is_file():
        raise ConfigError("This tree holds chapters without results. Run `make book` instead.")
    static = [HERE / "assets", Path(app.srcdir) / "_made"]
    config.html_static_path = [*config.html_static_path, *(str(folder) for folder in static if folder.is_dir())]
    config.html_extra_path = [*config.html_extra_path, *(str(f) for f in [Path(app.srcdir) / EXTRA] if f.is_dir())]
    config.templates_path = [*config.templates_path, str(HERE / "templates")]


def page_scripts(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """The Vega bundle and the buttons' script are loaded only by pages that have a figure."""
    app.add_js_file("book.js", loading_method="defer")
    if "sb-spec" in str(context.get("body", "")):
        app.add_js_file("take.js", loading_method="defer")
        app.add_js_file("vega.js", loading_method="defer")


def page_pdfs(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the page the PDFs that hold it: its chapter's and the book's, as far as the job makes them."""
    stage = json.loads(Path(app.srcdir, "stage.json").read_text(encoding="utf-8"))
    wanted = json.loads(Path(os.environ[JOB]).read_text(encoding="utf-8"))["documents"]
    names = {chapter["document"]: name for name, chapter in stage["chapters"].items()}
    # In a run of one chapter every page belongs to it.
    own = names.get(pagename) if BOOK in wanted else wanted[0]
    links = [(own, "this chapter")] if own in wanted else []
    links += [(BOOK, "the book")] if BOOK in wanted else []
    context["pdfs"] = [{"path": f"{PDF}/{name}.pdf", "words": words} for name, words in links]


def setup(app: Any) -> dict[str, bool]:
    app.add_config_value("paper_title_zh", "", "env", str)
    app.add_builder(PaperBuilder)
    app.connect("config-inited", guard)
    app.connect("html-page-context", page_scripts)
    app.connect("html-page-context", page_pdfs)
    app.add_css_file("book.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
