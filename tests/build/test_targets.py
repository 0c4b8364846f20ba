"""What a build makes: where it is published, what distinguishes it, and of which chapters it consists."""

from __future__ import annotations

import hashlib
from pathlib import Path

from statbook.build.targets import BuildTarget
from statbook.project.paths import RECORD, Book
from statbook.store import AS_OF, Store


def test_the_book_of_an_early_day_has_the_chapters_of_which_something_was_known(copy: Book) -> None:
    (copy.data / AS_OF).write_text("2025-03-01", encoding="utf-8")
    names = [notebook.name for notebook, _ in BuildTarget(day="2025-03-01").prepare(copy, Store.load(copy.data))]

    assert ["index", "patents", "credit", "base", "industry", "audit", "method", "sources"] == names


def test_every_target_has_a_folder_of_its_own(tmp_path: Path) -> None:
    targets = [BuildTarget(), BuildTarget(day="2026-03-25"), BuildTarget("regions", "2026-03-25")]

    assert [tmp_path, tmp_path / "as-of" / "2026-03-25", tmp_path / "editions" / "regions"] == [
        target.location(tmp_path).folder for target in targets
    ]


def test_day_description_and_compared_book_are_inputs(tmp_path: Path) -> None:
    (tmp_path / RECORD).write_text("{}", encoding="utf-8")
    digest = hashlib.sha256(b"{}").hexdigest()

    assert {"data/": "1"} == BuildTarget().inputs({"data/": "1"})
    assert {"data/": "1", "day": "2026-03-25"} == BuildTarget(day="2026-03-25").inputs({"data/": "1"})
    assert {"edition": "2", "since": digest} == BuildTarget(made_by={"edition": "2"}, since=tmp_path).inputs({})


def test_the_whole_book_runs_all_its_chapters_without_parameters(copy: Book) -> None:
    jobs = BuildTarget().prepare(copy, Store.load(copy.data))

    assert ["index", "trade"] == [notebook.name for notebook, _ in jobs][:2]
    assert [{}] * 10 == [parameters for _, parameters in jobs]
