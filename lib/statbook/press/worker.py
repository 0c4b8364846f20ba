"""Runs one chapter in a process of its own: python -m statbook.press.worker JOB.json

The process group is the chapter's, so that a limit of time ends the kernel with it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from statbook.press.leash import leashed

NOTES = "STATBOOK_QUESTIONS"
"""As statbook.store.questions has it, which takes a while to import."""
CELL_SECONDS, START_SECONDS = 120, 60
MEMORY_BYTES = 4 * 2**30
"""RLIMIT_DATA, not RLIMIT_AS: a limit of the address space aborts V8 inside vl-convert."""


def limit_memory() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    ceiling = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_DATA, (ceiling, hard))


def main(job_file: str) -> int:
    with Path(job_file).open(encoding="utf-8") as file:
        job: dict[str, Any] = json.load(file)
    leashed(job["parent"])
    limit_memory()
    # The same numbers and bytes whatever the machine's zone, language and hash seed.
    os.environ |= {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "SOURCE_DATE_EPOCH": "0"}
    os.environ[NOTES] = job["questions"]
    import papermill
    from papermill.exceptions import PapermillExecutionError

    verdict: dict[str, Any] = {"good": False}
    try:
        papermill.execute_notebook(
            job["notebook"],
            job["output"],
            parameters=job["parameters"],
            kernel_name="python3",
            progress_bar=False,
            cwd=job["cwd"],
            execution_timeout=CELL_SECONDS,
            start_timeout=START_SECONDS,
        )
        verdict["good"] = True
    except PapermillExecutionError as error:
        # papermill counts its own banner cells; the number a reader of the chapter sees is found by the source.
        verdict |= {"error": f"{error.ename}: {error.evalue}", "source": error.source}
    except Exception as error:  # a kernel that died, or did not start
        verdict["error"] = f"{type(error).__name__}: {error}"
    Path(job["verdict"]).write_text(json.dumps(verdict), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
