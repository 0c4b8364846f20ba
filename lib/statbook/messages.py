"""Words in the language that a process speaks: messages of the library, and words of data.

English stands in code and data. Another language has catalogues of GNU gettext in locale/LANG/LC_MESSAGES: statbook.po for
the library, data.po for data, terminal.po for what commands say in a terminal. A build, a chapter and Sphinx each
begin by saying which language they speak.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

ENGLISH = "en"
WRITTEN = (ENGLISH, "zh")
"""The languages in which data and tables have words of their own; words of all others are in catalogues."""
TERMINAL = "terminal"
"""The catalogue of what only the terminal says; no page depends on it."""
OF_PAGES = ("statbook", "data")
CATALOGUES = (*OF_PAGES, TERMINAL)
JOINTS = {
    ", ": "{one}, {other}",
    "; ": "{one}; {other}",
    ": ": "{one}: {other}",
    ". ": "{one}. {other}",
    " ": "{one} {other}",
}
"""The marks between words that stand one after the other, as messages."""
PLACE = re.compile(r"\{(\w+)\}")
"""Where a message takes words."""
_Language = tuple[str, Path, NullTranslations]
_of_process: list[_Language] = [(ENGLISH, Path(), NullTranslations())]
_within: ContextVar[_Language | None] = ContextVar("_within", default=None)
"""The language of a block of `speaking`; a build makes two languages at a time, each in a thread of its own."""


def speak(language: str, folder: Path) -> None:
    """Let this process speak *language*, whose catalogues are in a folder of *folder*; one without any speaks English."""
    _of_process[0] = (language, folder, _translations(language, folder))


@contextmanager
def speaking(language: str, folder: Path) -> Iterator[None]:
    """Speak *language* within, in this thread alone."""
    before = _within.set((language, folder, _translations(language, folder)))
    try:
        yield
    finally:
        _within.reset(before)


def _spoken() -> _Language:
    return _within.get() or _of_process[0]


def spoken() -> str:
    """The language that is spoken, as `en` or `zh`."""
    return _spoken()[0]


def digest_of_words() -> str:
    """What all words of the language that is spoken depend on: itself, and the SHA-256 of its catalogues."""
    language, folder, _ = _spoken()
    found = (path.read_bytes() for path in _catalogues(language, folder) if path.is_file())
    return language + "".join(sha256(content).hexdigest() for content in found)


def languages() -> tuple[str, ...]:
    """The languages for which words are made: those of the data, and the one that is spoken."""
    return tuple(dict.fromkeys((*WRITTEN, spoken())))


def say(message: str, **words: object) -> str:
    """A message in the language that is spoken, with *words* put in; in English if it has no translation.

    >>> say("{count} of {all} rows", count=2, all=5)
    '2 of 5 rows'
    """
    told = _spoken()[2].gettext(message) if message else ""
    return told.format(**words) if words else told


def say_count(one: str, many: str, count: int, **words: object) -> str:
    """The same of a message that has a number *count*, for *one* and for *many*.

    >>> say_count("{count} row", "{count} rows", 1)
    '1 row'
    """
    told = _spoken()[2].ngettext(one, many, count)
    return told.format(count=f"{count:,}", **words)


def join_words(words: Iterable[str], mark: str) -> str:
    """*words* with a *mark* of JOINTS between them, as the language that is spoken writes it.

    >>> join_words(["Xi'an", "2026"], ", ")
    "Xi'an, 2026"
    """
    return say(JOINTS[mark]).removeprefix("{one}").removesuffix("{other}").join(words)


def bracket(words: str, more: str) -> str:
    """*words* with *more* behind them in brackets; without, if there is no more."""
    return say("{words} ({more})", words=words, more=more) if more else words


class Words(dict[str, Any]):
    """The same words by language. One that has none of its own translates those in English, if it is spoken."""

    def __missing__(self, language: str) -> Any:
        if language != spoken():
            raise KeyError(language)
        return _say_all(self[ENGLISH])


def in_languages(node: Any) -> Any:
    """*node*, as a file of YAML or TOML gives it, whose tables by language are Words."""
    if isinstance(node, dict):
        found = {key: in_languages(child) for key, child in node.items()}
        return Words(found) if ENGLISH in node else found
    return [in_languages(child) for child in node] if isinstance(node, list) else node


def words_in(path: Path) -> dict[str, Any]:
    """The tables of words in a TOML file."""
    found: dict[str, Any] = in_languages(tomllib.loads(path.read_text(encoding="utf-8")))
    return found


def english_in(node: Any, language: str) -> Iterator[str]:
    """The words in English within *node* for which *language* has none of its own."""
    if isinstance(node, dict) and ENGLISH in node:
        yield from () if language in node else _strings(node[ENGLISH])
    elif isinstance(node, (dict, list)):
        for child in node.values() if isinstance(node, dict) else node:
            yield from english_in(child, language)


def _strings(node: Any) -> Iterator[str]:
    if isinstance(node, str):
        yield from [node] if re.search("[A-Za-z]", PLACE.sub("", node)) else []
    elif isinstance(node, (dict, list)):
        for child in node.values() if isinstance(node, dict) else node:
            yield from _strings(child)


def _say_all(node: Any) -> Any:
    if isinstance(node, str):
        return say(node)
    if isinstance(node, dict):
        return {key: _say_all(child) for key, child in node.items()}
    return [_say_all(child) for child in node] if isinstance(node, list) else node


def _catalogues(language: str, folder: Path) -> list[Path]:
    return [folder / language / "LC_MESSAGES" / f"{name}.po" for name in OF_PAGES]


@cache
def _translations(language: str, folder: Path) -> NullTranslations:
    """The catalogues of *language*, one after the other."""
    first = NullTranslations()
    for path in _catalogues(language, folder):
        if path.is_file():
            from babel.messages.mofile import write_mo
            from babel.messages.pofile import read_po

            out = BytesIO()
            write_mo(out, read_po(BytesIO(path.read_bytes()), language))
            out.seek(0)
            first.add_fallback(GNUTranslations(out))
    return first
