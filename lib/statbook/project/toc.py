"""The table of contents of a book, _toc.yml: reading it, checking it against the files, and writing another."""

from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from statbook.errors import BuildError, ChapterError, Fault
from statbook.project.paths import Book


def documents(toc: Path) -> list[str]:
    """The documents of *toc* in order. Raises BuildError if it names no root, ChapterError for one outside the book."""
    found = _listed_documents(toc)
    if outside := [str(fault) for document in found for fault in _outside(document)]:
        raise ChapterError("\n".join(outside))
    return found


def _listed_documents(toc: Path) -> list[str]:
    try:
        content = yaml.safe_load(toc.read_text(encoding="utf-8"))
        entries = [entry for part in content.get("parts", [content]) for entry in part.get("chapters") or []]
        return [str(content["root"]), *(str(entry["file"]) for entry in entries)]
    except FileNotFoundError:
        raise BuildError("_toc.yml is not there: expected the contents of the book") from None
    except yaml.YAMLError as error:
        raise BuildError(f"_toc.yml is not valid YAML: {' '.join(str(error).split())}") from None
    except (KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"_toc.yml is not the contents of a book: {error!r}") from None


def _outside(document: str) -> Iterator[Fault]:
    path = PurePosixPath(document)
    if path.is_absolute() or ".." in path.parts or "\\" in document or not document.strip():
        fix = "Write it as chapters/NAME."
        yield Fault(f"_toc.yml: {document}", "a file outside the book", "a path within it", fix)


def toc_faults(book: Book) -> list[Fault]:
    """Disagreements between _toc.yml and the files of *book*, and links that lead out of it."""
    try:
        listed = _listed_documents(book.toc)
    except BuildError as error:
        return [Fault("_toc.yml", str(error), "root and chapters of a book")]
    found: list[Fault] = []
    for place, document in enumerate(listed):
        where, before = f"_toc.yml: {document}", listed[:place]
        outside = [*_outside(document)]
        found += outside
        if document in before:
            found.append(Fault(where, "the same document a second time", "each once"))
        elif not outside and not (book.root / f"{document}.ipynb").is_file():
            fix = "Write it, or remove the entry."
            found.append(Fault(where, f"no file {document}.ipynb", "a notebook of the book", fix))
        name = Path(document).name
        if document not in before and name in [Path(other).name for other in before]:
            found.append(Fault(where, f"a second chapter of the name {name}", "a name of its own"))
    for path in sorted((book.root / "chapters").rglob("*.ipynb")):
        place_in_book = path.relative_to(book.root)
        document = place_in_book.with_suffix("").as_posix()
        if document not in listed and not any(part.startswith(".") for part in place_in_book.parts):
            fix = f"Add `  - file: {document}`, or remove the file."
            found.append(Fault(f"{document}.ipynb", "no entry in _toc.yml", "one for each chapter", fix))
    return [*found, *links_outside(book)]


def links_outside(book: Book) -> list[Fault]:
    """Symbolic links among the folders and files of the book that lead out of it."""
    folders = (book.root / "chapters", book.data)
    own = [path for folder in folders for path in (folder, *sorted(folder.rglob("*")))]
    links = [path for path in (*own, book.toc, book.config, *book.root.glob("*.ipynb")) if path.is_symlink()]
    outside = [path for path in links if not path.resolve().is_relative_to(book.root.resolve())]
    found, expected, fix = "a symbolic link that leads out of the book", "a file of the book", "Replace it by a copy."
    return [Fault(path.relative_to(book.root).as_posix(), found, expected, fix) for path in outside]


def keep_documents(toc: Path, wanted: set[str]) -> None:
    """Remove all documents but *wanted* and the root from the file *toc*."""
    before = toc.read_text(encoding="utf-8")
    content = yaml.safe_load(before)
    for part in content.get("parts", [content]):
        part["chapters"] = [entry for entry in part.get("chapters", []) if entry["file"] in wanted]
    if (kept := yaml.safe_dump(content, sort_keys=False)) != before:
        toc.write_text(kept, encoding="utf-8")


def add_documents(toc: str, documents: Iterable[str]) -> str:
    """The contents *toc* with further *documents* after its last chapter."""
    content: dict[str, Any] = yaml.safe_load(toc)
    part = content["parts"][-1] if "parts" in content else content
    part["chapters"] = [*part.get("chapters", []), *({"file": document} for document in documents)]
    return yaml.safe_dump(content, sort_keys=False)


def toc_text(root: str, others: Iterable[str]) -> str:
    """A table of contents with *root* as the front page and *others* as chapters."""
    listed = "".join(f"  - file: {document}\n" for document in others)
    return f"format: jb-book\nroot: {root}\n" + (f"chapters:\n{listed}" if listed else "")
