"""The record of a built book: its observations, the numbers of its chapters and its charts, kept beside its pages."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from statbook.changes.observations import ObservationText, observation_text
from statbook.errors import BuildError
from statbook.project.paths import ORIGINAL, record_path
from statbook.store import Store
from statbook.store.grouping import group

FORM = 1
"""The version of the file; a book with another one cannot be compared."""


@dataclass(frozen=True)
class NumberRecord:
    """A number of a chapter: its name, its words, its interval in words, and the observations it is computed from.

    key     its key in the sentences of the chapter, or its anchor if only a chart or a table shows it
    cited   whether a sentence cites it
    places  where the chapter shows it: address and words of each place
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
class ChartRecord:
    """A chart: its identifier, its document, its title, and a digest of everything it shows."""

    identifier: str
    document: str
    title: str
    digest: str


@dataclass(frozen=True)
class BookRecord:
    """A built book.

    as_of         the day as of which its data are
    chapters      name to title
    observations  the observations of its data, by their keys
    reasons       the rows of its changes.csv
    uses          anchor of an observation to the places that show it: address and words
    folder        the folder of its pages or of its staged chapters; None if it has none
    """

    as_of: str
    version: str
    chapters: dict[str, str]
    observations: dict[str, ObservationText]
    reasons: tuple[dict[str, str], ...]
    numbers: tuple[NumberRecord, ...]
    charts: tuple[ChartRecord, ...]
    uses: dict[str, list[tuple[str, str]]]
    folder: Path | None = None

    def chart_html(self, chart: ChartRecord) -> str:
        """The chart as HTML, from the page or the staged chapter of this record; empty if it is not there."""
        if self.folder is None:
            return ""
        page, staged = (self.folder / f"{chart.document}.{ending}" for ending in ("html", "ipynb"))
        if page.is_file():
            text = page.read_text(encoding="utf-8")
        elif staged.is_file():
            cells = json.loads(staged.read_text(encoding="utf-8"))["cells"]
            pieces = [output["data"].get("text/html", "") for cell in cells for output in cell.get("outputs", [])]
            text = "".join("".join(piece) for piece in pieces)
        else:
            return ""
        pattern = rf'<figure class="sb-figure" id="{re.escape(chart.identifier)}".*?</figure>'
        element = re.search(pattern, text, re.DOTALL)
        static = element and re.search(r'<div class="sb-static">.*(?=<div class="sb-live">)', element[0], re.DOTALL)
        return static[0] if static else ""

    def as_json(self) -> str:
        """The text of the record's file."""
        content = {
            "form": FORM,
            "as_of": self.as_of,
            "version": self.version,
            "chapters": self.chapters,
            "figures": [vars(each) for each in self.observations.values()],
            "reasons": self.reasons,
            "numbers": [vars(each) for each in self.numbers],
            "drawings": [vars(each) for each in self.charts],
            "uses": self.uses,
        }
        return json.dumps(content, ensure_ascii=False)

    @classmethod
    def read(cls, folder: Path, language: str = ORIGINAL) -> BookRecord:
        """The record, in a *language*, of the built book in *folder*.

        Raises BuildError if there is none, or none that can be read.
        """
        path = record_path(folder, language)
        if not path.is_file() and record_path(folder, ORIGINAL).is_file():
            raise BuildError(f"{folder} holds no book in the language {language!r}: build with --lang {ORIGINAL}")
        if not path.is_file():
            raise BuildError(f"{folder} holds no {path.name}: it is no book that this library built")
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            if content.pop("form") != FORM:
                raise KeyError("form")
            return cls(
                observations={each["obs"]: ObservationText(**each) for each in content.pop("figures")},
                numbers=tuple(
                    NumberRecord(**each | {"inputs": tuple(each["inputs"]), "places": tuple(_pairs(each["places"]))})
                    for each in content.pop("numbers")
                ),
                charts=tuple(ChartRecord(**each) for each in content.pop("drawings")),
                reasons=tuple(content.pop("reasons")),
                uses={anchor: _pairs(places) for anchor, places in content.pop("uses").items()},
                folder=path.parent,
                **content,
            )
        except (ValueError, KeyError, TypeError) as error:
            raise BuildError(f"{path} cannot be read as the record of a book: {error}") from None


def _pairs(places: Iterable[Iterable[str]]) -> list[tuple[str, str]]:
    return [(address, words) for address, words in places]


def record_of(store: Store, chapters: Mapping[str, dict[str, Any]]) -> BookRecord:
    """The record of a book of *store* and of its *chapters* as they were executed."""
    return BookRecord(
        as_of=store.as_of,
        version=str(store.package.descriptor["version"]),
        chapters={name: chapter["title"] for name, chapter in chapters.items()},
        observations={row.obs: observation_text(store, row) for row in store.observations},
        reasons=tuple({str(k): str(v) for k, v in row.items()} for row in store.changes.to_dict("records")),
        numbers=tuple(number for name, chapter in chapters.items() for number in _numbers(name, chapter)),
        charts=tuple(
            ChartRecord(identifier, chapter["document"], title, digest)
            for chapter in chapters.values()
            for identifier, (title, digest) in chapter["drawings"].items()
        ),
        uses=_uses(chapters),
    )


def _numbers(name: str, chapter: dict[str, Any]) -> Iterator[NumberRecord]:
    uses = _uses({name: chapter})
    cited = {key: number for key, number in chapter["cited"].items() if number is not None}
    anchors = {number["anchor"] for number in cited.values()}
    shown = {anchor: number for anchor, number in chapter["shown"].items() if anchor not in anchors}
    for key, number in (cited | shown).items():
        words, inputs = number["words"], tuple(number["inputs"])
        places = tuple(uses.get(number["anchor"], ()))
        title = number["name"] or number["key"]
        yield NumberRecord(name, key, title, words["num"], words["range"], inputs, key in cited, places)


def _uses(chapters: Mapping[str, dict[str, Any]]) -> dict[str, list[tuple[str, str]]]:
    return group(
        (
            anchor,
            (
                f"{chapter['document']}.html" + (f"#{use['place']}" if use["place"] else ""),
                use["words"] or chapter["title"],
            ),
        )
        for chapter in chapters.values()
        for use in chapter["uses"]
        for anchor in use["anchors"]
    )
