"""Builds a preview in a process of its own: python -m statbook.preview.worker FD ROOT FOLDER CHAPTER FILES

It is told by a line of JSON that something has changed, and which documents are looked at. It tells in lines of JSON
what it is doing (`words`), what is wrong (`faults`), and that pages have changed. It ends with the process that started
it, and is started anew when the library changes, because it holds the old one.
"""

import gc
import json
import os
import select
import socket
import sys
from contextlib import closing
from pathlib import Path

from statbook.errors import StatbookError
from statbook.execution.sandbox import exit_with_parent
from statbook.project.paths import Book

REST_SECONDS, LONG_REST_SECONDS = 1.0, 10.0
"""How long nothing has to change before the rest of the book is brought in line, and before garbage is looked for."""


def main(channel: int, root: str, folder: str, only: str, open_files: str) -> None:
    """Follow the book in *root* until the process that asked for it ends."""
    exit_with_parent(os.getppid())
    from statbook.execution.fork_server import collect_rarely
    from statbook.preview.draft import Draft  # slow, so after the line above

    with socket.socket(fileno=channel) as connection, connection.makefile("r", encoding="utf-8") as asked:

        def tell(**message: object) -> None:
            connection.sendall(f"{json.dumps(message)}\n".encode())

        def is_asked(seconds: float | None = 0.0) -> bool:
            return bool(select.select([connection], [], [], seconds)[0])

        draft = Draft(
            Book(Path(root)),
            Path(folder),
            only,
            lambda words: tell(words=words),
            is_asked,
            tuple(map(int, filter(None, open_files.split(",")))),
        )
        collect_rarely()  # a look at all documents takes a second, so none is taken while somebody waits
        is_good, has_garbage = True, False
        with closing(draft):
            while True:
                try:
                    is_unsettled = is_good and not draft.is_settled
                    if is_asked(REST_SECONDS if is_unsettled else LONG_REST_SECONDS if has_garbage else None):
                        if not (line := asked.readline()):
                            return
                        has_garbage = True
                        draft.update(json.loads(line)["viewed"])
                    elif is_unsettled:
                        draft.settle()
                    else:
                        gc.collect()
                        has_garbage = False
                        continue
                    is_good = True
                    tell(faults=[], words="")
                except StatbookError as error:
                    is_good = False
                    tell(faults=str(error).splitlines(), words="")


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
