"""The worker runs Jupyter Book with the arguments of its job, when what it waits for is there."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def test_it_waits_for_its_file_and_runs_jupyter_book_with_its_arguments(tmp_path: Path) -> None:
    (tmp_path / "job.json").write_text(
        json.dumps(
            {"parent": os.getpid(), "after": str(tmp_path / "read"), "arguments": ["build", str(tmp_path / "no")]}
        ),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "statbook.site.sphinx_worker", str(tmp_path / "job.json")]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    time.sleep(8)
    assert process.poll() is None, "it waits"
    (tmp_path / "read").touch()
    told, _ = process.communicate(timeout=60)

    assert 0 != process.returncode
    assert "no" in told and "Path" in told
