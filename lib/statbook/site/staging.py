"""From executed chapters to the tree that Jupyter Book reads.

The tree holds all that pages and print need: documents, the pages of the evidence, a copy of the data, and two files:
`stage.json` says for each chapter what it is called, the numbers that it cites and shows and where, and for each entry
of the evidence its page; `cards.json` holds an entry in a few lines for the numbers of the pages.
"""

from __future__ import annotations

__all__ = ["MARK", "known_evidence", "stage", "with_pages"]

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import yaml

from statbook.evidence import INDEXES, Ledger, cards, entries, pages
from statbook.project.paths import Book
from statbook.site.chapter_page import ChapterPage
from statbook.project.fingerprint import PACKAGES, digests, sources
from statbook.project.notebooks import Executed, chapters
from statbook.site.sphinx_extension import CARDS
from statbook.store import Store

MARK = "stage.json"
ARTICLES = "sources"
"""The chapter that lists the articles; entries of the evidence lead to it."""


def stage(book: Book, executed: list[Executed], folder: Path, toc: str, more: Iterable[str] = ()) -> dict[str, Any]:
    """Write the tree to *folder*; give the manifest: chapters, their numbers and their figures.

    *more* are documents that others put into the tree, to stand in its contents.
    """
    folder.mkdir(parents=True)
    store = Store.load(book.data)
    shutil.copy(book.config, folder / "_config.yml")
    (folder / "_toc.yml").write_text(with_pages(toc, (*INDEXES, *more)), encoding="utf-8")
    shutil.copytree(book.data, folder / "_data")
    known = chapters(book)
    done = {
        chapter.notebook.name: ChapterPage(chapter, list(known).index(chapter.notebook.name), store)
        for chapter in executed
    }
    manifest: dict[str, Any] = {
        "as_of": store.as_of,
        "version": store.package.descriptor["version"],
        "articles": known[ARTICLES].document if ARTICLES in done else "",
        # Not the packages of this machine: print states these.
        "hashes": {name: digest for name, digest in digests(book).items() if name != PACKAGES},
        "chapters": {name: page.record for name, page in done.items()},
    }
    ledger = _ledger(store, manifest)
    manifest |= {
        "entries": ledger.page_of,
        "evidence": [page.document for page in ledger.pages],
        "derived": {f"{ledger.page_of[anchor]}#{anchor}": n["inputs"] for anchor, n in ledger.numbers.items()},
    }
    for page in done.values():
        target = folder / f"{page.document}.ipynb"
        target.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(page.linked(ledger.page_of, done), target)
    told = entries(ledger)
    for name, text in pages(ledger, told).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, content in ((MARK, manifest), (CARDS, cards(ledger, told))):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=1), encoding="utf-8")
    return manifest


def _ledger(store: Store, manifest: dict[str, Any]) -> Ledger:
    """The evidence of the book that *manifest* tells of."""
    return Ledger(store, manifest["chapters"], manifest["articles"])


def known_evidence(book: Book) -> tuple[Ledger, str]:
    """The evidence of the data as they are, with the numbers and uses of the last build if it was made from them.

    The second is what a reader must be told: that no such build is there; empty if it is.
    """
    store = Store.load(book.data)
    mark = book.stage / MARK
    if not mark.is_file():
        return Ledger(
            store, {}, ""
        ), "no book was built: uses and computed numbers are not known; `make book` makes them"
    manifest = json.loads(mark.read_text(encoding="utf-8"))
    if manifest["hashes"]["data/"] != sources(book)["data/"]:
        return Ledger(store, {}, ""), "data/ changed since the last build: uses and computed numbers are not known"
    return _ledger(store, manifest), ""


def with_pages(toc: str, documents: Iterable[str]) -> str:
    """The contents with generated pages after the chapters."""
    told = yaml.safe_load(toc)
    part = told["parts"][-1] if "parts" in told else told
    part["chapters"] = [*part.get("chapters", []), *({"file": document} for document in documents)]
    return yaml.safe_dump(told, sort_keys=False)
