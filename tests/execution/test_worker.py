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


def job_of(folder: Path, source: str, seconds: int = 60, **parameters: object) -> str:
    """The file of a job: a notebook with one cell of parameters and one of *source*, which may take *seconds*."""
    tagged = {"tags": ["parameters"]}
    cells = [nbformat.v4.new_code_cell("a = 1", metadata=tagged), nbformat.v4.new_code_cell(source)]
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=kernel), folder / "made.ipynb")
    names = {"notebook": "made.ipynb", "output": "out.ipynb", "result": "result.json", "cwd": "."}
    job = {name: str(folder / path) for name, path in names.items()} | {
        "parameters": parameters,
        "cell_seconds": seconds,
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return str(folder / "job.json")


def run(folder: Path, source: str, seconds: int = 60, **parameters: object) -> dict[str, Any]:
    """The result of the notebook."""
    command = [sys.executable, "-m", "statbook.execution.worker", job_of(folder, source, seconds, **parameters)]
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


def test_a_cell_that_takes_too_long_is_told_with_its_source(tmp_path: Path) -> None:
    source = "import time\ntime.sleep(60)"
    assert {"good": False, "error": "not done after 1 s; the run was ended", "source": source} == run(
        tmp_path, source, 1
    )


def test_the_kernel_is_forked_from_the_worker(tmp_path: Path) -> None:
    assert {"good": True} == run(tmp_path, "import psutil\nprint(psutil.Process().cmdline())")
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert "statbook.execution.worker" in cells[-1].outputs[0].text


def test_a_kernel_takes_no_port_that_another_may_be_given_too(tmp_path: Path) -> None:
    source = "from ipykernel.connect import get_connection_info\nprint(get_connection_info(unpack=True)['transport'])"
    assert {"good": True} == run(tmp_path, source)
    cells = nbformat.read(tmp_path / "out.ipynb", as_version=4).cells
    assert "ipc\n" == cells[-1].outputs[0].text
