"""Compare parsed rows with data/: which are new, repeated, printed again or revised."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.unit_parser import scale_number
from statbook.ingest.readers.grid import row_faults
from statbook.store import Observation, printed_interval
from statbook.store.periods import UNDATED

_SETTING = ("period", "timing", "measure", "base_period", "of", "unit", "status")
_COMPARED = ("obs", "value", "value_to", "bound", "source", "known_from", "printed", "step", "note", "line")


@dataclass
class MergePlan:
    """Rows of one theme by what becomes of them: columns of the theme, `where` and `fact`.

    new         facts that data/ does not have
    reprinted   values of data/ that another source prints again
    revised     other values for facts of data/
    known       every row of a fact in data/, with `obs_old`, `value_old` and so on, and `line_old` of its table
    repeated    number of rows that are in data/ already
    duplicates  number of rows that repeat another row of the file
    key_faults  keys of new rows that another row has
    """

    new: pd.DataFrame
    reprinted: pd.DataFrame
    revised: pd.DataFrame
    known: pd.DataFrame
    repeated: int = 0
    duplicates: int = 0
    faults: list[Fault] = field(default_factory=list)
    key_faults: list[Fault] = field(default_factory=list)


def merge_rows(
    rows: pd.DataFrame,
    table: pd.DataFrame,
    prints: pd.DataFrame,
    dimensions: list[str],
    *,
    misread: bool = False,
    issues: Collection[str] = (),
) -> MergePlan:
    """Compare *rows* with the *table* of their theme and the further printings *prints*.

    New rows without a key get one. *issues*: earlier releases of the same table; their values count as repeats. Faults are two values of one fact in
    the file, and a value that contradicts data/ without being later, unless data/ had *misread* it.
    """
    given = rows["obs"] if "obs" in rows else pd.Series("", index=rows.index, dtype=object)
    keys = given.mask(given == "", _make_keys(rows, dimensions))
    rows = rows.assign(obs=keys, named=given != "", fact=_fact_of(rows, dimensions, table))
    old = table.assign(fact=_fact_of(table, dimensions, table), line=table.index)
    closed, old = old[old["known_to"] != ""], old[old["known_to"] == ""].drop_duplicates("fact")
    once = rows.drop_duplicates("fact")
    paired = once.merge(old[["fact", *_COMPARED]], on="fact", how="left", suffixes=("", "_old"))
    paired = paired.rename(columns={"line": "line_old"})
    is_known = paired["line_old"].notna()
    known = paired[is_known]
    same = (
        (known["value"] == known["value_old"].map(_plain_number))
        & (known["value_to"] == known["value_to_old"])
        & (known["bound"] == known["bound_old"])
    )
    repeated = _find_repeats(known, same, prints, closed, issues)
    rest = known[~repeated]
    agrees = same[~repeated].copy()
    for index in rest.index[~agrees]:
        agrees[index] = _values_overlap(rest.loc[index])
    revised = rest[~agrees]
    faults = [*_contradictions(rows), *([] if misread else _find_outdated(revised))]
    new, key_faults = _unique_keys(paired[~is_known], set(table["obs"]))
    counts = int(repeated.sum()), len(rows) - len(once)
    revised = revised.assign(obs=revised["obs_old"])
    return MergePlan(new, rest[agrees], revised, known, *counts, faults, key_faults)


def _fact_of(rows: pd.DataFrame, dimensions: list[str], table: pd.DataFrame) -> pd.Series:
    """One text for what two rows share that are of the same fact."""
    producer = ["producer"] if "producer" in table.columns else []
    return rows["indicator"].str.cat(rows[["region", *dimensions, *_SETTING, *producer]], sep="\x1f")


def _make_keys(rows: pd.DataFrame, dimensions: Sequence[str]) -> pd.Series:
    """Readable keys: region, period, indicator, members, and the measure and the status where they are not the usual."""
    periods = rows["period"].mask(rows["period"] == UNDATED, "open")
    for sign, words in (("../", "open_"), ("/..", "_open"), ("/", "_")):
        periods = periods.str.replace(sign, words, regex=False)
    key = rows["region"].str.lower() + "." + periods + "." + rows["indicator"]
    for dimension in dimensions:
        key = key + _suffix(rows[dimension].str.lower(), ("all",))
    return key + _suffix(rows["measure"], ("level",)) + _suffix(rows["status"], ("actual", "preliminary"))


def _suffix(codes: pd.Series, usual: Sequence[str]) -> pd.Series:
    return ("." + codes).mask(codes.isin(usual), "")


def _unique_keys(new: pd.DataFrame, used: set[str]) -> tuple[pd.DataFrame, list[Fault]]:
    """*new* rows with unique keys: a made key that is in use gets the timing as well, a given one is a fault."""
    clashes = ~new["named"].astype(bool) & (new["obs"].isin(used) | new.duplicated("obs", keep=False))
    new = new.assign(obs=new["obs"].mask(clashes, new["obs"] + "." + new["timing"]))
    taken = new[new["obs"].isin(used) | new.duplicated("obs")]
    return new, [*row_faults(taken, "the key {obs}", "a key that no other number has", "Name it: obs.")]


def _find_repeats(
    known: pd.DataFrame, same: pd.Series, prints: pd.DataFrame, closed: pd.DataFrame, issues: Collection[str]
) -> pd.Series:
    """Whether data/ has a row already: as its value, as a further printing, or as a value that was revised since."""
    repeated = same & ((known["source"] == known["source_old"]) | known["source_old"].isin(issues))
    issued = prints[prints["source"].isin(issues)]
    values = pd.MultiIndex.from_arrays([issued["obs"], issued["value"].map(_plain_number)])
    repeated |= pd.MultiIndex.from_frame(known[["obs_old", "value"]]).isin(values)
    places = pd.MultiIndex.from_frame(pd.concat([prints, closed])[["obs", "source", "cell"]])
    return repeated | pd.MultiIndex.from_frame(known[["obs_old", "source", "cell"]]).isin(places)


def _plain_number(value: str) -> str:
    return scale_number(Decimal(value), 0)


def _contradictions(rows: pd.DataFrame) -> Iterator[Fault]:
    """Rows of one fact with different values: each against the first."""
    again = rows[rows.duplicated("fact", keep=False)]
    if again.empty:
        return
    first = again.drop_duplicates("fact").set_index("fact")
    beside = again.assign(**{f"first_{name}": again["fact"].map(first[name]) for name in ("value", "printed", "where")})
    yield from row_faults(
        beside[beside["value"] != beside["first_value"]],
        "{printed} for {indicator} in {period}",
        "{first_printed}, as in {first_where}",
        "One of the two is wrong, or they are not the same.",
    )


def _find_outdated(revised: pd.DataFrame) -> Iterator[Fault]:
    """Values that contradict data/ and are older than it, or of the same day."""
    wrong = revised[revised["known_from"] <= revised["known_from_old"]]
    older = wrong["known_from"] < wrong["known_from_old"]
    same_day = "Two sources of one day contradict each other: leave one out, with the reason."
    yield from row_faults(
        wrong.assign(fix=older.map({True: "It is older than what is known.", False: same_day})),
        "{printed} of {known_from}",
        "the number that is known since {known_from_old}: {printed_old} ({source_old})",
        "{fix}",
    )


def _values_overlap(row: pd.Series) -> bool:
    """Whether some value is allowed by both prints."""
    one, other = (printed_interval(as_observation(row, suffix)) for suffix in ("", "_old"))
    return one == other or (one[0] < other[1] and other[0] < one[1])


def as_observation(row: pd.Series, suffix: str = "") -> Observation:
    """As much of an observation as its rounding needs, from the columns of *row* that end in *suffix*."""
    cells: dict[str, Any] = {name: row[f"{name}{suffix}"] for name in ("bound", "printed", "source", "known_from")}
    for name in ("value", "value_to", "step"):
        cells[name] = Decimal(row[f"{name}{suffix}"]) if row[f"{name}{suffix}"] else None
    for name in ("indicator", "region", "period", "timing", "measure", "unit", "status"):
        cells[name] = row.get(name, "")
    return Observation(obs="", theme="", members=(), offset=None, **cells)
