"""A process that draws for all chapters of a build, because its engine takes longer to start than most drawings.

Whoever cannot reach it, or gets no drawing from it, draws by itself (statbook.charts.render); the drawing is the same.
"""

import json
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from multiprocessing.connection import Listener
from pathlib import Path

from statbook.charts.render import draw
from statbook.execution.fork_server import ForkedProcess, ForkServer
from statbook.execution.sandbox import exit_with_parent
from statbook.project.paths import Book

SECONDS = 0.005
NOTHING = '{"data": {"values": []}, "mark": "point"}'
"""A chart that shows nothing: it starts the engine."""


class DrawingProcess:
    """A context in which a process that *server* forks draws in the fonts of *book*; *folder* is for its files.

    Several threads may enter it: the process starts with the first of them and is gone when the last has left.
    """

    def __init__(self, book: Book, server: ForkServer, folder: Path) -> None:
        self._book, self._server, self._folder = book, server, folder
        self._lock, self._entered, self._started = threading.Lock(), 0, ExitStack()
        self._running: ForkedProcess | None = None

    def __enter__(self) -> None:
        with self._lock:
            if self._entered == 0:
                self._started.enter_context(self._process())
            self._entered += 1

    def __exit__(self, *error: object) -> None:
        with self._lock:
            self._entered -= 1
            if self._entered == 0:
                self._started.close()

    def runs(self) -> bool:
        """Whether the process is there."""
        return self._running is not None and not self._running.wait(0)

    @contextmanager
    def _process(self) -> Iterator[None]:
        book, sockets, job = self._book, tempfile.mkdtemp(), self._folder / "drawer.json"
        address = str(Path(sockets, "drawer"))
        job.write_text(json.dumps({"module": __name__, "address": address, "book": str(book.root)}), encoding="utf-8")
        process = self._running = self._server.start(job, job.with_suffix(".log"))
        while not (book.drawer.is_file() or process.wait(SECONDS)):
            pass  # until it listens, or has ended
        try:
            yield
        finally:
            process.kill()
            book.drawer.unlink(missing_ok=True)
            shutil.rmtree(sockets, ignore_errors=True)


def main(job_file: str, parent: int, *_: int) -> None:
    """Draw what is asked for, until the process *parent* ends."""
    exit_with_parent(parent)
    job = json.loads(Path(job_file).read_text(encoding="utf-8"))
    book = Book(Path(job["book"]))
    with Listener(job["address"], "AF_UNIX") as listener:
        new = book.drawer.with_suffix(".new")
        new.write_text(job["address"], encoding="utf-8")
        new.replace(book.drawer)  # so that it is whole
        _drawing(NOTHING, book)  # whoever asks meanwhile waits
        while True:
            with suppress(OSError, EOFError), listener.accept() as asked:
                asked.send_bytes(_drawing(asked.recv_bytes().decode(), book).encode())


def _drawing(spec: str, book: Book) -> str:
    """The drawing, or nothing: who asked for it draws then as well, and is told what is wrong."""
    try:
        return draw(spec, book)
    except ValueError:
        return ""
