"""One run as plain data: what a worker refuses, and what it keeps."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from statbook.editions import run_job
from statbook.editions.results import Results
from statbook.editions.run_job import BOOK, RESULTS, RunJob, close_processes, do_run
from statbook.errors import BuildError
from statbook.project.fingerprint import tool_digests


def job(inputs: Path, **changes: Any) -> RunJob:
    asked: Any = {
        "inputs": str(inputs),
        "tools": tool_digests(),
        "key": "abc",
        "name": "trade-north",
        "title": "",
        "chapter": "trade",
        "parameters": {"region": "North", "minimum": 0.5, "full": True},
        "number": "",
    }
    found: RunJob = asked | changes
    return found


def test_a_job_is_plain_data(tmp_path: Path) -> None:
    asked = job(tmp_path)

    assert asked == json.loads(json.dumps(asked)) == pickle.loads(pickle.dumps(asked))


def test_a_folder_that_this_machine_does_not_see_is_told(tmp_path: Path) -> None:
    assert "expected a folder that all machines see" in do_run(job(tmp_path / "nowhere"))["fault"]


def test_another_version_of_the_library_is_refused(tmp_path: Path) -> None:
    (tmp_path / BOOK).mkdir()

    assert "another version of the library" in do_run(job(tmp_path, tools={"lib/statbook/": "0"}))["fault"]


def test_a_result_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    (tmp_path / BOOK).mkdir()
    results = Results(tmp_path / RESULTS)
    results.folder.mkdir()
    with results.begin("abc") as folder:
        results.put("abc", folder, {})

    assert ("abc", "") == tuple(do_run(job(tmp_path))[name] for name in ("key", "fault"))
    close_processes()


def test_a_run_is_tried_again_with_new_processes(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made: list[str] = []

    class RunProcesses:
        def __init__(self, inputs: Path) -> None:
            self.inputs = inputs
            made.append("new")

        def run(self, asked: RunJob, results: Results) -> None:
            if len(made) == 1:
                raise EOFError("a process was killed")
            raise BuildError("cell 3 is wrong")

        def close(self) -> None:
            made.append("closed")

    monkeypatch.setattr(run_job, "RunProcesses", RunProcesses)
    (tmp_path / BOOK).mkdir()

    assert "trade-north: cell 3 is wrong" == do_run(job(tmp_path))["fault"]
    assert ["new", "closed", "new", "closed"] == made
