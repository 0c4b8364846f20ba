"""The process that builds a preview is started, told of changes, and ended with all it has started."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from statbook.preview import builder
from statbook.preview.builder import Builder
from statbook.preview.state import PreviewState
from statbook.project.paths import Book


@pytest.fixture
def state(tmp_path: Path) -> PreviewState:
    return PreviewState(tmp_path / "site", lambda words: None)


def wait_for_fault(state: PreviewState) -> str:
    for _ in range(600):
        if faults := state.message(None)["faults"]:
            return str(faults[0])
        time.sleep(0.05)
    pytest.fail("no fault was told")


def test_a_process_that_ends_is_a_fault_and_the_next_change_starts_another(
    tmp_path: Path, state: PreviewState, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder, "MODULE", "json.tool")  # which does not take these arguments
    made = Builder(Book(tmp_path), tmp_path, "", state, ())
    made.start()
    assert "has ended: " in wait_for_fault(state)
    state.change(faults=[])
    for _ in range(600):
        if state.message(None)["faults"]:
            break
        made.update()
        time.sleep(0.05)
    else:
        pytest.fail("it was not started again")
    made.end()


def test_the_end_leaves_no_process(tmp_path: Path, state: PreviewState) -> None:
    before = {each.pid for each in psutil.Process().children(recursive=True)}
    made = Builder(Book(tmp_path), tmp_path, "", state, ())
    made.start()
    assert {each.pid for each in psutil.Process().children(recursive=True)} - before
    made.end()

    assert set() == {each.pid for each in psutil.Process().children(recursive=True)} - before
    assert [] == state.message(None)["faults"]
    made.end()
