"""Executed chapters, each kept under one digest of everything it reads: data, library, packages, source, parameters."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat

from statbook.project.notebooks import ExecutedNotebook, Notebook

MOST = 100
"""Chapters that are kept; the one that was used longest ago goes first."""


class ExecutionCache:
    """The executed chapters in *folder* for a book and tools with these *digests* (name to SHA-256)."""

    def __init__(self, folder: Path, digests: Mapping[str, str]) -> None:
        self.folder = folder
        self.digests = dict(digests)

    def find(self, notebook: Notebook, parameters: dict[str, Any]) -> ExecutedNotebook | None:
        """The chapter as it would run now; None if it must run."""
        path = self._path(notebook, parameters)
        try:
            checksum, _, text = path.read_text(encoding="utf-8").partition("\n")
        except (OSError, ValueError):
            return None
        if checksum != _sha256(text):
            return None
        path.touch()
        return ExecutedNotebook(notebook, nbformat.from_dict(json.loads(text)), parameters)

    def put(self, executed: ExecutedNotebook, work: Path) -> None:
        """Keep a chapter that ran without error. It is written in the folder *work* and then moved, so it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps(executed.content, ensure_ascii=False)
        new = work / f"{executed.notebook.name}.cached"
        new.write_text(f"{_sha256(text)}\n{text}", encoding="utf-8")
        new.replace(self._path(executed.notebook, executed.parameters))

    def prune(self) -> None:
        """Remove all but the chapters used last."""
        for old in sorted(self.folder.glob("*"), key=lambda path: path.stat().st_mtime)[:-MOST]:
            old.unlink(missing_ok=True)

    def _path(self, notebook: Notebook, parameters: dict[str, Any]) -> Path:
        source = hashlib.sha256(notebook.path.read_bytes()).hexdigest()
        return self.folder / f"{_sha256(json.dumps([self.digests, source, parameters], sort_keys=True))[:32]}.json"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
