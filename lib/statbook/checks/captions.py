"""The words on the figures of a chapter (data/captions), held against what its code shows."""

from __future__ import annotations

__all__ = ["check_captions"]

from collections.abc import Iterator
from string import Formatter
from typing import Any

from statbook.chapter import Chapter
from statbook.errors import DataError, Fault, near
from statbook.checks.chapter_code import Code
from statbook.checks.sentences import check_words, unknown

LANGUAGES = ("en", "zh")
FIGURE = ("plain", "subtitle", "caption")
"""The words that every figure has; a title is used if it can be filled in."""
TABLE = ("title",)
PARTS = {"title", "plain", "subtitle", "caption", "screen", "words", "knowingly", "keys", "slider"} | {
    "series",
    "views",
    "beside",
    "breaks",
}


def check_captions(code: Code, here: Chapter) -> Iterator[Fault]:
    """What is wrong in the captions of a chapter, in their keys, and between them and its code."""
    name = code.notebook.chapter or code.notebook.name
    file = f"data/captions/{name}.yaml"
    shown = {figure: where for where, _, figure in code.named("show")}
    tables = {figure: where for where, _, figure in code.named("table")}
    asked = [(where, method) for where, method, _ in code.asked if method == "cards"]
    yield from _twice(code)
    try:
        told = here.store.captions(name) if shown or tables or asked or _there(here, name) else {}
    except DataError as error:
        if _there(here, name):
            yield from error.faults
        else:
            yield Fault(file, "no file", f"words for {', '.join({**shown, **tables}) or 'the cards'}", "Write it.")
        return
    for where, method, figure in code.named(*(m for m in _WITH_FIGURE)):
        if figure not in told:
            hint = near(figure, told).strip() or f"Write it in {file}."
            yield Fault(where, f"here.{method}({figure!r})", f"words under {figure!r} in {file}", hint)
    for where, figure, word in code.subscripts("words"):
        entry = told.get(figure)
        words = entry.get("words") or {} if isinstance(entry, dict) else {}
        if entry is not None and word not in words:
            expected = f"one of {', '.join(words)}"
            yield Fault(where, f"the word {word!r} of {figure!r} ({file})", expected, near(word, words).strip())
    for where, _ in asked:
        if "cards" not in told:
            yield Fault(where, "here.cards()", f"words under 'cards' in {file}")
    for figure in told:
        if figure not in {**shown, **tables} and not (figure == "cards" and asked):
            hint = near(figure, {**shown, **tables}).strip() or "Show it, or take it out."
            yield Fault(f"{file}: {figure}", "words of a chart that the chapter does not show", "a chart", hint)
    for figure, entry in told.items():
        misshapen = [*_shape(f"{file}: {figure}", figure, entry)]
        if misshapen:
            yield from misshapen
        elif figure == "cards":
            yield from _cards(file, entry, here)
        else:
            yield from _words(f"{file}: {figure}", entry, TABLE if figure in tables else FIGURE)
            yield from _keys(f"{file}: {figure}", entry, here, points=figure in _named(code, "points"))


_WITH_FIGURE = (
    "show",
    "table",
    "words",
    "keys",
    "series",
    "views",
    "points",
    "slider",
    "below_zero",
    "record",
    "beside",
)


def _named(code: Code, *methods: str) -> set[str]:
    return {figure for _, _, figure in code.named(*methods)}


def _there(here: Chapter, name: str) -> bool:
    return (here.store.package.folder / "captions" / f"{name}.yaml").is_file()


def _shape(where: str, figure: str, entry: Any) -> Iterator[Fault]:
    """Whether lists are lists and mappings are mappings, so that what they hold can be looked at."""
    if figure == "cards":
        sound = isinstance(entry, list) and all(
            isinstance(card, dict)
            and all(isinstance(card.get(part), dict) for part in ("title", "sentence") if part in card)
            and isinstance(card.get("facts", {}), dict)
            for card in entry
        )
        if not sound:
            yield Fault(where, "another form", "a list of cards: key, title, sentence, facts")
    elif not isinstance(entry, dict):
        yield Fault(where, repr(entry)[:60], "a mapping of words")
    else:
        for part, inner in entry.items():
            kind = list if part in ("keys", "views") else dict
            if part in PARTS and not isinstance(inner, kind):
                yield Fault(f"{where}, {part}", repr(inner)[:60], "a list" if kind is list else "a mapping")


