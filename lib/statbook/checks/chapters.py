"""The chapters of a book, read and not run: contents, parameters, code, captions and sentences."""

from __future__ import annotations

__all__ = ["chapter_faults", "check_chapters"]

from typing import Any

from statbook.chapter import PROSE, Chapter
from statbook.errors import Fault, StatbookError
from statbook.parameters import Parameter, faulty
from statbook.project.paths import Book
from statbook.checks.captions import check_captions
from statbook.checks.chapter_code import CALLS, Code
from statbook.checks.allowed_code import check_code, unknown_names
from statbook.project.toc import contents_faults
from statbook.project.notebooks import Notebook, chapters, parameters_of
from statbook.checks.sentences import check_prose, unknown
from statbook.store import Store


def check_chapters(book: Book, store: Store | None) -> tuple[int, list[str]]:
    """How many chapters *book* has, and what is wrong in them; without sound data (no *store*) keys are not looked up."""
    found = [str(fault) for fault in contents_faults(book)]
    try:
        known = chapters(book)
    except StatbookError:
        return 0, found
    figures: dict[str, str] = {}
    for notebook in known.values():
        try:
            found += [str(fault) for fault in chapter_faults(notebook, store)]
            for where, method, name in Code(notebook).named("show", "table"):
                # As the page names it: two chapters may give one name.
                anchor = f"{method}-{notebook.name}-{name}".replace("_", "-")
                if notebook.path.name not in figures.setdefault(anchor, where):
                    fix = f"The other: {figures[anchor]}."
                    found.append(str(Fault(where, f"the name {anchor} a second time", "a name of its own", fix)))
        except StatbookError as error:
            found.append(str(error))
    return len(known), found


def chapter_faults(notebook: Notebook, store: Store | None) -> list[Fault]:
    """What is wrong in one chapter. Raises ChapterError if it cannot be read."""
    file = notebook.path.name
    cells = notebook.read().cells
    declared = parameters_of(notebook)
    place = next(n for n, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", []))
    found = [
        Fault(f"{file}, cell {number}", "outputs", "none", "Clear them: chapters are executed by the press.")
        for number, cell in enumerate(cells)
        if cell.cell_type == "code" and (cell.outputs or cell.execution_count is not None)
    ]
    for number, cell in enumerate(cells):
        if cell.cell_type not in ("code", "markdown") or cell.get("attachments"):
            what = "attachments" if cell.get("attachments") else f"a {cell.cell_type} cell"
            found.append(
                Fault(f"{file}, cell {number}", what, "words or code", "Take it out: it would not be checked.")
            )
    code = Code(notebook)
    found += check_code(code, {*declared})
    here = None
    if store is not None:
        wrong = faulty(notebook.name, f"{file}, cell {place}", declared, store)
        found += wrong
        if not wrong and code.called and not code.faults:
            here = _at_defaults(notebook, code.called["given"], declared, store)
    if here is not None:
        found += check_captions(code, here)
        found += _literals(code, here, declared)
    found += check_prose(notebook, here, _said(code, here))
    return found


def _at_defaults(notebook: Notebook, given: dict[str, Any], declared: dict[str, Parameter], store: Store) -> Chapter:
    """The chapter as its defaults have it."""
    values = {name: declared[source].default for name, source in given.items() if source in declared}
    own = {"region": None, "period": None, "lang": PROSE, "rounding": "rule"}
    called = {name: values.pop(name, default) for name, default in own.items()}
    name = notebook.chapter or notebook.name
    return Chapter.again(store, {"name": name, **called, "parameters": values})


def _said(code: Code, here: Chapter | None) -> set[str] | None:
    """The words that {say} may ask for; None where code gives some that only a run knows."""
    if here is None:
        return None
    given = code.keywords("numbers")
    return None if None in given else {*here.said, *filter(None, given)}


def _literals(code: Code, here: Chapter, declared: dict[str, Parameter]) -> list[Fault]:
    """Keys, cuts and names that the code spells out and that nothing bears."""
    found: list[Fault] = []
    for where, _, key in code.named("get", "two_readings"):
        found += unknown(where, key, here)
    for where, method, cut in code.named("cut", "cuts", "pieces", "groups"):
        if cut not in here.store.cuts:
            found.append(
                Fault(where, f"here.{method}({cut!r})", f"a cut of data/cuts.yaml: {', '.join(here.store.cuts)}")
            )
    given = {(where, key) for where, _, key in code.named("get", "two_readings")}
    for where, text in code.literals:
        if ("." in text or "@" in text) and code.is_key(text) and (where, text) not in given:
            found += unknown(where, text, here)
    return [*found, *unknown_names(code, _names(code, here, declared))]


def _names(code: Code, here: Chapter, declared: dict[str, Parameter]) -> set[str]:
    """Every name that a literal may be: of the data, of captions, of parameters and their values."""
    store = here.store
    known = {here.name, *store.themes, *store.units.index, *store.cuts, *store.formulas, *store.sources.index}
    known |= {*store.indicators.index, *(code for key in store.members.index for code in key)}
    for row in store.observations:
        known |= {row.region, row.period, row.indicator, row.measure, row.status, row.timing, *row.broken_down_by}
        known |= {*row.broken_down_by.values()}
    known |= {str(code) for table in (store.events, store.statements) for code in table.index}
    for parameter in declared.values():
        known |= {parameter.name, str(parameter.default), *(parameter.allowed(store) or [])}
    try:
        told = store.captions(here.name)
    except StatbookError:
        told = {}
    for figure, entry in told.items():
        known |= {figure, *(entry.get("words", {}) if isinstance(entry, dict) else ())}
    known |= {*here.said}
    known |= {name for _, _, name in code.named(*CALLS)}
    return known | {"level", "year", "all"}
