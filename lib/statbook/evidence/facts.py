"""The words of single facts of an entry: names, locations, intervals and uses, with links to other entries.

The module is long because it has one function for each fact.
"""

import tomllib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from statbook.analysis import printed_quantity
from statbook.audit import describe_verdict
from statbook.charts.labels import Labels
from statbook.evidence.ledger import Ledger, Use
from statbook.messages import PLACE, join_words, say, say_count, spoken
from statbook.prose import format_number, period_in_words, quantity_in_words, unit_of
from statbook.prose.number_words import OPEN, span
from statbook.rules import RULES, page_of
from statbook.store import MEASURE_NAMES, Observation, Store, article_anchor, name_of, rounding_unit

Run = tuple[str, str]
"""Words, and where they lead: an anchor, a place of the book (`chapters/trade.html#…`), or nothing."""

WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TIMING: dict[str, str] = WORDS["timing"]


def join(items: Iterable[Sequence[Run]], between: str = "; ") -> tuple[Run, ...]:
    """The runs of all items, with the words *between* before each but the first."""
    joined: list[Run] = []
    between = join_words(("", ""), between)
    for (words, address), *rest in items:
        if not joined:
            joined.append((words, address))
        elif address:
            joined += [(between, ""), (words, address)]
        else:
            joined.append((between + words, ""))
        joined += rest
    return tuple(joined)


def sentence(message: str, **parts: Run | str) -> tuple[Run, ...]:
    """The runs of a message, with *parts* put in: words, or words that lead somewhere."""
    pieces = PLACE.split(say(message))
    runs: list[Run] = []
    for place, piece in enumerate(pieces):
        part = parts[piece] if place % 2 else piece
        words, address = part if isinstance(part, tuple) else (part, "")
        if runs and not address and not runs[-1][1]:
            runs[-1] = (runs[-1][0] + words, "")
        else:
            runs.append((words, address))
    return tuple(run for run in runs if run[0])


def chinese(store: Store, row: Observation) -> str:
    """Region and name of a printed number in Chinese."""
    names = [store.name("region", row.region, "zh"), str(store.cells_of_indicators[row.indicator]["name_zh"])]
    return "：".join([*names, *([Labels(store, "zh").name(row)] if row.broken_down_by else [])])


def number_name(number: dict[str, Any]) -> str:
    """The name of a computed number."""
    # A sentence's key tells the measure itself; a mark of a chart has the name of what is measured.
    measure = "" if number["key"] else MEASURE_NAMES[spoken()][number["measure"]]
    return join_words(filter(None, (number["name"] or number["key"], measure)), ", ")


def common_words(store: Store, rows: list[Observation]) -> dict[str, str]:
    """Region and period in words, if all *rows* share them."""
    found = {
        "region": {store.name("region", row.region, spoken()) for row in rows},
        "period": {period_in_words(row.period, spoken()) for row in rows},
    }
    return {name: words.pop() for name, words in found.items() if len(words) == 1}


def interval_words(store: Store, row: Observation) -> str:
    """The interval by rounding and bound in words, or why there is none."""
    if row.measure == "rank":
        return ""
    unit, fine = unit_of(store.units, row.unit), rounding_unit(row)
    if row.bound in ("more_than", "at_least", "at_most", "less_than"):
        return say("open on one side")
    if fine is None:
        return say("none: printed without a last digit")
    if fine == 0:
        return ""
    half = (fine / 2).normalize()
    exact = Decimal(10) ** int(half.as_tuple().exponent)
    low, high = (format_number(end, unit, spoken(), fine=exact) for end in printed_quantity(row).interval)
    return _vague(span(low, high, spoken())) if row.bound == "about" else span(low, high, spoken())


def _vague(words: str) -> str:
    return say("{range}; by digits alone: how approximate “about” is, is not printed", range=words)


def rounding_units(store: Store, letters: dict[str, Observation]) -> str:
    """The rounding units that rows name where they are not those of the last digits, under the letters of the rows."""
    named = join_words(
        (
            letter + format_number(row.step, unit_of(store.units, row.unit), spoken(), fine=row.step)
            for letter, row in letters.items()
            if row.step is not None
        ),
        "; ",
    )
    return say("{unit}, not that of the last printed digit", unit=named) if named else ""


def rows_of(store: Store, number: dict[str, Any]) -> list[Observation]:
    """The observations that a number was computed from, each of the vintage that was used."""
    found = (store.vintage(obs, number.get("vintage", {}).get(obs, store.as_of)) for obs in number["inputs"])
    return [row for row in found if row is not None]


def vintage(number: dict[str, Any]) -> str:
    """The note of a number that was computed from values which have been revised since."""
    revised = number.get("vintage", {})
    if not revised:
        return ""
    day = period_in_words(max(revised.values()), spoken())
    return say_count(
        "values known since {day}, of one vintage; one of its numbers has been revised since",
        "values known since {day}, of one vintage; {count} of its numbers have been revised since",
        len(revised),
        day=day,
    )


def range_of(store: Store, number: dict[str, Any]) -> str:
    """The interval of a computed number; where its numbers are bounds on both sides, that nothing follows."""
    words = str(number["words"]["range"])
    if words == OPEN[spoken()]:
        told = "{range}: bounds on either side of the formula leave it unlimited, so one digit is written"
        return say(told, range=words)
    return _vague(words) if any(row.bound == "about" for row in rows_of(store, number)) else words


