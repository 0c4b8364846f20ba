"""Commands whose help, and errors of usage, are in the language of the terminal, as gettext has it."""

import inspect
import io
import os
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from statbook.messages import say, speaking
from statbook.project.paths import book
from statbook.project.terminal_words import tell, terminal_language, terminal_locale

EXAMPLE = "Example: "
_SENTENCE = re.compile(r".*?(?:。|\.(?= |$)|$)")


class HelpInLanguage(click.HelpFormatter):
    """Writes help in the language of the terminal. Chinese takes two columns a sign."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        with in_terminal_language():
            super().write_usage(prog, args, prefix or say("Usage: "))

    def write_heading(self, heading: str) -> None:
        with in_terminal_language():
            super().write_heading(say(heading))

    def write_text(self, text: str) -> None:
        with in_terminal_language():
            example = text.startswith(EXAMPLE)
            told = say("Example: {command}", command=text.removeprefix(EXAMPLE)) if example else say(text)
        width, self.width = self.width, _columns(told, self.width)
        super().write_text(told)
        self.width = width

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        with in_terminal_language():
            told = [(first, "".join(map(_say_help, re.split(r"(  \[)", second, maxsplit=1)))) for first, second in rows]
        width, self.width = self.width, _columns("".join(second for _, second in told), self.width)
        super().write_dl(told, col_max, col_spacing)
        self.width = width


class _Context(click.Context):
    formatter_class = HelpInLanguage


class TerminalCommand(click.Command):
    """A command whose help is in the language of the terminal."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 45) -> str:
        """What the list of commands says of it: of a translated help the first sentence."""
        english = inspect.cleandoc(self.help or "")
        with in_terminal_language():
            told = say(english)
        return _SENTENCE.findall(told)[0] if told != english else super().get_short_help_str(limit)


class TerminalGroup(TerminalCommand, click.Group):
    """A group of such commands, which tells what is wrong with its use in that language too."""

    command_class = TerminalCommand

    def main(self, *args: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run a command and end the process, unless it is not *standalone_mode*."""
        try:
            done = click.Group.main(self, *args, **more | {"standalone_mode": False})
        except (click.ClickException, click.Abort) as error:
            if not standalone_mode:
                raise
            out = io.StringIO()
            if isinstance(error, click.ClickException):
                error.show(out)
            click.echo(tell(out.getvalue().rstrip("\n") or "Aborted!"), err=True)
            done = getattr(error, "exit_code", 1)
        if standalone_mode:
            sys.exit(done)
        return done


@contextmanager
def in_terminal_language() -> Iterator[None]:
    """Speak the language of the terminal within, in what a command prints of the data."""
    own = book()
    language = terminal_language(os.environ, own)
    with speaking(language, terminal_locale(language, own)):
        yield


def _say_help(words: str) -> str:
    return say(words) if words.strip(" []") else words


def _columns(text: str, width: int) -> int:
    """The signs of *text* that a line of *width* columns holds."""
    return width // 2 if any(unicodedata.east_asian_width(sign) in "WF" for sign in text) else width
