"""Fixtures of these tests."""

from __future__ import annotations

import pytest

from evidence_ledger import chapter
from statbook.evidence import Ledger
from statbook.store import Store


@pytest.fixture(scope="module")
def ledger(store: Store) -> Ledger:
    return Ledger(store, {"patents": chapter()}, "chapters/sources")
