"""Executed chapters, kept by digests of all that their code reads. Sentences are no code: what they say is put in later.

Of the data a chapter reads what it asks (store/recorded_store.py): it is found as long as all answers are the same.
"""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from statbook.messages import digest_of_words
from statbook.project.kept_results import keep_result, last_use, remove_oldest
from statbook.project.notebooks import ExecutedNotebook, Notebook
from statbook.project.paths import KEPT, Book
from statbook.store.recorded_store import Answers

MOST = 100
"""Chapters that are kept; the one that was used longest ago goes first."""
INJECTED = "injected-parameters"
"""The tag of the cell that papermill adds."""


@dataclass(frozen=True)
class ExecutionCache:
    """The executed chapters in *folder* for a book and tools with these *digests* (name to SHA-256), and its *answers*.

    With the digest of its *data*, what was answered once is not asked again: whether it agreed is in the folder *kept*.
    """

    folder: Path
    digests: dict[str, str]
    answers: Answers
    data: str = ""
    kept: Path = Path()

    @classmethod
    def of(cls, book: Book, digests: dict[str, str], day: str, answers: Answers) -> "ExecutionCache":
        """The executed chapters of *book* as known on *day*, in the language that is spoken.

        Of its *digests* those count that a chapter depends on whole.
        """
        tools = {name: digest for name, digest in digests.items() if name not in ("data/", "chapters/", "settings")}
        whole = tools | {"day": day, "words": digest_of_words()}
        return cls(book.cache / "chapters", whole, answers, digests.get("data/", ""), book.cache / KEPT)

    def find(self, notebook: Notebook, parameters: dict[str, Any]) -> ExecutedNotebook | None:
        """The chapter as it would run now; None if it must run."""
        source = notebook.read()
        for path in sorted(self.folder.glob(f"{self._key(source, parameters)}-*.json"), key=last_use, reverse=True):
            checksum, _, text = path.read_text(encoding="utf-8", errors="replace").partition("\n")
            record, _, content = text.partition("\n")
            if checksum == _sha256(text) and self._agree(record):
                path.touch()
                executed = ExecutedNotebook(notebook, json.loads(content), parameters, tuple(json.loads(record)))
                return with_new_prose(executed, notebook)
        return None

    def _agree(self, record: str, *, known: bool = False) -> bool:
        """Whether the data still answer as the *record* of a chapter says; they are not asked if it is *known*."""

        def agree() -> bool:
            return known or self.answers.agree(json.loads(record))

        if not self.data:
            return agree()
        return bool(keep_result(self.kept, ["answers to a chapter", self.data, self.digests, _sha256(record)], agree))

    def put(self, executed: ExecutedNotebook, work: Path) -> None:
        """Keep a chapter that ran without error. It is written in the folder *work* and then moved, so it is whole."""
        self.folder.mkdir(parents=True, exist_ok=True)
        record = json.dumps(executed.asked, ensure_ascii=False)
        text = f"{record}\n{json.dumps(executed.content, ensure_ascii=False)}"
        new = work / f"{executed.notebook.name}.cached"
        new.write_text(f"{_sha256(text)}\n{text}", encoding="utf-8")
        name = f"{self._key(executed.notebook.read(), executed.parameters)}-{_sha256(record)[:16]}.json"
        new.replace(self.folder / name)
        self._agree(record, known=True)

    def prune(self) -> None:
        """Remove all but the chapters used last."""
        remove_oldest(self.folder, MOST)

    def _key(self, content: Any, parameters: dict[str, Any]) -> str:
        code = [content.metadata, [_code_of(cell) for cell in content.cells if cell.cell_type == "code"]]
        return _sha256(json.dumps([self.digests, code, parameters], sort_keys=True))[:32]


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
    return ExecutedNotebook(notebook, content, ran.parameters, ran.asked)


def _code_of(cell: nbformat.NotebookNode) -> tuple[str, list[str]]:
    return cell.source, _tags(cell)


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
