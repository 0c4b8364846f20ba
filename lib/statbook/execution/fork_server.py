"""Forks processes from one that has imported what they need: python -m statbook.execution.fork_server FD MODULES

The imports of a chapter take longer than many chapters, and those of Sphinx longer than many pages. The process with
them draws and typesets nothing, because vl-convert and Typst hang in the children of a process that has. It ends with
the process that started it. The module is long because it has both ends, the server and what sends it jobs.
"""

import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType

from statbook.execution.sandbox import environment, kill_descendants

COMMAND = [sys.executable, "-P", "-m", "statbook.execution.fork_server"]
CHAPTERS = (
    "papermill",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.kernelapp",
    "altair",
    "fontTools.ttLib",
    "pybtex.database.output.bibtex",
    "vl_convert",
    "statbook.charts:forms",
    "statbook.chapter",
    "statbook.execution.worker:notebooks",
)
"""What runs chapters, and what they import."""
LONGEST = 65_536
"""Bytes of a request."""
EXPECT = b"chapters"
"""The request to import what chapters need. Any other is the path of a job."""


class ForkServer:
    """Runs jobs in processes forked from a server, which starts with the first of them.

    The processes inherit *open_files*. The server imports *modules* beside those of chapters; of one that is
    written module:argument it calls the function `prepare`. If no *chapters* are likely to run, it imports what they
    need when the first of them is expected.
    """

    def __init__(
        self, open_files: tuple[int, ...] = (), modules: tuple[str, ...] = (), *, chapters: bool = True
    ) -> None:
        self._open_files, self._lock = open_files, threading.Lock()
        self._modules, self._has_chapters = (*CHAPTERS, *modules) if chapters else modules, chapters
        self._server: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None

    def __enter__(self) -> "ForkServer":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def stop(self) -> None:
        """Let the server end, without waiting for it; it takes no more jobs."""
        if self._requests:
            self._requests.close()

    def close(self) -> None:
        """End the server."""
        self.stop()
        if self._server:
            self._server.wait()

    def warm_up(self) -> socket.socket:
        """Start the server unless it runs, so that the first job need not wait; gives what takes requests.

        One that was killed is started again.
        """
        with self._lock:
            if self._requests and self._requests.fileno() >= 0 and self._server and self._server.poll() is not None:
                self._requests.close()
                self._requests = None
            if self._requests is None:
                self._requests = self._start_server()
            return self._requests

    def expect_chapters(self) -> None:
        """Let the server import what chapters need, unless it has, so that they start quickly."""
        if not self._has_chapters:
            self._has_chapters = True
            with suppress(BrokenPipeError, ConnectionResetError):  # of a server that has ended
                self.warm_up().send(EXPECT)

    def start(self, job: Path, log: Path) -> "ForkedProcess":
        """Start the function `main` of the module that the file *job* names; what it writes goes to *log*."""
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
                [*COMMAND, str(theirs.fileno()), *self._modules],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                pass_fds=(theirs.fileno(), *self._open_files),
                env=environment(),
            )
        return ours


class ForkedProcess:
    """A worker: it says its process ID at the beginning (0: it never started), and its end closes the pipe *end*."""

    def __init__(self, end: int) -> None:
        self._end = end
        self.pid = int(os.read(end, 32) or 0)

    def fileno(self) -> int:
        """The open file that can be read once it has ended, for `select`."""
        return self._end

    def wait(self, seconds: float) -> bool:
        """Wait for its end, up to *seconds*; whether it ended."""
        return bool(select.select([self._end], [], [], seconds)[0])

    def kill(self) -> None:
        """End it with all that it has started."""
        if not self.pid:
            return  # it never started; 0 would mean this process
        kill_descendants(self.pid)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)

    def __del__(self) -> None:
        os.close(self._end)


def collect_rarely() -> None:
    """Let Python look for garbage rarely: what a build makes, as millions of nodes of documents, lives to its end.

    Looking takes a quarter of the time among documents, and a twentieth elsewhere.
    """
    gc.set_threshold(200_000, 50, 1000)


def switch_often() -> None:
    """Let threads take turns often: one that starts a chapter waits at each file for another that computes."""
    sys.setswitchinterval(0.0005)


def main(requests: int, *modules: str) -> None:
    """Import *modules*, and fork a worker for each request, until the process that makes them ends."""
    collect_rarely()
    _import(modules)
    server_process = os.getpid()  # known before a fork, because a child may outlive it by then
    signal.signal(signal.SIGCHLD, _bury)
    with socket.socket(fileno=requests) as server:
        while True:
            job, files, _, _ = socket.recv_fds(server, LONGEST, 2)
            if not job:
                return
            if job == EXPECT:
                _import(CHAPTERS)
                continue
            if os.fork() == 0:
                server.close()
                _work(partial(_run, job.decode(), server_process), *files)
            for file in files:
                os.close(file)


def _import(modules: Iterable[str]) -> None:
    """Import *modules*, and leave them out of every later look for garbage."""
    for name in modules:
        module, _, argument = name.partition(":")
        found = import_module(module)
        if argument:
            found.prepare(argument)
    gc.freeze()


def _bury(*_: object) -> None:
    """Take note of workers that have ended: what they computed counts as time of this process's children."""
    with suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def _run(job_file: str, parent: int, alive: int) -> None:
    """Do the job of a file in this process, which ends with its *parent*."""
    module = json.loads(Path(job_file).read_text(encoding="utf-8"))["module"]
    import_module(module).main(job_file, parent, alive)


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
    main(int(sys.argv[1]), *sys.argv[2:])