def _twice(code: Code) -> Iterator[Fault]:
    """One name is one place of the page; `a_b` and `a-b` are one name there."""
    for methods in (("show",), ("table",)):
        first: dict[str, str] = {}
        for where, method, figure in code.named(*methods):
            name = figure.replace("_", "-")
            if name in first:
                expected = "one chart of a name"
                yield Fault(where, f"here.{method}({figure!r}) a second time", expected, f"The first: {first[name]}.")
            first.setdefault(name, where)
    for where, method, arguments in code.asked:
        if method in ("show", "table") and not any(where == place for place, _, _ in code.named(method)):
            found = "a name that is put together" if arguments else "no name"
            yield Fault(where, f"here.{method} of {found}", "the chart's name as a literal")


def _words(where: str, entry: dict[str, Any], wanted: tuple[str, ...]) -> Iterator[Fault]:
    for part in wanted:
        if part not in entry:
            yield Fault(where, f"no {part}", f"{part}: {{{', '.join(f'{lang}: …' for lang in LANGUAGES)}}}")
    for part in entry:
        if part not in PARTS:
            yield Fault(where, repr(part), f"one of {', '.join(sorted(PARTS))}", near(part, PARTS).strip())
    for path, said in _sayings("", entry):
        for lang in LANGUAGES:
            if not isinstance(said.get(lang), str) or not str(said[lang]).strip():
                yield Fault(f"{where}{path}", f"no word in {lang!r}", f"words in {' and '.join(LANGUAGES)}")
            else:
                yield from check_words(f"{where}{path}, {lang}", said[lang])
        other = set(said) - set(LANGUAGES)
        if other:
            yield Fault(f"{where}{path}", f"words in {', '.join(sorted(map(str, other)))}", f"{', '.join(LANGUAGES)}")
        yield from _same_names(f"{where}{path}", said)


def _same_names(where: str, said: dict[str, Any]) -> Iterator[Fault]:
    """Both languages are filled in with words of the figure; a name that neither is meant for is not well written."""
    for lang in LANGUAGES:
        try:
            list(Formatter().parse(str(said.get(lang, ""))))
        except ValueError as error:
            yield Fault(f"{where}, {lang}", f"{said[lang]!r} ({error})", "words with {names} in braces")


def _sayings(path: str, entry: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The words of an entry with their place: mappings of languages."""
    if isinstance(entry, dict):
        if path and (set(entry) & set(LANGUAGES) or (entry and all(isinstance(v, str) for v in entry.values()))):
            yield path, entry
            return
        for part, inner in entry.items():
            if part in ("title", "plain", "subtitle", "caption", "screen") and not isinstance(inner, dict):
                yield f"{path}, {part}", {"en": inner if isinstance(inner, str) else None}
            elif part != "facts":
                yield from _sayings(f"{path}, {part}", inner)
    elif isinstance(entry, list):
        for number, inner in enumerate(entry, 1):
            yield from _sayings(f"{path}, {number}", inner)


def _keys(where: str, entry: dict[str, Any], here: Chapter, *, points: bool) -> Iterator[Fault]:
    for part in ("keys", "series", "beside", "breaks", *(["words"] if points else [])):
        for key in entry.get(part, []):
            yield from unknown(f"{where}, {part}", str(key), here)
    units = here.store.units.index
    slider = entry.get("slider")
    if slider is not None and slider.get("unit") not in units:
        yield Fault(f"{where}, slider", f"the unit {slider.get('unit')!r}", "a unit of data/units.csv")
    for view in entry.get("views", []):
        if view not in ("level", "growth"):
            yield Fault(f"{where}, views", repr(view), "level or growth")


def _cards(file: str, entries: list[dict[str, Any]], here: Chapter) -> Iterator[Fault]:
    for number, entry in enumerate(entries, 1):
        where = f"{file}: cards, {number}"
        facts = entry.get("facts", {})
        for part in ("key", "title", "sentence"):
            if part not in entry:
                yield Fault(where, f"no {part}", "key, title, sentence and facts of a card")
        for key in filter(None, (entry.get("key"), *facts.values())):
            yield from unknown(where, str(key), here)
        for path, said in _sayings("", {"title": entry.get("title"), "sentence": entry.get("sentence")}):
            for lang in LANGUAGES:
                text = said.get(lang)
                if not isinstance(text, str):
                    yield Fault(f"{where}{path}", f"no word in {lang!r}", f"words in {' and '.join(LANGUAGES)}")
                    continue
                yield from check_words(f"{where}{path}, {lang}", text)
                for _, name, _, _ in Formatter().parse(text):
                    if name is not None and name not in facts:
                        hint = near(name, facts).strip()
                        yield Fault(f"{where}{path}, {lang}", f"{{{name}}}", f"one of {', '.join(facts)}", hint)
