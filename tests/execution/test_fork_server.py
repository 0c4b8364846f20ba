"""Processes are forked from one server, and nothing of one job reaches another."""

from __future__ import annotations

import json
import socket
import time
from pathlib import Path

import nbformat
import papermill
import psutil
import pytest

from minimal_book import chapter_of, contents
from statbook.errors import ChapterError
from statbook.execution import fork_server, runner
from statbook.execution.fork_server import ForkServer
from statbook.execution.runner import execute
from statbook.project.notebooks import chapter
from statbook.project.paths import Book

LEAVES = """
import os, sys, random
import altair, pandas, statbook.chapter
os.environ["LEFT"] = sys.left = altair.left = statbook.chapter.left = "here"
os.chdir("/")
pandas.set_option("display.max_rows", 7)
random.seed(1)
"""
FINDS = """
import os, sys, random
import altair, pandas, statbook.chapter
found = [hasattr(each, "left") for each in (sys, altair, statbook.chapter)]
found += ["LEFT" in os.environ, os.getcwd() == "/", pandas.get_option("display.max_rows") == 7, "LEAVES" in globals()]
assert not any(found), found
"""


def test_nothing_that_one_chapter_leaves_reaches_the_next(
    copy: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner, "workers", lambda: 1)
    chapter_of(copy.root / "chapters" / "first.ipynb", "first", "# First", LEAVES)
    chapter_of(copy.root / "chapters" / "second.ipynb", "second", "# Second", FINDS)
    contents(copy, "first", "second")

    done = execute(copy, [(chapter(copy, name), {}) for name in ("first", "second")], tmp_path / "run")

    assert ["first", "second"] == [each.notebook.name for each in done]


def test_a_chapter_has_the_outputs_that_papermill_alone_gives(copy: Book, tmp_path: Path) -> None:
    (executed,) = execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")
    plain = papermill.execute_notebook(
        str(copy.root / "chapters" / "sources.ipynb"),
        str(tmp_path / "plain.ipynb"),
        cwd=str(copy.root),
        progress_bar=False,
    )

    assert [cell.get("outputs") for cell in plain.cells] == [cell.get("outputs") for cell in executed.content.cells]
    assert any(cell.get("outputs") for cell in plain.cells)


def job_of(folder: Path, source: str) -> Path:
    """The file of a job: a notebook with the cell *source*."""
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    content = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)], metadata=kernel)
    nbformat.write(content, folder / "made.ipynb")
    names = {"notebook": "made.ipynb", "output": "out.ipynb", "result": "result.json", "cwd": "."}
    job = {name: str(folder / path) for name, path in names.items()} | {
        "module": "statbook.execution.worker",
        "parameters": {},
        "cell_seconds": 60,
    }
    (folder / "job.json").write_text(json.dumps(job), encoding="utf-8")
    return folder / "job.json"


def test_the_server_and_what_it_forked_end_with_its_use(tmp_path: Path) -> None:
    with ForkServer() as server:
        process = server.start(job_of(tmp_path, "import time\ntime.sleep(60)"), tmp_path / "log")
        family = [psutil.Process(process.pid), psutil.Process(process.pid).parent()]
        assert all(each is not None and each.is_running() for each in family)
    for _ in range(100):
        if not any(each is not None and each.is_running() for each in family):
            break
        time.sleep(0.1)
    else:
        pytest.fail(f"still running: {family}")


def test_what_a_killed_server_forked_ends_as_well(tmp_path: Path) -> None:
    with ForkServer() as server:
        process = server.start(job_of(tmp_path, "import time\ntime.sleep(60)"), tmp_path / "log")
        parent = psutil.Process(process.pid).parent()
        assert parent is not None
        parent.kill()

        assert process.wait(20)
        assert not (tmp_path / "result.json").exists()


def test_a_killed_server_is_started_again_for_the_next_job(tmp_path: Path) -> None:
    with ForkServer() as server:
        parent = psutil.Process(server.start(job_of(tmp_path, "1"), tmp_path / "log").pid).parent()
        assert parent is not None
        parent.kill()
        psutil.wait_procs([parent], timeout=20)
        assert server.start(job_of(tmp_path, "1"), tmp_path / "log").wait(60)

    assert {"good": True} == json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))


def test_a_wait_ends_when_its_time_is_over(tmp_path: Path) -> None:
    with ForkServer() as server:
        assert not server.start(job_of(tmp_path, "import time\ntime.sleep(60)"), tmp_path / "log").wait(0.1)
        assert server.start(job_of(tmp_path, "1"), tmp_path / "log").wait(60)
    assert {"good": True} == json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))


def test_a_worker_that_has_ended_is_no_process_any_more(tmp_path: Path) -> None:
    with ForkServer() as server:
        process = server.start(job_of(tmp_path, "1"), tmp_path / "log")
        assert process.wait(60)
        for _ in range(100):
            if not psutil.pid_exists(process.pid):
                break
            time.sleep(0.1)
        else:
            pytest.fail(f"still there: {process.pid}")


def test_what_a_worker_writes_before_it_fails_is_in_its_log(tmp_path: Path) -> None:
    with ForkServer() as server:
        assert server.start(tmp_path / "no-such-job.json", tmp_path / "log").wait(60)

    assert "FileNotFoundError" in (tmp_path / "log").read_text(encoding="utf-8")


def test_a_server_that_cannot_start_fails_the_chapter(
    copy: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fork_server, "COMMAND", ["false"])
    with pytest.raises(ChapterError, match="sources: the run ended early"):
        execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")


def test_a_job_for_a_server_that_has_ended_ends_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start = ForkServer._start_server

    def start_and_wait(server: ForkServer) -> socket.socket:
        requests = start(server)
        assert server._server
        server._server.wait()
        return requests

    monkeypatch.setattr(fork_server, "COMMAND", ["false"])
    monkeypatch.setattr(ForkServer, "_start_server", start_and_wait)
    with ForkServer() as server:
        assert server.start(job_of(tmp_path, "1"), tmp_path / "log").wait(60)


def test_a_server_that_expects_no_chapters_imports_what_they_need_when_one_is_expected(tmp_path: Path) -> None:
    with ForkServer(chapters=False) as server:
        for expected in ("not in", "in"):
            job = job_of(tmp_path, f"import sys\nassert 'altair' {expected} sys.modules")
            assert server.start(job, tmp_path / "log").wait(60)
            assert {"good": True} == json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
            server.expect_chapters()
