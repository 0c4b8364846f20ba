"""The sentences of a chapter, and the words on its figures, read and not run: typed figures, roles, keys."""

from __future__ import annotations

__all__ = ["check_prose", "check_words"]

import re
from collections.abc import Iterator

from statbook.analysis import DERIVED
from statbook.analysis.keys import PERIOD
from statbook.chapter import Chapter
from statbook.errors import Fault, KeyUnknown, near
from statbook.project.notebooks import Notebook
from statbook.prose.markdown import read
from statbook.prose.numbers import ROLES, WRITTEN, quoted
from statbook.prose.typed_numbers import CITED, typed_figures
from statbook.store import MEASURES

CONDITIONS = ("when", "unless", "decided", "undecided")
"""Roles that ask whether something is printed."""
DIRECTIVES = ("table", "admonition", "note", "tip", "warning", "important")
"""What the book takes of MyST beside Markdown; print has a rule for each."""
_DAY = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_WORD_IN_BRACES = re.compile(r"\{[a-z_:-]+\}")
_CITE = "Cite it as {num}`key`, so that it follows data and parameters; quote a printed form as {printed}`form`."


def check_prose(notebook: Notebook, here: Chapter | None, said: set[str] | None) -> Iterator[Fault]:
    """What is wrong in the sentences of *notebook*; *here* is the chapter as its defaults have it.

    *said* are the words that {say} may ask for; None where they are known only when the chapter runs.
    """
    prose = notebook.prose()
    for number, markdown in prose:
        where = f"{notebook.path.name}, cell {number}"
        yield from _read(where, markdown)
        if here is not None:
            yield from _keys(where, markdown, here, said)
    if not any(line.startswith("# ") for _, markdown in prose for line in markdown.splitlines()):
        yield Fault(notebook.path.name, "no title", "a heading `# Title` in the first cell of words")


def _read(where: str, markdown: str) -> Iterator[Fault]:
    seen = read(markdown)
    for piece in seen.pieces:
        for place, word in typed_figures(piece.text):
            yield Fault(f"{where}, line {piece.at(place)}", f"the typed number {word!r}", "a key", _CITE)
        for match in _WORD_IN_BRACES.finditer(piece.text):
            role = match[0]
            hint = near(role[1:-1], ROLES).strip() or f"Roles are {', '.join(ROLES)}."
            yield Fault(f"{where}, line {piece.at(match.start())}", role, f"a role with its key, {role}`key`", hint)
    for line, name, content in seen.roles:
        if name not in ROLES:
            expected = f"one of {', '.join(f'{{{role}}}' for role in ROLES)}"
            yield Fault(f"{where}, line {line}", f"the role {{{name}}}", expected, near(name, ROLES).strip())
        elif (name, content) not in WRITTEN.findall(markdown.splitlines()[line - 1]):
            expected = f"{{{name}}}`key`, on one line, with one backtick to each side"
            yield Fault(f"{where}, line {line}", f"the role {{{name}}} with {content!r}", expected)
    for line, name in seen.directives:
        if name not in DIRECTIVES:
            expected = f"one of {', '.join(f'{{{each}}}' for each in DIRECTIVES)}"
            yield Fault(f"{where}, line {line}", f"the directive {{{name}}}", expected, near(name, DIRECTIVES).strip())


def _keys(where: str, markdown: str, here: Chapter, said: set[str] | None) -> Iterator[Fault]:
    """Each key must be one of the data, whether anything is printed for it or not."""
    for match in WRITTEN.finditer(markdown):
        role, key = match[1], match[2]
        place = f"{where}, line {markdown.count(chr(10), 0, match.start()) + 1}"
        if role == "say":
            if said is not None and key not in said:
                expected = f"one of {', '.join(sorted(said))}"
                yield Fault(place, f"{{say}}`{key}`", expected, near(key, said).strip())
        elif role == "missing":
            if key != "all":
                yield Fault(place, f"{{missing}}`{key}`", "{missing}`all`, alone in its paragraph")
        elif role == "printed":
            if not quoted(here.store, key):
                expected = "a form that stands under `printed` in the data"
                yield Fault(place, f"{{printed}}`{key}`", expected, "A number that is not quoted is cited by its key.")
        else:
            faults = [*unknown(place, key, here)]
            yield from faults
            if not faults and role not in CONDITIONS and _dated_in_vain(key, here):
                fix = (
                    "The sentence would be left out, whatever the parameters: mend the period of the key or of the row."
                )
                yield Fault(place, f"the key {key!r}", "a key for whose period something is printed", fix)


def _dated_in_vain(key: str, here: Chapter) -> bool:
    """Whether a key names a period, and the data have nothing for it."""
    named = any(PERIOD.match(place) for place in key.split("@")[1:])
    return named and not here.scope.silent(key) and here.get(key) is None


def unknown(where: str, key: str, here: Chapter) -> Iterator[Fault]:
    """The fault of a key that names nothing."""
    name, *places = key.split("@")
    store, head = here.store, name.split(".")[0]
    wrong, hint = "", ""
    try:
        here.get(key)
    except KeyUnknown as error:
        wrong = str(error)
        strange = [place for place in places if f"no region is called {place!r}" in wrong]
        regions = {row.region for row in store.observations}
        hint = near(strange[0], regions) if strange else near(name, here.scope.names)
    if not wrong and any(PERIOD.match(place) and not _is_period(place) for place in places):
        wrong = "no period is written so"
    if not wrong and head in store.awaited:
        known = {code for _, code in store.members.index} | set(MEASURES) | set(DERIVED)
        known |= {code for _, code in store.foretold.rows("members")}
        strange = [code for code in name.split(".")[1:] if code not in known]
        if strange:
            wrong, hint = f"no member is called {strange[0]!r}", near(strange[0], known)
    if wrong:
        yield Fault(where, f"the key {key!r}", "a key of the data", f"{wrong}.{hint}")


def _is_period(text: str) -> bool:
    """Whether a place of a key is written as periods are: 2025, 2025-01/2025-03, ../2022-03-31."""
    return all(part == ".." or _DAY.fullmatch(part) for part in text.split("/"))


def check_words(where: str, text: str) -> Iterator[Fault]:
    """Figures typed into the words of a figure, where `{names}` are filled in."""
    for _, word in typed_figures(re.sub(r"\{[^{}]*\}", CITED, text)):
        fix = "Name it as {word} and give it with here.show, or cite it by its key."
        yield Fault(where, f"the typed number {word!r}", "words", fix)
