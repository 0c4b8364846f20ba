"""Tables that are computed: what several regions print, statements by area, paces to a target, the documents."""

from collections.abc import Iterable
from decimal import ROUND_CEILING, Decimal

import pandas as pd

from statbook.analysis import Quantity, printed_quantity
from statbook.audit import Power, Verdict, describe_verdict
from statbook.charts.data_table import with_links
from statbook.charts.labels import Labels
from statbook.errors import ParameterError
from statbook.messages import bracket, join_words
from statbook.messages import say as translated
from statbook.store import KINDS, Observation, article_anchor
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
            words = join_words((_cell(labels, row) for row in found), "; ")
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
    return bracket(number, join_words(notes, ", "))


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
        publishers = [translated(name) for name in dict.fromkeys(group["publisher"]) if name != "not printed"]
        read = int((group["use"] == "read").sum())
        line = {say["publisher"]: join_words(publishers, "; ") or say["nobody"]}
        line[say["date"]] = join_words((say["bases"][latest["date_basis"]], labels.period(str(latest["date"]))), ", ")
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
        row = {say["name"]: join_words((words.name, words.period), ", "), say["identity"]: words.identity}
        row |= {say["printed"]: words.printed, say["limit"]: words.against, say["outcome"]: words.outcome}
        rows.append(row)
        links.append((place, say["printed"], words.printed, verdict.relation.observation.anchor))
    return with_links(pd.DataFrame(rows), links)


def yearly_paces(labels: Labels, target: Quantity | None, assumed: int = 0) -> pd.DataFrame | None:
    """What if: how much a year would reach *target* by the end of its period; nothing of it is printed.

    A row for none, a third and two thirds of the target in place at the start, and for the count *assumed*; a column for
    each year at whose end the count could begin, from that of the source on. None without a target in the future.
    Raises ParameterError if *assumed* is below zero or beyond the target.

    >>> from statbook import Chapter
    >>> here = Chapter("low_altitude")
    >>> yearly_paces(here.labels, here.get("standards@2030")).iloc[1].tolist()
    ['100', 'more than 50', 'more than 66.7', 'more than 100', 'more than 200']
    """
    if target is None:
        return None
    goal, deadline = Decimal(str(target.value)), int(target.inputs[0].period[:4])
    years = range(int(target.inputs[0].known_from[:4]), deadline)
    if not 0 <= assumed <= goal:
        raise ParameterError(f"the count assumed is {assumed}; expected 0 to {goal}, the target")
    say, rows, links = labels.words("tables"), [], []
    counts = sorted({0, int(goal / 3), int(2 * goal / 3), assumed} - {int(goal)})
    for place, count in enumerate(counts):
        row = {say["assumed"]: f"{count:,}"}
        for year in years:
            # Rounded up, so that what is written is enough.
            pace = ((goal - count) / (deadline - year)).quantize(Decimal("0.1"), ROUND_CEILING)
            words = say["pace"][target.bound if target.bound == "more_than" else ""].format(
                pace=f"{pace.normalize():f}"
            )
            row[say["from_end_of"].format(year=year)] = words
            links.append((place, say["from_end_of"].format(year=year), words, target.inputs[0].anchor))
        rows.append(row)
    return with_links(pd.DataFrame(rows), links) if years else None


def statements_by_area(labels: Labels, missing: str) -> pd.DataFrame:
    """The statements of coverage.csv, a row an area: what is named as missing (purpose *missing*), and what for the rest.

    Paraphrases in our words; each leads to the article that it stands in. Where the text does not name area and purpose
    together, the row says that the placing is our reading.
    """
    say, store = labels.words("tables"), labels.store
    cells: dict[str, dict[str, list[str]]] = {}
    links: list[tuple[str, str, str, str]] = []
    for row in store.coverage.to_dict("records"):
        statement, purpose = store.statements.loc[row["statement"]], str(row["purpose"])
        area = store.name("area", str(row["area"]), labels.lang)
        text = str(statement[f"text_{labels.lang}"])
        column = say["named_missing"] if purpose == missing else say["to_do"]
        name = "" if purpose == missing else store.name("purpose", purpose, labels.lang)
        ours = say["our_reading"] if row["basis"] == "our_reading" else ""
        note = join_words(filter(None, (name, ours)), ", ")
        cells.setdefault(area, {}).setdefault(column, []).append(bracket(text, note))
        links.append((area, column, text, article_anchor(str(statement["source"]))))
    columns = [say["named_missing"], say["to_do"]]
    order = [store.name("area", code, labels.lang) for kind, code in store.members.index if kind == "area"]
    areas = [area for area in order if area in cells]
    rows = [
        {say["area"]: area} | {c: " ".join(cells[area].get(c, [])) or say["none"] for c in columns} for area in areas
    ]
    return with_links(
        pd.DataFrame(rows), ((areas.index(area), column, text, anchor) for area, column, text, anchor in links)
    )
