"""Executed chapters, kept by digests of all that their code reads. Sentences are no code: what they say is put in later."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from statbook.project.notebooks import ExecutedNotebook, Notebook

MOST = 100
"""Chapters that are kept; the one that was used longest ago goes first."""
INJECTED = "injected-parameters"
"""The tag of the cell that papermill adds."""


@dataclass(frozen=True)
class ExecutionCache:
    """The executed chapters in *folder* for a book and tools with these *digests* (name to SHA-256)."""

    folder: Path
    digests: dict[str, str]

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
        return with_new_prose(ExecutedNotebook(notebook, nbformat.from_dict(json.loads(text)), parameters), notebook)

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
        content = notebook.read()
        code = [content.metadata, [_code_of(cell) for cell in content.cells if cell.cell_type == "code"]]
        return self.folder / f"{_sha256(json.dumps([self.digests, code, parameters], sort_keys=True))[:32]}.json"


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def with_new_prose(ran: ExecutedNotebook, notebook: Notebook) -> ExecutedNotebook | None:
    """The sentences of *notebook* with the outputs of *ran*; None if the code differs, so that it must run."""
    cells, content = notebook.read().cells, nbformat.from_dict(ran.content)
    code = [cell for cell in content.cells if cell.cell_type == "code"]
    injected = [cell for cell in code if INJECTED in _tags(cell)]
    own = [cell for cell in code if INJECTED not in _tags(cell)]
    if [_code_of(cell) for cell in own] != [_code_of(cell) for cell in cells if cell.cell_type == "code"]:
        return None
    left, content.cells = iter(own), []
    for cell in cells:
        content.cells.append(next(left) if cell.cell_type == "code" else cell)
        content.cells += injected if "parameters" in _tags(cell) else []
    return ExecutedNotebook(notebook, content, ran.parameters)


def _code_of(cell: nbformat.NotebookNode) -> tuple[str, list[str]]:
    return cell.source, _tags(cell)


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
