"""The contents of a book: the documents that _toc.yml names."""

from __future__ import annotations

__all__ = ["documents", "keep"]

import yaml

from statbook.errors import BuildError
from statbook.paths import Book


def documents(book: Book) -> list[str]:
    """The documents that _toc.yml names, in its order. Raises BuildError if it names no root."""
    try:
        toc = yaml.safe_load(book.toc.read_text(encoding="utf-8"))
        found = [toc["root"]]
        for part in toc.get("parts", [toc]):
            found += [entry["file"] for entry in part.get("chapters", [])]
    except (yaml.YAMLError, KeyError, TypeError, AttributeError) as error:
        raise BuildError(f"_toc.yml is not the contents of a book: {error!r}") from None
    return [str(document) for document in found]


def keep(book: Book, wanted: set[str]) -> None:
    """Take the documents that are not *wanted* out of the contents of *book*; its root stays."""
    toc = yaml.safe_load(book.toc.read_text(encoding="utf-8"))
    for part in toc.get("parts", [toc]):
        part["chapters"] = [entry for entry in part.get("chapters", []) if entry["file"] in wanted]
    book.toc.write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
