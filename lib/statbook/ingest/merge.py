"""Compare parsed rows with data/: which are new, repeated, printed again or revised.

The module is long because a value is compared with those of its file, of its day and of later days.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from statbook.errors import Fault
from statbook.ingest.parsing.unit_parser import scale_number
from statbook.ingest.readers.grid import row_faults
from statbook.ingest.staged_rows import StagedRows
from statbook.store import Observation, printed_interval
from statbook.store.grouping import join_texts
from statbook.store.periods import UNDATED

_SETTING = ("period", "timing", "measure", "base_period", "of", "unit", "status")
_FURTHER = {"timing": "", "base_period": "on_", "of": "of_", "unit": "in_"}
"""What a key says besides where another row has the same, each with the word before it: growth in a year and in a month."""
_WHOLE_YEAR = re.compile(r"(\d{4})-01/\1-12")
_PRINTED = ("value_to", "bound", "step", "source", "known_from")
_COMPARED = ("obs", "value", "value_to", "bound", "source", "known_from", "printed", "step", "note", "line")


@dataclass
class MergePlan:
    """Rows of one theme by what becomes of them: columns of the theme, `where` and `fact`.

    new         facts that data/ does not have
    reprinted   values of data/ that another source prints again
    revised     other values for facts of data/; those with a `known_to` are older than what data/ has, and the row at
                `line_closed`, if there is one, ends when they begin
    known       every row of a fact in data/, with `obs_old`, `value_old` and so on, and `line_old` of its table
    repeated    number of rows that are in data/ already
    duplicates  number of rows that repeat another row of the file
    key_faults  keys of new rows that another row has
    held        where the rows are that enter data/, if they are many; of very many, `new` has one of each kind
    """

    new: pd.DataFrame
    reprinted: pd.DataFrame
    revised: pd.DataFrame
    known: pd.DataFrame
    repeated: int = 0
    duplicates: int = 0
    faults: list[Fault] = field(default_factory=list)
    key_faults: list[Fault] = field(default_factory=list)
    held: StagedRows | None = None

    @property
    def count(self) -> int:
        """The number of new rows."""
        return (self.held.new if self.held else 0) or len(self.new)


def join_plans(plans: Sequence[MergePlan]) -> MergePlan:
    """The plans of several blocks as one."""
    if len(plans) == 1:
        return plans[0]
    new, reprinted, revised, known = (
        pd.concat([getattr(plan, name) for plan in plans], ignore_index=True)
        for name in ("new", "reprinted", "revised", "known")
    )
    out = MergePlan(new, reprinted, revised, known)
    for plan in plans:
        out.repeated += plan.repeated
        out.duplicates += plan.duplicates
        out.faults += plan.faults
        out.key_faults += plan.key_faults
    return out


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

    New rows without a key get one. *issues*: earlier releases of the same table; their values count as repeats.
    A value that is older than that of data/ is compared with those of its time. Faults are two values of one fact on
    one day, unless data/ had *misread* it.
    """
    given = rows["obs"] if "obs" in rows else pd.Series("", index=rows.index, dtype=object)
    keys = given.mask(given == "", _make_keys(rows, dimensions))
    rows = rows.assign(obs=keys, named=given != "", fact=_fact_of(rows, dimensions, table))
    old = table.assign(fact=_fact_of(table, dimensions, table), line=table.index)
    closed, old = old[old["known_to"] != ""], old[old["known_to"] == ""].drop_duplicates("fact")
    once = _most_exact(rows).drop_duplicates("fact")
    paired = once.merge(old[["fact", *_COMPARED]], on="fact", how="left", suffixes=("", "_old"))
    paired = paired.rename(columns={"line": "line_old"})
    is_known = paired["line_old"].notna()
    known = paired[is_known]
    if not misread:
        known = _pair_with_their_time(known, table)
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
    faults = [*_contradictions(rows), *([] if misread else _same_day(revised))]
    new, taken = _unique_keys(paired[~is_known], set(table["obs"]))
    counts = int(repeated.sum()), len(rows) - len(once)
    revised = revised.assign(obs=revised["obs_old"])
    if "line_closed" not in revised:
        revised = revised.assign(line_closed=revised["line_old"])
    return MergePlan(new, rest[agrees], revised, known, *counts, faults, taken)


