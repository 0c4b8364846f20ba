"""The questions that a chapter asks of the data, noted as they are asked, so that one can tell whether it must run again.

A question is a list that JSON can hold; asked again of another state of the data, it has the same answer or another one.

["whole", name]           the whole table or section *name* of the store
["row", name, key]        one row of a table, or one entry of a section; nothing if it is not there
["call", name, args, kw]  what a method gives
["edition"]               how the book is cited, apart from its day
["everything"]            the files of data/, for what cannot be told apart

The day of the book is no question: it stands under every figure, and each later row moves it. Who asks is given NO_DAY,
which `on_day` replaces in what he wrote.
"""

from __future__ import annotations

__all__ = ["NOTES", "Answers", "Noting", "noted", "on_day"]

import dataclasses
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import pandas as pd

from statbook.store.periods import period_in_words
from statbook.store.tables import Store

NOTES = "STATBOOK_QUESTIONS"
"""Names the file that questions are noted in, a line each; without it none are noted."""
NO_DAY = "\ua500\ua501\ua502\ua503" + 5 * "\ua504"
"""Stands for the day of the book while a chapter runs: letters (of Vai) that no text here has, of which no line breaks."""
Question = list[Any]
Note = Callable[[Question], None]


def noted(store: Store) -> Store:
    """*store* as it is, or one that notes what it is asked where the environment names a file for that."""
    path = os.environ.get(NOTES)
    return cast(Store, Noting(store, _Notebook(Path(path)))) if path else store


def on_day(told: Any, day: str) -> Any:
    """What a chapter wrote, text or lists and mappings of texts, with *day* wherever the day of the book stands."""
    if isinstance(told, str):
        for sign, lang in ((period_in_words(NO_DAY, "zh"), "zh"), (NO_DAY, "en")):
            told = told.replace(sign, period_in_words(day, lang))
        return told.replace(NO_DAY[:4], day[:4])
    if isinstance(told, dict):
        return {key: on_day(part, day) for key, part in told.items()}
    return [on_day(part, day) for part in told] if isinstance(told, list) else told


