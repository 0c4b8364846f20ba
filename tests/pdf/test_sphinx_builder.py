"""The builder finds its job beside its output folder, and leaves the message of a failure there."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sphinx.errors import SphinxError

from statbook.errors import BuildError
from statbook.pdf.sphinx_builder import FAULT, PdfBuilder, read_job


def test_the_job_of_a_builder_is_in_the_parent_of_all_output_folders(tmp_path: Path) -> None:
    for name in ("html", "paper"):
        (tmp_path / f"{name}.json").write_text(json.dumps({"documents": [name]}), encoding="utf-8")
    out = tmp_path / "_build" / "paper"

    assert {"documents": ["paper"]} == read_job(str(out), PdfBuilder.name)
    assert {"documents": ["html"]} == read_job(str(out.with_name("html")), "html")


def test_a_failure_leaves_its_message_for_the_build(tmp_path: Path) -> None:
    def fail() -> None:
        raise BuildError("no glyph")

    builder: Any = SimpleNamespace(outdir=str(tmp_path), _make_all=fail)
    with pytest.raises(SphinxError, match="no glyph"):
        PdfBuilder.write(builder, None, [])

    assert "no glyph" == (tmp_path / FAULT).read_text(encoding="utf-8")


def test_addresses_within_the_book_are_documents() -> None:
    builder: Any = PdfBuilder.__new__(PdfBuilder)

    assert "doc:a/b" == builder.get_target_uri("a/b") == builder.get_relative_uri("x", "a/b")
