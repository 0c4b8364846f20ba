"""Runs Jupyter Book in a process of its own: python -m statbook.site.sphinx_worker JOB.json

The job says with which arguments, and after which file is there, if it must wait for one.
"""

from __future__ import annotations

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from statbook.execution.watchdog import leashed

SECONDS = 0.05


def main(job_file: str) -> None:
    job: dict[str, Any] = json.loads(Path(job_file).read_text(encoding="utf-8"))
    leashed(job["parent"])
    # What takes long to import is there when the wait is over.
    import sphinx.application  # noqa: F401
    from jupyter_book.cli.main import main as jupyter_book

    import statbook.paper  # noqa: F401

    # Documents are millions of nodes that live to the end: looking for garbage among them takes a quarter of the time.
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)
    while job["after"] and not Path(job["after"]).exists():
        time.sleep(SECONDS)
    jupyter_book(job["arguments"])


if __name__ == "__main__":
    main(sys.argv[1])
