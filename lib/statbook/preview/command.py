"""The command `statbook preview`. What it needs is imported when it runs, so that other commands start quickly."""

import signal
import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import click

from statbook.errors import Busy, ChapterError
from statbook.project.paths import LIBRARY, Book, book
from statbook.project.progress import inert_text, progress_lines
from statbook.project.terminal_help import TerminalCommand
from statbook.project.terminal_words import tell

PORT = 8747
STEP_MILLISECONDS = 50
"""How long nothing has to be written before what was written is looked at."""
LOOK_MILLISECONDS = 500
"""How often it is looked whether the preview is to end, or a folder that went is there again."""


@click.command(cls=TerminalCommand, epilog="Example: statbook preview --chapter trade")
@click.option("--chapter", metavar="NAME", default="", help="Only this chapter, with the sources of its numbers.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=PORT, show_default=True, help="Its port; 0 finds a free one."
)
def preview(chapter: str, port: int) -> None:
    """Serve the book on this machine while you write: a page changes when you save.

    What is wrong stands over the last good page, with file and cell, and goes away when it is mended. There are no
    PDFs. It ends with Ctrl+C, and nothing of it gets into the built book.
    """
    progress = progress_lines()
    serve(book(), chapter, port, lambda words: progress(inert_lines(words)))


def inert_lines(words: str) -> str:
    """*words* for the terminal, line by line."""
    return "\n".join(map(inert_text, words.splitlines()))


def serve(book: Book, only: str, port: int, progress: Callable[[str], None]) -> None:
    """Serve a preview of *book*, or of its chapter *only*, until it is interrupted.

    Raises Busy if there is a preview of this book already, ChapterError for an unknown chapter and
    for the front page.
    """
    from statbook.build.lock import build_lock
    from statbook.preview.builder import Builder
    from statbook.preview.server import PreviewServer
    from statbook.preview.state import PreviewState
    from statbook.project.notebooks import FRONT_PAGE, chapter

    front = f"{chapter(book, only).document}.html" if only else "index.html"
    if only == FRONT_PAGE:
        raise ChapterError(f"{only} is the front page, which is made with the whole book only: `statbook preview`")
    folder = book.build / "preview"
    with ExitStack() as stack:
        try:
            lock = stack.enter_context(build_lock(folder, progress, wait=False))
        except Busy:
            raise Busy("another preview of this book is at work; end it with Ctrl+C first") from None
        state = PreviewState(folder / "site", progress)
        server = stack.enter_context(PreviewServer(port, state, front))
        # A handler that raised could do so where Python drops exceptions, or just before a wait without end.
        ends: list[int] = []
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda number, _: ends.append(number))
        builder = Builder(book, folder, only, state, (lock,))
        stack.callback(builder.end)
        _remove_site(folder / "site")
        builder.start()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        click.echo(tell(f"The preview is at {server.address}; Ctrl+C ends it"))
        _watch(book, builder.update, builder.start)
        while not ends:
            time.sleep(LOOK_MILLISECONDS / 1000)
        progress("the preview has ended")


def _remove_site(site: Path) -> None:
    """Remove the pages of an earlier preview: they may be of another chapter."""
    import shutil

    shutil.rmtree(site, ignore_errors=True)


def _watch(book: Book, update: Callable[[], None], start: Callable[[], None]) -> None:
    """From now on call *update* when a file of *book* is written, and *start* when one of the library is."""
    settings = {book.config, book.toc}

    def follow(paths: list[Path], act: Callable[[], None], *, recursive: bool) -> None:
        from watchfiles import Change, watch

        gone, is_new = {(Change.deleted, str(path)) for path in paths}, False
        begin = partial(watch, *paths, step=STEP_MILLISECONDS, rust_timeout=LOOK_MILLISECONDS, yield_on_timeout=True)
        while True:
            for changes in begin(recursive=recursive, raise_interrupt=False):
                own = recursive or any(Path(path) in settings or path.endswith(".ipynb") for _, path in changes)
                if is_new or (changes and own):
                    act()
                is_new = False
                if changes & gone:
                    break
            while not all(path.is_dir() for path in paths):
                time.sleep(LOOK_MILLISECONDS / 1000)
            is_new = True  # a folder of the same name, whose files may have come before it was watched

    watched = (
        ([book.data, book.root / "chapters"], update, True),
        ([book.root], update, False),
        ([LIBRARY], start, True),
    )
    for paths, act, recursive in watched:
        threading.Thread(target=follow, args=(paths, act), kwargs={"recursive": recursive}, daemon=True).start()
