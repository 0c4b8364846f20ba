"""The tree in which Jupyter Book works equals the stage, and what was torn is not used again."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import BuildError
from statbook.site.sphinx_build import Tree


class Stub(Tree):
    """A tree in which Jupyter Book leaves a page for each document, and a reading of it."""

    def _run(self, documents: list[str], builders: tuple[str, ...]) -> None:
        if documents == ["bad"]:
            raise BuildError("stopped")
        for path in (self.folder / "stage").rglob("*.md"):
            for name in (f"html/{path.stem}.html", f".doctrees/{path.stem}.doctree"):
                target = self.folder / "out" / "_build" / name
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
    return Stub(tmp_path / "tree", tmp_path / "fonts", tmp_path / "kept")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_document_that_changed_loses_its_reading_and_others_keep_theirs(stage: Path, tree: Stub) -> None:
    tree.make(stage, [], {})
    old = (tree.folder / "stage" / "one.md").stat().st_mtime_ns
    (stage / "two.md").write_text("changed", encoding="utf-8")
    tree._bring(stage)

    assert ["one.doctree"] == names(tree.folder / "out" / "_build" / ".doctrees")
    assert "changed" == (tree.folder / "stage" / "two.md").read_text(encoding="utf-8")
    assert old == (tree.folder / "stage" / "one.md").stat().st_mtime_ns


def test_a_document_that_is_gone_leaves_nothing_behind(stage: Path, tree: Stub) -> None:
    tree.make(stage, [], {})
    (stage / "two.md").rename(stage / "three.md")
    made = tree.make(stage, [], {})

    assert ["one.html", "three.html"] == names(made / "html")
    assert ["_config.yml", "_toc.yml", "one.md", "three.md"] == names(tree.folder / "stage")
    assert ["one.doctree", "three.doctree"] == names(made / ".doctrees")


@pytest.mark.parametrize("change", ["library", "settings", "failure"])
def test_nothing_is_used_again_that_was_read_otherwise_or_not_to_the_end(stage: Path, tree: Stub, change: str) -> None:
    tree.make(stage, [], {"lib": "1"})
    sign = tree.folder / "out" / "_build" / ".doctrees" / "of-before.doctree"
    sign.touch()
    tree.make(stage, [], {"lib": "1"})
    assert sign.exists()
    if change == "settings":
        (stage / "_config.yml").write_text("changed", encoding="utf-8")
    if change == "failure":
        with pytest.raises(BuildError):
            tree.make(stage, ["bad"], {"lib": "1"})
    tree.make(stage, [], {"lib": "2" if change == "library" else "1"})

    assert not sign.exists()