def whole(store: Store, of: str) -> str:
    """The whole of a share, or the other series, in words: `product=all`, `indicator=gdp`, `period=2026-01`, `unknown`."""
    if not of:
        return ""
    dimension, _, code = of.partition("=")
    if not code:
        return say("a whole that is not printed") if of == "unknown" else of
    if code in ("all", "total"):
        return say("the total of all {dimensions}", dimensions=say(f"{dimension}s"))
    if dimension == "period":
        return period_in_words(code, spoken())
    if dimension == "indicator":
        return str(store.cells_of_indicators[code][f"name_{spoken()}"])
    return store.name(dimension, code, spoken())


def date_words(store: Store, code: str) -> str:
    """The date of an article in words, and how it is known."""
    row = store.cells_of_sources[code]
    basis = say(WORDS["basis"][row["date_basis"]])
    return say("{date} ({basis})", date=period_in_words(str(row["date"]), spoken()), basis=basis)


def article_of(store: Store, code: str) -> str:
    row = store.cells_of_sources[code]
    publisher = say("press page") if row["publisher"] == "not printed" else say(str(row["publisher"]))
    return say("{article}, {publisher}, {date}", article=code, publisher=publisher, date=date_words(store, code))


def location(row: Observation) -> str:
    """The place in the source: characters from the start of its text, or the cell of its table."""
    return _place("" if row.offset is None else str(row.offset), row.cell)


def _place(offset: str, cell: str) -> str:
    return say("offset {offset}", offset=offset) if offset else say("cell {cell}", cell=cell)


def prints(ledger: Ledger, row: Observation) -> list[str]:
    """The further printings of a number, with their places."""
    return [
        say(
            "{printed} in {article} at {place}",
            printed="".join(other["printed"].split()),
            article=other["source"],
            place=_place(other["offset"], other["cell"]),
        )
        for other in ledger.prints.get(row.obs, [])
    ]


def before(store: Store, row: Observation) -> tuple[Run, ...]:
    """The earlier values of a number, the latest first: value, source, location and last day."""
    return join(
        sentence(
            "{value}, printed {printed} in {article} at {place}, until {day}",
            value=quantity_in_words(printed_quantity(old), store.units, spoken()),
            printed=old.printed_compact,
            article=(old.source, article_anchor(old.source)),
            place=location(old),
            day=period_in_words(old.known_to, spoken()),
        )
        for old in reversed(store.earlier.get(row.obs, []))
    )


def results(ledger: Ledger, row: Observation) -> tuple[Run, ...]:
    """The numbers that are computed from a number."""
    numbers = ((anchor, ledger.numbers[anchor]) for anchor in ledger.results.get(row.anchor, []))
    return join(
        [(say("{name}: {number}", name=number_name(number), number=number["words"]["num"]), anchor)]
        for anchor, number in numbers
    )


def audit_runs(ledger: Ledger, row: Observation) -> tuple[Run, ...]:
    """The verdicts of the audit on a number, and in how many checks of others it takes part."""
    found = ledger.verdicts.get(row.obs, [])
    own = [verdict for verdict in found if verdict.relation.observation.obs == row.obs]
    items: list[list[Run]] = []
    for verdict in own:
        words, anchor = describe_verdict(ledger.store, verdict, spoken()), verdict.relation.others.anchor
        against = (words.against, anchor if anchor in ledger.numbers else "")
        told = "{outcome} ({identity}: other numbers give {number})"
        items.append([*sentence(told, outcome=words.outcome, identity=words.identity, number=against)])
    count = len(found) - len(own)
    if count:
        told = say_count(
            "Takes part in {count} check of other numbers", "Takes part in {count} checks of other numbers", count
        )
        items.append([(f"{told[0].lower()}{told[1:]}" if own else told, "")])
    return join(items)


def waiver_runs(number: dict[str, Any]) -> tuple[Run, ...]:
    """The rules that were waived for a number, each with its reason and its page."""
    return join(
        [
            (RULES[rule].title[spoken()], f"{page_of(rule)}.html"),
            (join_words(("", join_words(dict.fromkeys(_reasons(english, chinese)), " ")), ": "), ""),
        ]
        for rule, english, chinese in number.get("knowingly", ())
    )


def _reasons(english: str, chinese: str) -> list[str]:
    """A reason in the languages that an entry shows."""
    return [chinese] if spoken() == "zh" else [say(english), chinese]


def uses(found: list[Use]) -> tuple[Run, ...]:
    """Chapter by chapter: places in the text by their count, charts and tables by their titles."""
    items = []
    for chapter in dict.fromkeys(use.chapter for use in found):
        here = list(dict.fromkeys(use for use in found if use.chapter == chapter))
        text = [use for use in here if not use.words]
        several = len(text) > 1
        words = [say("text {number}", number=n) if several else say("text") for n in range(1, len(text) + 1)]
        named = [
            *zip(words, text, strict=True),
            *((say("“{title}”", title=use.words), use) for use in here if use.words),
        ]
        links = ((name, f"{use.document}.html" + (f"#{use.place}" if use.place else "")) for name, use in named)
        items.append([(join_words((chapter, ""), ": "), ""), *join([link] for link in links)])
    return join(items, ". ")


def inputs(store: Store, rows: list[Observation], letters: dict[str, str]) -> list[tuple[str, tuple[Run, ...]]]:
    """Each number of a formula under its letter; what all of them share stands in the name of the entry."""
    alike = common_words(store, rows)
    facts: list[tuple[str, tuple[Run, ...]]] = []
    for row in rows:
        what = name_of(store, row, spoken(), with_region="region" not in alike)
        what += "" if "period" in alike else join_words(("", period_in_words(row.period, spoken())), ", ")
        now = store.by_obs.get(row.obs)
        what += (
            join_words(("", say("revised since")), ", ") if now is not None and now.known_from != row.known_from else ""
        )
        facts.append((letters[row.obs], ((row.printed_compact, row.anchor), (f" {what}", ""))))
    return facts
