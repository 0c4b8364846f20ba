"""The process that builds a preview, as the process that serves it sees it: it is started, told of changes, ended."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from pathlib import Path
from tempfile import TemporaryDirectory

from statbook.execution.sandbox import kill_descendants
from statbook.preview.state import PreviewState
from statbook.project.paths import LIBRARY, Book

MODULE = "statbook.preview.worker"
ENDED = "The process that builds the preview has ended: {reason}. It starts again when a file is saved."
_PLACE = re.compile(r'^ +File "(?P<file>.+)", line (?P<line>\d+).*\n(?: {4}.*\n)*', re.MULTILINE)


class Builder:
    """Builds a preview of *book*, or of its chapter *only*, in *folder*, and tells *state* of it.

    The process inherits *open_files*.
    """

    def __init__(self, book: Book, folder: Path, only: str, state: PreviewState, open_files: tuple[int, ...]) -> None:
        self._arguments = [str(book.root), str(folder), only, ",".join(map(str, open_files))]
        self._log, self._state, self._open_files = folder / "builder.log", state, open_files
        self._process: subprocess.Popen[bytes] | None = None
        self._temporary: TemporaryDirectory[str] | None = None
        """Where it and all that it starts put what is temporary: they are killed, and remove nothing."""
        self._lock = threading.Lock()

    def start(self) -> None:
        """Start the process, in the place of one that runs."""
        with self._lock:
            self._end()
            self._channel, theirs = socket.socketpair()
            self._temporary = TemporaryDirectory(ignore_cleanup_errors=True)
            with theirs, self._log.open("wb") as log:
                self._process = subprocess.Popen(
                    [sys.executable, "-P", "-m", MODULE, str(theirs.fileno()), *self._arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # Ctrl+C is for the process that serves, which ends this one
                    pass_fds=(theirs.fileno(), *self._open_files),
                    env=os.environ
                    | {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "TMPDIR": self._temporary.name},
                )
            threading.Thread(target=self._listen, args=(self._process, self._channel), daemon=True).start()
        self.update()

    def update(self) -> None:
        """Tell the process that something has changed; start it if it has ended."""
        with self._lock:
            running = self._process is not None and self._process.poll() is None
            if running:
                try:
                    self._channel.sendall(f"{json.dumps({'viewed': self._state.viewed_documents()})}\n".encode())
                except OSError:
                    running = False
        if not running:
            self.start()

    def end(self) -> None:
        """End the process and all that it has started."""
        with self._lock:
            self._end()

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            kill_descendants(process.pid)
            process.kill()
            process.wait()
            self._channel.close()
        if self._temporary:
            self._temporary.cleanup()

    def _listen(self, process: "subprocess.Popen[bytes]", channel: socket.socket) -> None:
        """Pass on what the *process* tells, until it ends."""
        try:
            with channel.makefile("r", encoding="utf-8") as told:
                for line in told:
                    if process is self._process:
                        self._state.change(**json.loads(line))
        except (OSError, ValueError):
            pass  # it ended in the middle of a line
        code = process.wait()
        if process is self._process:
            log = self._log.read_text(encoding="utf-8", errors="replace")
            self._state.change(faults=[ENDED.format(reason=reason(log, code))], words="")


def reason(log: str, code: int) -> str:
    """Why a process ended that left a *log* and exited with *code*: its last exception, and the place of its first cause.

    The place is the last one in the library.

    >>> reason("", -9)
    'it was killed; memory may be short'
    """
    if code == -signal.SIGKILL:
        return "it was killed; memory may be short"
    if code < 0:
        return f"it was killed by {signal.Signals(-code).name}"
    *before, text = _PLACE.split(log)[::3]
    words = " ".join((text if before else "".join(log.splitlines()[-1:])).split()) or f"it exited with {code}"
    first = log.find("\n\n", log.find("Traceback"))  # another exception may follow, which this one caused
    causes = [place for place in _PLACE.finditer(log, 0, first if first > 0 else len(log))]
    own = [place for place in causes if Path(place["file"]).is_relative_to(LIBRARY)]
    at = "".join(f" ({Path(place['file']).relative_to(LIBRARY.parent)}:{place['line']})" for place in own[-1:])
    return f"{words}{at}"
