"""The contents of a book: the documents that _toc.yml names, and whether these and the files of the book agree."""

from __future__ import annotations

__all__ = ["contents_faults", "documents", "keep", "strangers"]

from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from statbook.errors import BuildError, ChapterError, Fault
from statbook.project.paths import Book


def documents(book: Book) -> list[str]:
    """The documents that _toc.yml names, in its order.

    Raises BuildError if it names no root, ChapterError for one that lies outside the book.
    """
    found = _named(book)
    outside = [fault for document in found for fault in _outside(document)]
    if outside:
        raise ChapterError("\n".join(map(str, outside)))
    return found


def _named(book: Book) -> list[str]:
    try:
        toc = yaml.safe_load(book.toc.read_text(encoding="utf-8"))
        found = [toc["root"]]
        for part in toc.get("parts", [toc]):
            found += [entry["file"] for entry in _entries(part)]
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"_toc.yml is not the contents of a book: {error!r}") from None
    return [str(document) for document in found]


def _entries(part: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = part.get("chapters") or []
    return found


def _outside(document: str) -> Iterator[Fault]:
    path = PurePosixPath(document)
    if path.is_absolute() or ".." in path.parts or "\\" in document or not document.strip():
        yield Fault(
            f"_toc.yml: {document}", "a file outside the book", "a path within it", "Write it as chapters/NAME."
        )


def contents_faults(book: Book) -> list[Fault]:
    """Where _toc.yml and the files of *book* disagree, and links that lead out of it."""
    try:
        named = _named(book)
    except BuildError as error:
        return [Fault("_toc.yml", str(error), "root and chapters of a book")]
    found = []
    seen: set[str] = set()
    for document in named:
        where = f"_toc.yml: {document}"
        outside = [*_outside(document)]
        found += outside
        if document in seen:
            found.append(Fault(where, "the same document a second time", "each once"))
        elif not outside and not (book.root / f"{document}.ipynb").is_file():
            found.append(
                Fault(where, f"no file {document}.ipynb", "a notebook of the book", "Write it, or take the entry out.")
            )
        seen.add(document)
    for path in sorted((book.root / "chapters").rglob("*.ipynb")):
        document = path.relative_to(book.root).with_suffix("").as_posix()
        if document not in named and not any(part.startswith(".") for part in path.relative_to(book.root).parts):
            fix = f"Add `  - file: {document}`, or take the file out."
            found.append(Fault(f"{document}.ipynb", "no entry in _toc.yml", "one for each chapter", fix))
    names = [Path(document).name for document in named]
    found += [
        Fault(f"_toc.yml: {document}", f"a second chapter of the name {Path(document).name}", "a name of its own")
        for place, document in enumerate(named)
        if Path(document).name in names[:place] and document not in named[:place]
    ]
    return [*found, *strangers(book)]


def strangers(book: Book) -> list[Fault]:
    """Symbolic links of the book's own folders and files that lead out of it."""
    root = book.root.resolve()
    folders = [
        path for name in ("chapters", "data") for path in ((book.root / name), *sorted((book.root / name).rglob("*")))
    ]
    own = [*folders, book.toc, book.config, *book.root.glob("*.ipynb")]
    return [
        Fault(
            path.relative_to(book.root).as_posix(),
            "a symbolic link that leads out of the book",
            "a file of the book",
            "Put a copy in its place.",
        )
        for path in own
        if path.is_symlink() and not path.resolve().is_relative_to(root)
    ]


def keep(book: Book, wanted: set[str]) -> None:
    """Take the documents that are not *wanted* out of the contents of *book*; its root stays."""
    toc = yaml.safe_load(book.toc.read_text(encoding="utf-8"))
    for part in toc.get("parts", [toc]):
        part["chapters"] = [entry for entry in part.get("chapters", []) if entry["file"] in wanted]
    book.toc.write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
