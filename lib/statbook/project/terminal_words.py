"""What commands say, in the language of the terminal: errors, faults and steps of progress.

They are made in English and stay it until they are printed here, because what a command computes, keeps and reports must
not depend on the terminal. A text is told by the template that it was made from (`translation.terminal_messages`): the
one with the most words of its own that fits; what stands in its places is told in the same way.
"""

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from unicodedata import east_asian_width

from statbook.messages import CATALOGUES, ENGLISH, PLACE, TERMINAL, words_in
from statbook.project.paths import LIBRARY, Book, book

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
FAULT = {"found", "expected"}
"""The places of a whole line about a fault: such a line is no part of another."""
FEW = 10
"""Signs; a template that begins with a place and has fewer, as `{qualifier} in {key}`, has no sentence in its places but the last."""
_WORDS = re.compile("(?s).*[A-Za-z]{2},? [A-Za-z]{2}.*")
_NOTHING = re.compile("(?!)")
_SENTENCES = re.compile(r"(?<=[.?!]) (?=[A-Z])")
_POINT = re.compile(r"(?<!\.)\.(?= |$)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def terminal_language(variables: Mapping[str, str], own: Book) -> str:
    """The language that *variables* of the environment ask for, if there are catalogues of it; else English.

    >>> terminal_language({"LANG": "de_DE.UTF-8"}, book()), terminal_language({"LC_ALL": "C", "LANG": "zh_CN"}, book())
    ('en', 'en')
    """
    wanted = next((variables[name] for name in VARIABLES if variables.get(name)), "")
    codes = (re.split("[_.@]", each)[0] for each in wanted.split(":"))
    known = {*own.languages, *Book(LIBRARY.parents[1]).languages}
    return next((code for code in codes if code in known), ENGLISH)


def terminal_locale(language: str, own: Book) -> Path:
    """The folder of its catalogues: that of the book *own*, or else of the one of this library."""
    return own.locale if language in own.languages else Book(LIBRARY.parents[1]).locale


def tell(words: object) -> str:
    """*words* in the language of the terminal, line by line; as they are where nobody has translated them."""
    own = book()
    language = terminal_language(os.environ, own)
    if language == ENGLISH:
        return str(words)
    known = _templates(language, own)
    return "\n".join(known.tell(line) for line in str(words).split("\n"))


def in_columns(text: str, width: int) -> str:
    """*text* filled up to *width* columns of a terminal, in which a Chinese sign takes two.

    >>> in_columns("原文", 6) + "|"
    '原文  |'
    """
    return text + " " * (width - sum(1 + (east_asian_width(sign) in "WF") for sign in text))


class Templates:
    """Translations by the templates of English texts, to tell texts that were made from them."""

    def __init__(self, translations: Mapping[str, str]) -> None:
        self._told = {message: told for message, told in translations.items() if not PLACE.search(message)}
        split = [(PLACE.split(message), told) for message, told in translations.items() if PLACE.search(message)]
        split.sort(key=lambda each: (not FAULT <= {*each[0]}, -len("".join(each[0][::2]))))
        self._weak = [each for each in split if not each[0][0] and len("".join(each[0][::2])) < FEW]
        self._strong = [each for each in split if each not in self._weak]

    def tell(self, text: str) -> str:
        """*text* translated, or as it is.

        >>> known = Templates({"no {thing} in {place}": "{place}里没有{thing}", "a number": "数"})
        >>> known.tell("no a number in 'a number'"), known.tell("nothing")
        ("'a number'里没有数", 'nothing')
        """
        bare = text.strip(" ")
        told = self._told.get(bare) or self._tell_parts(bare)
        blanks = text[: len(text) - len(text.lstrip(" "))]
        return ("" if blanks == " " else blanks) + told if told and told != bare else text

    def _tell_parts(self, text: str) -> str:
        """*text*, which is no message by itself, by its template, sentence by sentence, or behind the name of a place."""
        if not text or (text[0] in "'\"" and text.count(text[0]) == 2 and text.endswith(text[0])):
            return ""
        if (told := self._told.get(text.removesuffix("."))) and text.endswith("."):
            return f"{told}."
        forms = (text, f" {text}")  # the first word of a template may be empty
        if told := next(filter(None, (self._fit(form, *each) for form in forms for each in self._strong)), ""):
            return told
        place, _, rest = text.partition(": ")
        if " " not in place and (told := self.tell(rest)) != rest:
            return f"{place}: {told}"
        if len(sentences := _SENTENCES.split(text)) > 1:
            return "".join(self.tell(f" {each}") for each in sentences).strip()
        return next(filter(None, (self._fit(text, *each, _WORDS) for each in self._weak)), "")

    def _fit(self, text: str, split: list[str], translation: str, barred: re.Pattern[str] = _NOTHING) -> str:
        """*text* by the template *split* into its words and the names of its places; empty if it is none of it."""
        first, *more = split[::2]
        if not text.startswith(first) or not text.endswith(more[-1]) or any(part not in text for part in more):
            return ""
        found: dict[str, str] = {}
        place = len(first)
        for number, (name, part) in enumerate(zip(split[1::2], more, strict=True), 1):
            end = _next(part, text, place) if number < len(more) else len(text) - len(part)
            if end < place or found.get(name, text[place:end]) != text[place:end]:
                return ""
            found[name], place = text[place:end], end + len(part)
        if any(map(barred.fullmatch, [*found.values()][:-1])) or (
            not FAULT <= {*found} and any(map(_is_cut, found.values()))
        ):
            return ""
        return PLACE.sub(lambda match: self.tell(found.get(match[1], match[0])), translation)


def _next(part: str, text: str, place: int) -> int:
    """Where *part* comes next in *text*; a point ends a sentence."""
    if part == ".":
        match = _POINT.search(text, place)
        return match.start() if match else -1
    return text.find(part, place)


def _is_cut(words: str) -> bool:
    """Whether *words* begin or end within quotes."""
    return any(_APOSTROPHE.sub("", words).count(mark) % 2 for mark in "'\"")


@cache
def _templates(language: str, own: Book) -> Templates:
    rules = dict(_pairs_in(words_in(LIBRARY / "rules" / "rules.toml"), language))
    return Templates(rules | _translations(language, terminal_locale(language, own)))


def _translations(language: str, folder: Path) -> dict[str, str]:
    """The translations of what the terminal says: its own, and those whole texts of library and data that it may quote."""
    from babel.messages.pofile import read_po

    found: dict[str, str] = {}
    for path in (folder / language / "LC_MESSAGES" / f"{name}.po" for name in CATALOGUES):
        for each in read_po(BytesIO(path.read_bytes()), language) if path.is_file() else ():
            quoted = path.stem == TERMINAL or (" " in str(each.id) and not PLACE.search(str(each.id)))
            if quoted and isinstance(each.id, str) and each.id and each.string and not each.fuzzy:
                found[each.id] = str(each.string)
    return found


def _pairs_in(node: Any, language: str) -> Iterator[tuple[str, str]]:
    """The texts within *node* in English, each with that in *language*."""
    if isinstance(node, dict) and isinstance(node.get(ENGLISH), str):
        both = (node[ENGLISH], node.get(language, ""))
        one, other = (text.replace("{}", "{one}", 1).replace("{}", "{other}") for text in both)
        yield from [(one, other)] if other else []
    elif isinstance(node, dict):
        for child in node.values():
            yield from _pairs_in(child, language)
