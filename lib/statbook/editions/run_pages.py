"""The pages of one run: the chapter, its evidence, their twins in Markdown, the tables of its charts, and its PDF.

It is called in a process of its own (warm_pages.py), since it adds documents to the Sphinx of that process.
"""

from __future__ import annotations

import json
import re
import shutil
import textwrap
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat
from lxml import html

from statbook.chapter import ARGUMENTS, Chapter
from statbook.editions.shared_pages import Shared, write_job
from statbook.errors import BuildError
from statbook.evidence import Ledger, cards, entries
from statbook.evidence.ledger import Page
from statbook.evidence.pages import page_of_entries
from statbook.pdf.compile import compile_pdf
from statbook.pdf.document import PdfContext, PdfDocument
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.sphinx_builder import PdfBuilder, read_job
from statbook.project.notebooks import SOURCES, ExecutedNotebook, Notebook
from statbook.project.paths import CARDS, DATA, EXTRA, HTML, MANIFEST, PDF, PICTURES
from statbook.prose.numbers import render_number
from statbook.site.chapter_page import ChapterPage
from statbook.site.content_security_policy import protect_page
from statbook.site.document_notes import notes_of, read_json
from statbook.site.markdown_twins import markdown
from statbook.site.staging import used_anchors, write_chart_files, write_document, write_link_pictures

_EVIDENCE = re.compile(r"\]\(#evidence-[\w-]+\)")
"""Links to the evidence of a theme; a run has its own."""
SECTIONS, MOST_WORDS = 2, 600
"""The sections of a page whose text the search of the edition holds, and its characters."""


