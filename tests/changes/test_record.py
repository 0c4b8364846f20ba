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
    report,
)
from statbook.errors import BuildError

M1 = "china.2025-01.money_m1"


def test_a_record_is_read_as_it_was_written(record: Callable[..., BookRecord], tmp_path: Path) -> None:
    made = record(one=("5 yuan", M1))
    (tmp_path / RECORD).write_text(made.as_json(), encoding="utf-8")
    read = BookRecord.read(tmp_path)

    assert replace(made, folder=tmp_path) == read
    assert "Nothing that is published changed." == [*report(compare(made, read))][-1]


@pytest.mark.parametrize("text", [None, "no JSON", "[]", "{}", json.dumps({"form": 0})])
def test_a_folder_without_a_record_that_can_be_read_is_refused(tmp_path: Path, text: str | None) -> None:
    if text is not None:
        (tmp_path / RECORD).write_text(text, encoding="utf-8")
    with pytest.raises(BuildError, match=r"record\.json"):
        BookRecord.read(tmp_path)