def _fact_of(rows: pd.DataFrame, dimensions: list[str], table: pd.DataFrame) -> pd.Series:
    """One text for what two rows share that are of the same fact; January to December are the year."""
    years = {text: found[1] for text in rows["period"].unique().tolist() if (found := _WHOLE_YEAR.fullmatch(text))}
    if years:
        bases = {
            text: found[1] for text in rows["base_period"].unique().tolist() if (found := _WHOLE_YEAR.fullmatch(text))
        }
        over = rows["period"].isin(years) & (rows["timing"] == "to_date")
        rows = rows.assign(
            period=rows["period"].replace(years),
            base_period=rows["base_period"].replace(bases),
            timing=rows["timing"].mask(over, "over"),
        )
    producer = ["producer"] if "producer" in table.columns else []
    return join_texts(rows[["indicator", "region", *dimensions, *_SETTING, *producer]], "\x1f")


def _make_keys(rows: pd.DataFrame, dimensions: Sequence[str]) -> pd.Series:
    """Readable keys: region, period, indicator, members, and the measure and the status where they are not the usual."""
    names = ["region", "period", "indicator", *dimensions, "measure", "status"]
    # Each text is written once, however many rows have it.
    texts: dict[str, Callable[[str], str]] = {
        "region": lambda code: code.lower(),
        "period": lambda period: "." + _period_in_key(period),
        "indicator": lambda code: "." + code,
        **dict.fromkeys(dimensions, lambda code: "" if code == "all" else "." + code.lower()),
        "measure": lambda measure: "" if measure == "level" else "." + measure,
        "status": lambda status: "" if status in ("actual", "preliminary") else "." + status,
    }
    columns = [rows[name].map({text: texts[name](text) for text in rows[name].unique()}).tolist() for name in names]
    return pd.Series(map("".join, zip(*columns, strict=True)), index=rows.index, dtype=object)


def _period_in_key(period: str) -> str:
    if period == UNDATED:
        return "open"
    return period.replace("../", "open_").replace("/..", "_open").replace("/", "_")


def _unique_keys(new: pd.DataFrame, used: set[str]) -> tuple[pd.DataFrame, list[Fault]]:
    """*new* rows with unique keys: a made key that is in use gets what else says which number it is; a given one is a fault."""
    made = ~new["named"].astype(bool)
    for name, word in _FURTHER.items():
        clashes = made & (new["obs"].isin(used) | new.duplicated("obs", keep=False)) & (new[name] != "")
        if not clashes.any():
            continue
        texts = new[name][clashes].map(
            lambda text, word=word: f".{word}{_period_in_key(text.replace('=', '_'))}".lower()
        )
        new = new.assign(obs=new["obs"].where(~clashes, new["obs"] + texts))
    taken = new[new["obs"].isin(used) | new.duplicated("obs")]
    return new, key_faults(taken)


def key_faults(taken: pd.DataFrame) -> list[Fault]:
    """Rows whose key another row has."""
    return [*row_faults(taken, "the key {obs}", "a key that no other number has", "Name it: obs.")]


def _find_repeats(
    known: pd.DataFrame, same: pd.Series, prints: pd.DataFrame, closed: pd.DataFrame, issues: Collection[str]
) -> pd.Series:
    """Whether data/ has a row already: as its value, as a further printing, or as a value that was revised since."""
    is_older = known["known_from"] < known["known_from_old"]  # then it is the earlier print
    repeated = same & ((known["source"] == known["source_old"]) | (known["source_old"].isin(issues) & ~is_older))
    issued = prints[prints["source"].isin(issues)]
    values = pd.MultiIndex.from_arrays([issued["obs"], issued["value"].map(_plain_number)])
    repeated |= pd.MultiIndex.from_frame(known[["obs_old", "value"]]).isin(values)
    places = pd.MultiIndex.from_frame(pd.concat([prints, closed])[["obs", "source", "cell"]])
    return repeated | pd.MultiIndex.from_frame(known[["obs_old", "source", "cell"]]).isin(places)


