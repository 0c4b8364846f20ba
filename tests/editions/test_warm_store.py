"""What a fork server reads before it forks."""

from __future__ import annotations

from pathlib import Path

import pytest

from orchard_book import orchard
from statbook.editions.warm_store import prepare
from statbook.store import Store, warm


def test_the_data_are_kept_with_what_most_questions_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warm, "_kept", {})
    data = orchard(tmp_path / "book")
    prepare(str(data))
    store = Store.load(data)

    assert store is Store.load(data)
    assert "observations" in vars(store)
