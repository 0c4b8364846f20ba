"""The contents of a book: the documents that _toc.yml names."""

from __future__ import annotations

__all__ = ["documents"]

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
