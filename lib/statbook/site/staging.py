"""Writes the staging folder: everything that Jupyter Book reads to make pages and PDFs.

It holds the documents, the pages of the evidence, a copy of the data, the tables of charts as files, and two JSON files. The manifest, `stage.json`,
has for each chapter its title, the numbers that it cites and shows and where, and for each entry of the evidence its
page. `cards.json` holds each entry in a few lines, for the numbers on the pages.
"""

import json
import shutil
from collections.abc import Collection, Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from statbook.charts.data_table import table_for_programs
from statbook.charts.font_sources import source_with_version
from statbook.charts.link_picture import link_picture
from statbook.evidence import Ledger, cards, definition_cards, entries, pages
from statbook.execution.fork_server import ForkServer
from statbook.messages import spoken
from statbook.project.fingerprint import PACKAGES, book_digests, digest_of, files_in, fingerprint
from statbook.project.kept_results import keep_for
from statbook.project.notebooks import FRONT_PAGE, SOURCES, ExecutedNotebook, chapters
from statbook.project.paths import CARDS, DATA, EXTRA, LOCALE, MANIFEST, ORIGINAL, PICTURES, TRANSLATED, WORKBOOK, Book
from statbook.site.chapter_page import ChapterPage
from statbook.site.page_tables import PageTables
from statbook.site.workbook_process import WorkbookJob, write_beside
from statbook.store import Edition, Store, anchor_of
from statbook.store.large_tables import FOLDER
from statbook.store.sheets import as_csv


