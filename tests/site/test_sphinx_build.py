"""The tree in which Sphinx works equals the stage, and what was torn is not used again."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from statbook.errors import BuildError
from statbook.execution.fork_server import ForkedProcess, ForkServer
from statbook.site.sphinx_build import SphinxWorkdir


class Stub(SphinxWorkdir):
    """A tree in which Sphinx leaves a page for each document, and a reading of it."""

    def _run(self, wanted: dict[str, Any], builders: tuple[str, ...], take_pages: Any) -> None:
        if wanted["documents"] == ["bad"]:
            raise BuildError("stopped")
        for path in (self.folder / "stage").rglob("*.md"):
            for name in (f"html/{path.stem}.html", f".doctrees/{path.stem}.doctree"):
                target = self.folder / "out" / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_text(path.read_text(encoding="utf-8"), encoding="utf-8")


@pytest.fixture
def stage(tmp_path: Path) -> Path:
    folder = tmp_path / "stage"
    folder.mkdir()
    for name in ("_config.yml", "_toc.yml", "one.md", "two.md"):
        (folder / name).write_text(name, encoding="utf-8")
    return folder


@pytest.fixture
def tree(tmp_path: Path) -> Stub:
    return Stub(tmp_path / "tree", tmp_path / "fonts", tmp_path / "kept", ForkServer())


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_document_that_changed_loses_its_reading_and_others_keep_theirs(stage: Path, tree: Stub) -> None:
    tree.build(stage, [], {})
    old = (tree.folder / "stage" / "one.md").stat().st_mtime_ns
    (stage / "two.md").write_text("changed", encoding="utf-8")
    tree._copy_changes(stage)

    assert ["one.doctree"] == names(tree.folder / "out" / ".doctrees")
    assert "changed" == (tree.folder / "stage" / "two.md").read_text(encoding="utf-8")
    assert old == (tree.folder / "stage" / "one.md").stat().st_mtime_ns


def test_a_document_that_is_gone_leaves_nothing_behind(stage: Path, tree: Stub) -> None:
    tree.build(stage, [], {})
    (stage / "two.md").rename(stage / "three.md")
    tree.build(stage, [], {})
    made = tree.folder / "out"

    assert ["one.html", "three.html"] == names(made / "html")
    assert ["_config.yml", "_toc.yml", "one.md", "three.md"] == names(tree.folder / "stage")
    assert ["one.doctree", "three.doctree"] == names(made / ".doctrees")


@pytest.mark.parametrize("change", ["library", "settings", "failure"])
def test_nothing_is_used_again_that_was_read_otherwise_or_not_to_the_end(stage: Path, tree: Stub, change: str) -> None:
    tree.build(stage, [], {"lib": "1"})
    sign = tree.folder / "out" / ".doctrees" / "of-before.doctree"
    sign.touch()
    tree.build(stage, [], {"lib": "1"})
    assert sign.exists()
    if change == "settings":
        (stage / "_config.yml").write_text("changed", encoding="utf-8")
    if change == "failure":
        with pytest.raises(BuildError):
            tree.build(stage, ["bad"], {"lib": "1"})
    tree.build(stage, [], {"lib": "2" if change == "library" else "1"})

    assert not sign.exists()


def test_pages_and_what_they_load_stay_and_all_else_is_made_anew(stage: Path, tree: Stub) -> None:
    tree.build(stage, [], {})
    pages = tree.folder / "out" / "html"
    for name in ("_static/charts/chapters/one.js", "_static/book.js", ".buildinfo", "data/old.zip"):
        (pages / name).parent.mkdir(parents=True, exist_ok=True)
        (pages / name).touch()
    tree.build(stage, [], {})

    assert [".buildinfo", "book.js", "one.html", "one.js", "two.html"] == names(pages)


class Ended(ForkServer):
    """A server whose processes end at once with what is in *results* and *log*."""

    results: dict[str, str]
    log = ""

    def start(self, job: Path, log: Path) -> ForkedProcess:
        told = json.loads(job.read_text(encoding="utf-8"))
        log.write_text(self.log, encoding="utf-8")
        if told["builder"] in self.results:
            Path(told["result"]).write_text(json.dumps({"fault": self.results[told["builder"]]}), encoding="utf-8")
        end, alive = os.pipe()
        os.close(alive)
        return ForkedProcess(end)


@pytest.mark.parametrize(
    ("results", "log", "message"),
    [
        ({"html": "", "paper": "no rule"}, "", "no rule"),
        ({"paper": ""}, "Traceback\nValueError: a bad value\n", "Jupyter Book stopped:\nValueError: a bad value"),
        ({"html": ""}, "", "Jupyter Book was ended from outside"),
    ],
)
def test_what_stopped_a_builder_is_told(
    stage: Path, tmp_path: Path, results: dict[str, str], log: str, message: str
) -> None:
    (stage / "stage.json").write_text('{"as_of": "2026-01-01"}', encoding="utf-8")
    server = Ended()
    server.results, server.log = results, log
    with pytest.raises(BuildError) as caught:
        SphinxWorkdir(tmp_path / "tree", tmp_path, tmp_path, server).build(stage, [], {})

    assert message == str(caught.value)


def test_a_full_disk_is_told_as_such(stage: Path, tmp_path: Path) -> None:
    (stage / "stage.json").write_text('{"as_of": "2026-01-01"}', encoding="utf-8")
    server = Ended()
    server.results, server.log = {}, "OSError: No space left on device"
    with pytest.raises(OSError, match="No space left"):
        SphinxWorkdir(tmp_path / "tree", tmp_path, tmp_path, server).build(stage, [], {})
