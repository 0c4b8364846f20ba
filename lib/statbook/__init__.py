"""The library of the book: its data, its chapters and how they become pages.

A chapter uses `Chapter`, a region and period of the data, and `charts`, the forms it draws. `together` combines numbers into
sums, series, rankings and comparisons, and refuses what misleads. `Audit` compares printed numbers with one another.
`add` adds the numbers of a DataFrame to data/.
"""

__all__ = ["Audit", "Chapter", "add", "charts", "together"]  # noqa: F822 (given late, by __getattr__)

from importlib import import_module
from typing import Any

_PLACES = {
    "Audit": ("audit", "Audit"),
    "Chapter": ("chapter", "Chapter"),
    "add": ("ingest.frame", "add_frame"),
    "charts": ("charts", ""),
    "together": ("analysis.together", ""),
}
"""Where each is: a module, and its name there; a module itself has none."""


def __getattr__(name: str) -> Any:
    # Late, so that commands which draw nothing start quickly.
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    module, member = _PLACES[name]
    found = import_module(f"statbook.{module}")
    return getattr(found, member) if member else found
