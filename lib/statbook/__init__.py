"""The library of the book: its data, its chapters and how they become pages.

A chapter uses `Chapter`, a region and period of the data, and `charts`, the forms it draws. `together` combines numbers into
sums, series, rankings and comparisons, and refuses what misleads. `Audit` compares printed numbers with one another.
"""

__all__ = ["Audit", "Chapter", "charts", "together"]  # noqa: F822 (given late, by __getattr__)

from importlib import import_module
from typing import Any

_PLACES = {"Audit": "audit", "Chapter": "chapter", "charts": "charts", "together": "analysis.together"}


def __getattr__(name: str) -> Any:
    # Late, so that commands which draw nothing start quickly.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module = import_module(f"statbook.{_PLACES[name]}")
    return getattr(module, name) if name[0].isupper() else module
