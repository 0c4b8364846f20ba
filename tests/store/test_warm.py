"""A store that is kept: found for the same files and for no others."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchard_book import orchard
from statbook.store import Store, warm


@pytest.fixture(autouse=True)
def forgetful(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(warm, "_kept", {})
    yield


def test_a_copy_with_the_same_files_finds_the_store(tmp_path: Path) -> None:
    data = orchard(tmp_path / "book")
    store = Store.load(data)
    warm.keep(data, store)
    shutil.copytree(data, tmp_path / "copy")

    assert store is Store.load(data)
    assert store is Store.load(tmp_path / "copy")


def test_other_data_are_read(tmp_path: Path) -> None:
    data = orchard(tmp_path / "book")
    store = Store.load(data)
    warm.keep(data, store)
    with (data / "credit.csv").open("a", encoding="utf-8") as file:
        file.write("\n")

    assert store is not Store.load(data)


def test_nothing_is_kept_unless_it_is_asked_for(tmp_path: Path) -> None:
    data = orchard(tmp_path / "book")

    assert Store.load(data) is not Store.load(data)
    assert warm.find_kept(data) is None
