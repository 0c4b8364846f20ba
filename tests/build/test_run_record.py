"""The record of a run in a folder of its own: current as long as inputs and files are the same."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statbook.build.run_record import as_json, check_folder, inputs_digest, is_current, write_record
from statbook.errors import BuildError
from statbook.project.paths import Book


def run_in(folder: Path) -> Path:
    for name in ("chapters/trade.html", "pdf/trade.pdf"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_text(name, encoding="utf-8")
    write_record(folder, "digest", "chapters/trade", {"chapter": "trade", "parameters": {}})
    return folder


def test_a_run_is_current_until_its_inputs_or_files_differ(tmp_path: Path) -> None:
    run = run_in(tmp_path / "run")

    assert is_current(run, "digest")
    assert not is_current(run, "another")
    (run / "pdf" / "trade.pdf").write_text("altered", encoding="utf-8")
    assert not is_current(run, "digest")
    assert not is_current(tmp_path / "nowhere", "digest")


def test_a_torn_record_is_none(tmp_path: Path) -> None:
    run = run_in(tmp_path / "run")
    (run / "run.json").write_text('{"inputs": "dig', encoding="utf-8")

    assert not is_current(run, "digest")


def test_the_line_for_programs_has_paths_and_digests(tmp_path: Path) -> None:
    run = run_in(tmp_path / "run")
    told = json.loads(as_json(run))

    assert str(run / "chapters" / "trade.html") == told["page"]
    assert str(run / "pdf" / "trade.pdf") == told["pdf"]
    assert str(run / "run.json") == told["record"]
    assert {"inputs", "page", "pdf", "record"} == set(told["digests"])
    assert "\n" not in as_json(run)


def test_a_folder_with_other_files_is_refused(tmp_path: Path) -> None:
    check_folder(tmp_path / "new")
    check_folder(tmp_path)
    check_folder(run_in(tmp_path / "run"))
    with pytest.raises(BuildError, match="holds other files"):
        check_folder(tmp_path)


def test_inputs_differ_by_chapter_parameters_and_day(book: Book) -> None:
    digests = {
        inputs_digest(book, *asked)
        for asked in (("trade", {}, ""), ("credit", {}, ""), ("trade", {"a": "1"}, ""), ("trade", {}, "2026-03-25"))
    }

    assert 4 == len(digests)
