"""The builder finds its job beside its output folder, and typesets only what changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from statbook.pdf.sphinx_builder import PdfBuilder, read_job


def test_the_job_of_a_builder_is_beside_its_output_folder(tmp_path: Path) -> None:
    for name in ("html", "paper"):
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / f"{name}.json").write_text(json.dumps({"documents": [name]}), encoding="utf-8")
    out = tmp_path / "out" / "paper"

    assert {"documents": ["paper"]} == read_job(str(out), PdfBuilder.name)
    assert {"documents": ["html"]} == read_job(str(out.with_name("html")), "html")


def test_addresses_within_the_book_are_documents() -> None:
    builder: Any = PdfBuilder.__new__(PdfBuilder)

    assert "doc:a/b" == builder.get_target_uri("a/b") == builder.get_relative_uri("x", "a/b")