@dataclass(frozen=True, eq=False)
class RunLedger(Ledger):
    """The evidence of one run: all entries stand on one page of its own, *document*."""

    document: str = ""

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The one page."""
        return (Page(self.document, "", "", tuple(self.rows.values()), tuple(self.numbers)),)


def make_run(shared: Shared, run: dict[str, Any]) -> dict[str, Any]:
    """Make the files of a *run* in its folder; gives what is told of it elsewhere.

    *run* has the `name`, `title`, `chapter` and `parameters` of the run, the key of the `number` that the index shows, the
    `place` of the chapter in the book and its file (`path`), the `executed` notebook and the `folder`.
    Raises BuildError with what is wrong with the page.
    """
    folder, name = Path(run["folder"]), run["name"]
    content = nbformat.read(run["executed"], as_version=4)
    document, proof = f"chapters/{name}", f"evidence/run-{name}"
    for cell in content.cells:
        if cell.cell_type == "markdown":
            cell.source = _EVIDENCE.sub(f"](/{proof}.entries)", cell.source)
    notebook = Notebook(name, document, Path(run["path"]), run["chapter"], run["title"])
    page = ChapterPage(ExecutedNotebook(notebook, content, run["parameters"]), run["place"], shared.store)
    ledger = _ledger(shared, page, proof)
    manifest = _stage(shared, page, ledger)
    _read_and_write(shared, [document, proof], name)
    made = shared.out / HTML
    for place in (document, proof):
        _finish(shared, made, place, folder)
    charts = Path("_static", "charts", f"{document}.js")
    if (made / charts).is_file():
        (folder / charts).parent.mkdir(parents=True)
        shutil.copy(made / charts, folder / charts)
    edition = ledger.store.edition
    write_chart_files(page, edition, folder / DATA)
    if edition.site:
        shutil.copytree(shared.source / EXTRA / PICTURES, folder / PICTURES)
    (folder / PDF).mkdir()
    (folder / PDF / f"{name}.pdf").write_bytes(_pdf(shared, ledger, manifest, name, folder.with_suffix(".typst")))
    return {
        "title": page.record["title"],
        "number": _number(shared, content, run["number"]) if run["number"] else None,
        "search": _search_record(shared, document),
        "seen": shared.assets.seen(),
    }


def _ledger(shared: Shared, page: ChapterPage, document: str) -> RunLedger:
    chapters = {page.name: page.record}
    store = shared.store.with_large(used_anchors(chapters))
    ledger = RunLedger(store, chapters, shared.manifest["articles"], page.link_targets, document)
    if store is shared.store:
        vars(ledger)["verdicts"] = shared.verdicts  # the audit looks at all data
    return ledger


def _stage(shared: Shared, page: ChapterPage, ledger: RunLedger) -> dict[str, Any]:
    """Put the documents of the run beside those that all share; gives the manifest of the run alone."""
    source, name = shared.source, page.name
    own = entries(ledger)
    title = page.record["title"]
    proof = page_of_entries(ledger, own, ledger.pages[0], title, (title, f"{page.document}.html"))
    (source / f"{ledger.document}.entries").write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    write_document(page, source, ledger.page_of, (name, SOURCES))
    alone = shared.manifest | {
        "chapters": {name: page.record},
        "entries": ledger.page_of,
        "evidence": [ledger.document],
        "derived": {f"{ledger.page_of[anchor]}#{anchor}": n["inputs"] for anchor, n in ledger.numbers.items()},
    }
    both = alone | {"chapters": shared.manifest["chapters"] | alone["chapters"]}
    for file, told in ((MANIFEST, both), (CARDS, shared.cards | cards(ledger, own))):
        (source / file).write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    if ledger.store.edition.site:
        write_link_pictures(shared.book, ledger.store.edition, [page], source / EXTRA / PICTURES)
    return alone


def _read_and_write(shared: Shared, documents: list[str], name: str) -> None:
    """Have Sphinx read *documents* and write their pages, which lead to the PDF *name*."""
    read_json.cache_clear()
    read_job.cache_clear()
    write_job(shared.out, [name])
    shared.sphinx.app.builder.read()
    faults = [fault for document in documents for fault in shared.sphinx.write(document)]
    if faults:
        raise BuildError("\n".join(faults[:20]))


def _finish(shared: Shared, made: Path, document: str, folder: Path) -> None:
    """Make a page safe and put it into *folder* with its twin."""
    page = made / f"{document}.html"
    text = page.read_text(encoding="utf-8")
    target = folder / f"{document}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    article = html.document_fromstring(text).find('.//article[@class="bd-article"]')
    target.with_suffix(".md").write_text(markdown(article, page.name), encoding="utf-8")
    target.write_text(protect_page(made, page, text, shared.assets), encoding="utf-8")


def _pdf(shared: Shared, ledger: RunLedger, manifest: dict[str, Any], name: str, work: Path) -> bytes:
    """Typeset the run."""
    app = shared.sphinx.app
    builder = PdfBuilder(app, app.env)
    app.builder = builder
    documents = [manifest["chapters"][name]["document"], ledger.document, manifest["articles"]]
    trees = {document: app.env.get_and_resolve_doctree(document, builder) for document in documents}
    context = PdfContext(manifest, ledger.store, trees, Glyphs(shared.fonts), app.config, builder)
    main = PdfDocument(context, name).write(work)
    pdf = compile_pdf(main, shared.fonts, date.fromisoformat(manifest["as_of"]))
    shutil.rmtree(work)
    return pdf


def _number(shared: Shared, content: Any, key: str) -> dict[str, Any] | None:
    """The number that the index shows of the run; None if nothing is printed for it."""
    outputs = [output.get("data", {}) for cell in content.cells for output in cell.get("outputs", [])]
    arguments = next(data[ARGUMENTS]["arguments"] for data in outputs if ARGUMENTS in data)
    chapter = Chapter.restore(shared.store, arguments)
    quantity = chapter.get(key)
    if quantity is None:
        return None
    found = render_number(shared.store, key, quantity, "en", "")
    return {"words": found["words"]["num"], **{name: found[name] for name in ("value", "low", "high", "unit")}}


def _search_record(shared: Shared, document: str) -> dict[str, str]:
    """What the search of the edition finds of the run: its title, and the text of its first sections."""
    records = notes_of(shared.sphinx.app.env)[document].records
    text = " ".join(record.text for record in records[:SECTIONS])
    words = textwrap.shorten(text, MOST_WORDS, placeholder=" …")
    return {
        "kind": "section",
        "url": f"{document}.html",
        "title": records[0].title,
        "page": records[0].page,
        "text": words,
    }
