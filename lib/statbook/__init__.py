"""The shared data module of the book, and its press.

A chapter needs two names: `Chapter`, its place in the data, and `figures`, the forms it draws; the chapter on the
arithmetic of printed figures needs `Audit` as well.
Who works with its numbers needs `together`: sums, series, orders and comparisons that refuse what misleads.
"""

from __future__ import annotations

__all__ = ["Audit", "Chapter", "figures", "together"]  # noqa: F822 (given late, by __getattr__)

from typing import Any


def __getattr__(name: str) -> Any:
    # Late, so that commands which draw nothing start quickly.
    if name == "Chapter":
        from statbook.chapter import Chapter

        return Chapter
    if name == "Audit":
        from statbook.audit import Audit

        return Audit
    if name == "figures":
        from importlib import import_module

        return import_module("statbook.charts")
    if name == "together":
        from importlib import import_module

        return import_module("statbook.analysis.together")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