def write_staging(
    book: Book,
    store: Store,
    executed: list[ExecutedNotebook],
    folder: Path,
    toc: str,
    *,
    only_used: bool = False,
    workbook: bool = False,
    server: ForkServer | None = None,
    languages: tuple[str, tuple[str, ...]] = (ORIGINAL, (ORIGINAL,)),
) -> dict[str, Any]:
    """Write the *executed* chapters of *book*, whose data are in *store*, to *folder*, with *toc* as the contents.

    With *only_used* the evidence holds only the numbers that these chapters use or link to; with *workbook* all that they
    show is written as a workbook, too, by a process of *server* if there is one. *languages* are that of the book and all
    of the site. Gives the manifest.
    """
    _copy_book(book, folder, toc)
    known, data = chapters(book), digest_of(book.data, files_in(book.data))
    order, keep = list(known), keep_for(book.kept, data)
    done = {one.notebook.name: ChapterPage(one, order.index(one.notebook.name), store, keep) for one in executed}
    manifest: dict[str, Any] = {
        "as_of": store.as_of,
        "version": store.package.descriptor["version"],
        "language": languages[0],
        "languages": languages[1],
        "articles": known[SOURCES].document if SOURCES in done else "",
        # Without the packages of this machine, because PDFs state these digests.
        "hashes": {name: digest for name, digest in fingerprint(book).items() if name != PACKAGES},
        "fonts": source_with_version(),
        "chapters": {name: page.record for name, page in done.items()},
    }
    store = store.with_large(used := used_anchors(manifest["chapters"]))
    linked = {anchor for page in done.values() for anchor in page.link_targets} if only_used else None
    ledger = Ledger(store, manifest["chapters"], manifest["articles"], linked)
    manifest |= {
        "entries": ledger.page_of,
        "evidence": [page.document for page in ledger.pages],
        "derived": {f"{ledger.page_of[anchor]}#{anchor}": n["inputs"] for anchor, n in ledger.numbers.items()},
    }
    tables = [PageTables.of(page) for page in done.values()]
    job = WorkbookJob(tables, book.data, sorted(used), spoken(), book.locale, book.kept, folder / EXTRA / WORKBOOK)
    with write_beside(job, folder.parent, server) if workbook else nullcontext():
        for page in done.values():
            write_document(page, folder, ledger.page_of, done)
            write_chart_files(page, store.edition, folder / EXTRA / DATA)
        if store.edition.site:
            write_link_pictures(book, store.edition, [*done.values()], folder / EXTRA / PICTURES)
        texts, told = keep(["evidence", _evidence_basis(ledger)], lambda: _evidence(ledger))
        for name, text in texts.items():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        for name, content in ((MANIFEST, manifest), (CARDS, told)):
            (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return manifest


def _copy_book(book: Book, folder: Path, toc: str) -> None:
    """Make *folder* with the settings, the words and the data of *book*, and *toc*."""
    folder.mkdir(parents=True)
    shutil.copy(book.config, folder / "_config.yml")
    (folder / "_toc.yml").write_text(toc, encoding="utf-8")
    if (words := book.locale / spoken()).is_dir():
        shutil.copytree(words, folder / LOCALE / spoken())
    shutil.copytree(book.data, folder / "_data", ignore=shutil.ignore_patterns(FOLDER))


def _evidence_basis(ledger: Ledger) -> list[Any]:
    """All that the pages of the evidence depend on, besides the data."""
    parts = ("title", "document", "cited", "shown", "uses")
    chapters = {name: [chapter[part] for part in parts] for name, chapter in ledger.chapters.items()}
    return [[*chapters], chapters, ledger.articles, None if ledger.linked is None else sorted(ledger.linked)]


def _evidence(ledger: Ledger) -> tuple[dict[str, str], dict[str, Any]]:
    """The pages of the evidence by their files, and the cards of its entries and of terms."""
    ledger_entries = entries(ledger)
    return pages(ledger, ledger_entries), cards(ledger, ledger_entries) | definition_cards(ledger.store)


def write_document(page: ChapterPage, folder: Path, page_of: Mapping[str, str], chapters: Collection[str]) -> None:
    """Write the document of *page* to *folder*, with links to the evidence (*page_of*) and to *chapters*."""
    target = folder / f"{page.document}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(page.with_links(page_of, chapters), ensure_ascii=False), encoding="utf-8")


def write_chart_files(page: ChapterPage, edition: Edition, folder: Path) -> None:
    """Write the table of each chart of *page* to *folder*: as CSV, and as JSON with the words of the chart."""
    folder.mkdir(parents=True, exist_ok=True)
    for chart in page.charts:
        head, rows = table_for_programs(chart["data"], chart["numbers"])
        words = {name: chart[name] for name in ("title", "subtitle", "caption", "source", "description")}
        described = {"id": chart["id"], "number": page.labels[chart["id"]], **words, "page": f"{page.document}.html"}
        described["edition"] = {"title": edition.title, "version": edition.version, "as_of": edition.as_of}
        described |= {"licence": edition.licence[0], "columns": head}
        described["rows"] = [dict(zip(head, row, strict=True)) for row in rows]
        text = json.dumps(described, ensure_ascii=False, indent=1)
        (folder / f"{chart['id']}.json").write_text(f"{text}\n", encoding="utf-8")
        (folder / f"{chart['id']}.csv").write_bytes(as_csv(head, rows).encode("utf-8"))


def write_link_pictures(book: Book, edition: Edition, pages: list[ChapterPage], folder: Path) -> None:
    """Write what is shown where a page is shared: its first chart, on the front page that of the first chapter."""
    for page in pages:
        shown = page.charts[:1] or [chart for other in pages if page.name == FRONT_PAGE for chart in other.charts[:1]]
        if shown:
            title, subtitle = shown[0]["title"], shown[0]["subtitle"]
            book_title, about = edition.title, edition.about
            words = (title, subtitle, book_title) if page.charts else (book_title, about, title)
            path = folder / f"{page.document}.png"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(link_picture(words, shown[0]["drawn"], book))


def used_anchors(chapters: Mapping[str, dict[str, Any]]) -> set[str]:
    """The anchors of the printed numbers that *chapters* show, or compute others from."""
    records = [chapter[name] for chapter in chapters.values() for name in ("cited", "shown")]
    inputs = {anchor_of(obs) for record in records for number in record.values() if number for obs in number["inputs"]}
    return inputs | {anchor for chapter in chapters.values() for use in chapter["uses"] for anchor in use["anchors"]}


def load_ledger(book: Book) -> tuple[Ledger, str]:
    """The evidence of the present data, with the computed numbers and uses of the last build if it was made from them.

    Uses are those in the language that is spoken, if the book was built in it. The second value says why numbers and uses
    are missing; it is empty if they are not.
    """
    store, file = Store.load(book.data), book.build / TRANSLATED / spoken() / MANIFEST
    file = file if file.is_file() else book.staging / MANIFEST
    manifest = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None
    if manifest is None:
        missing = "no book was built: uses and computed numbers are not known; `make book` makes them"
        return Ledger(store, {}, ""), missing
    if manifest["hashes"]["data/"] != book_digests(book)["data/"]:
        return Ledger(store, {}, ""), "data/ changed since the last build: uses and computed numbers are not known"
    store = store.with_large(used_anchors(manifest["chapters"]))
    return Ledger(store, manifest["chapters"], manifest["articles"]), ""
