"""The library of the book: its data, its chapters and how they become pages.

A chapter uses `Chapter`, a region and period of the data, and `charts`, the forms it draws. `together` combines numbers into
sums, series, rankings and comparisons, and refuses what misleads. `Audit` compares printed numbers with one another.
"""

__all__ = ["Audit", "Chapter", "charts", "together"]  # noqa: F822 (given late, by __getattr__)

from typing import Any


def __getattr__(name: str) -> Any:
    # Late, so that commands which draw nothing start quickly.
    if name == "Chapter":
        from statbook.chapter import Chapter

        return Chapter
    if name == "Audit":
        from statbook.audit import Audit

        return Audit
    if name == "charts":
        from importlib import import_module

        return import_module("statbook.charts")
    if name == "together":
        from importlib import import_module

        return import_module("statbook.analysis.together")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
