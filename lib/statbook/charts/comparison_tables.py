"""Tables that are computed: what several regions print side by side, and the documents the book rests on."""

from collections.abc import Iterable

import pandas as pd

from statbook.analysis import printed_quantity
from statbook.audit import Power, Verdict, describe_verdict
from statbook.charts.data_table import with_links
from statbook.charts.labels import Labels
from statbook.store import KINDS, Observation
from statbook.store import consistency_checks as checks_of


def side_by_side(labels: Labels, rows: Iterable[Observation]) -> pd.DataFrame:
    """The levels that more than one region prints: a line an indicator, a column a region, and why not to rank them.

    Each number leads to its entry of the evidence (attribute `links`).
    Numbers broken down by another member stand beside each other with its name; period and status follow the number.
    """
    say = labels.words("tables")
    levels = [row for row in rows if row.measure == "level"]
    regions: dict[str, set[str]] = {}
    for row in levels:
        regions.setdefault(row.indicator, set()).add(row.region)
    shared = [code for code in regions if len(regions[code]) > 1]
    columns = list(dict.fromkeys(row.region for row in levels if row.indicator in shared))
    lines = []
    for code in shared:
        line = {say["name"]: labels.indicator(code)}
        for region in columns:
            found = [row for row in levels if (row.indicator, row.region) == (code, region)]
            words = "; ".join(_cell(labels, row) for row in found)
            line[labels.region(region)] = words or str(say["not_printed"])
        line[say["warning"]] = str(labels.store.indicators.at[code, f"warning_{labels.lang}"])
        lines.append(line)
    links = (
        (shared.index(row.indicator), labels.region(row.region), labels.number(printed_quantity(row)), row.anchor)
        for row in levels
        if row.indicator in shared
    )
    return with_links(pd.DataFrame(lines), links)


def _cell(labels: Labels, row: Observation) -> str:
    """more than 1,100 (2021, forecast); 13 (national level)."""
    notes = [labels.store.name(name, code, labels.lang) for name, code in row.broken_down_by.items()]
    notes += [labels.period(row.period)] if row.period[:1].isdigit() else []
    notes += filter(None, [labels.words("tables")["status"].get(row.status)])
    number = labels.number(printed_quantity(row))
    return f"{number} ({', '.join(notes)})" if notes else number


def documents(labels: Labels) -> pd.DataFrame:
    """The documents in the order of their dates: publisher, date and its basis, articles read and left out, numbers taken.

    A document is a text file of sources.csv; its date is the latest of its articles.
    """
    say = labels.words("tables")
    lines = []
    sources = labels.store.sources
    counts = pd.Series([row.source for row in labels.store.observations]).value_counts()
    for _, group in sorted(sources.groupby("file"), key=lambda item: str(item[1]["date"].max())):
        latest = group.sort_values("date").iloc[-1]
        publishers = [name for name in dict.fromkeys(group["publisher"]) if name != "not printed"]
        read = int((group["use"] == "read").sum())
        line = {say["publisher"]: "; ".join(publishers) or say["nobody"]}
        line[say["date"]] = f"{say['bases'][latest['date_basis']]}, {labels.period(str(latest['date']))}"
        line |= {say["read"]: str(read), say["left_out"]: str(len(group) - read)}
        lines.append(line | {say["figures"]: str(sum(counts.get(code, 0) for code in group["source"]))})
    return pd.DataFrame(lines)


def detection_by_kind(labels: Labels, power: Power) -> pd.DataFrame:
    """Of the misprints of numbers that take part in a kind of arithmetic, those that it detects by itself."""
    say = labels.words("tables")
    rows = []
    for identity, (misprints, caught) in sorted(power.by_identity.items(), key=lambda item: -item[1][1] / item[1][0]):
        row = {say["identity"]: labels.store.identity_names[identity][labels.lang], say["misprints"]: f"{misprints:,}"}
        rows.append(row | {say["noticed"]: f"{caught:,}", say["part"]: f"{caught / misprints * 100:.0f}%"})
    return pd.DataFrame(rows)


def data_checks(labels: Labels) -> pd.DataFrame:
    """The checks of the data that are not arithmetic, by kind: what each asks, how many there are and how many hold."""
    say, found = labels.words("tables"), checks_of(labels.store)
    rows = []
    for kind in KINDS:
        if holds := [check.holds for check in found if check.kind == kind]:
            row = {say["check"]: say["kinds"][kind], say["made"]: f"{len(holds):,}", say["hold"]: f"{sum(holds):,}"}
            rows.append(row)
    return pd.DataFrame(rows)


def verdict_table(labels: Labels, verdicts: Iterable[Verdict]) -> pd.DataFrame:
    """Printed numbers beside what others make of them, or the limit that others set; each leads to its entry."""
    say = labels.words("tables")
    rows, links = [], []
    for place, verdict in enumerate(verdicts):
        words = describe_verdict(labels.store, verdict, labels.lang)
        row = {say["name"]: f"{words.name}, {words.period}", say["identity"]: words.identity}
        row |= {say["printed"]: words.printed, say["limit"]: words.against, say["outcome"]: words.outcome}
        rows.append(row)
        links.append((place, say["printed"], words.printed, verdict.relation.observation.anchor))
    return with_links(pd.DataFrame(rows), links)
