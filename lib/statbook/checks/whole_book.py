"""The gate before a build, and the command `check`: data, offsets, printed forms, chapters and prose.

A build takes the faults of data and chapters that did not change from the one before. The module is long because it is
all that is checked before anything runs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from statbook.analysis import check_formulas
from statbook.audit import Audit
from statbook.chapter import PROSE, Chapter
from statbook.checks.allowed_code import check_code, unknown_names
from statbook.checks.captions import check_captions
from statbook.checks.chapter_code import CALLS, KEY, ChapterCode
from statbook.checks.sentences import check_sentences, unknown_key
from statbook.errors import DataError, Fault, StatbookError
from statbook.evidence import Ledger, traps
from statbook.ingest.verify_cells import verify_cells
from statbook.parameters import Parameter, check_declarations
from statbook.project.fingerprint import digest_of, files_in
from statbook.project.kept_results import keep_result
from statbook.project.notebooks import Notebook, chapters, parameters_of
from statbook.project.paths import Book
from statbook.project.toc import toc_faults
from statbook.store import (
    Package,
    Store,
    Verification,
    check_consistency,
    check_dates,
    check_printed,
    check_tables,
    verify,
)
from statbook.store.validation.large_files import check_large_files
from statbook.store.yaml_files import read_any_yaml


@dataclass(frozen=True)
class CheckReport:
    """How many numbers, verified and unverified places, and chapters there are, what is wrong, and which texts lack."""

    numbers: int
    verified: int
    unverified: int
    chapters: int
    faults: tuple[str, ...]
    absent: tuple[str, ...] = ()

    def overview(self, texts: Path | None) -> str:
        """What was checked, and what could not be verified with the folder *texts*."""
        places = f"{self.verified} printed numbers and passages stand at their place"
        if texts is None:
            places = f"{self.unverified} places were not verified: no folder of source texts is given (--texts)"
        elif self.absent:
            places += f"; {self.unverified} were not verified: {texts} has no {', '.join(self.absent)}"
        return f"{self.numbers} numbers, {self.chapters} chapters: good. {places}."


def check_book(book: Book, texts: Path | None = None, *, store: Store | None = None) -> CheckReport:
    """Check data and chapters of *book*, and every printed number in the folder *texts* if it is given.

    *store* holds the data, if they are loaded already. What rests on faulty data is not checked.
    """
    store = store or Store.load(book.data)
    package, made_from = store.package, ["checks of data", digest_of(book.data, files_in(book.data))]
    found, sound, counted = keep_result(book.kept, made_from, lambda: _data_faults(book, store))
    places = [Verification(0, counted, ())]
    if sound and texts is not None:
        places = [verify(package, texts), verify_cells(package, texts)]
    found = [*found, *(str(fault) for each in places for fault in each.faults)]
    count, chapter_faults = check_chapters(book, store.latest if sound == "all" else None)
    lines = sum(len(package.path(theme).read_bytes().splitlines()) for theme in package.themes)
    return CheckReport(
        numbers=lines - len(package.themes) + sum(package.large.count(theme) for theme in package.large.files),
        verified=sum(each.verified for each in places),
        unverified=sum(each.unverified for each in places),
        chapters=count,
        faults=(*found, *chapter_faults),
        absent=tuple(name for each in places for name in each.absent),
    )


def _data_faults(book: Book, store: Store) -> tuple[list[str], str, int]:
    """What is wrong in the data, what of them is sound (nothing, the `tables`, or `all`), and how many places they have."""
    package = store.package
    rows = check_tables(package)
    rows += [fault for fault in check_dates(package) if fault.where not in {row.where for row in rows}]
    rows += check_large_files(package)
    found = [str(fault) for fault in rows]
    if rows:
        return found, "", 0
    places = sum(each.unverified for each in (verify(package, None), verify_cells(package, None)))
    declared_wrongly = check_formulas(store)
    found += [str(fault) for fault in (*check_printed(package), *declared_wrongly)]
    if declared_wrongly:
        return found, "tables", places
    found += keep_result(book.kept, ["checks of the lexicon", _definitions(package)], partial(_lexicon_faults, book))
    found += [str(fault) for fault in check_consistency(store)]
    return [*found, *_contradictions(store)], "all", places


def _definitions(package: Package) -> str:
    """A digest of the data without the numbers of themes; of a day it has them, because they say what was defined then."""
    numbers = [] if package.as_of else [package.path(theme) for theme in package.themes]
    files = (path for path in files_in(package.folder) if path not in numbers)
    return digest_of(package.folder, files)


def _lexicon_faults(book: Book) -> list[str]:
    """Codes in lexicon.yaml that data/ does not have."""
    from statbook.reading.lexicon import load_lexicon  # late: the faults of data are kept while nothing in them changes

    try:
        load_lexicon(book.data)
        return []
    except DataError as error:
        return [str(fault) for fault in error.faults]


def _contradictions(store: Store) -> list[str]:
    """Printed numbers that contradict one another without a reason in corrections.yaml; rules without an example."""
    try:
        traps(Ledger(store, {}, ""))
        return [str(fault) for fault in Audit(store).faults()]
    except StatbookError as error:
        return [str(error)]


def check_chapters(book: Book, store: Store | None) -> tuple[int, list[str]]:
    """The number of chapters of *book*, and their faults. Without sound data (no *store*) keys are not looked up."""
    data = digest_of(book.data, files_in(book.data))
    found = [str(fault) for fault in (*_settings_faults(book), *toc_faults(book))]
    try:
        known = chapters(book)
    except StatbookError:
        return 0, found
    anchors: dict[str, str] = {}
    for notebook in known.values():
        try:
            made_from = ["checks of a chapter", notebook.name, digest_of(notebook.path.parent, [notebook.path]), data]
            faults, shown = keep_result(book.kept, made_from, partial(_check_chapter, book, notebook, store, data))
            found += faults
            for where, method, name in shown:
                # As on the page, where the charts of two chapters may get the same name.
                anchor = f"{method}-{notebook.name}-{name}".replace("_", "-")
                if notebook.path.name not in anchors.setdefault(anchor, where):
                    fix = f"The other: {anchors[anchor]}."
                    found.append(str(Fault(where, f"the name {anchor} a second time", "a name of its own", fix)))
        except StatbookError as error:
            found.append(str(error))
    return len(known), found


def _settings_faults(book: Book) -> Iterable[Fault]:
    """What keeps the settings from being read."""
    name = book.config.name
    try:
        content = read_any_yaml(book.config, name)
    except DataError as error:
        return error.faults
    return [] if isinstance(content, dict) else [Fault(name, "no settings", "a mapping of their names and values")]


def _check_chapter(book: Book, notebook: Notebook, store: Store | None, data: str) -> tuple[list[str], list[Any]]:
    """The faults of one chapter, and what it shows. Those of its code are kept while only its sentences change."""
    made_from = ["checks of the code of a chapter", notebook.name, _without_sentences(notebook), data]
    of_code = keep_result(book.kept, made_from, lambda: [str(fault) for fault in _code_faults(notebook, store)])
    faults = [*of_code, *map(str, _sentence_faults(notebook, store))]
    return faults, [*ChapterCode(notebook).names("show", "table")]


def chapter_faults(notebook: Notebook, store: Store | None) -> list[Fault]:
    """The faults of one chapter. Raises ChapterError if it cannot be read."""
    return [*_code_faults(notebook, store), *_sentence_faults(notebook, store)]


def _without_sentences(notebook: Notebook) -> Any:
    """All of a chapter but the text of its sentences."""
    content = notebook.read()
    cells = [cell | {"source": ""} if cell.cell_type == "markdown" else cell for cell in content.cells]
    return content | {"cells": cells}


def _code_faults(notebook: Notebook, store: Store | None) -> list[Fault]:
    """The faults of the cells and the code of a chapter, and of the captions that it asks for."""
    file = notebook.path.name
    cells = notebook.read().cells
    declared = parameters_of(notebook)
    found = []
    for number, cell in enumerate(cells):
        where = f"{file}, cell {number}"
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None):
            found.append(Fault(where, "outputs", "none", "Clear them: a build executes the chapters."))
        if cell.cell_type not in ("code", "markdown") or cell.get("attachments"):
            what = "attachments" if cell.get("attachments") else f"a {cell.cell_type} cell"
            found.append(Fault(where, what, "words or code", "Remove it: it would not be checked."))
    code = ChapterCode(notebook)
    found += check_code(code, {*declared})
    if store is not None:
        found += _declaration_faults(notebook, declared, store)
    here = _chapter_of(code, declared, store)
    if here is not None:
        found += check_captions(code, here)
        found += _literals(code, here, declared)
    return found


def _sentence_faults(notebook: Notebook, store: Store | None) -> Iterable[Fault]:
    """The faults of the sentences of a chapter."""
    code = ChapterCode(notebook)
    here = _chapter_of(code, parameters_of(notebook), store)
    say_words = None if here is None or code.say_words is None else {*here.say_words, *code.say_words}
    charts = [name for _, method, name in code.names("show")]
    return check_sentences(notebook, here, say_words, charts)


def _declaration_faults(notebook: Notebook, declared: dict[str, Parameter], store: Store) -> list[Fault]:
    cells = notebook.read().cells
    number = next(n for n, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", []))
    return check_declarations(notebook.name, f"{notebook.path.name}, cell {number}", declared, store)


def _chapter_of(code: ChapterCode, declared: dict[str, Parameter], store: Store | None) -> Chapter | None:
    """The chapter as its code calls it; None without sound data, or if code or parameters are wrong."""
    if store is None or code.chapter_arguments is None or code.faults:
        return None
    if _declaration_faults(code.notebook, declared, store):
        return None
    return _with_defaults(code.notebook, code.chapter_arguments, declared, store)


def _with_defaults(
    notebook: Notebook, variables: dict[str, Any], declared: dict[str, Parameter], store: Store
) -> Chapter:
    """The chapter with its default parameters; *variables* are those of its keywords."""
    values = {name: declared[source].default for name, source in variables.items() if source in declared}
    own = {"region": None, "period": None, "lang": PROSE, "rounding": "rule"}
    arguments = {name: values.pop(name, default) for name, default in own.items()}
    name = notebook.chapter or notebook.name
    return Chapter.restore(store, {"name": name, **arguments, "parameters": values})


def _literals(code: ChapterCode, here: Chapter, declared: dict[str, Parameter]) -> list[Fault]:
    """Keys, breakdowns and names in the code that name nothing."""
    keys = [(where, key) for where, _, key in code.names("get", "two_readings")]
    keys += [(where, text) for where, text in code.literals if ("." in text or "@" in text) and KEY.fullmatch(text)]
    found = [fault for where, key in dict.fromkeys(keys) for fault in unknown_key(where, key, here)]
    for where, method, name in code.names("breakdown", "breakdowns", "pieces", "groups"):
        if name not in here.store.breakdowns:
            expected = f"a breakdown of data/cuts.yaml: {', '.join(here.store.breakdowns)}"
            found.append(Fault(where, f"here.{method}({name!r})", expected))
    return [*found, *unknown_names(code, _known_names(code, here, declared))]


def _known_names(code: ChapterCode, here: Chapter, declared: dict[str, Parameter]) -> set[str]:
    """Every name that a literal may be: of the data, of captions, of parameters and their values."""
    store = here.store
    known = {here.name, *store.themes, *store.units.index, *store.breakdowns, *store.formulas, *store.sources.index}
    known |= {*store.indicators.index, *(code for key in store.members.index for code in key)}
    for row in store.observations:
        known |= {row.region, row.period, row.indicator, row.measure, row.status, row.timing, *row.broken_down_by}
        known |= {*row.broken_down_by.values()}
    known |= {str(code) for table in (store.events, store.statements) for code in table.index}
    for parameter in declared.values():
        known |= {parameter.name, str(parameter.default), *(parameter.choices(store) or [])}
    try:
        captions = store.captions(here.name)
    except StatbookError:
        captions = {}
    for chart, entry in captions.items():
        known |= {chart, *(entry.get("words", {}) if isinstance(entry, dict) else ())}
    return known | {*here.say_words, *(name for _, _, name in code.names(*CALLS)), "level", "year", "all"}
