"""Checks the sentences of a chapter, and the words on its charts, without running it: typed numbers, roles, keys."""

import re
from collections.abc import Collection, Iterator

from statbook.analysis import DERIVED
from statbook.analysis.keys import PERIOD
from statbook.chapter import Chapter
from statbook.errors import Fault, KeyUnknown, suggestion
from statbook.project.notebooks import Notebook
from statbook.prose.markdown import read_markdown
from statbook.prose.numbers import CONDITIONS, ROLES, TERM, WRITTEN, cited_keys
from statbook.prose.typed_numbers import CITED, find_typed_numbers
from statbook.store import MEASURES

DIRECTIVES = ("table", "admonition", "note", "tip", "warning", "important")
"""The directives of MyST that chapters may use; print has a rule for each."""
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_WORD_IN_BRACES = re.compile(r"\{[a-z_:-]+\}")
_CITE = "Cite it as {num}`key`, so that it follows data and parameters; quote a printed form as {printed}`form`."


def check_sentences(
    notebook: Notebook, here: Chapter | None, say_words: set[str] | None, charts: Collection[str]
) -> Iterator[Fault]:
    """The faults in the sentences of *notebook*; *here* is the chapter with its default parameters.

    *say_words* are the words that {say} may ask for; None if they are known only when the chapter runs. *charts* are the
    names of the charts that it shows.
    """
    prose = notebook.prose()
    for number, markdown in prose:
        where = f"{notebook.path.name}, cell {number}"
        yield from _markdown(where, markdown)
        if here is not None:
            yield from _keys(where, markdown, here, say_words, charts)
    yield from _untraceable_headings(notebook)
    if not any(line.startswith("# ") for _, markdown in prose for line in markdown.splitlines()):
        yield Fault(notebook.path.name, "no title", "a heading `# Title` in the first cell of words")


def _untraceable_headings(notebook: Notebook) -> Iterator[Fault]:
    """Numbers of headings, which are no links there, that no sentence of the chapter cites."""
    lines = [(cell, *line) for cell, text in notebook.prose() for line in enumerate(text.splitlines(), start=1)]
    cited = {key for _, _, line in lines if not line.startswith("#") for _, key in cited_keys(line)}
    for cell, number, line in lines:
        for role, key in cited_keys(line) if line.startswith("#") else ():
            if role not in CONDITIONS and key not in cited:
                where = f"{notebook.path.name}, cell {cell}, line {number}"
                expected = f"a sentence of the chapter that cites {key!r} as well"
                yield Fault(where, "a number in a heading alone", expected, "A heading has no link to the evidence.")


def _markdown(where: str, markdown: str) -> Iterator[Fault]:
    """Typed numbers, and roles and directives that there are not."""
    reading = read_markdown(markdown)
    for piece in reading.pieces:
        for place, word in find_typed_numbers(piece.text):
            yield Fault(f"{where}, line {piece.at(place)}", f"the typed number {word!r}", "a key", _CITE)
        for match in _WORD_IN_BRACES.finditer(piece.text):
            role = match[0]
            hint = suggestion(role[1:-1], ROLES).strip() or f"Roles are {', '.join(ROLES)}."
            yield Fault(f"{where}, line {piece.at(match.start())}", role, f"a role with its key, {role}`key`", hint)
    for line, name, content in reading.roles:
        if name not in ROLES:
            yield _not_one_of(f"{where}, line {line}", "role", name, ROLES)
        elif (name, content) not in WRITTEN.findall(markdown.splitlines()[line - 1]):
            expected = f"{{{name}}}`key`, on one line, with one backtick to each side"
            yield Fault(f"{where}, line {line}", f"the role {{{name}}} with {content!r}", expected)
    for line, name in reading.directives:
        if name not in DIRECTIVES:
            yield _not_one_of(f"{where}, line {line}", "directive", name, DIRECTIVES)


