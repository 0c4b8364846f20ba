"""The process that builds a preview is started, told of changes, and ended with all it has started."""

from __future__ import annotations

import time
from pathlib import Path

import psutil
import pytest

from statbook.preview import builder
from statbook.preview.builder import Builder, reason
from statbook.preview.state import PreviewState
from statbook.project.paths import LIBRARY, Book


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


def test_what_the_process_leaves_in_the_temporary_folder_goes_with_it(
    tmp_path: Path, state: PreviewState, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "leaves.py").write_text(
        "import os, socket, sys, tempfile, json\n"
        "tell = json.dumps({'faults': [tempfile.mkdtemp()]}) + '\\n'\n"
        "os.write(int(sys.argv[1]), tell.encode())\n"
        "os.read(int(sys.argv[1]), 99) and os.read(int(sys.argv[1]), 99)\n",
        encoding="utf-8",
    )
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    monkeypatch.setattr(builder, "MODULE", "leaves")
    made = Builder(Book(tmp_path), tmp_path, "", state, ())
    made.start()
    left = Path(wait_for_fault(state))
    assert left.is_dir()
    made.end()

    assert not left.exists()


BROKEN = f"""Traceback (most recent call last):
  File "{LIBRARY}/preview/worker.py", line 28, in main
    from statbook.preview.draft import Draft
  File "{LIBRARY}/site/pages.py", line 12
    def broken(:
               ^
SyntaxError: invalid syntax
"""
CHAIN = f"""Traceback (most recent call last):
  File "/elsewhere/jinja2/environment.py", line 9, in handle
    raise it
  File "{LIBRARY}/site/templates/copyright.html", line 4, in template
    {{% if %}}
    ^^^^^^^^
jinja2.TemplateSyntaxError: Expected an expression

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "{LIBRARY}/preview/worker.py", line 56, in main
    draft.update()
sphinx.errors.ThemeError: No page trade.
Reason: it has no expression
"""


@pytest.mark.parametrize(
    ("log", "code", "words"),
    [
        (BROKEN, 1, "SyntaxError: invalid syntax (statbook/site/pages.py:12)"),
        (CHAIN, 1, "sphinx.errors.ThemeError: No page trade. Reason: it has no expression (statbook/site/templates/copyright.html:4)"),
        ("usage: json.tool\njson.tool: error: unrecognized", 2, "json.tool: error: unrecognized"),
        ("", 3, "it exited with 3"),
        ("", -9, "it was killed; memory may be short"),
        ("", -15, "it was killed by SIGTERM"),
    ],
)  # fmt: skip
def test_the_reason_of_an_end_is_the_last_exception_with_the_place_of_its_cause(
    log: str, code: int, words: str
) -> None:
    assert words == reason(log, code)
