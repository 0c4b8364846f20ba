"""The Sphinx extension of the book: styles, scripts and font of its pages, its search, and the builder of its PDFs.

It refuses to build the source tree, whose chapters have no outputs yet. The module is long because it has one
function for each event of Sphinx that the book takes part in.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from gettext import NullTranslations
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.errors import ConfigError
from sphinx.locale import translators

from statbook.messages import ENGLISH, say, speak, spoken
from statbook.pdf.sphinx_builder import PdfBuilder, read_job, wait_for_documents
from statbook.project.paths import BOOK, CARDS, CHARTS, EXTRA, LOCALE, MANIFEST, PDF
from statbook.prose.markup import KEPT, inert_json
from statbook.site import search_index
from statbook.site.document_notes import book_records, forget_document, note_document, outdated_pages, read_json
from statbook.site.entry_parser import KIND, SUFFIX, EntriesParser
from statbook.site.page_head import describe_page

SPHINX_SEARCH = ("searchtools.js", "language_data.js", "sphinx_highlight.js")
"""The scripts of Sphinx's own search, which the book replaces."""
CITED = re.compile(r'(?:#|"cite":"|"(?:now|aim) cite":")((?:obs|num|source)-[\w-]+)')
"""The anchors of the numbers that a page cites or shows."""
TERMS = re.compile(r'class="sb-term"><a [^>]*href="[^"]*#(ind-[\w-]+)"')
"""The anchors of the indicators whose definition a page offers."""
VERBATIM = re.compile(r'<(\w+)((?: [^<>]*)? class="[^"<>]*\bnotranslate\b)')
_NO_TEXT = re.compile(r"(<(?:script|svg|select|template)\b.*?</(?:script|svg|select|template)>)", re.DOTALL)
_KEPT = re.compile(f"(?:{KEPT.pattern})(?![^<>]*>)")
"""A number with its unit in a text, not in a tag."""
_LINKED = re.compile(
    r'(?:<span class="num[^<>]*>)?<a [^<>]*><span[^<>]*>[^<>]*[\d千万亿]</span></a>(?:</span>)?[\u4e00-\u9fff]'
)
"""A number that is a link, with its unit behind the link."""
_HERE = Path(__file__).parent
_CHART = re.compile(
    r'(<figure class="sb-figure" id="([\w-]+)"(?:(?!<figure).)*?)<script type="application/json" class="sb-spec">(.*?)</script>',
    re.DOTALL,
)
"""A chart up to the definitions that its script needs, with its identifier."""


def configure(app: Any, config: Any) -> None:
    """Add the folders of the book to the configuration. Raises ConfigError for a tree that is no staging."""
    source = Path(app.srcdir)
    if not (source / MANIFEST).is_file():
        raise ConfigError("This tree holds chapters without results. Run `make book` instead.")
    speak(read_json(source / MANIFEST).get("language") or ENGLISH, source / LOCALE)
    # Titles are quoted as they are printed, and a name has the same apostrophe in sentences, charts and tables.
    config.smartquotes = False
    config.project = str(config.html_title)
    config.numfig_format = {"table": say("Table %s")} | config.numfig_format
    for setting, folders in {
        "html_static_path": [_HERE / "assets", source / "_made"],
        "html_extra_path": [source / EXTRA],
        "templates_path": [_HERE / "templates"],
    }.items():
        setattr(config, setting, [*getattr(config, setting), *(str(f) for f in folders if f.is_dir())])


