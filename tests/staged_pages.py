"""Pages as Sphinx makes them, and the staging that tells of their book, as small as can be."""

from __future__ import annotations

import json
from pathlib import Path

from statbook.project.paths import MANIFEST
from statbook.site.document_notes import read_json

PACKAGE = {
    "name": "fruit",
    "title": "Fruit in figures",
    "description": "Pears & apples.",
    "version": "1.0",
    "licenses": [{"name": "CC0-1.0", "title": "CC0", "path": "https://licence.example"}],
    "contributors": [{"title": "The makers"}],
}


def pages_and_staging(folder: Path, **package: str) -> tuple[Path, Path]:
    """The pages of a book, and its staging with a contents of two."""
    pages, staging = folder / "site", folder / "stage"
    for name, title, words in (
        ("index", "Fruit", "Pears fell."),
        ("chapters/pears", "Pears [all]", "Why?"),
        ("evidence/pears", "Evidence", ""),
        ("search", "Search", ""),
    ):
        path = pages / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        kind = "bd-article sb-search" if name == "search" else "bd-article"
        head = f'<meta property="og:title" content="{title}"><meta name="description" content="{words}">'
        body = f'<article class="{kind}"><p>{title}</p></article>'
        path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    (staging / "_data").mkdir(parents=True)
    (staging / "_data" / "datapackage.json").write_text(json.dumps(PACKAGE | package), encoding="utf-8")
    (staging / MANIFEST).write_text(json.dumps({"as_of": "2026-03-25"}), encoding="utf-8")
    (staging / "_toc.yml").write_text("root: index\nchapters: [{file: chapters/pears}]\n", encoding="utf-8")
    read_json.cache_clear()
    return pages, staging
