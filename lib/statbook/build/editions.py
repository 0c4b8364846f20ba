"""Editions: which chapters, with which parameters, in which language and as known on which day, as a YAML file says.

title      what it is called; without one, as the book is
language   of the chapters that have a parameter `lang`
as_of      the day on which what it says was known
chapters   names, or mappings: `chapter`, `name` (of its page), `title` and `parameters`
"""

from __future__ import annotations

__all__ = ["Contents", "edition"]

import hashlib
import json
import re
import shutil
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import yaml

from statbook.errors import DataError, Fault, StatbookError, near
from statbook.parameters import examined
from statbook.project.paths import Book
from statbook.build.snapshot import as_known_on
from statbook.project.notebooks import Notebook, chapters, parameters_of
from statbook.site.staging import ARTICLES
from statbook.build.targets import Volume
from statbook.prose.markup import plain
from statbook.store import Store
from statbook.store.yaml_files import conforming

FRONT = "index"
"""The front page, which an edition gets of its own."""
OPENING = "Numbers as they were known on {say}`as_of`."


@dataclass(frozen=True)
class Entry:
    """A page of an edition: a chapter of the book with its parameters."""

    chapter: str
    name: str
    title: str
    parameters: dict[str, Any]


@dataclass(frozen=True)
class Contents:
    """What an edition consists of."""

    title: str
    entries: tuple[Entry, ...]

    def put_into(self, copy: Book) -> list[tuple[Notebook, dict[str, Any]]]:
        """Make *copy*, a book to be built, a book of these pages; give them with their parameters."""
        known = chapters(copy)
        jobs = []
        for entry in self.entries:
            source = known[entry.chapter]
            document = str(Path(source.document).with_name(entry.name))
            path = copy.root / f"{document}.ipynb"
            if path != source.path:
                shutil.copy(source.path, path)
            jobs.append((Notebook(entry.name, document, path, entry.chapter, entry.title), entry.parameters))
        config = yaml.safe_load(copy.config.read_text(encoding="utf-8"))
        if self.title:
            config["title"] = self.title
            config["sphinx"]["config"] |= {"html_title": self.title, "paper_title_zh": ""}
            copy.config.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
        documents = [notebook.document for notebook, _ in jobs]
        nbformat.write(_front(self.title or config["title"], documents), copy.root / f"{FRONT}.ipynb")
        listed = "".join(f"  - file: {document}\n" for document in documents)
        copy.toc.write_text(f"format: jb-book\nroot: {FRONT}\nchapters:\n{listed}", encoding="utf-8")
        return [(Notebook(FRONT, FRONT, copy.root / f"{FRONT}.ipynb"), {}), *jobs]


def edition(book: Book, path: Path) -> Volume:
    """The edition of *book* that the file *path* describes. Raises DataError with everything that is wrong in it."""
    told, faults = conforming(path, "edition", _plain)
    told = told if isinstance(told, dict) else {}
    entries = _entries(book, path.name, told, faults)
    day = told.get("as_of", "")
    try:
        day = isinstance(day, str) and day and as_known_on(book, day)
    except StatbookError as error:
        faults.append(Fault(f"{path.name}: as_of", repr(day), "a day on which the book knew something", str(error)))
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]{0,99}", path.stem):
        faults.append(Fault(path.name, repr(path.stem), "a file name of letters, digits and hyphens"))
    if faults:
        raise DataError(list(dict.fromkeys(_with_hints(faults))))
    made_by = {"edition": hashlib.sha256(path.read_bytes()).hexdigest()}
    return Volume(path.stem, day or "", Contents(told.get("title", ""), tuple(entries)), made_by)


def _plain(content: Any) -> Any:
    """What a file says, each chapter as a mapping and the day as text."""
    if not isinstance(content, dict):
        return content
    content = {name: value.isoformat() if isinstance(value, date) else value for name, value in content.items()}
    if isinstance(content.get("chapters"), list):
        listed = content["chapters"]
        content["chapters"] = [{"chapter": entry} if isinstance(entry, str) else entry for entry in listed]
    return content


def _entries(book: Book, where: str, told: dict[str, Any], faults: list[Fault]) -> list[Entry]:
    """The pages of an edition, the list of articles with them; what is wrong goes to *faults*."""
    known = chapters(book)
    store = Store.load(book.data)
    found: list[Entry] = []
    listed = told.get("chapters")
    for number, entry in enumerate(listed if isinstance(listed, list) else [], 1):
        place = f"{where}: chapters, entry {number}"
        chapter = entry.get("chapter") if isinstance(entry, dict) else None
        if not isinstance(chapter, str):
            continue
        if chapter not in known or chapter == FRONT:
            possible = [name for name in known if name != FRONT]
            hint = near(chapter, possible).strip()
            faults.append(Fault(f"{place}: chapter", repr(chapter), f"one of {', '.join(possible)}", hint))
            continue
        name = entry.get("name") or chapter
        if name in {FRONT, *(other.name for other in found)}:
            faults.append(Fault(f"{place}: name", repr(name), "a name that no other page has", "Give it a name."))
        given = entry.get("parameters")
        said = {str(key): _said(value) for key, value in (given.items() if isinstance(given, dict) else ())}
        if "language" in told and "lang" in parameters_of(known[chapter]):
            said = {"lang": str(told["language"])} | said
        parameters, wrong = examined(chapter, parameters_of(known[chapter]), said, store)
        faults += [Fault(f"{place}: parameters", words, "parameters as the chapter declares them") for words in wrong]
        found.append(Entry(chapter, str(name), str(entry.get("title") or ""), parameters))
    if ARTICLES in known and not any(entry.chapter == ARTICLES for entry in found):
        found.append(Entry(ARTICLES, ARTICLES, "", {}))
    return found


def _said(value: Any) -> str:
    """A value as one would say it on the command line."""
    return json.dumps(value) if isinstance(value, bool) else str(value)


def _with_hints(faults: list[Fault]) -> list[Fault]:
    """Where one of a list is expected, ask whether the nearest of them was meant."""
    hinted = []
    for fault in faults:
        options = fault.expected.removeprefix("one of ").split(", ") if fault.expected.startswith("one of ") else []
        hint = near(fault.found.strip("'"), options).strip()
        hinted.append(replace(fault, fix=fault.fix or hint))
    return hinted


def _front(title: str, documents: list[str]) -> Any:
    """The front page: the title, the day, and the pages by their titles."""
    pages = "\n".join(f"- [](/{document}.ipynb)" for document in documents)
    code = f'from statbook import Chapter\n\nChapter("{FRONT}", lang=lang).numbers()'
    tagged = {"tags": ["parameters"]}
    cells = [
        nbformat.v4.new_markdown_cell(f"# {plain(title)}\n\n{OPENING}\n\n{pages}", id="opening"),
        nbformat.v4.new_code_cell('lang: str = "en"  # {en}; language', metadata=tagged, id="parameters"),
        nbformat.v4.new_code_cell(code, id="numbers"),
    ]
    return nbformat.v4.new_notebook(cells=cells)
