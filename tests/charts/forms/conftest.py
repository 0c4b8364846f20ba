"""Fixtures: the printed numbers of Xi'an's trade, as most forms of compositions draw them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from statbook.analysis import Part, Scope
from statbook.store import Store


@pytest.fixture
def xian(store: Store) -> Scope:
    return Scope(store, "Xian", "2026-01/2026-02")


@pytest.fixture
def cuts(xian: Scope) -> Callable[..., dict[str, list[Part]]]:
    return lambda *names: {name: xian.parts(name) for name in names}