def move_charts(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Move what charts hold from the page into a script of its own, which the page loads with Vega when one is used."""
    body = str(context.get("body", ""))
    if not (held := {identifier: spec for _, identifier, spec in _CHART.findall(body)}):
        return
    definitions = ",\n".join(f"{json.dumps(identifier)}:{spec}" for identifier, spec in held.items())
    script = CHARTS / f"{pagename}.js"
    path = Path(app.outdir, script)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"window.statbookCharts={{{definitions}}};\n", encoding="utf-8")
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
    address = f"{script.as_posix()}?v={digest}"
    context["body"] = _CHART.sub(r"\1", body) + f'<template id="sb-charts" data-script="{address}"></template>'


def add_scripts(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Load what charts need only on pages with a chart, and the search only on its own page."""
    scripts = context["script_files"]
    scripts[:] = [script for script in scripts if Path(script.filename or "").name not in SPHINX_SEARCH]
    names = ["evidence.js", "book.js"]
    if 'id="sb-charts"' in str(context.get("body", "")):
        names += ["address.js", "take.js"]
    if 'id="sb-runs"' in str(context.get("body", "")):
        names += ["runs.js"]
    if pagename == "search":
        names += [search_index.DATA, search_index.WORDS, "same.js", "search.js"]
    for name in names:
        app.add_js_file(name, loading_method="defer")


def add_cards(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the page the cards of the numbers that it cites and shows, and of its terms, as inert data."""
    known = read_json(Path(app.srcdir, CARDS))
    body = context.get("body", "")
    anchors = dict.fromkeys([*CITED.findall(body), *TERMS.findall(body)])
    cards = {anchor: known[anchor] for anchor in anchors if anchor in known}
    if cards:
        context["body"] += f'<script type="application/json" id="sb-evidence">{inert_json(cards)}</script>'


def add_pdf_links(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Link the page to the PDFs that contain it, as far as the job makes them: its chapter's and the book's."""
    manifest = read_json(Path(app.srcdir, MANIFEST))
    wanted = read_job(app.outdir, app.builder.name)["documents"]
    names = {chapter["document"]: name for name, chapter in manifest["chapters"].items()}
    # In a run of one chapter every page belongs to that chapter.
    own = names.get(pagename) if BOOK in wanted else next(iter(wanted), None)
    links = [(own, say("this chapter"))] if own in wanted else []
    links += [(BOOK, say("the book"))] if BOOK in wanted else []
    # The PDFs of all languages lie beside those of the first.
    language, (first, *_) = manifest.get("language", ""), manifest.get("languages") or [""]
    up, end = ("", "") if language in ("", first) else ("../", f".{language}")
    context["pdfs"] = [{"path": f"{up}{PDF}/{name}{end}.pdf", "words": words} for name, words in links]


def keep_addresses(app: Any, document: Any) -> None:
    """Give the sections of a translation the addresses of the original, so that links hold in both languages."""
    sections = list(document.findall(nodes.section))
    addresses = app.config.section_addresses.get(app.env.docname, [])
    for section, address in zip(sections, addresses, strict=False):
        other = document.ids.get(address)
        if other in sections and other is not section:
            other["ids"].remove(address)
        document.ids[address] = section
        section["ids"] = [address, *(each for each in section["ids"] if each != address)]


def signal_read(app: Any, builder: Any) -> None:
    """Signal that all documents are read and stored: the first page is about to be written."""
    Path(read_job(app.outdir, builder.name)["read"]).touch()


def name_charts(app: Any, env: Any) -> None:
    """Make charts known as targets of links in sentences; their HTML is no document to Sphinx."""
    targets = env.domaindata["std"]
    for chapter in read_json(Path(app.srcdir, MANIFEST))["chapters"].values():
        for identifier, label in chapter["labels"].items():
            targets["anonlabels"][identifier] = (chapter["document"], identifier)
            targets["labels"][identifier] = (chapter["document"], identifier, label)


def disable_sphinx_search(app: Any) -> None:
    """Sphinx makes no index and no search page."""
    app.builder.search = False


class ThemeWords(NullTranslations):
    """Words in the language that is spoken, as Sphinx asks for them."""

    def gettext(self, message: str) -> str:
        return say(message)


def translate_theme(app: Any) -> None:
    """Let what Sphinx and its theme say have the words of the book, where they have none of their own."""
    if spoken() != ENGLISH:
        for known in {id(each): each for each in (app.translator, *translators.values())}.values():
            known.add_fallback(ThemeWords())


def mark_verbatim(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Say of codes, names of files and printed forms that they are not to be translated."""
    context["body"] = VERBATIM.sub(r'<\1 translate="no"\2', str(context.get("body", "")))


def keep_numbers_whole(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """In a Chinese page, keep a number and its unit on one line: 300项, 2026年, 1—2月."""
    if spoken() != "zh":
        return
    parts = _NO_TEXT.split(str(context.get("body", "")))
    for pattern in (_LINKED, _KEPT):
        parts[::2] = (pattern.sub(r'<span class="sb-whole">\g<0></span>', part) for part in parts[::2])
    context["body"] = "".join(parts)


def add_search_page(app: Any) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the search index of the book; gives its page."""
    static = Path(app.outdir, "_static")
    for name in SPHINX_SEARCH:
        (static / name).unlink(missing_ok=True)
    records = book_records(app.env, app.builder.get_target_uri)
    words = search_index.words_script(records, app.config.search_synonyms)
    elsewhere = Path(app.srcdir, search_index.ELSEWHERE)
    further = elsewhere.read_text(encoding="utf-8").splitlines() if elsewhere.is_file() else []
    (static / search_index.DATA).write_text(search_index.data_script(records, further), encoding="utf-8")
    (static / search_index.WORDS).write_text(words, encoding="utf-8")
    yield "search", {"title": say("Search"), "examples": app.config.search_examples}, "search.html"


def setup(app: Any) -> dict[str, bool]:
    """Called by Sphinx."""
    app.add_config_value("paper_title_zh", "", "env", str)
    app.add_config_value("paper_title_other", "", "env", str)
    app.add_config_value("paper_keywords", [], "env", list)
    app.add_config_value("section_addresses", {}, "env", dict)
    app.add_config_value("search_examples", [], "html", list)
    app.add_config_value("search_synonyms", {}, "html", dict)
    app.add_builder(PdfBuilder)
    app.add_source_suffix(SUFFIX, KIND)
    app.add_source_parser(EntriesParser)
    app.connect("config-inited", configure)
    app.connect("config-inited", wait_for_documents, priority=900)
    app.connect("builder-inited", disable_sphinx_search)
    app.connect("builder-inited", translate_theme)
    app.connect("env-updated", name_charts)
    app.connect("html-collect-pages", add_search_page)
    app.connect("doctree-read", keep_addresses, priority=100)
    app.connect("doctree-read", note_document, priority=900)
    app.connect("env-purge-doc", forget_document)
    app.connect("env-get-updated", outdated_pages)
    app.connect("write-started", signal_read)
    for handler in (
        mark_verbatim,
        keep_numbers_whole,
        describe_page,
        add_cards,
        move_charts,
        add_scripts,
        add_pdf_links,
    ):
        app.connect("html-page-context", handler)
    app.add_css_file("fonts.css")
    app.add_css_file("book.css")
    return {"parallel_read_safe": False, "parallel_write_safe": True}
