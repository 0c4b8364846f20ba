"""A store that records what it is asked, with digests of the answers: a chapter runs again if an answer would differ.

Every public name of a store is a question, so that nothing is read unrecorded. A question is the steps that lead to its
answer: names, each with its arguments if it is called. Without a step it asks for all files, as do answers that have no
digest because they read on later.
"""

import ast
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from decimal import Decimal
from functools import partial
from hashlib import sha256
from pathlib import Path
from types import MethodType
from typing import Any

import pandas as pd

from statbook.store.large_observations import ObservationsByKey
from statbook.store.observation import Observation
from statbook.store.package import AS_OF
from statbook.store.tables import Store

Step = tuple[str, ...] | tuple[str, tuple[Any, ...], dict[str, Any]]
Question = tuple[Step, ...]
_OWN = frozenset(one.name for one in fields(Store))
"""What each store has for itself, besides what it has computed."""
PLACES = ("folder",)
"""Names that tell where the data lie, but nothing of them."""


@dataclass
class Record:
    """Questions with digests of their answers, each a line of *file*."""

    file: Path
    is_inside: bool = False
    """Whether a question is being answered: what the store asks itself meanwhile is part of it."""
    known: set[str] = field(default_factory=set)

    def add(self, question: Question, store: Store, answer: Any) -> None:
        """Note that *question* was asked of *store*."""
        text = repr(question)
        if text in self.known:
            return
        self.known.add(text)
        try:
            repeated, digest = ast.literal_eval(text) == question, digest_of_answer(answer)
        except (TypeError, ValueError, SyntaxError):
            repeated, digest = False, ""
        if repeated:
            self._write(text, digest)
        else:
            self.add_files(store)

    def add_files(self, store: Store) -> None:
        """Note that anything of *store* may have been read."""
        text = repr(())
        if text not in self.known:
            self._write(text, digest_of_files(store))

    def _write(self, text: str, digest: str) -> None:
        self.known.add(text)
        with self.file.open("a", encoding="utf-8") as lines:
            lines.write(f"{digest} {text}\n")


@dataclass(frozen=True)
class RecordedStore(Store):
    """A store whose *record* has what it is asked; *steps* lead to it from the store of the book."""

    record: Record = field(default_factory=lambda: Record(Path()), compare=False, repr=False, kw_only=True)
    steps: Question = field(default=(), compare=False, repr=False, kw_only=True)

    @classmethod
    def into(cls, file: Path, data: Path) -> Store:
        """The store of the folder *data*, with a record in *file* if there is such a file."""
        store = Store.load(data)
        return cls.beside(store, Record(file)) if file.is_file() else store

    @classmethod
    def beside(cls, store: Store, record: Record) -> Store:
        """The data of *store*, with a *record*; what *store* has read and indexed already is not made again."""
        made = cls(store.package, record=record)
        vars(made).update({name: found for name, found in vars(store).items() if name not in (*_OWN, "latest")})
        return made

    def __getattribute__(self, name: str) -> Any:
        """The attribute *name*; as a question unless the store asks itself."""
        get = super().__getattribute__
        if name.startswith("_") or name in ("record", "steps") or get("record").is_inside:
            return get(name)
        found = get("_answer")(lambda: get(name))
        if name in PLACES:
            return found
        if isinstance(found, MethodType):
            return partial(get("_call"), name, found)
        return get("_record_answer")((*get("steps"), (name,)), found)

    def _answer(self, ask: Callable[[], Any]) -> Any:
        """What *ask* gives; if it gives an error, that may rest on anything."""
        self.record.is_inside = True
        try:
            return ask()
        except Exception:
            self.record.add_files(self)
            raise
        finally:
            self.record.is_inside = False

    def _call(self, name: str, method: MethodType, *positional: Any, **named: Any) -> Any:
        found = self._answer(lambda: method(*positional, **named))
        return self._record_answer((*self.steps, (name, positional, named)), found)

    def _record_answer(self, steps: Question, found: Any) -> Any:
        if found is self:
            return self
        if isinstance(found, Store):
            return RecordedStore(found.package, record=self.record, steps=steps)
        self.record.add(steps, self, found)
        return found


class Answers:
    """What *store* answers now, each question asked once."""

    def __init__(self, store: Store) -> None:
        self._store, self._known = store, dict[str, str]()

    def agree(self, record: Iterable[str]) -> bool:
        """Whether all questions of a *record* have the answers that they had."""
        return all(digest == self._digest(question) for digest, _, question in (line.partition(" ") for line in record))

    def _digest(self, question: str) -> str:
        if question not in self._known:
            self._known[question] = self._ask(question)
        return self._known[question]

    def _ask(self, question: str) -> str:
        found: Any = self._store
        try:
            for name, *arguments in ast.literal_eval(question):
                if not isinstance(found, Store) or name.startswith("_"):
                    return ""  # no question
                found = getattr(found, name)
                if arguments:
                    found = found(*arguments[0], **arguments[1])
        except (LookupError, ValueError):
            return ""  # what it names is gone
        return digest_of_files(found) if isinstance(found, Store) else digest_of_answer(found)


def digest_of_files(store: Store) -> str:
    """A digest of all files of the data."""
    folder = store.folder
    names = (path for path in sorted(folder.rglob("*")) if path.is_file() and path != folder / AS_OF)
    files = [(path.relative_to(folder).as_posix(), sha256(path.read_bytes()).hexdigest()) for path in names]
    return sha256(repr(files).encode()).hexdigest()


def digest_of_answer(answer: Any) -> str:
    """A digest of all that an answer says. Raises TypeError for one that is no plain value."""
    return sha256(repr(_plain(answer)).encode()).hexdigest()


def _plain(answer: Any) -> Any:
    """*answer* as values whose text says all of them."""
    if answer is None or type(answer) in (str, int, bool, float, Decimal):
        return answer
    if isinstance(answer, pd.DataFrame):
        return ["table", answer.to_csv()]
    if isinstance(answer, set | frozenset):
        return ["set", *sorted(map(repr, map(_plain, answer)))]
    if isinstance(answer, Mapping) and not isinstance(answer, ObservationsByKey):
        return ["mapping", *((_plain(name), _plain(value)) for name, value in answer.items())]
    if isinstance(answer, list | tuple):
        return [type(answer).__name__, *map(_plain, answer)]
    if isinstance(answer, Observation):
        return _plain_observation(answer)
    if is_dataclass(answer) and not isinstance(answer, type | Store):
        return _plain_fields(answer)
    raise TypeError(f"{type(answer).__name__} is no plain value")


def _plain_fields(answer: Any) -> list[Any]:
    values = ((one.name, getattr(answer, one.name)) for one in fields(answer) if not one.name.startswith("_"))
    return [type(answer).__name__, *((name, _plain(value)) for name, value in values)]


def _plain_observation(row: Observation) -> list[str]:
    """The text of its fields; many answers hold the same observation, which therefore keeps it."""
    if "_text" not in vars(row):
        vars(row)["_text"] = repr(_plain_fields(row))
    return ["observation", vars(row)["_text"]]
