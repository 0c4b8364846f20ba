"""Forks the processes of chapters from one that has imported what they need: python -m statbook.execution.fork_server FD

The imports of a chapter take longer than many chapters. The process with them draws and typesets nothing, because
vl-convert and Typst hang in the children of a process that has. It ends with the process that started it.
"""

import gc
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType

from statbook.execution.sandbox import environment

COMMAND = [sys.executable, "-P", "-m", "statbook.execution.fork_server"]
IMPORTED = ("papermill", "ipykernel.ipkernel", "ipykernel.kernelapp", "altair", "vl_convert", "statbook.chapter")
"""What runs chapters, and what they import."""
LONGEST = 65_536
"""Bytes of a request."""


class ForkServer:
    """Runs jobs in processes forked from a server, which starts with the first of them.

    The processes inherit *open_files*.
    """

    def __init__(self, open_files: tuple[int, ...] = ()) -> None:
        self._open_files, self._lock = open_files, threading.Lock()
        self._server: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

    def __enter__(self) -> "ForkServer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End the server."""
        if self._server and self._requests:
            self._requests.close()
            self._server.wait()

    def warm_up(self) -> socket.socket:
        """Start the server unless it has started, so that the first job need not wait; gives what takes requests."""
        with self._lock:
            if self._requests is None:
                self._requests = self._start_server()
            return self._requests

    def start(self, job: Path, log: Path) -> "ForkedProcess":
        """Start the worker (execution/worker.py) for the file *job*; what it writes goes to *log*."""
        requests = self.warm_up()
        end, alive = os.pipe()
        with log.open("wb") as written, suppress(BrokenPipeError, ConnectionResetError):  # of a server that has ended
            socket.send_fds(requests, [str(job).encode()], [alive, written.fileno()])
        os.close(alive)
        return ForkedProcess(end)

    def _start_server(self) -> socket.socket:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._server = subprocess.Popen(
                [*COMMAND, str(theirs.fileno())],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=(theirs.fileno(), *self._open_files),
                env=environment(),
            )
        return ours


class ForkedProcess:
    """A worker: it says its process ID at the beginning, and its end closes the pipe *end*."""

    def __init__(self, end: int) -> None:
        self._end = end
        self.pid = int(os.read(end, 32) or 0)

    def wait(self, seconds: float) -> bool:
        """Wait for its end, up to *seconds*; whether it ended."""
        ended = bool(select.select([self._end], [], [], seconds)[0])
        os.close(self._end)
        return ended


def main(requests: int) -> None:
    """Fork a worker for each request, until the process that makes them ends."""
    for name in IMPORTED:
        import_module(name)
    from statbook.execution import worker

    server_process = os.getpid()  # known before a fork, because a child may outlive it by then
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(fileno=requests) as server:
        while True:
            job, files, _, _ = socket.recv_fds(server, LONGEST, 2)
            if not job:
                return
            if os.fork() == 0:
                server.close()
                _work(partial(worker.main, job.decode(), server_process), *files)
            for file in files:
                os.close(file)


def _work(run: Callable[[int], None], alive: int, log: int) -> None:
    """Run a job in this process, which ends with it."""
    code = 1
    try:
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.dup2(log, 2)
        os.close(log)
        os.write(alive, str(os.getpid()).encode())
        run(alive)
        code = 0
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(code)


if __name__ == "__main__":
    main(int(sys.argv[1]))
