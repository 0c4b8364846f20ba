"""Checks the words on the charts, tables and cards of a chapter (data/captions) against its code and the data."""

from collections.abc import Iterator
from dataclasses import replace
from string import Formatter
from typing import Any

from statbook import charts
from statbook.chapter import MESSAGES, Chapter
from statbook.charts.labels import first_of
from statbook.checks.chapter_code import CHART_CALLS, ChapterCode
from statbook.checks.sentences import check_words, unknown_key
from statbook.errors import DataError, Fault, suggestion
from statbook.project.kept_results import keep_result
from statbook.project.paths import Book
from statbook.store.yaml_files import read_conforming

LANGUAGES = ("en", "zh")
CHART = ("plain", "subtitle", "caption")
"""The words that every chart has; a title is used if it can be filled in."""
FILLED = ("title", *CHART)
"""The parts of a chart's words in which words in braces are filled in."""
TABLE = ("title",)
KEYED = ("keys", "series", "beside", "breaks")
"""The parts whose items or names are keys."""


def check_captions(code: ChapterCode, here: Chapter) -> Iterator[Fault]:
    """The faults in the captions of a chapter, in their keys, and between them and its code."""
    name = code.notebook.chapter or code.notebook.name
    file, path = f"data/captions/{name}.yaml", here.store.package.folder / "captions" / f"{name}.yaml"
    charts, tables = ({chart: where for where, _, chart in code.names(method)} for method in ("show", "table"))
    card_calls = [where for where, method, _ in code.calls if method == "cards"]
    shown = charts | tables | dict.fromkeys(["cards"] if card_calls else [], "")
    yield from _repeated_names(code)
    if not path.is_file():
        if shown:
            yield Fault(file, "no file", f"words for {', '.join(shown)}", "Write it.")
        return
    try:
        content, faults = read_conforming(path, "captions", lambda content: content)
    except DataError as error:
        content, faults = {}, error.faults
    content = content if isinstance(content, dict) else {}
    yield from _uses(code, card_calls, content, file)
    yield from (replace(fault, where=f"data/captions/{fault.where}") for fault in faults)
    wrong = {fault.where.split(": ")[1].split(",")[0] for fault in faults if ": " in fault.where}
    for chart, entry in content.items():
        where = f"{file}: {chart}"
        if chart not in shown:
            hint = suggestion(chart, shown).strip() or "Show it, or remove it."
            yield Fault(where, "words of a chart that the chapter does not show", "a chart", hint)
        if chart != "cards" and isinstance(entry, dict):
            for part in TABLE if chart in tables else CHART:
                if part not in entry:
                    yield Fault(where, f"no {part}", f"{part}: {{en: …, zh: …}}")
        if chart in wrong:
            continue
        if chart == "cards":
            yield from _cards(where, entry, here)
        else:
            yield from _asked_words(where, entry, code, chart, here)
            yield from _keys(where, entry, here, by_points=chart in {c for _, _, c in code.names("points")})
        for place, text in _texts(where, entry):
            yield from check_words(place, text)
            try:
                list(Formatter().parse(text))
            except ValueError as error:
                yield Fault(place, f"{text!r} ({error})", "words with {names} in braces")


def _asked_words(where: str, entry: dict[str, Any], code: ChapterCode, chart: str, here: Chapter) -> Iterator[Fault]:
    """Words in braces that neither the chart nor the chapter gives: a title with one would be dropped without a word."""
    form, given = code.shown_charts.get(chart, (None, None))
    if given is None:
        return
    kept = Book(here.store.package.folder.parent).kept
    title_words, form_states = keep_result(kept, ["words and states of forms"], _words_of_forms)
    every = tuple(word for words in title_words.values() for word in words)
    own = title_words.get(form or "", every)
    known = sorted({*own, *given, *here.say_words} - {*MESSAGES})
    for state in entry.get("states", {}):
        if (states := form_states.get(form or "")) and state not in states:
            hint = suggestion(state, states).strip()
            yield Fault(f"{where}, states", f"{state!r}", f"a state of {form}: {', '.join(states)}", hint)
    asking = {part: entry[part] for part in (*FILLED, "states") if part in entry}
    for place, text in _texts(where, asking):
        try:
            names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
        except ValueError:
            continue  # a fault of its own
        for name in names:
            if first_of(name) not in known and name not in known:
                yield Fault(place, f"{{{name}}}", f"one of {', '.join(known)}", suggestion(name, known).strip())


