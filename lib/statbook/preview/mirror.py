"""A copy of the sources of a book that follows them, so that a preview works on files that hold still."""

import shutil
from pathlib import Path

from statbook.build.snapshot import link_kept
from statbook.errors import BuildError
from statbook.project.fingerprint import files_in
from statbook.project.notebooks import SOURCES
from statbook.project.paths import Book
from statbook.project.toc import documents, keep_documents, links_outside
from statbook.store.transaction import PENDING, lock_folder, recover


class Mirror:
    """The copy of *book* in *folder*; with the name of a chapter in *only*, of that chapter and the list of sources."""

    def __init__(self, book: Book, folder: Path, only: str = "") -> None:
        self.book, self.copy, self._only = book, Book(folder), only
        self._seen: dict[str, tuple[int, int, int]] = {}
        shutil.rmtree(folder, ignore_errors=True)
        link_kept(book, self.copy, folder.with_name("drawings"))

    def follow(self) -> set[str]:
        """Copy what has changed; gives the places of the files that changed, came or went, relative to the book.

        Waits while data/ is written. Raises BuildError for a link that leads out of the book, and for a file that goes.
        """
        try:
            return self._follow()
        except FileNotFoundError as error:
            raise BuildError(f"{error.filename} is not there: expected the files of the book") from None

    def _follow(self) -> set[str]:
        recover(self.book.data)
        if outside := links_outside(self.book):
            raise BuildError("\n".join(map(str, outside)))
        with lock_folder(self.book.data, shared=True, wait=True):
            now = {place: _state(self.book.root / place) for place in self._places()}
            changed = {place for place in {*now, *self._seen} if now.get(place) != self._seen.get(place)}
            for place in sorted(changed):
                target = self.copy.root / place
                target.parent.mkdir(parents=True, exist_ok=True)
                if place in now:
                    shutil.copy(self.book.root / place, target)
                else:
                    target.unlink(missing_ok=True)
        self._seen = now
        if self._only and self.book.toc.name in changed:
            keep_documents(self.copy.toc, set(self._documents()))
        return changed

    def _documents(self) -> list[str]:
        """The documents that the contents list; of one chapter: the front page, the chapter and the sources."""
        root, *others = documents(self.book.toc)
        wanted = (self._only, SOURCES)
        return [root, *(one for one in others if not self._only or Path(one).name in wanted)]

    def _places(self) -> list[str]:
        """The files of the book: data, settings, contents, and the notebooks that the contents list."""
        data = [path for path in files_in(self.book.data) if PENDING not in path.parts]
        notebooks = [self.book.root / f"{document}.ipynb" for document in self._documents()]
        paths = [*data, self.book.config, self.book.toc, *notebooks]
        return [path.relative_to(self.book.root).as_posix() for path in paths if path.is_file()]


def _state(path: Path) -> tuple[int, int, int]:
    """What differs once the file has been written."""
    found = path.stat()
    return found.st_mtime_ns, found.st_size, found.st_ino
