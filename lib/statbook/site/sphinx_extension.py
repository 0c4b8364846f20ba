"""Sphinx extension of the book: style, scripts and font of its pages, its search, and the builder of its PDFs.

A guard refuses the raw tree, whose chapters have no results yet.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from sphinx.errors import ConfigError

from statbook.charts import inert_json
from statbook.paper import BOOK, JOB, PaperBuilder
from statbook.site import search_index as search
from statbook.site.data_page import EXTRA
from statbook.site.entry_parser import KIND, SUFFIX, EntriesParser
from statbook.build.publish import PDF

CARDS = "cards.json"
"""An entry of the evidence in a few lines, by its anchor."""
_CITED = re.compile(r'(?:#|"cite":"|"(?:now|aim) cite":")((?:obs|num|source)-[\w-]+)')
HERE = Path(__file__).parent
READ = "read"
"""The file that says that all documents are read: the builder of PDFs can begin."""
FOREIGN_SEARCH = ("searchtools.js", "language_data.js", "sphinx_highlight.js")
"""Scripts of Sphinx's own search, which the book's replaces."""


def guard(app: Any, config: Any) -> None:
    """Chapters without outputs would be printed empty: only a staged tree may be built."""
    if not (Path(app.srcdir) / "stage.json").is_file():
        raise ConfigError("This tree holds chapters without results. Run `make book` instead.")
    # Titles are quoted as they are printed, and a name has one apostrophe in sentences, charts and tables.
    config.smartquotes = False
    config.project = str(config.html_title)
    static = [HERE / "assets", Path(app.srcdir) / "_made"]
    config.html_static_path = [*config.html_static_path, *(str(folder) for folder in static if folder.is_dir())]
    config.html_extra_path = [*config.html_extra_path, *(str(f) for f in [Path(app.srcdir) / EXTRA] if f.is_dir())]
    config.templates_path = [*config.templates_path, str(HERE / "templates")]


def page_scripts(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """The Vega bundle and the buttons' script are loaded only by pages that have a figure, the search only by its page."""
    scripts = context["script_files"]
    scripts[:] = [script for script in scripts if Path(script.filename or "").name not in FOREIGN_SEARCH]
    app.add_js_file("evidence.js", loading_method="defer")
    app.add_js_file("book.js", loading_method="defer")
    if "sb-spec" in str(context.get("body", "")):
        app.add_js_file("take.js", loading_method="defer")
        app.add_js_file("vega.js", loading_method="defer")
    if pagename == "search":
        app.add_js_file(search.DATA, loading_method="defer")
        app.add_js_file(search.WORDS, loading_method="defer")
        app.add_js_file("same.js", loading_method="defer")
        app.add_js_file("search.js", loading_method="defer")


def page_cards(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the page the cards of the numbers that it cites and shows, as inert data."""
    known = _cards(Path(app.srcdir, CARDS))
    named = dict.fromkeys(_CITED.findall(context.get("body", "")))
    cards = {anchor: known[anchor] for anchor in named if anchor in known}
    if cards:
        context["body"] += f'<script type="application/json" id="sb-evidence">{inert_json(cards)}</script>'


@cache
def _cards(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def note_read(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Say that all documents are read and their reading is stored: the first page is being written."""
    _job(Path(os.environ[JOB]))["read"].touch()


@cache
def _job(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found | {"read": Path(found["read"])}


@cache
def _stage(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def page_pdfs(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the page the PDFs that hold it: its chapter's and the book's, as far as the job makes them."""
    stage = _stage(Path(app.srcdir, "stage.json"))
    wanted = _job(Path(os.environ[JOB]))["documents"]
    names = {chapter["document"]: name for name, chapter in stage["chapters"].items()}
    # In a run of one chapter every page belongs to it.
    own = names.get(pagename) if BOOK in wanted else wanted[0]
    links = [(own, "this chapter")] if own in wanted else []
    links += [(BOOK, "the book")] if BOOK in wanted else []
    context["pdfs"] = [{"path": f"{PDF}/{name}.pdf", "words": words} for name, words in links]


def without_foreign_search(app: Any) -> None:
    """Sphinx makes no index and no search page."""
    app.builder.search = False


def search_page(app: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the records of the book's search; give its page."""
    static = Path(app.outdir, "_static")
    for name in FOREIGN_SEARCH:
        (static / name).unlink(missing_ok=True)
    found = search.whole_book(app.env, app.builder.get_target_uri)
    (static / search.DATA).write_text(search.script(found), encoding="utf-8")
    everyday = app.config.search_synonyms
    (static / search.WORDS).write_text(search.words_script(found, everyday), encoding="utf-8")
    yield "search", {"title": "Search", "examples": app.config.search_examples}, "search.html"


def setup(app: Any) -> dict[str, bool]:
    app.add_config_value("paper_title_zh", "", "env", str)
    app.add_config_value("search_examples", [], "html", list)
    app.add_config_value("search_synonyms", {}, "html", dict)
    app.add_builder(PaperBuilder)
    app.add_source_suffix(SUFFIX, KIND)
    app.add_source_parser(EntriesParser)
    app.connect("config-inited", guard)
    app.connect("builder-inited", without_foreign_search)
    app.connect("html-collect-pages", search_page)
    app.connect("html-page-context", note_read)
    app.connect("html-page-context", page_scripts)
    app.connect("html-page-context", page_pdfs)
    app.connect("html-page-context", page_cards)
    app.add_css_file("book.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
