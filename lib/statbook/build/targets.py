"""What a build makes: the book, the book as it was known on a day, or an edition that a file describes.

It is built unless it is up to date; nothing slow is imported here, so that a build with nothing to do is quick.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from statbook.build.lock import build_lock, remove_stale
from statbook.build.publish import PublishedBook
from statbook.errors import BuildError
from statbook.project.fingerprint import digest_of_catalogues, fingerprint
from statbook.project.paths import BOOK, ORIGINAL, Book, record_path

if TYPE_CHECKING:
    from statbook.build.editions import EditionContents
    from statbook.project.notebooks import Job
    from statbook.store import Store

MOST_FAULTS = 5
"""Faults of translations that a build tells by the way."""


@dataclass(frozen=True)
class BuildTarget:
    """A book to build. Without arguments it is the book itself.

    name      of the edition and of its folder; empty if it is no edition
    day       the day as known; empty for all that is known
    contents  the pages of the edition
    made_by   the SHA-256 of the file that describes the edition
    languages in which it is built, side by side; a single translation has a folder of its own
    strict    refuse a block without a sound translation, instead of showing the original
    since     the folder of a built book to compare with on the page "What changed"; None for no comparison
    """

    name: str = ""
    day: str = ""
    contents: EditionContents | None = None
    made_by: Mapping[str, str] = field(default_factory=dict)
    languages: tuple[str, ...] = (ORIGINAL,)
    strict: bool = False
    since: Path | None = None

    def location(self, build: Path) -> PublishedBook:
        """Where it is published within the folder *build*: every target has a folder of its own."""
        if self.name:
            return PublishedBook(build / "editions" / self.name)
        if ORIGINAL not in self.languages:
            return PublishedBook(build / "languages" / self.languages[0])
        return PublishedBook(build / "as-of" / self.day if self.day else build)

    def inputs(self, digests: dict[str, str], book: Book) -> dict[str, str]:
        """The *digests* of the *book* with those that distinguish this target from it."""
        found = {**digests, **self.made_by} | ({"day": self.day} if self.day else {})
        for language in self.languages:
            if language != ORIGINAL:
                found[f"locale/{language}/"] = digest_of_catalogues(book, language)
        if self.since is not None:
            records = (record_path(self.since, language) for language in self.languages)
            found["since"] = hashlib.sha256(
                b"".join(path.read_bytes() for path in records if path.is_file())
            ).hexdigest()
        return found

    @property
    def is_kept(self) -> bool:
        """Whether to keep what Sphinx reads and writes; of no use for the book of a day, which is built once."""
        return not self.day or bool(self.name)

    def tree(self, folder: Path, language: str) -> Path:
        """The working directory of Sphinx for a *language*, in *folder*."""
        return folder / "tree" / f"{self.name or BOOK}{'' if language == ORIGINAL else f'-{language}'}"

    def prepare(self, snapshot: Book, store: Store) -> list[Job]:
        """Make *snapshot*, whose data are in *store*, consist of the pages of this target; gives the chapters to run."""
        from statbook.parameters import check_values
        from statbook.project.notebooks import chapters, parameters_of
        from statbook.project.toc import keep_documents

        if self.contents is not None:
            return self.contents.write_into(snapshot)
        if self.day:
            # The chapters for whose theme, region and period the data of that day have anything.
            empty = {theme for theme in store.themes if not store.values(theme, "region")}
            some = [one for one in chapters(snapshot).values() if one.name not in empty]
            wanted = {one.document for one in some if not check_values(one.name, parameters_of(one), {}, store)[1]}
            keep_documents(snapshot.toc, wanted)
        return [(notebook, {}) for notebook in chapters(snapshot).values()]


def report_untranslated(faults: list[str], progress: Callable[[str], None], *, strict: bool) -> None:
    """Tell what has no sound translation. Raises BuildError with all of it for a *strict* build."""
    if faults and strict:
        raise BuildError("\n".join(faults))
    for fault in faults[:MOST_FAULTS]:
        progress(f"not translated: {fault}")
    if len(faults) > MOST_FAULTS:
        progress(f"not translated: {len(faults) - MOST_FAULTS} more blocks; `statbook check` lists them")


def chapters_may_run(before: Mapping[str, str], inputs: Mapping[str, str], book: Book) -> bool:
    """Whether chapters are likely to run: none is kept, or something changed that is neither sentences nor settings."""
    changed = {name for name in inputs if before.get(name) != inputs[name]} - {"chapters/", "settings"}
    return bool(changed) or not any((book.cache / "chapters").glob("*"))


def build_book(
    book: Book,
    progress: Callable[[str], None],
    target: BuildTarget | None = None,
    *,
    wait: bool = True,
    make: Callable[[Book, BuildTarget, Callable[[str], None], int], None] | None = None,
) -> Path:
    """Build the whole book, or another *target* of it, as a site with its PDFs; gives its front page.

    Does nothing if it is up to date. The last good book stays until the new one is complete. *make* makes it, by default
    `pipeline.make_book`.
    Raises Busy if another build is at work and *wait* is false.
    """
    target = target or BuildTarget()
    published = target.location(book.build)
    try:
        with build_lock(book.build, progress, wait=wait) as lock:
            remove_stale(book.build)
            published.recover()
            inputs = target.inputs(fingerprint(book), book)
            if published.is_current(inputs):
                report_untranslated(published.record().get("untranslated", []), progress, strict=target.strict)
                progress("nothing changed since the last build")
            elif make:
                make(book, target, progress, lock)
            else:
                from statbook.execution.fork_server import ForkServer, collect_rarely, switch_often
                from statbook.site.sphinx_build import SPHINX

                collect_rarely()
                switch_often()
                chapters = chapters_may_run(published.record().get("inputs", {}), inputs, book)
                with ForkServer((lock,), SPHINX, chapters=chapters) as server:
                    server.warm_up()  # it imports beside this process
                    from statbook.build.pipeline import make_book

                    make_book(book, target, progress, server)
    except FileNotFoundError as error:
        raise BuildError(f"{error.filename} is not there: expected the files of the book") from None
    except OSError as error:
        raise BuildError(f"{error.filename or book.build} cannot be written: {error.strerror}") from None
    return published.html / "index.html"
