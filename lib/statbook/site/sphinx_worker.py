"""Runs Jupyter Book in a process of its own: python -m statbook.site.sphinx_worker JOB.json

The job holds the arguments, and the file to wait for before it starts, if any.
"""

import gc
import json
import sys
import time
from pathlib import Path
from typing import Any

from statbook.execution.sandbox import exit_with_parent

SECONDS = 0.05


def main(job_file: str) -> None:
    """Run Jupyter Book with the arguments of the job."""
    job: dict[str, Any] = json.loads(Path(job_file).read_text(encoding="utf-8"))
    exit_with_parent(job["parent"])
    # Imported before the wait, so that slow imports are done when it is over.
    import sphinx.application  # noqa: F401
    from jupyter_book.cli.main import main as jupyter_book

    import statbook.pdf.sphinx_builder  # noqa: F401

    # Documents are millions of nodes that live to the end; collecting garbage among them takes a quarter of the time.
    gc.freeze()
    gc.set_threshold(200_000, 50, 1000)
    while job["after"] and not Path(job["after"]).exists():
        time.sleep(SECONDS)
    jupyter_book(job["arguments"])


if __name__ == "__main__":
    main(sys.argv[1])
