"""What commands say while they work, on stderr."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from statbook.project.terminal_words import tell

LATE = 1.0
"""Seconds after which it is said what is being done."""


def inert_text(text: str) -> str:
    """*text* for the terminal, without characters that would control it."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def progress_lines() -> Callable[[str], None]:
    """A function that writes each step, with the seconds since now."""
    start = time.monotonic()
    return lambda words: click.echo(_line(start, tell(words)), err=True)


@contextmanager
def late_progress(after: float = LATE) -> Iterator[Callable[[str], None]]:
    """A function that writes a step once it has taken some seconds; what is done at once is not told."""
    start, timers = time.monotonic(), [threading.Timer(0, lambda: None)]

    def say(words: str) -> None:
        timers[0].cancel()
        timers[0] = threading.Timer(after, lambda: click.echo(_line(start, f"{tell(inert_text(words))} …"), err=True))
        timers[0].daemon = True
        timers[0].start()

    try:
        yield say
    finally:
        timers[0].cancel()


def _line(start: float, words: str) -> str:
    return f"{time.monotonic() - start:6.1f} s  {words}"
