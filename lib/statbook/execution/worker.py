"""Runs one chapter in a process of its own: python -m statbook.execution.worker JOB.json

The process group is the chapter's, so that a limit of time ends the kernel with it.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from statbook.execution.watchdog import leashed
from statbook.execution.sandbox import end_descendants

NOTES = "STATBOOK_QUESTIONS"
"""As statbook.store.questions has it, which takes a while to import."""
CELL_SECONDS, START_SECONDS = 120, 60
MOST_OUTPUT = 50_000_000
"""Characters that the outputs of a cell may have; the largest chart of the book has a tenth of it."""
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
    os.environ[NOTES] = job["questions"]
    import papermill
    from nbclient.exceptions import CellTimeoutError
    from papermill.exceptions import PapermillExecutionError

    verdict: dict[str, Any] = {"good": False}
    try:
        done = papermill.execute_notebook(
            job["notebook"],
            job["output"],
            parameters=job["parameters"],
            kernel_name="python3",
            progress_bar=False,
            cwd=job["cwd"],
            execution_timeout=CELL_SECONDS,
            start_timeout=START_SECONDS,
        )
        verdict |= {"good": True} if (loud := _loud(done)) is None else loud
    except PapermillExecutionError as error:
        # papermill counts its own banner cells; the number a reader of the chapter sees is found by the source.
        verdict |= {"error": f"{error.ename}: {error.evalue}", "source": error.source}
    except CellTimeoutError as error:
        limit = "not done after" if str(CELL_SECONDS) in str(error) else "its output was still coming after"
        verdict |= {"error": f"{limit} {CELL_SECONDS} s; the run was ended", "source": _last_started(job["output"])}
    except MemoryError:
        verdict["error"] = f"needs more than {MEMORY_BYTES // 2**30} GiB of memory; the run was ended"
    except Exception as error:  # a kernel that died, or did not start
        verdict["error"] = f"{type(error).__name__}: {error}"
    end_descendants(os.getpid())
    Path(job["verdict"]).write_text(json.dumps(verdict), encoding="utf-8")
    return 0


def _loud(content: Any) -> dict[str, Any] | None:
    """The verdict on a cell whose outputs are too large; None if there is none."""
    for cell in content.cells:
        size = sum(len(json.dumps(output)) for output in cell.get("outputs", []))
        if size > MOST_OUTPUT:
            words = f"left {size // 10**6} MB of output; expected at most {MOST_OUTPUT // 10**6}"
            return {"good": False, "error": words, "source": cell.source}
    return None


def _last_started(output: str) -> str | None:
    """The source of the cell that papermill came to last; None if it did not get that far."""
    try:
        cells = json.loads(Path(output).read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError):
        return None
    begun = [cell for cell in cells if cell["metadata"].get("papermill", {}).get("start_time")]
    return "".join(begun[-1]["source"]) if begun else None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
