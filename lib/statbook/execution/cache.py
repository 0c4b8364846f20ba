"""Chapters that ran before, kept by what they are and by what the data answered to their questions.

A chapter is taken from here if its notebook, its parameters, the library, the pinned and the installed packages are the
same, and every question that it asked has the same answer in the data as they are now. Chapters that failed are not kept.
"""

from __future__ import annotations

__all__ = ["Kept"]

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import nbformat

from statbook.errors import StatbookError
from statbook.project.notebooks import Executed, Notebook
from statbook.store import Answers, Store

MOST = 8
"""States of the data that a chapter is kept for; the one that was used longest ago goes first."""


class Kept:
    """The folder of kept chapters, asked on behalf of *store*; *made_with* are the digests of library and packages."""

    def __init__(self, folder: Path, store: Store, made_with: dict[str, str]) -> None:
        self.folder = folder / hashlib.sha256(json.dumps(made_with, sort_keys=True).encode()).hexdigest()[:16]
        self.answers = Answers(store)

    def tidy(self) -> None:
        """Forget the chapters that were made with another library or other packages."""
        for other in self.folder.parent.glob("*"):
            if other != self.folder:
                shutil.rmtree(other, ignore_errors=True)

    def find(self, notebook: Notebook, parameters: dict[str, Any]) -> Executed | None:
        """The chapter as it would run now, or None."""
        for path in sorted(self._shelf(notebook, parameters).glob("*.json")):
            kept = _read(path)
            if kept and all(self.answers.digest(question) == answer for question, answer in kept["questions"]):
                path.touch()
                return Executed(notebook, nbformat.from_dict(kept["content"]), parameters)
        return None

    def put(self, done: Executed, questions: list[Any], work: Path) -> None:
        """Keep a chapter that ran well, with the questions that it asked of the data as they are now.

        It is written in *work*, which is swept if that is not brought to an end.
        """
        answered = [(question, self.answers.digest(question)) for question in questions]
        shelf = self._shelf(done.notebook, done.parameters)
        shelf.mkdir(parents=True, exist_ok=True)
        text = json.dumps({"questions": answered, "content": done.content}, ensure_ascii=False)
        name = hashlib.sha256(json.dumps(answered).encode()).hexdigest()[:16]
        beside = work / f"{done.notebook.name}.kept"
        beside.write_text(f"{_sum(text)}\n{text}", encoding="utf-8")
        beside.replace(shelf / f"{name}.json")
        for old in sorted(shelf.glob("*.json"), key=lambda path: path.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)

    def _shelf(self, notebook: Notebook, parameters: dict[str, Any]) -> Path:
        """The folder of a chapter with its parameters."""
        source = hashlib.sha256(notebook.path.read_bytes()).hexdigest()
        key = json.dumps([source, parameters], sort_keys=True)
        return self.folder / hashlib.sha256(key.encode()).hexdigest()[:32]


def _read(path: Path) -> dict[str, Any]:
    """What is kept in *path*; nothing if the file is not whole."""
    try:
        total, _, text = path.read_text(encoding="utf-8").partition("\n")
        found: dict[str, Any] = json.loads(text) if total == _sum(text) else {}
    except (OSError, ValueError, StatbookError):
        return {}
    return found


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
