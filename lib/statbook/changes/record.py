"""What a built book says: its figures, the numbers of its chapters, and its drawings; kept beside its pages."""

from __future__ import annotations

__all__ = ["RECORD", "Drawn", "Number", "Record", "record_of"]

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from statbook.changes.observations import Told, told
from statbook.errors import BuildError
from statbook.project.paths import RECORD
from statbook.store import Store

FORM = 1
"""Of the file; a record of another form is not compared."""


@dataclass(frozen=True)
class Number:
    """A number of a chapter: what readers call it, what it says, what rounding allows, and the figures it rests on.

    key     its key in the chapter's sentences, or its anchor if only a figure or a table shows it
    cited   whether a sentence cites it
    places  where the chapter has it: address and words of each
    """

    chapter: str
    key: str
    name: str
    text: str
    range: str
    inputs: tuple[str, ...]
    cited: bool
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawn:
    """A drawing: its identifier, its document, its title, and a digest of all that it shows."""

    identifier: str
    document: str
    title: str
    digest: str


@dataclass(frozen=True)
class Record:
    """A built book.

    as_of     the day as known on which its data are
    chapters  name to title
    figures   the figures of its data, by their keys
    reasons   its changes.csv
    uses      anchor of a figure to where the chapters use it: address and words
    folder    where its pages or its stage lie; None if it has none
    """

    as_of: str
    version: str
    chapters: dict[str, str]
    figures: dict[str, Told]
    reasons: tuple[dict[str, str], ...]
    numbers: tuple[Number, ...]
    drawings: tuple[Drawn, ...]
    uses: dict[str, list[tuple[str, str]]]
    folder: Path | None = None

    def drawing(self, drawn: Drawn) -> str:
        """The drawing as HTML, as the page or the staged chapter of this record holds it; empty if it is not there."""
        if self.folder is None:
            return ""
        page, staged = (self.folder / f"{drawn.document}.{ending}" for ending in ("html", "ipynb"))
        if page.is_file():
            text = page.read_text(encoding="utf-8")
        elif staged.is_file():
            cells = json.loads(staged.read_text(encoding="utf-8"))["cells"]
            pieces = [output["data"].get("text/html", "") for cell in cells for output in cell.get("outputs", [])]
            text = "".join("".join(piece) for piece in pieces)
        else:
            return ""
        figure = re.search(
            rf'<figure class="sb-figure" id="{re.escape(drawn.identifier)}".*?</figure>', text, re.DOTALL
        )
        static = figure and re.search(r'<div class="sb-static">.*(?=<div class="sb-live">)', figure[0], re.DOTALL)
        return static[0] if static else ""

    def as_json(self) -> str:
        """The record as it is kept."""
        held = {name: value for name, value in self.__dict__.items() if name != "folder"}
        held |= {"figures": [asdict(figure) for figure in self.figures.values()]}
        held |= {name: [asdict(item) for item in held[name]] for name in ("numbers", "drawings")}
        return json.dumps({"form": FORM, **held}, ensure_ascii=False, indent=0)

    @classmethod
    def read(cls, folder: Path) -> Record:
        """The record of the built book in *folder*. Raises BuildError if there is none that can be read."""
        path = folder / RECORD
        if not path.is_file():
            raise BuildError(f"{folder} holds no {RECORD}: it is no book that this library built")
        try:
            held = json.loads(path.read_text(encoding="utf-8"))
            if held.pop("form") != FORM:
                raise KeyError("form")
            held["figures"] = {figure["obs"]: Told(**figure) for figure in held["figures"]}
            held["numbers"] = tuple(Number(**_tuples(number)) for number in held["numbers"])
            held["drawings"] = tuple(Drawn(**drawn) for drawn in held["drawings"])
            held["reasons"] = tuple(held["reasons"])
            held["uses"] = {anchor: _pairs(places) for anchor, places in held["uses"].items()}
            return cls(**held, folder=folder)
        except (ValueError, KeyError, TypeError) as error:
            raise BuildError(f"{path} cannot be read as the record of a book: {error}") from None


def _tuples(number: dict[str, Any]) -> dict[str, Any]:
    return number | {"inputs": tuple(number["inputs"]), "places": tuple(_pairs(number["places"]))}


def _pairs(places: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    return [(address, words) for address, words in places]


def record_of(store: Store, chapters: Mapping[str, dict[str, Any]]) -> Record:
    """The record of a book of *store* whose *chapters* are as the press records them."""
    return Record(
        as_of=store.as_of,
        version=str(store.package.descriptor["version"]),
        chapters={name: chapter["title"] for name, chapter in chapters.items()},
        figures={row.obs: told(store, row) for row in store.observations},
        reasons=tuple({str(k): str(v) for k, v in row.items()} for row in store.changes.to_dict("records")),
        numbers=tuple(number for name, chapter in chapters.items() for number in _numbers(name, chapter)),
        drawings=tuple(
            Drawn(identifier, chapter["document"], title, digest)
            for chapter in chapters.values()
            for identifier, (title, digest) in chapter["drawings"].items()
        ),
        uses=_uses(chapters),
    )


def _numbers(name: str, chapter: dict[str, Any]) -> Iterable[Number]:
    uses = _uses({name: chapter})
    cited = {key: number for key, number in chapter["cited"].items() if number is not None}
    anchors = {number["anchor"] for number in cited.values()}
    shown = {anchor: number for anchor, number in chapter["shown"].items() if anchor not in anchors}
    for key, number in (cited | shown).items():
        words, inputs = number["words"], tuple(number["inputs"])
        called = number["name"] or number["key"]
        places = tuple(uses.get(number["anchor"], ()))
        yield Number(name, key, called, words["num"], words["range"], inputs, key in cited, places)


def _uses(chapters: Mapping[str, dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for chapter in chapters.values():
        for use in chapter["uses"]:
            address = f"{chapter['document']}.html" + (f"#{use['place']}" if use["place"] else "")
            for anchor in use["anchors"]:
                found.setdefault(anchor, []).append((address, use["words"] or chapter["title"]))
    return found
