"""Scores of `statbook.reading` on labelled texts: figures found, and how many of them are read right in each respect."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from statbook.reading import UNKNOWN, Lexicon, Proposal
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION
from statbook.store.periods import last_day

RESPECTS = ("value and unit", "measure", "period", "base", "indicator and region")
UNITS = {
    "yuan": {"CNY"},
    "usd": {"USD"},
    "percent": {"percent"},
    "pp": {"percentage_point"},
    "bp": {"basis_point"},
    "yuan per usd": {"CNY"},
    "平方公里": {"km2"},
    "倍": {"times_multiple"},
}
"""The codes of the units of the labels; others are counts, whose code depends on what is counted."""
NOT_COUNTED = {"CNY", "USD", "percent", "percentage_point", "basis_point", UNKNOWN}
MEASURES = {
    "level": {"level"},
    "yoy_pct": {"growth"},
    "share_pct": {"share", "level"},
    "pp": {"share_change", "growth_gap", "difference", "contribution"},
    "diff": {"difference"},
    "rank": {"rank"},
    "target": {"level", "growth", "share"},
}
ALIKE = 0.6
_NO_MEMBERS = ("base", "of", "role", "approx", "period_note", "note", "stat", "plan", "per", "flow")


@dataclass(frozen=True)
class Label:
    """A labelled figure; what is not labelled is None."""

    start: int
    printed: str
    value: Decimal
    unit: str
    measures: frozenset[str]
    period: str | None = None
    base: str | None = None
    indicator: str | None = None
    region: str | None = None
    members: tuple[str, ...] = ()
    target: bool = False


@dataclass
class Score:
    """Counts over texts: figures in labels, in proposals, in both; right ones by respect, and what was wrong."""

    labels: int = 0
    proposals: int = 0
    both: int = 0
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    errors: list[tuple[str, str, str, str]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.both / self.proposals if self.proposals else 0.0

    @property
    def recall(self) -> float:
        return self.both / self.labels if self.labels else 0.0

    @property
    def f1(self) -> float:
        total = self.labels + self.proposals
        return 2 * self.both / total if total else 0.0


def read_labels(folder: Path) -> dict[str, list[Label]]:
    """The labels of figures.csv in *folder* by text, with those of bases.csv if it is there."""
    bases: dict[tuple[str, str], str] = {}
    if (folder / "bases.csv").is_file():
        bases = {(row["text_file"], row["char_start"]): row["base"] for row in _rows(folder / "bases.csv")}
    found: dict[str, list[Label]] = {}
    for row in _rows(folder / "figures.csv"):
        dims = json.loads(row["dims"]) if row["dims"] else {}
        measures = MEASURES[row["kind"]] | ({"growth"} if dims.get("stat") == "年均增速" else set())
        if row["unit"] == "倍":
            measures |= {"level"}
        changes = row["kind"] in ("yoy_pct", "pp", "diff")
        found.setdefault(row["text_file"], []).append(
            Label(
                int(row["char_start"]),
                row["printed_figure"],
                Decimal(row["value"]),
                row["unit"],
                frozenset(measures),
                row["period"],
                bases.get((row["text_file"], row["char_start"])) if changes else None,
                row["indicator_zh"],
                row["region"],
                tuple(str(value) for name, value in dims.items() if name not in _NO_MEMBERS),
                row["kind"] == "target",
            )
        )
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def add_scores(
    score: Score, name: str, labels: Sequence[Label], proposals: Iterable[Proposal], lexicon: Lexicon
) -> None:
    """Count the *proposals* of the text *name* against its *labels*."""
    open_labels = {label.start: label for label in labels}
    score.labels += len(labels)
    for proposal in proposals:
        score.proposals += 1
        label = open_labels.pop(_place(proposal, open_labels), None)
        if label is None:
            score.errors.append(("no figure", name, str(proposal.offset), f"{proposal.printed} in {_around(proposal)}"))
            continue
        score.both += 1
        for respect, right, wanted in _compare(label, proposal, lexicon):
            score.asked[respect] += 1
            score.right[respect] += right
            if not right:
                score.errors.append((respect, name, str(label.start), f"{wanted} in {_around(proposal)}"))
    score.errors += [("not found", name, str(label.start), label.printed) for label in open_labels.values()]


def _place(proposal: Proposal, labels: Mapping[int, Label]) -> int:
    """Where a label stands that holds the number; -1 if none does."""
    number = proposal.number.start
    if number in labels:
        return number
    held = (start for start, label in labels.items() if start <= number < start + len(label.printed))
    return next(held, -1)


def _around(proposal: Proposal) -> str:
    at = proposal.offset - proposal.sentence.start
    return " ".join(proposal.sentence.text[max(0, at - 24) : at + len(proposal.printed) + 6].split())


def _compare(label: Label, proposal: Proposal, lexicon: Lexicon) -> Iterator[tuple[str, bool, str]]:
    """For each respect that is labelled, whether it is right, and what was found and wanted."""
    unit = proposal.unit in UNITS[label.unit] if label.unit in UNITS else proposal.unit not in NOT_COUNTED
    right = proposal.value == label.value and (unit or proposal.unit == label.unit)
    yield RESPECTS[0], right, f"{proposal.value} {proposal.unit}, not {label.value} {label.unit}"
    right = proposal.measure in label.measures and (not label.target or proposal.status == "target")
    yield RESPECTS[1], right, f"{proposal.measure} {proposal.status}, not {'/'.join(sorted(label.measures))}"
    if label.period is not None:
        yield RESPECTS[2], _same_period(label.period, proposal.period), f"{proposal.period}, not {label.period}"
    if label.base is not None:
        bases = {proposal.base_period, proposal.of} if "=" in label.base else {proposal.base_period}
        yield RESPECTS[3], label.base in bases, f"{proposal.base_period} {proposal.of}, not {label.base}"
    if label.indicator is not None:
        right = _same_region(label, proposal, lexicon) and _same_indicator(label, proposal, lexicon)
        found = f"{proposal.indicator} {proposal.name} {proposal.members} {proposal.region}"
        yield RESPECTS[4], right, f"{found}, not {label.indicator} {label.members} {label.region}"


def _same_period(wanted: str, found: str) -> bool:
    """Whether two periods are one; a month's or a year's end may be written as its last day."""
    if found == wanted or (found.startswith("../") and wanted.startswith("../")):
        return True  # undated: at the latest the day of the text
    if UNKNOWN in (found, wanted) or last_day(found) != last_day(wanted):
        return False
    return "/" not in wanted and ("/" not in found or found.startswith("../") or len(wanted) == len("2025"))


def _same_region(label: Label, proposal: Proposal, lexicon: Lexicon) -> bool:
    codes = {entry.code for entry in lexicon.words.get(label.region or "", ()) if entry.kind == REGION}
    return proposal.region in codes | {label.region}


def _same_indicator(label: Label, proposal: Proposal, lexicon: Lexicon) -> bool:
    """Whether the proposal has the code that the last words of the label stand for, or a name that is much like it."""
    text = label.indicator or ""
    if proposal.indicator == UNKNOWN:
        return alike("".join((*label.members, text)), proposal.name)
    words = [word for word in lexicon.words if word in text]
    words.sort(key=lambda word: (text.rfind(word) + len(word), len(word)), reverse=True)
    entries = [entry for word in words for entry in lexicon.words[word] if entry.kind == INDICATOR]
    given = dict(proposal.members)
    fits = bool(entries) and proposal.indicator in (entries[0].code, entries[0].flow)
    if not fits or not given.items() >= dict(entries[0].members).items():
        return False
    return all(_named(each, proposal, lexicon) for each in label.members)


def _named(member: str, proposal: Proposal, lexicon: Lexicon) -> bool:
    codes = {entry.code for entry in lexicon.words.get(member, ()) if entry.kind in (MEMBER, REGION)}
    given = {code for _, code in proposal.members}
    return bool(codes & given) or member in given or any(alike(member, each) for each in (proposal.name, *given))


def alike(one: str, other: str) -> bool:
    """Whether two names share most of their pairs of signs (Dice)."""
    pairs = [{text[at : at + 2] for at in range(len(text) - 1)} for text in (one, other)]
    total = sum(map(len, pairs))
    return total > 0 and 2 * len(pairs[0] & pairs[1]) >= ALIKE * total
