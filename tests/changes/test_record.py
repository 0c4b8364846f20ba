"""Tests of changes/record.py."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from statbook.changes import (
    RECORD,
    BookRecord,
    compare,
    record_of,
)
from statbook.errors import BuildError
from statbook.store import Store

M1 = "china.2025-01.money_m1"


def chapter(**numbers: tuple[str, str]) -> dict[str, object]:
    """A chapter that cites *numbers*: key to text and the figure that it rests on."""
    cited = {
        key: {
            "anchor": f"num-{key}",
            "name": key,
            "key": key,
            "words": {"num": text, "range": f"about {text}"},
            "inputs": [obs],
        }
        for key, (text, obs) in numbers.items()
    }
    uses = [
        {"place": f"use-{key}", "words": "", "anchors": [f"num-{key}", "obs-china-2025-01-money-m1"]} for key in cited
    ]
    return {
        "title": "Credit and money",
        "document": "chapters/credit",
        "cited": cited,
        "shown": {},
        "uses": uses,
        "drawings": {"fig-credit-one": ("A drawing", "digest of " + str(sorted(numbers.values())))},
    }


@pytest.fixture
def record(store: Store) -> Callable[..., BookRecord]:
    def make(of: Store | None = None, **numbers: tuple[str, str]) -> BookRecord:
        return record_of(of or store, {"credit": chapter(**numbers)})

    return make


def test_a_record_is_read_as_it_was_written(record: Callable[..., BookRecord], tmp_path: Path) -> None:
    made = record(one=("5 yuan", M1))
    (tmp_path / RECORD).write_text(made.as_json(), encoding="utf-8")
    read = BookRecord.read(tmp_path)

    assert replace(made, folder=tmp_path) == read
    assert compare(made, read).nothing


@pytest.mark.parametrize("text", [None, "no JSON", "[]", "{}", json.dumps({"form": 0})])
def test_a_folder_without_a_record_that_can_be_read_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / RECORD).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"record\.json"):
        BookRecord.read(tmp_path)
