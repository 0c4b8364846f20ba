"""Tests of store/package.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.project.paths import Book
from statbook.store import Package


def test_an_outside_validator_agrees(book: Book) -> None:
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(book.data / "datapackage.json"))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_every_theme_has_its_table_its_chapter_and_its_words(book: Book, package: Package) -> None:
    for theme in package.themes:
        assert (book.data / f"{theme}.csv").is_file()
        assert (book.root / "chapters" / f"{theme}.ipynb").is_file()
        assert (book.data / "captions" / f"{theme}.yaml").is_file()
        assert f"chapters/{theme}" in Path(book.toc).read_text(encoding="utf-8")
