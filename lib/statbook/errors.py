"""The one family of errors.

StatbookError                  everything a user may cause; printed without a traceback
├── DataError                  a row, a code or a place in data/ is wrong
├── KeyUnknown                 a sentence cites a key that no figure has
├── ParameterError             a parameter that is not declared, of the wrong type or outside its domain
├── ChapterError               a chapter is not there, not well formed, or a cell of it failed
├── MixedFigures               figures that must not be combined were combined
└── BuildError                 the book could not be put together
"""

from __future__ import annotations

__all__ = [
    "BuildError",
    "ChapterError",
    "DataError",
    "Fault",
    "KeyUnknown",
    "MixedFigures",
    "ParameterError",
    "StatbookError",
]

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


class StatbookError(Exception):
    """Base of all errors that a user can mend."""


class DataError(StatbookError):
    """One or more faults in data/; all of them are listed."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class KeyUnknown(StatbookError):
    """A key that names no figure of the data, nor anything derived from one."""


class ParameterError(StatbookError):
    """A parameter was refused before any work was done."""


class ChapterError(StatbookError):
    """A chapter cannot be run, or one of its cells failed."""


class MixedFigures(StatbookError):
    """Figures were combined that mean different things."""


class BuildError(StatbookError):
    """The pages could not be put together; the last good book stays."""
