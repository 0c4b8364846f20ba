"""A worker ends with its parent, even if that was killed, and so does everything that it started."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

WORKER = """
import os, subprocess, sys, time
from statbook.execution.watchdog import exit_with_parent
exit_with_parent(int(sys.argv[1]))
beat = "import pathlib, sys, time\\nwhile True: pathlib.Path(sys.argv[1]).touch(); time.sleep(0.05)"
subprocess.Popen([sys.executable, "-c", beat, sys.argv[2]], start_new_session=True)
while True: open(sys.argv[3], "w").close(); time.sleep(0.05)
"""
PARENT = """
import os, subprocess, sys, time
subprocess.Popen([sys.executable, "-c", sys.argv[1], str(os.getpid()), *sys.argv[2:]], start_new_session=True)
time.sleep(60)
"""


def alive(*marks: Path) -> list[bool]:
    """Which processes touch their files."""
    for mark in marks:
        mark.unlink(missing_ok=True)
    time.sleep(0.5)
    return [mark.exists() for mark in marks]


def test_a_worker_and_what_it_started_end_when_the_parent_is_killed(tmp_path: Path) -> None:
    marks = tmp_path / "child", tmp_path / "worker"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, WORKER, *map(str, marks)])
    deadline = time.monotonic() + 30
    while not all(mark.exists() for mark in marks) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert [True, True] == alive(*marks)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    time.sleep(1)

    assert [False, False] == alive(*marks)
