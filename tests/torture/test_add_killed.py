"""`statbook add` killed at random moments: data/ is as it was or as it was to become, and the next command goes on.

`make torture` runs it with 100 rounds; the moments come from a fixed seed.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

from orchard import TABLE, bytes_of, orchard

COMMAND = [sys.executable, "-c", "from statbook.cli import main; main()"]
MONTHS = "".join(
    f"{year}-{month:02},{month},{60 + month},1,x\n" for year in range(2000, 2025) for month in range(1, 13)
)
SLOWLY = (
    # The moments that matter are short: each call to the disk takes a little longer than it would.
    "import os, time\n"
    "def slow(real):\n"
    "    def call(*args, **more):\n"
    "        time.sleep(0.01)\n"
    "        return real(*args, **more)\n"
    "    return call\n"
    "for name in ('fsync', 'rename', 'unlink', 'rmdir'):\n"
    "    setattr(os, name, slow(getattr(os, name)))\n"
    "from statbook.cli import main; main()\n"
)


def test_add_killed_at_random_moments_loses_nothing(tmp_path: Path, rounds: int) -> None:
    root = tmp_path / "book"
    root.mkdir()
    data = orchard(root)
    file = root / "table.csv"
    file.write_text(TABLE + MONTHS)
    order = ["add", str(file), "--recipe", "orchard", "--date", "2026-01-31"]
    old = bytes_of(data)
    shutil.copytree(root, tmp_path / "whole")
    subprocess.run([*COMMAND, *order], cwd=tmp_path / "whole", check=True, capture_output=True)
    new = bytes_of(tmp_path / "whole" / "data")
    moments = random.Random(6)
    states = set()
    for _ in range(rounds):
        running = subprocess.Popen(
            [sys.executable, "-c", SLOWLY, *order], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _wait_for_the_write(running, data, moments.random() * 0.25)
        running.send_signal(signal.SIGKILL)
        running.wait()
        done = subprocess.run([*COMMAND, *order, "--dry-run"], cwd=root, capture_output=True, text=True, check=False)
        state = bytes_of(data)
        states.add(state == new)

        assert done.returncode == 0, done.stderr
        assert state in (old, new)
        for name, content in old.items():
            (data / name).write_bytes(content)
        assert bytes_of(data) == old

    assert states  # at least one round was run


def _wait_for_the_write(running: subprocess.Popen[bytes], data: Path, more: float) -> None:
    """Until the command has begun to write, or is done, and a little *more*."""
    pending = data / ".pending"
    while running.poll() is None and not pending.exists():
        time.sleep(0.002)
    try:
        running.wait(more)
    except subprocess.TimeoutExpired:
        return