class _Notebook:
    """A file with a question a line, each once, there as soon as it was asked."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.seen: set[str] = set()

    def __call__(self, question: Question) -> None:
        try:
            line = json.dumps(question, ensure_ascii=False)
        except TypeError:
            line = json.dumps(["everything"])
        if line not in self.seen:
            self.seen.add(line)
            with self.path.open("a", encoding="utf-8") as file:
                file.write(f"{line}\n")


class Noting:
    """A store that notes each question before it answers it."""

    def __init__(self, store: Store, note: Note) -> None:
        self._store = store
        self._note = note

    def __getattr__(self, name: str) -> Any:
        if name == "as_of":
            return NO_DAY
        if name == "edition":
            self._note(["edition"])
            return dataclasses.replace(self._store.edition, as_of=NO_DAY)
        if name == "package":
            # Who reads files by himself may read any of them.
            self._note(["everything"])
            return self._store.package
        if name == "on":
            # A store of another day may answer anything.
            self._note(["everything"])
            return self._store.on
        value = getattr(self._store, name)
        if callable(value):
            return self._call(name, value)
        if isinstance(value, pd.DataFrame):
            return _Table(name, value, self._note)
        if isinstance(value, dict):
            return _Section(name, value, self._note)
        self._note(["whole", name])
        return value

    def _call(self, name: str, method: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*args: Any, **named: Any) -> Any:
            self._note(["call", name, args, named])
            return method(*args, **named)

        return asked


class _Section(Mapping[str, Any]):
    """A mapping of the store; its single entries are questions of their own."""

    def __init__(self, name: str, content: dict[str, Any], note: Note) -> None:
        self._name, self._content, self._note = name, content, note

    def __getitem__(self, key: str) -> Any:
        self._note(["row", self._name, key])
        return self._content[key]

    def __contains__(self, key: object) -> bool:
        self._note(["row", self._name, key])
        return key in self._content

    def __iter__(self) -> Iterator[str]:
        self._note(["whole", self._name])
        return iter(self._content)

    def __len__(self) -> int:
        self._note(["whole", self._name])
        return len(self._content)


class _Table:
    """A table of the store; its single rows, by their keys, are questions of their own."""

    def __init__(self, name: str, frame: pd.DataFrame, note: Note) -> None:
        self._name, self._frame, self._note = name, frame, note

    @property
    def at(self) -> _Rows:
        return _Rows(self._name, self._frame, self._note, columns=True)

    @property
    def loc(self) -> _Rows:
        return _Rows(self._name, self._frame, self._note, columns=False)

    @property
    def index(self) -> _Keys:
        return _Keys(self._name, self._frame, self._note)

    def __getattr__(self, name: str) -> Any:
        self._note(["whole", self._name])
        return getattr(self._frame, name)

    def __getitem__(self, key: Any) -> Any:
        self._note(["whole", self._name])
        return self._frame[key]

    def __len__(self) -> int:
        self._note(["whole", self._name])
        return len(self._frame)

    def __iter__(self) -> Iterator[Any]:
        self._note(["whole", self._name])
        return iter(self._frame)


class _Rows:
    """`.at` and `.loc` of a table. With *columns*, what is asked for is a row and a column."""

    def __init__(self, name: str, frame: pd.DataFrame, note: Note, *, columns: bool) -> None:
        self._name, self._frame, self._note, self._columns = name, frame, note, columns

    def __getitem__(self, asked: Any) -> Any:
        key = asked[0] if self._columns else asked
        self._note(["row", self._name, key] if _is_key(key) else ["whole", self._name])
        return self._frame.at[asked] if self._columns else self._frame.loc[asked]


class _Keys:
    """The keys of a table: whether one is there is a question about its row."""

    def __init__(self, name: str, frame: pd.DataFrame, note: Note) -> None:
        self._name, self._frame, self._note = name, frame, note

    def __contains__(self, key: object) -> bool:
        self._note(["row", self._name, key] if _is_key(key) else ["whole", self._name])
        return key in self._frame.index

    def __iter__(self) -> Iterator[Any]:
        self._note(["whole", self._name])
        return iter(self._frame.index)

    def __getattr__(self, name: str) -> Any:
        self._note(["whole", self._name])
        return getattr(self._frame.index, name)


def _is_key(key: object) -> bool:
    return isinstance(key, str) or (isinstance(key, tuple) and all(isinstance(part, str) for part in key))


class Answers:
    """What the data as they are now answer, as a digest a question."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._digests: dict[str, str] = {}
        # With the thing itself, so that no other takes its identity.
        self._known: dict[int, tuple[Any, str]] = {}

    def digest(self, question: Question) -> str:
        """The digest of the answer to *question*; of the words of the error if there is none."""
        asked = json.dumps(question, ensure_ascii=False)
        if asked not in self._digests:
            try:
                told = self._told(self._answer(question))
            except Exception as error:  # the question makes no sense any more, which is an answer as well
                told = f"{type(error).__name__}: {error}"
            self._digests[asked] = hashlib.sha256(told.encode()).hexdigest()[:32]
        return self._digests[asked]

    def _answer(self, question: Question) -> Any:
        kind, *rest = question
        if kind == "everything":
            folder = self.store.package.folder
            return [(str(path.relative_to(folder)), path.read_bytes()) for path in sorted(folder.rglob("*.*"))]
        if kind == "edition":
            return dataclasses.replace(self.store.edition, as_of="")
        content = getattr(self.store, rest[0])
        if kind == "call":
            return content(*(_tupled(part) for part in rest[1]), **rest[2])
        if kind == "whole":
            return content
        key = _tupled(rest[1])
        if isinstance(content, pd.DataFrame):
            return content.loc[key] if key in content.index else None
        return content.get(key)

    def _told(self, value: Any) -> str:
        """*value* as a text that says all of it, the same in every process."""
        if isinstance(value, pd.DataFrame):
            return self._told([list(value.columns), value.index.tolist(), value.to_numpy().tolist()])
        if isinstance(value, pd.Series):
            return self._told([value.index.tolist(), value.tolist()])
        if dataclasses.is_dataclass(value):
            # Figures are asked for again and again; they live as long as their store.
            if id(value) not in self._known:
                told = [(part.name, getattr(value, part.name)) for part in dataclasses.fields(value)]
                self._known[id(value)] = value, f"{type(value).__name__}{self._told(told)}"
            return self._known[id(value)][1]
        if isinstance(value, Mapping):
            return self._told(list(value.items()))
        if isinstance(value, set | frozenset):
            return "{" + ",".join(sorted(self._told(part) for part in value)) + "}"
        if isinstance(value, list | tuple):
            return "[" + ",".join(self._told(part) for part in value) + "]"
        return repr(value)


def _tupled(value: Any) -> Any:
    return tuple(_tupled(part) for part in value) if isinstance(value, list) else value
