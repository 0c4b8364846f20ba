"""A process that draws for all chapters of a build, because its engine takes longer to start than most drawings.

Whoever cannot reach it, or gets no drawing from it, draws by itself (statbook.charts.render); the drawing is the same.
"""

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Listener
from pathlib import Path

from statbook.charts.render import draw
from statbook.execution.fork_server import ForkServer
from statbook.execution.sandbox import exit_with_parent
from statbook.project.paths import Book

SECONDS = 0.005


@contextmanager
def drawing_process(book: Book, server: ForkServer, work: Path) -> Iterator[None]:
    """Have a process that *server* forks draw in the fonts of *book*; it is gone at the end. *work* is for its files."""
    sockets = tempfile.mkdtemp()
    address = str(Path(sockets, "drawer"))
    job = work / "drawer.json"
    job.write_text(json.dumps({"module": __name__, "address": address, "book": str(book.root)}), encoding="utf-8")
    process = server.start(job, job.with_suffix(".log"))
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
        while True:
            with suppress(OSError, EOFError), listener.accept() as asked:
                asked.send_bytes(_drawing(asked.recv_bytes().decode(), book).encode())


def _drawing(spec: str, book: Book) -> str:
    """The drawing, or nothing: who asked for it draws then as well, and is told what is wrong."""
    try:
        return draw(spec, book)
    except ValueError:
        return ""
