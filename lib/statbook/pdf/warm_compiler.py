"""A process that typesets a book quickly because it has typeset the last one: python -m statbook.pdf.warm_compiler …

Typst remembers, for as long as a process lives, what it has laid out. So a build lets a process for each language lay out
the source that the last build left, while chapters run; it waits for the new source, most of which it then knows. Whoever
gets no answer compiles without it; the PDF is the same.
"""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from statbook.errors import BuildError
from statbook.execution.sandbox import environment, exit_with_parent

COMMAND = [sys.executable, "-P", "-m", "statbook.pdf.warm_compiler"]
NICENESS = 10
"""How far it steps back behind the processes of the build, which come to their PDF last."""
LONGEST = 120
"""Seconds for which a PDF is waited for."""


@contextmanager
def warm_compilers(sources: dict[Path, tuple[Path, Path]]) -> Iterator[dict[Path, int]]:
    """Let a process for each of *sources* (main file and fonts, by any path) lay it out.

    Gives, by the same paths, the open files by which `compile_warm` asks these processes. They end with this context.
    """
    with ExitStack() as running:
        started = {key: _start(main, fonts) for key, (main, fonts) in sources.items()}
        for process, asked in started.values():
            running.callback(process.wait)
            running.callback(process.kill)
            running.enter_context(asked)
        yield {key: asked.fileno() for key, (_, asked) in started.items()}


def _start(main: Path, fonts: Path) -> tuple[subprocess.Popen[bytes], socket.socket]:
    ours, theirs = socket.socketpair()
    with theirs:
        # A process of its own, not a fork: the compiler hangs in the children of a process that has compiled.
        process = subprocess.Popen(
            [*COMMAND, str(theirs.fileno()), str(os.getpid()), str(main), str(fonts)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            process_group=0,  # in the session of the build: Linux compares niceness within a session alone
            pass_fds=(theirs.fileno(),),
            env=environment(),
        )
    return process, ours


def compile_warm(compiler: int, main: Path, fonts: Path, day: date) -> bytes | None:
    """As `compile_pdf`, by the process at the other end of the open file *compiler*, which answers once; None if it does not."""
    try:
        with Connection(os.dup(compiler)) as asked:
            asked.send((main, fonts, day))
            answer: bytes | str | None = asked.recv() if asked.poll(LONGEST) else None
    except (OSError, EOFError):
        return None
    if isinstance(answer, str):
        raise BuildError(answer)
    return answer


def main(asked: int, parent: int, last: Path, fonts: Path) -> None:
    """Lay out the source *last*, then answer what comes in by the open file *asked*; ends with the process *parent*."""
    exit_with_parent(parent)
    os.nice(NICENESS)
    from statbook.pdf.compile import compile_pdf, lay_out

    lay_out(last, fonts)
    with Connection(asked) as asking, suppress(EOFError):
        try:
            asking.send(compile_pdf(*asking.recv()))
        except BuildError as error:
            asking.send(str(error))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4]))