def _plain_number(value: str) -> str:
    return scale_number(Decimal(value), 0)


def _contradictions(rows: pd.DataFrame) -> Iterator[Fault]:
    """Rows of one fact whose values no rounding explains, in whatever units they are: each against the first."""
    again = rows[rows.duplicated("fact", keep=False)]
    if again.empty:
        return
    first = again.drop_duplicates("fact").set_index("fact")
    names = ("value", "printed", "where", "unit", *_PRINTED)
    beside = again.assign(**{f"{name}_old": again["fact"].map(first[name]) for name in names})
    beside = beside[beside["value"] != beside["value_old"]]
    apart = [not _values_overlap(row) for _, row in beside.iterrows()]
    yield from row_faults(
        beside[pd.Series(apart, index=beside.index, dtype=bool)],
        "{printed} for {indicator} in {period}, that is {value} {unit}",
        "{printed_old}, that is {value_old} {unit_old}, as in {where_old}",
        "One of the two is wrong, or they are not the same.",
    )


def _most_exact(rows: pd.DataFrame) -> pd.DataFrame:
    """*rows*, of those of one fact with different values that which says most first."""
    values = rows.groupby("fact")["value"].transform("nunique") if rows["fact"].duplicated().any() else None
    if values is None or not (values > 1).any():
        return rows
    widths = {index: _width(as_observation(row)) for index, row in rows[values > 1].iterrows()}
    order = pd.Series(0.0, index=rows.index)
    order.update(pd.Series(widths, dtype=float))
    return rows.loc[order.sort_values(kind="stable").index]


def _width(row: Observation) -> float:
    low, high = printed_interval(row)
    return high - low


def _pair_with_their_time(known: pd.DataFrame, table: pd.DataFrame) -> pd.DataFrame:
    """*known* with each row that is older than what data/ has beside the value of its day, if they agree, or the next one.

    `known_to` and `line_closed` say where a row belongs that agrees with neither.
    """
    is_older = known["known_from"] < known["known_from_old"]
    known = known.assign(
        line_closed=known["line_old"].mask(is_older), known_to=known["known_from_old"].where(is_older, "")
    )
    ended = set(table.loc[table["known_to"] != "", "obs"])
    older = known[is_older & known["obs_old"].isin(ended)]
    history = table[table["obs"].isin(set(older["obs_old"]))].sort_values("known_from", kind="stable").groupby("obs")
    times = {str(obs): rows for obs, rows in history}
    for index, row in older.iterrows():
        vintages = times[row["obs_old"]]
        later = vintages[vintages["known_from"] > row["known_from"]].iloc[0]
        there = vintages[vintages["known_from"] <= row["known_from"]].tail(1)
        there = there[(there["known_to"] == "") | (there["known_to"] > row["known_from"])]
        cells = {f"{name}_old": later[name] for name in _COMPARED if name != "line"}
        cells |= {"line_old": later.name, "known_to": later["known_from"], "line_closed": np.nan}
        if len(there):
            of_day = {f"{name}_old": there.iloc[0][name] for name in _COMPARED if name != "line"}
            if there.iloc[0]["known_from"] == row["known_from"] or _values_overlap(pd.Series({**row, **of_day})):
                cells |= of_day | {"line_old": there.index[0]}
            cells["line_closed"] = there.index[0]
        for name, cell in cells.items():
            known.at[index, name] = cell
    return known


def _same_day(revised: pd.DataFrame) -> Iterator[Fault]:
    """Values that contradict those of the same day."""
    yield from row_faults(
        revised[revised["known_from"] == revised["known_from_old"]],
        "{printed} of {known_from}",
        "the number that is known since {known_from_old}: {printed_old} ({source_old})",
        "Two sources of one day contradict each other: leave one out, with the reason.",
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
