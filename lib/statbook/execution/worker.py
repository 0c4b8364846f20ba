"""Runs one chapter in a process of its own: python -m statbook.execution.worker JOB.json

A build forks it from a process that has imported what it needs (execution/fork_server.py).
It leads a process group, so that a time limit ends the kernel as well.
"""

import json
import os
import resource
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any

from statbook.execution.forked_kernel import NAME, ForkedKernel, ForkedProvisioner
from statbook.execution.sandbox import exit_with_parent, kill_descendants

START_SECONDS = 60
MOST_OUTPUT = 50_000_000
"""Characters that the outputs of a cell may have; the largest chart of the book has a tenth of it."""
MEMORY_BYTES = 4 * 2**30
"""RLIMIT_DATA, not RLIMIT_AS: a limit of the address space aborts V8 inside vl-convert."""


def prepare(_: str) -> None:
    """Compile the schema of notebooks, for the processes that are forked from this one."""
    import nbformat

    nbformat.validate(nbformat.v4.new_notebook())


def main(job_file: str, parent: int, *private: int) -> None:
    """Execute the notebook of the job and write the result, good or not, as JSON.

    It ends with the process *parent*, and the open files *private* are not for the kernel.
    """
    job: dict[str, Any] = json.loads(Path(job_file).read_text(encoding="utf-8"))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    limit = MEMORY_BYTES if hard == resource.RLIM_INFINITY else min(hard, MEMORY_BYTES)
    resource.setrlimit(resource.RLIMIT_DATA, (limit, hard))
    ForkedProvisioner.waiting = ForkedKernel(*private)
    exit_with_parent(parent)  # in a thread, so after the fork
    result = _execute(job)
    kill_descendants(os.getpid())
    Path(job["result"]).write_text(json.dumps(result), encoding="utf-8")


def _execute(job: dict[str, Any]) -> dict[str, Any]:
    """`good` alone, or an `error` and, where it is known, the `source` of the cell."""
    import papermill
    from jupyter_client.provisioning.factory import KernelProvisionerFactory
    from nbclient.exceptions import CellTimeoutError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    # The kernel talks over files: two that start at once may be given the same free port.
    sockets = tempfile.mkdtemp()
    connection = {"transport": "ipc", "connection_file": str(Path(sockets, "kernel.json"))}
    # The factory of provisioners is no part of what papermill configures.
    KernelProvisionerFactory.instance(default_provisioner_name=NAME)
    seconds, started = job["cell_seconds"], [""]

    def keep_source(cell: Any, **_: Any) -> None:
        started[:] = [cell.source]

    try:
        executed = papermill.execute_notebook(
            job["notebook"],
            job["output"],
            parameters=job["parameters"],
            kernel_name="python3",
            progress_bar=False,
            cwd=job["cwd"],
            execution_timeout=seconds,
            start_timeout=START_SECONDS,
            on_cell_start=keep_source,
            request_save_on_cell_execute=False,  # it would write all outputs twice for each cell
            config=Config({"KernelManager": connection}),
        )
    except PapermillExecutionError as error:
        # papermill counts its own banner cells; the runner finds the number of the cell by its source.
        return {"good": False, "error": f"{error.ename}: {error.evalue}", "source": error.source}
    except CellTimeoutError as error:
        limit = "not done after" if str(seconds) in str(error) else "its output was still coming after"
        words = f"{limit} {seconds} s; the run was ended"
        return {"good": False, "error": words, "source": started[0]}
    except MemoryError:
        return {"good": False, "error": f"needs more than {MEMORY_BYTES // 2**30} GiB of memory; the run was ended"}
    except Exception as error:  # a kernel that died, or did not start
        return {"good": False, "error": f"{type(error).__name__}: {error}"}
    finally:
        shutil.rmtree(sockets, ignore_errors=True)
    for cell in executed.cells:
        size = sum(len(json.dumps(output)) for output in cell.get("outputs", []))
        if size > MOST_OUTPUT:
            words = f"left {size // 10**6} MB of output; expected at most {MOST_OUTPUT // 10**6}"
            return {"good": False, "error": words, "source": cell.source}
    return {"good": True}


if __name__ == "__main__":
    main(sys.argv[1], os.getppid())