def _not_one_of(where: str, kind: str, name: str, options: tuple[str, ...]) -> Fault:
    expected = f"one of {', '.join(f'{{{option}}}' for option in options)}"
    return Fault(where, f"the {kind} {{{name}}}", expected, suggestion(name, options).strip())


def _keys(
    where: str, markdown: str, here: Chapter, say_words: set[str] | None, charts: Collection[str]
) -> Iterator[Fault]:
    """Roles whose key is not one of the data, whether anything is printed for it or not."""
    for match in WRITTEN.finditer(markdown):
        role, key = match[1], match[2]
        place = f"{where}, line {markdown.count(chr(10), 0, match.start()) + 1}"
        if role == "say":
            if say_words is not None and key not in say_words:
                expected = f"one of {', '.join(sorted(say_words))}"
                yield Fault(place, f"{{say}}`{key}`", expected, suggestion(key, say_words).strip())
        elif role == "chart":
            if key not in charts:
                expected = f"a chart of the chapter: {', '.join(charts) or 'it has none'}"
                yield Fault(place, f"{{chart}}`{key}`", expected, suggestion(key, charts).strip())
        elif role == "term":
            term = TERM.fullmatch(key)
            if term is None or term[2] not in here.store.indicators.index:
                expected = "words and an indicator of data/indicators.csv, as {term}`new loans <new_loans>`"
                hint = suggestion(term[2], here.store.indicators.index).strip() if term else ""
                yield Fault(place, f"{{term}}`{key}`", expected, hint)
        elif role == "missing":
            if key != "all":
                yield Fault(place, f"{{missing}}`{key}`", "{missing}`all`, alone in its paragraph")
        elif role == "printed":
            if not here.store.is_printed(key):
                expected = "a form that stands under `printed` in the data"
                yield Fault(place, f"{{printed}}`{key}`", expected, "A number that is not quoted is cited by its key.")
        elif faults := [*unknown_key(place, key, here)]:
            yield from faults
        elif role not in CONDITIONS and any(PERIOD.match(part) for part in key.split("@")[1:]):
            if not here.scope.silent(key) and here.get(key) is None:
                expected = "a key for whose period something is printed"
                fix = "The sentence would be left out with any parameters: correct the period of the key or of the row."
                yield Fault(place, f"the key {key!r}", expected, fix)


def unknown_key(where: str, key: str, here: Chapter) -> Iterator[Fault]:
    """The fault of a key that names nothing."""
    name, *places = key.split("@")
    store = here.store
    wrong, hint = "", ""
    try:
        here.get(key)
    except KeyUnknown as error:
        wrong = str(error)
        place = next((place for place in places if f"no region is called {place!r}" in wrong), "")
        regions = {code for theme in store.themes for (code,) in store.values(theme, "region")}
        hint = suggestion(place, regions) if place else suggestion(name, here.scope.names)
    # A period is written as 2025, 2025-01/2025-03, ../2022-03-31.
    days = [day for place in places if PERIOD.match(place) for day in place.split("/")]
    if not wrong and not all(day == ".." or _DAY.fullmatch(day) for day in days):
        wrong = "no period is written so"
    if not wrong and name.split(".")[0] in store.recipe_indicators:
        known = {code for _, code in [*store.members.index, *store.recipe_definitions["members"]]}
        known |= {*MEASURES, *DERIVED}
        code = next((code for code in name.split(".")[1:] if code not in known), "")
        wrong, hint = (f"no member is called {code!r}", suggestion(code, known)) if code else ("", "")
    if wrong:
        yield Fault(where, f"the key {key!r}", "a key of the data", f"{wrong}.{hint}")


def check_words(where: str, text: str) -> Iterator[Fault]:
    """Numbers typed into the words of a chart, in which `{names}` are filled in."""
    for _, word in find_typed_numbers(re.sub(r"\{[^{}]*\}", CITED, text)):
        fix = "Name it as {word} and give it with here.show, or cite it by its key."
        yield Fault(where, f"the typed number {word!r}", "words", fix)
