"""The accepted rows of a review as tables in the layouts of their themes, and what keeps a row from being accepted."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.fault_list import MEND
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.column_name import column_letters
from statbook.ingest.readers.grid import Grid, quote_cell, suggest
from statbook.reading.proposal import UNKNOWN
from statbook.review.review_file import ACCEPT, DATA, REJECT, Review
from statbook.store import WHOLE, parse_printed

Row = Mapping[str, str]

_MEMBERS = "members"
_PLAIN = [name for name in DATA if name != _MEMBERS]
"""The columns of a review that every theme has too."""
_FACT = ("indicator", "region", "period", "timing", "measure", "base_period", "of", "status")
"""The columns that say which number it is, besides its members and its producer."""
_OPEN = {"of"}
"""Columns in which data/ itself says `unknown`."""


@dataclass(frozen=True)
class AcceptedTable:
    """The accepted rows of one *theme*: a grid with their lines in the review, and its columns in those of the review."""

    theme: str
    grid: Grid
    letters: Mapping[str, str]

    def tell(self, fault: Fault) -> Fault:
        """*fault* with the columns of the review for those of the grid; what no advice mends may be rejected."""
        name = re.escape(self.grid.name)

        def in_review(words: str) -> str:
            return re.sub(
                rf"({name}:\d+:)([A-Z]+)\b", lambda found: found[1] + self.letters.get(found[2], found[2]), words
            )

        words = {each: in_review(getattr(fault, each)) for each in ("where", "found", "expected", "fix")}
        return replace(fault, **words | {"fix": words["fix"].replace(MEND, f"Mend it, or write {REJECT}.")})


def check_decisions(review: Review) -> Iterator[Fault]:
    """Rows without a decision, or with one that is none, and rows that may not be accepted as they are."""
    for line, decision in review.rows["decision"].items():
        if decision not in (ACCEPT, REJECT):
            found, fix = quote_cell(decision), "Decide every row, then add."
            yield review.fault(int(str(line)), "decision", found, f"{ACCEPT} or {REJECT}", fix)
    for line, row in review.rows[review.rows["decision"] == ACCEPT].iterrows():
        number = int(str(line))
        if row["fault"]:
            expected, fix = (
                f"nothing in a row with {ACCEPT}",
                f"Write {REJECT}; type the number in by hand if it is right.",
            )
            yield review.fault(number, "fault", quote_cell(row["fault"]), expected, fix)
        elif parse_printed(row["printed"]) is None:
            fix = f"Cut it down to its number, as the text prints it; or write {REJECT}."
            yield review.fault(number, "printed", quote_cell(row["printed"]), "one number that can be read", fix)
        for name in DATA:
            if UNKNOWN in re.split("[=;]", row[name]) and name not in _OPEN:
                undated = ", or ../.. if the text does not print it" if name in ("period", "base_period") else ""
                fix = f"Write it{undated}; or write {REJECT}."
                yield review.fault(number, name, UNKNOWN, f"the {name} that the text says", fix)


def accepted_tables(review: Review, vocabulary: Vocabulary) -> tuple[list[AcceptedTable], list[Fault]]:
    """A table for each theme of the accepted rows, in their order, and the faults of indicators and members."""
    rows, faults = review.rows[review.rows["decision"] == ACCEPT], []
    themes: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for label, record in rows.iterrows():
        row = {str(name): str(cell) for name, cell in record.items()}
        line, theme = int(str(label)), str(vocabulary.indicators.get(row["indicator"], {}).get("theme", ""))
        if theme not in vocabulary.store.themes:
            faults.append(_unknown_indicator(review, line, row["indicator"], vocabulary))
            continue
        members, wrong = _read_members(review, line, row[_MEMBERS], theme, vocabulary)
        producer, doubt = _find_producer(review, line, row, theme, members, vocabulary)
        faults += [*wrong, *doubt]
        cells = {**{name: row[name] for name in _PLAIN}, "producer": producer, **members}
        themes.setdefault(theme, []).append((line, cells))
    return [_table(review, theme, lines, vocabulary.columns(theme)) for theme, lines in themes.items()], faults


def _table(
    review: Review, theme: str, lines: list[tuple[int, dict[str, str]]], columns: Sequence[str]
) -> AcceptedTable:
    # A column that the theme does not have is told where something stands in it.
    header = [name for name in lines[0][1] if name in columns or any(cells[name] for _, cells in lines)]
    index = [1, *(line for line, _ in lines)]
    body = [[cells[name] for name in header] for _, cells in lines]
    frame = pd.DataFrame([header, *body], index=index, dtype=object)
    grid = Grid(frame, pd.Series(len(header), index=index), review.file, review.sheet)
    own = [review.places.get(name, review.places.get(_MEMBERS, 0)) for name in header]
    return AcceptedTable(theme, grid, {column_letters(at): column_letters(place) for at, place in enumerate(own)})


def _unknown_indicator(review: Review, line: int, code: str, vocabulary: Vocabulary) -> Fault:
    name = quote_cell(str(review.rows.at[line, "name"]))
    fix = (
        suggest(code, vocabulary.indicators) or f"Add a row for it ({name}) to data/indicators.csv, or write {REJECT}."
    )
    return review.fault(line, "indicator", quote_cell(code), "a code of data/indicators.csv", fix)


def _read_members(
    review: Review, line: int, cell: str, theme: str, vocabulary: Vocabulary
) -> tuple[dict[str, str], list[Fault]]:
    """The members in a *cell*, by each dimension of *theme*, and what is none."""
    dimensions = vocabulary.dimensions(theme)
    found: dict[str, str] = {}
    faults = []
    for part in filter(None, map(str.strip, cell.split(";"))):
        dimension, _, code = map(str.strip, part.partition("="))
        if dimension not in dimensions or not code or dimension in found:
            expected = f"dimension=member, each once, with the dimensions of {theme}: {', '.join(dimensions)}"
            faults.append(review.fault(line, _MEMBERS, quote_cell(part), expected, "Mend it, or leave it out."))
        found.setdefault(dimension, code)
    return {dimension: found.get(dimension, "") for dimension in dimensions}, faults


def _find_producer(
    review: Review, line: int, row: Row, theme: str, members: Row, vocabulary: Vocabulary
) -> tuple[str, list[Fault]]:
    """Who compiled the number of a *row*: as the row says, else as data/ says of it from the same text.

    Where data/ has it from another text and another producer than that of its indicator, the row must say it: numbers of
    two producers are two facts.
    """
    usual = vocabulary.indicators[row["indicator"]]["producer"]
    if row["producer"]:
        return "" if row["producer"] == usual else row["producer"], []
    store = vocabulary.store
    wanted = {name: row[name] for name in _FACT}
    broken = {dimension: code for dimension, code in members.items() if code and code not in WHOLE}
    known = [each for each in store.find(broken, theme=theme, **wanted) if each.producer]
    same = store.sources.index[store.sources["sha256"] == review.text["text_sha256"]]
    own = [each.producer for each in known if each.source in same]
    if own or not known:
        return next(iter(own), ""), []
    expected = f"{known[0].producer!r}, as {known[0].obs} of {known[0].source} says, or {usual!r}"
    return "", [review.fault(line, "producer", "an empty cell", expected, "Write who compiled the number.")]
