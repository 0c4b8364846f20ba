"""All errors of the library, and the faults and refusals that they list."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """One thing wrong in one place: where, what was found, what was expected, what to do."""

    where: str
    found: str
    expected: str
    fix: str = ""

    def __str__(self) -> str:
        tail = f" {self.fix}" if self.fix else ""
        return f"{self.where}: found {self.found}; expected {self.expected}.{tail}"


@dataclass(frozen=True)
class Refusal:
    """A broken rule: what was mixed, the numbers in words, why it misleads, what to do instead, and its page.

    *until*: the last day on which the values were of one vintage, where they are not.
    """

    rule: str
    mixed: str
    numbers: tuple[str, ...]
    why: str
    instead: str
    page: str
    until: str = ""

    @property
    def head(self) -> str:
        """The rule, what was mixed, and a line for each number."""
        return f"{self.rule}: {self.mixed}" + "".join(f"\n  - {number}" for number in self.numbers)

    def __str__(self) -> str:
        return f"{self.head}\n  Why: {self.why}\n  Instead: {self.instead}\n  More: {self.page}"


class StatbookError(Exception):
    """Base class of all errors that a user can cause and fix; printed without a traceback."""


class DataError(StatbookError):
    """One or more faults in data/; all of them are listed."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class KeyUnknown(StatbookError):
    """A key that names no number of the data, nor anything derived from one."""


class KeyAmbiguous(KeyUnknown):
    """A key that fits several numbers where region and period do not say which."""


class ParameterError(StatbookError):
    """A parameter was refused before any work was done."""


class ChapterError(StatbookError):
    """A chapter cannot be run, or one of its cells failed."""


class MixedNumbers(StatbookError):
    """Numbers were combined that must not be; *rules* are the names of all rules that this breaks."""

    def __init__(self, refusals: list[Refusal]) -> None:
        self.refusals = refusals
        super().__init__("\n".join(str(refusal) for refusal in refusals))

    @property
    def rules(self) -> tuple[str, ...]:
        return tuple(refusal.rule for refusal in self.refusals)


class BuildError(StatbookError):
    """The pages could not be put together; the last good book stays."""


class Busy(BuildError):
    """Another build is at work, and waiting for it was not wanted."""


def join_values(values: Sequence[str], most: int = 24) -> str:
    """*values* on one line; of more than *most* the first and the last, and how many there are."""
    if len(values) <= most:
        return ", ".join(values)
    ends = most // 4
    return f"{', '.join(values[:ends])}, … {', '.join(values[-ends:])} ({len(values)} in all)"


def suggestion(word: str, known: Iterable[str]) -> str:
    """` Did you mean …?` with the closest of the *known* words; empty if none is close."""
    close = difflib.get_close_matches(word, [*known], 1)
    return f" Did you mean {close[0]}?" if close else ""
