"""The builder finds its job beside its output folder, and typesets only what changed."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from statbook.pdf import sphinx_builder
from statbook.pdf.sphinx_builder import PdfBuilder, read_job, wait_for_documents


def test_the_job_of_a_builder_is_beside_its_output_folder(tmp_path: Path) -> None:
    for name in ("html", "paper"):
        (tmp_path / "out").mkdir(exist_ok=True)
        (tmp_path / "out" / f"{name}.json").write_text(json.dumps({"documents": [name]}), encoding="utf-8")
    out = tmp_path / "out" / "paper"

    assert {"documents": ["paper"]} == read_job(str(out), PdfBuilder.name)
    assert {"documents": ["html"]} == read_job(str(out.with_name("html")), "html")


def test_the_builder_of_pdfs_waits_until_all_is_read_and_the_one_of_pages_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, known = tmp_path / "read", []
    monkeypatch.setattr(sphinx_builder, "read_data", lambda *folders: known.append(folders))
    monkeypatch.setattr(sphinx_builder.time, "sleep", lambda _: read.touch() if len(known) == 2 else known.append(""))
    (tmp_path / "paper.json").write_text(json.dumps({"after": str(read), "fonts": "f"}), encoding="utf-8")
    for builder in ("html", "paper"):
        wait_for_documents(SimpleNamespace(outdir=tmp_path / builder, srcdir="s"), None)
        assert (builder == "paper") == read.exists()

    assert [("s", "f"), ""] == known


def test_addresses_within_the_book_are_documents() -> None:
    builder: Any = PdfBuilder.__new__(PdfBuilder)

    assert "doc:a/b" == builder.get_target_uri("a/b") == builder.get_relative_uri("x", "a/b")


CHAPTERS = {"index": {"document": "index", "title": "Front"}, "fruit": {"document": "fruit", "title": "Fruit"}}
MANIFEST = {"evidence": [], "articles": "", "chapters": CHAPTERS}


def builder_of(folder: Path, **changes: Any) -> Any:
    """A builder of PDFs of two documents in *folder*; *changes* are made to what it reads."""
    built: Any = PdfBuilder.__new__(PdfBuilder)
    built.srcdir, built.taken = str(folder), {"index": "1", "fruit": "2"} | changes.get("taken", {})
    built.doctreedir = str(folder)
    built.env = SimpleNamespace(doc2path=lambda name: str(folder / f"{name}.md"))
    for name in ("index", "fruit"):
        (folder / f"{name}.md").write_text(changes.get(name, name), encoding="utf-8")
    (folder / "_data").mkdir(exist_ok=True)
    (folder / "_data" / "table.csv").write_text(changes.get("data", ""), encoding="utf-8")
    return built


def inputs_of(folder: Path, **changes: Any) -> dict[str, Any]:
    """What the PDFs of the book and of a chapter are made from."""
    built = builder_of(folder, **changes)
    hashes = {"chapters/": changes.get("fruit", ""), "settings": changes.get("settings", "")}
    manifest = MANIFEST | {"hashes": hashes}
    job = {"digests": {"lib": changes.get("lib", "")}, "fonts": str(folder / "fonts" / "drawing")}
    common = built._common_inputs(manifest, job)
    return {name: built._inputs(manifest, common, name) for name in ("book", "fruit")}


@pytest.mark.parametrize(
    ("changes", "changed"),
    [
        ({}, set()),
        ({"fruit": "other words"}, {"book", "fruit"}),
        ({"index": "other words"}, {"book"}),
        ({"taken": {"index": "another title"}}, {"book"}),
        ({"taken": {"fruit": "another place"}}, {"book", "fruit"}),
        ({"data": "a row"}, {"book", "fruit"}),
        ({"settings": "another title"}, {"book", "fruit"}),
        ({"lib": "2"}, {"book", "fruit"}),
    ],
)
def test_a_pdf_is_made_again_if_anything_changed_that_it_may_show(
    tmp_path: Path, changes: dict[str, Any], changed: set[str]
) -> None:
    before, now = inputs_of(tmp_path), inputs_of(tmp_path, **changes)

    assert changed == {name for name in now if now[name] != before[name]}


def test_a_chapter_is_not_made_again_for_data_and_evidence_that_it_did_not_use(tmp_path: Path) -> None:
    uses = {"evidence": ["index"], "unused": ["table.csv"]}
    (tmp_path / "fruit.paper-uses").write_text(json.dumps(uses), encoding="utf-8")
    before, now = inputs_of(tmp_path), inputs_of(tmp_path, data="a row")
    (tmp_path / "_data" / "new.csv").touch()
    more = inputs_of(tmp_path, data="a row")

    assert {"book"} == {name for name in now if now[name] != before[name]}
    assert {"book", "fruit"} == {name for name in now if now[name] != more[name]}


@pytest.mark.parametrize(("changed", "again"), [("index", {"book", "fruit"}), ("pears", {"book"})])
def test_a_chapter_is_made_again_for_the_pages_of_evidence_that_it_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: str, again: set[str]
) -> None:
    monkeypatch.setitem(MANIFEST, "evidence", ["index", "pears"])
    (tmp_path / "fruit.paper-uses").write_text('{"evidence": ["index"], "unused": []}', encoding="utf-8")
    (tmp_path / "pears.md").touch()
    taken = {"pears": "3"}
    before, now = (inputs_of(tmp_path, taken=taken | change) for change in ({}, {changed: "other"}))

    assert again == {name for name in now if now[name] != before[name]}
