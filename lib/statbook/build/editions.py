"""Editions: books of chosen chapters with their parameters, in a language and as known on a day, described in YAML.

title      of the book; without one, that of the whole book
language   of the chapters that have a parameter `lang`
as_of      the day as known
chapters   names, or mappings: `chapter`, `name` (of its page), `title`, `parameters` and `number`

A parameter may list several values, or all of them; then the entry is a page for each combination (matrix.py).
"""

import hashlib
import re
import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import yaml

from statbook.build.matrix import Combination, as_text, check_words, combinations, is_matrix
from statbook.build.snapshot import check_day
from statbook.build.targets import BuildTarget
from statbook.errors import BuildError, DataError, Fault, suggestion
from statbook.parameters import check_values
from statbook.project.notebooks import FRONT_PAGE, SOURCES, Job, Notebook, chapters, parameters_of
from statbook.project.paths import Book
from statbook.project.toc import toc_text
from statbook.prose.markup import plain
from statbook.store import Store
from statbook.store.yaml_files import read_conforming, with_lines

OPENING = "Numbers as they were known on {say}`as_of`."


@dataclass(frozen=True)
class EditionPage:
    """A page of an edition: the *chapter* of the book, its *name* and *title* in the edition, and its parameters.

    Of an entry that stands for many pages it has the *entry*, by its place in the file, its values in words (*varied*), and
    the key of the *number* that the index shows.
    """

    chapter: str
    name: str
    title: str
    parameters: dict[str, Any]
    entry: int = 0
    varied: tuple[str, ...] = ()
    number: str = ""


@dataclass(frozen=True)
class EditionContents:
    """The title and the pages of an edition.

    *is_matrix* says whether an entry stands for many pages, *empty* has the pages for which nothing is printed.
    """

    title: str
    pages: tuple[EditionPage, ...]
    is_matrix: bool = False
    empty: tuple[EditionPage, ...] = ()

    def name_book(self, copy: Book) -> str:
        """Give *copy* the title of the edition, if it has one; gives the title."""
        config = yaml.safe_load(copy.config.read_text(encoding="utf-8"))
        if self.title:
            config["title"] = self.title
            config["sphinx"]["config"] |= {"html_title": self.title, "paper_title_zh": ""}
            copy.config.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return str(config["title"])

    def write_into(self, copy: Book) -> list[Job]:
        """Make *copy* a book of these pages with a front page of its own; gives them with their parameters."""
        known = chapters(copy)
        jobs: list[Job] = []
        for page in self.pages:
            source = known[page.chapter]
            document = str(Path(source.document).with_name(page.name))
            path = copy.root / f"{document}.ipynb"
            if path != source.path:
                shutil.copy(source.path, path)
            jobs.append((Notebook(page.name, document, path, page.chapter, page.title), page.parameters))
        documents = [notebook.document for notebook, _ in jobs]
        front = Notebook(FRONT_PAGE, FRONT_PAGE, copy.root / f"{FRONT_PAGE}.ipynb")
        nbformat.write(_front_page(self.name_book(copy), documents), front.path)
        copy.toc.write_text(toc_text(FRONT_PAGE, documents), encoding="utf-8")
        return [(front, {}), *jobs]


def edition_target(book: Book, path: Path) -> BuildTarget:
    """The edition of *book* that the file *path* describes. Raises DataError with every fault of the description."""
    content, faults = read_conforming(path, "edition", _normalise)
    content = content if isinstance(content, dict) else {}
    pages, empty = _pages(book, path.name, content, faults)
    day = content.get("as_of") or ""
    try:
        day = check_day(book.data, day) if day and isinstance(day, str) else ""
    except BuildError as error:
        expected = "a day on which the book knew something"
        faults.append(Fault(f"{path.name}: as_of", repr(day), expected, str(error)))
    if not re.fullmatch(r"[A-Za-z0-9][\w.-]{0,99}", path.stem):
        faults.append(Fault(path.name, repr(path.stem), "a file name of letters, digits and hyphens"))
    if faults:
        raise DataError(with_lines(path, [*dict.fromkeys(faults)]))
    made_by = {"edition": hashlib.sha256(path.read_bytes()).hexdigest()}
    is_matrix = any(page.entry for page in (*pages, *empty))
    contents = EditionContents(content.get("title", ""), tuple(pages), is_matrix, tuple(empty))
    return BuildTarget(path.stem, day, contents, made_by)


