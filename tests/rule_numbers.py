"""Numbers with the classification that a test of the rules names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statbook.analysis import Quantity
from statbook.errors import MixedNumbers

Make = Callable[..., Quantity]


MONEY = {"unit_kind": "money", "kind": "flow"}


def refused(made: Callable[[], Any]) -> tuple[str, ...]:
    """The rules that refuse it; none if it passes."""
    try:
        made()
    except MixedNumbers as error:
        return error.rules
    return ()