def _words_of_forms() -> tuple[dict[str, tuple[str, ...]], dict[str, tuple[str, ...]]]:
    """Of each form of charts the words that it gives for titles, and the states of its control."""
    from statbook.charts.chart_spec import STATES, TITLE_WORDS  # late: it imports what draws

    charts.prepare()  # a form tells its words when it is imported
    return TITLE_WORDS, STATES


def _repeated_names(code: ChapterCode) -> Iterator[Fault]:
    """A name identifies one chart of the page, where `a_b` and `a-b` are the same name."""
    for method in ("show", "table"):
        first: dict[str, str] = {}
        literal = {where for where, _, _ in code.names(method)}
        for where, _, chart in code.names(method):
            place = first.setdefault(chart.replace("_", "-"), where)
            if place != where:
                found = f"here.{method}({chart!r}) a second time"
                yield Fault(where, found, "one chart of a name", f"The first: {place}.")
        for where, called, call in code.calls:
            if called == method and where not in literal:
                found = "a name that is put together" if call.args else "no name"
                yield Fault(where, f"here.{method} of {found}", "the chart's name as a literal")


def _uses(code: ChapterCode, card_calls: list[str], content: dict[str, Any], file: str) -> Iterator[Fault]:
    """What the code asks for and the captions do not have."""
    for where, method, chart in code.names(*CHART_CALLS):
        if chart not in content:
            hint = suggestion(chart, content).strip() or f"Write it in {file}."
            yield Fault(where, f"here.{method}({chart!r})", f"words under {chart!r} in {file}", hint)
    for where, chart, word in code.looked_up_words:
        entry = content.get(chart)
        words = entry.get("words") or {} if isinstance(entry, dict) else {}
        if entry is not None and word not in words:
            found = f"the word {word!r} of {chart!r} ({file})"
            yield Fault(where, found, f"one of {', '.join(words)}", suggestion(word, words).strip())
    if "cards" not in content:
        for where in card_calls:
            yield Fault(where, "here.cards()", f"words under 'cards' in {file}")


def _texts(where: str, entry: Any) -> Iterator[tuple[str, str]]:
    """The texts of an entry, with their places."""
    if isinstance(entry, dict):
        for part, inner in entry.items():
            if part in LANGUAGES and isinstance(inner, str):
                yield f"{where}, {part}", inner
            elif part != "facts":
                yield from _texts(f"{where}, {part}", inner)
    elif isinstance(entry, list):
        for number, inner in enumerate(entry, 1):
            yield from _texts(f"{where}, {number}", inner)


def _keys(where: str, entry: dict[str, Any], here: Chapter, *, by_points: bool) -> Iterator[Fault]:
    for part in (*KEYED, *(["words"] if by_points else [])):
        for key in entry.get(part, []):
            yield from unknown_key(f"{where}, {part}", str(key), here)
    unit = entry["slider"]["unit"] if "slider" in entry else None
    if unit is not None and unit not in here.store.units.index:
        yield Fault(f"{where}, slider", f"the unit {unit!r}", "a unit of data/units.csv")


def _cards(where: str, entries: list[dict[str, Any]], here: Chapter) -> Iterator[Fault]:
    for number, entry in enumerate(entries, 1):
        facts = entry.get("facts", {})
        for key in (entry["key"], *facts.values()):
            yield from unknown_key(f"{where}, {number}", key, here)
        texts = {part: entry[part] for part in ("title", "noun", "sentence")}
        for place, text in _texts(f"{where}, {number}", texts):
            for _, name, _, _ in Formatter().parse(text):
                if name is not None and name not in facts:
                    yield Fault(place, f"{{{name}}}", f"one of {', '.join(facts)}", suggestion(name, facts).strip())
