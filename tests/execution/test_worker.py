"""The worker executes one notebook and writes a result, whatever happens."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from statbook.execution.worker import _last_started_cell


def job_of(folder: Path, source: str, **parameters: object) -> str:
    """The file of a job: a notebook with one cell of parameters and one of *source*."""
    tagged = {"tags": ["parameters"]}
    cells = [nbformat.v4.new_code_cell("a = 1", metadata=tagged), nbformat.v4.new_code_cell(source)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "made.ipynb")
    names = {"notebook": "made.ipynb", "output": "out.ipynb", "result": "result.json", "cwd": "."}
    job = {name: str(folder / path) for name, path in names.items()} | {"parameters": parameters, "cell_seconds": 60}
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return str(folder / "job.json")


def run(folder: Path, source: str, **parameters: object) -> dict[str, Any]:
    """The result of the notebook."""
    command = [sys.executable, "-m", "statbook.execution.worker", job_of(folder, source, **parameters)]
    assert 0 == subprocess.run(command, check=False, start_new_session=True, capture_output=True).returncode
    found: dict[str, Any] = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    return found


def test_a_good_run_leaves_its_notebook_with_the_parameters_in_it(tmp_path: Path) -> None:
    assert {"good": True} == run(tmp_path, "print(a)", a=7)
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert "7\n" == cells[-1].outputs[0].text


@pytest.mark.parametrize(
    ("source", "error"),
    [
        ("1 / 0", "ZeroDivisionError: division by zero"),
        ("from statbook.errors import KeyUnknown\nraise KeyUnknown('no key')", "KeyUnknown: no key"),
    ],
)
def test_a_failed_cell_is_told_with_its_source(tmp_path: Path, source: str, error: str) -> None:
    assert {"good": False, "error": error, "source": source} == run(tmp_path, source)


def test_a_worker_whose_parent_has_ended_before_it_begins_ends_without_a_result(tmp_path: Path) -> None:
    job = job_of(tmp_path, "import time\ntime.sleep(60)")
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    code = f"from statbook.execution.worker import main; main({job!r}, {ended.pid})"
    killed = subprocess.run([sys.executable, "-c", code], check=False, start_new_session=True, timeout=30)

    assert -signal.SIGKILL == killed.returncode
    assert not (tmp_path / "result.json").exists()


def test_the_last_started_cell_is_the_one_with_a_start_time(tmp_path: Path) -> None:
    path = tmp_path / "out.ipynb"
    times: list[dict[str, Any]] = [{"papermill": {"start_time": "x"}}, {"papermill": {"start_time": "y"}}, {}]
    cells = [{"source": [f"cell {n}", "\nmore"], "metadata": metadata} for n, metadata in enumerate(times)]
    path.write_text(json.dumps({"cells": cells}), encoding="utf-8")

    assert "cell 1\nmore" == _last_started_cell(str(path))
    path.write_text('{"cells": []}', encoding="utf-8")
    assert _last_started_cell(str(path)) is None
    assert _last_started_cell(str(tmp_path / "none")) is None


def test_a_kernel_takes_no_port_that_another_may_be_given_too(tmp_path: Path) -> None:
    source = "from ipykernel.connect import get_connection_info\nprint(get_connection_info(unpack=True)['transport'])"
    assert {"good": True} == run(tmp_path, source)
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert "ipc\n" == cells[-1].outputs[0].text