def _normalise(content: Any) -> Any:
    """The content of a description with each chapter as a mapping, and days as text."""
    if isinstance(content, date):
        return content.isoformat()
    if isinstance(content, list):
        return [*map(_normalise, content)]
    if not isinstance(content, dict):
        return content
    content = {name: _normalise(value) for name, value in content.items()}
    if isinstance(content.get("chapters"), list):
        content["chapters"] = [{"chapter": page} if isinstance(page, str) else page for page in content["chapters"]]
    return content


def _pages(
    book: Book, where: str, content: dict[str, Any], faults: list[Fault]
) -> tuple[list[EditionPage], list[EditionPage]]:
    """The pages of an edition, including the list of articles, and those without numbers; faults are added to *faults*."""
    known = chapters(book)
    possible = [name for name in known if name != FRONT_PAGE]
    store = Store.load(book.data)
    found: list[EditionPage] = []
    empty: list[EditionPage] = []
    listed = content.get("chapters")
    for number, entry in enumerate(listed if isinstance(listed, list) else [], 1):
        place = f"{where}: chapters, entry {number}"
        chapter = entry.get("chapter") if isinstance(entry, dict) else None
        if not isinstance(chapter, str):
            continue
        if chapter not in possible:
            hint = suggestion(chapter, possible).strip()
            faults.append(Fault(f"{place}: chapter", repr(chapter), f"one of {', '.join(possible)}", hint))
            continue
        given = entry["parameters"] if isinstance(entry.get("parameters"), dict) else {}
        declared = parameters_of(known[chapter])
        if "language" in content and "lang" in declared:
            given = {"lang": str(content["language"])} | given
        if is_matrix(given):
            runs, missing, wrong = combinations(chapter, declared, given, store)
            title = _own_title(known[chapter])
            pages = [_run(entry, number, run, title) for run in runs]
            faults += check_words(place, entry, runs, declared, store)
            empty += [_run(entry, number, run, title) for run in missing]
        else:
            texts = {str(key): as_text(value) for key, value in given.items()}
            parameters, wrong = check_values(chapter, declared, texts, store)
            pages = [EditionPage(chapter, str(entry.get("name") or chapter), str(entry.get("title") or ""), parameters)]
            if "number" in entry:
                faults.append(Fault(f"{place}: number", "one page", "several values for it", "Leave it out."))
        faults += [Fault(f"{place}: parameters", words, "parameters as the chapter declares them") for words in wrong]
        names = {FRONT_PAGE, *(other.name for other in found)}
        for page in pages:
            if page.name in names:
                expected = "a name that no other page has"
                faults.append(Fault(f"{place}: name", repr(page.name), expected, "Give it a name."))
            names.add(page.name)
        found += pages
    if SOURCES in known and not any(page.chapter == SOURCES for page in found):
        found.append(EditionPage(SOURCES, SOURCES, "", {}))
    return found, empty


def _run(entry: dict[str, Any], number: int, run: Combination, own_title: str) -> EditionPage:
    """The page of one combination of the *entry* with this *number*."""
    name = run.name(str(entry.get("name") or entry["chapter"]))
    title = run.title(str(entry.get("title") or ""), own_title)
    varied = tuple(run.words[each] for each in run.varied)
    return EditionPage(entry["chapter"], name, title, run.parameters, number, varied, str(entry.get("number") or ""))


def _own_title(notebook: Notebook) -> str:
    lines = (line for _, text in notebook.prose() for line in text.splitlines())
    return next((line.removeprefix("# ") for line in lines if line.startswith("# ")), notebook.name)


def _front_page(title: str, documents: list[str]) -> Any:
    """A notebook with the title, the day as known, and links to the pages."""
    pages = "\n".join(f"- [](/{document}.ipynb)" for document in documents)
    code = f'from statbook import Chapter\n\nChapter("{FRONT_PAGE}", lang=lang).numbers()'
    tagged = {"tags": ["parameters"]}
    cells = [
        nbformat.v4.new_markdown_cell(f"# {plain(title)}\n\n{OPENING}\n\n{pages}", id="opening"),
        nbformat.v4.new_code_cell('lang: str = "en"  # {en}; language', metadata=tagged, id="parameters"),
        nbformat.v4.new_code_cell(code, id="numbers"),
    ]
    return nbformat.v4.new_notebook(cells=cells)
