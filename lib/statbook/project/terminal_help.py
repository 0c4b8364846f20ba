"""Help of commands in the language of the terminal, as gettext has it: LANGUAGE, LC_ALL, LC_MESSAGES, LANG."""

import inspect
import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager

import click

from statbook.messages import ENGLISH, say, speaking
from statbook.project.paths import Book, book

VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
EXAMPLE = "Example: "
_SENTENCE = re.compile(r".*?(?:。|\.(?= |$)|$)")


def terminal_language(variables: Mapping[str, str], own: Book) -> str:
    """The language that *variables* of the environment ask for, if the book *own* has catalogues of it; else English.

    >>> terminal_language({"LANG": "de_DE.UTF-8"}, book()), terminal_language({"LC_ALL": "C", "LANG": "zh_CN"}, book())
    ('en', 'en')
    """
    wanted = next((variables[name] for name in VARIABLES if variables.get(name)), "")
    codes = (re.split("[_.@]", each)[0] for each in wanted.split(":"))
    return next((code for code in codes if code in own.languages), ENGLISH)


class HelpInLanguage(click.HelpFormatter):
    """Writes help in the language of the terminal. Chinese takes two columns a sign."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        with _terminal():
            super().write_usage(prog, args, prefix or say("Usage: "))

    def write_heading(self, heading: str) -> None:
        with _terminal():
            super().write_heading(say(heading))

    def write_text(self, text: str) -> None:
        with _terminal():
            example = text.startswith(EXAMPLE)
            told = say("Example: {command}", command=text.removeprefix(EXAMPLE)) if example else say(text)
        width, self.width = self.width, _columns(told, self.width)
        super().write_text(told)
        self.width = width

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        with _terminal():
            told = [(first, "".join(map(_say_help, re.split(r"(  \[)", second, maxsplit=1)))) for first, second in rows]
        width, self.width = self.width, _columns("".join(second for _, second in told), self.width)
        super().write_dl(told, col_max, col_spacing)
        self.width = width


def speak_in_help(command: click.Command) -> None:
    """Let the help of *command*, and of the commands in it, be in the language of the terminal."""
    click.Context.formatter_class = HelpInLanguage
    if terminal_language(os.environ, book()) != ENGLISH:
        _shorten(command)


def _shorten(command: click.Command) -> None:
    """Give each command the first sentence of its help as what the list of commands says of it."""
    with _terminal():
        told = say(inspect.cleandoc(command.help or ""))
    command.short_help = "".join(_SENTENCE.findall(told)[:1])
    for each in command.commands.values() if isinstance(command, click.Group) else ():
        _shorten(each)


@contextmanager
def _terminal() -> Iterator[None]:
    own = book()
    with speaking(terminal_language(os.environ, own), own.locale):
        yield


def _say_help(words: str) -> str:
    return say(words) if words.strip(" []") else words


def _columns(text: str, width: int) -> int:
    """The signs of *text* that a line of *width* columns holds."""
    return width // 2 if any(unicodedata.east_asian_width(sign) in "WF" for sign in text) else width
