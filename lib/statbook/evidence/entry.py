"""An entry of the evidence: what a number is called, and the facts about it, in words that may lead to other entries."""

from __future__ import annotations

__all__ = ["CARD", "INPUT", "PRINTED", "Entry", "Fact", "article", "dated", "entry", "name_of"]

import ast
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from statbook.analysis import printed, rounding_unit
from statbook.evidence.ledger import Ledger, Use, article_anchor, indicator_anchor
from statbook.figures import Labels
from statbook.prose import period_in_words, quantity_in_words, unit_of, written
from statbook.prose.words import BOUNDS, span
from statbook.store import Observation, Store

Run = tuple[str, str]
"""Words, and where they lead: an anchor, a place of the book (`chapters/trade.html#…`), or nothing."""

CARD = (
    *("Printed", "Reads", "Number", "Period", "Compared with", "Share of", "Against", "Bound", "Interval"),
    *("Formula", "Status"),
)
"""The facts that a number shows where it is cited."""
PRINTED = (*CARD, "Source", "Place", "Also printed", "Reading", "Note")
"""The facts that print keeps: a page has room for keys and for what leads back."""
INPUT = re.compile(r"[a-z]\d*")
"""The names of the figures in a formula: letters."""
TIMING = {
    "over": "",
    "to_date": "since the start of the year",
    "programme": "over the programme",
    "at": "at its end",
    "by": "by then",
}
MEASURES = {
    "level": "",
    "growth": "growth",
    "difference": "absolute change",
    "share": "share",
    "share_change": "change of share",
    "growth_gap": "growth above another series",
    "contribution": "contribution to growth",
    "rank": "rank",
    "base": "level of the base period",
    "change": "change",
    "points": "contribution to growth",
    "part": "share",
    "base_part": "share in the base period",
    "annual": "growth a year",
    "": "",
}
BASIS = {"printed": "date printed", "dateline": "date of the dateline", "inferred": "date inferred"}


@dataclass(frozen=True)
class Fact:
    """One fact: its name, and its words with where they lead."""

    name: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.runs)


@dataclass(frozen=True)
class Entry:
    """What the evidence says of one number."""

    anchor: str
    title: str
    facts: tuple[Fact, ...]

    def as_json(self) -> dict[str, Any]:
        """The entry as a page of entries holds it."""
        return {"anchor": self.anchor, "title": self.title, "facts": [[fact.name, fact.runs] for fact in self.facts]}

    def named(self, *names: str) -> tuple[Fact, ...]:
        """The facts called so, and the figures of its formula."""
        return tuple(fact for fact in self.facts if fact.name in names or INPUT.fullmatch(fact.name))


def entry(ledger: Ledger, anchor: str) -> Entry:
    """The entry of a printed figure or of a computed number. Raises KeyError for an anchor of neither."""
    row = ledger.rows.get(anchor)
    return _observed(ledger, row) if row is not None else _computed(ledger, ledger.numbers[anchor])


def article(store: Store, code: str) -> Entry:
    """An article as an entry: title, publisher and date."""
    row = store.sources.loc[code]
    facts = (("Title", row["title_en"]), ("Publisher", row["publisher"]), ("Date", dated(store, code)))
    return Entry(article_anchor(code), str(row["title"]), tuple(_fact(name, str(words)) for name, words in facts))


def name_of(store: Store, row: Observation, *, with_region: bool = True) -> str:
    """Region, name, measure and status of a printed figure."""
    labels = Labels(store, "en")
    name = f"{labels.indicator(row.indicator)}: {labels.name(row)}" if row.broken_down_by else labels.name(row)
    measure = f", {MEASURES[row.measure]}" if MEASURES[row.measure] else ""
    status = "" if row.status == "actual" else f" ({row.status})"
    region = f"{store.name('region', row.region, 'en')}: " if with_region else ""
    return f"{region}{name}{measure}{status}"


def _observed(ledger: Ledger, row: Observation) -> Entry:
    store = ledger.store
    quantity = printed(row)
    unit = unit_of(store.units, row.unit)
    english, chinese = (quantity_in_words(quantity, store.units, lang) for lang in ("en", "zh"))
    upper = f" to {row.value_to:,f}" if row.value_to is not None else ""
    timing = f", {TIMING[row.timing]}" if TIMING[row.timing] else ""
    facts = [
        _fact("Printed", _closed(row.printed)),
        _fact("Reads", english if chinese in (english, _closed(row.printed)) else f"{english}; {chinese}"),
        _fact("Value", f"{row.value:,f}{upper} {unit['name_en']}".replace("-", "−", 1)),
        _fact("Bound", "" if row.bound == "exact" else BOUNDS["en"][row.bound].strip()),
        _fact("Interval", _allowed(store, row)),
        _fact("Period", period_in_words(row.period, "en") + timing),
        _fact("Compared with", period_in_words(row.base_period, "en") if row.base_period else ""),
        _fact("Share of" if row.measure != "growth_gap" else "Against", whole(store, row.of)),
        _fact("Status", "" if row.status == "actual" else row.status),
        Fact("Source", ((_article(store, row.source), article_anchor(row.source)),)),
        _fact("Place", _where(row)),
        _fact("Text", str(store.sources.at[row.source, "file"])),
        _fact("Also printed", "; ".join(_prints(store, row))),
        _fact("Note", row.note),
        Fact("Derived from it", _results(ledger, row)),
        Fact("Used in", _uses(ledger.uses.get(row.anchor, []))),
        Fact("Indicator", ((str(store.indicators.at[row.indicator, "name_en"]), indicator_anchor(row.indicator)),)),
        _fact("Key", row.obs),
        _fact("Known since", period_in_words(row.known_from, "en")),
    ]
    return Entry(row.anchor, name_of(store, row), tuple(fact for fact in facts if fact.text))


def _computed(ledger: Ledger, number: dict[str, Any]) -> Entry:
    store = ledger.store
    rows = [store.by_obs[obs] for obs in number["inputs"]]
    letters = {row.obs: _letter(place) for place, row in enumerate(rows)}
    facts = [
        _fact("Number", number["words"]["num"]),
        _fact("Interval", _range(store, number)),
        Fact("Formula", ((_formula(number["formula"], letters), ""),)),
        *_inputs(store, rows, letters),
        _fact("Reading", "rounding by the last printed digit only" if number["strict"] else ""),
        Fact("Used in", _uses(ledger.uses.get(number["anchor"], []))),
        _fact("Key", number["key"]),
    ]
    name, place = _called(number), ", ".join(_shared(store, rows).values())
    return Entry(number["anchor"], f"{name} ({place})" if place else name, tuple(fact for fact in facts if fact.text))


def _called(number: dict[str, Any]) -> str:
    """The name of a computed number."""
    # A sentence's key tells the measure itself; a mark of a figure bears the name of what is measured.
    measure = "" if number["key"] else MEASURES[number["measure"]]
    return ", ".join(filter(None, (number["name"] or number["key"], measure)))


def _shared(store: Store, rows: list[Observation]) -> dict[str, str]:
    """Region and period of figures in words, as far as they agree."""
    told = {
        "region": {store.name("region", row.region, "en") for row in rows},
        "period": {period_in_words(row.period, "en") for row in rows},
    }
    return {name: words.pop() for name, words in told.items() if len(words) == 1}


# -- single facts -------------------------------------------------------------------------------------------------


def _fact(name: str, words: str) -> Fact:
    return Fact(name, ((words, ""),) if words else ())


def _closed(text: str) -> str:
    """What is printed, without the blanks and line breaks of the page."""
    return "".join(text.split())


def _allowed(store: Store, row: Observation) -> str:
    """What rounding and bound allow, in words; why there is no interval, where there is none."""
    if row.measure == "rank":
        return ""
    unit, fine = unit_of(store.units, row.unit), rounding_unit(row)
    if row.bound in ("more_than", "at_least", "at_most", "less_than"):
        return "open on one side"
    if fine is None:
        return "none: printed without a last digit"
    half = (fine / 2).normalize()
    exact = Decimal(10) ** int(half.as_tuple().exponent)
    low, high = (written(end, unit, "en", fine=exact) for end in printed(row).interval)
    step = "" if row.step is None else f" (rounding unit {written(row.step, unit, 'en', fine=row.step)}: see note)"
    about = "; how approximate it is, is not printed" if row.bound == "about" else ""
    return span(low, high, "en") + step + about


def _range(store: Store, number: dict[str, Any]) -> str:
    """The interval of a computed number; where its figures are bounds on both sides, that nothing follows."""
    if number["low"] in (None, 0) and number["high"] is None:
        return "none: its figures leave it open on both sides"
    return str(number["words"]["range"])


def whole(store: Store, of: str) -> str:
    """The whole of a share in words: `product=all`, `region=Shaanxi`, `indicator=gdp`, `unknown`."""
    if not of:
        return ""
    dimension, _, code = of.partition("=")
    if not code:
        return "a whole that is not printed" if of == "unknown" else of
    if code in ("all", "total"):
        return "all"
    if dimension == "indicator":
        return str(store.indicators.at[code, "name_en"])
    return store.name(dimension, code, "en")


def dated(store: Store, code: str) -> str:
    """The date of an article in words, and what it is known from."""
    row = store.sources.loc[code]
    return f"{period_in_words(str(row['date']), 'en')} ({BASIS[str(row['date_basis'])]})"


def _article(store: Store, code: str) -> str:
    row = store.sources.loc[code]
    publisher = "press page" if row["publisher"] == "not printed" else str(row["publisher"])
    return f"{code}, {publisher}, {dated(store, code)}"


def _where(row: Observation) -> str:
    """The place in the source: characters from the start of its text, or the cell of its table."""
    return f"cell {row.cell}" if row.offset is None else f"offset {row.offset}"


def _prints(store: Store, row: Observation) -> list[str]:
    prints = store.prints[store.prints["obs"] == row.obs]
    return [f"{_closed(p['printed'])} in {p['source']} at {p['offset']}" for p in prints.to_dict("records")]


def _results(ledger: Ledger, row: Observation) -> tuple[Run, ...]:
    anchors = ledger.results.get(row.anchor, [])
    runs = []
    for anchor in anchors:
        number = ledger.numbers[anchor]
        runs.append((f"{_called(number)}: {number['words']['num']}", anchor))
    return _joined(runs)


def _uses(uses: list[Use]) -> tuple[Run, ...]:
    """Chapter by chapter: places in the text by their count, figures and tables by their titles."""
    runs: list[Run] = []
    for chapter in dict.fromkeys(use.chapter for use in uses):
        here = list(dict.fromkeys(use for use in uses if use.chapter == chapter))
        text = [use for use in here if not use.words]
        words = ["text"] if len(text) == 1 else [f"text {place + 1}" for place in range(len(text))]
        told = [*zip(words, text, strict=True), *((f"“{use.words}”", use) for use in here if use.words)]
        links = [(name, f"{use.document}.html" + (f"#{use.place}" if use.place else "")) for name, use in told]
        runs += [(f"{'. ' if runs else ''}{chapter}: ", ""), *_joined(links)]
    return tuple(runs)


def _joined(runs: list[Run]) -> tuple[Run, ...]:
    return tuple(run for place, item in enumerate(runs) for run in ((("; ", ""),) if place else ()) + (item,))


def _letter(place: int) -> str:
    return chr(ord("a") + place) if place < 26 else f"a{place - 25}"


class _Cancelled(ast.NodeTransformer):
    """Takes steps out of a formula that undo each other: × 100 / 100, + 100 − 100, 1 + (x − 1), ^ 1, / 1."""

    INVERSE: ClassVar = {ast.Div: ast.Mult, ast.Sub: ast.Add}

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left: ast.expr = self.visit(node.left)
        right: ast.expr = self.visit(node.right)
        if isinstance(node.op, ast.Div | ast.Pow) and _constant(right) == 1:
            return left
        if isinstance(left, ast.BinOp) and isinstance(left.op, self.INVERSE.get(type(node.op), ())):
            if _constant(right) is not None and _constant(right) == _constant(left.right):
                return left.left
        if isinstance(node.op, ast.Add) and isinstance(right, ast.BinOp) and isinstance(right.op, ast.Sub):
            if _constant(left) is not None and _constant(left) == _constant(right.right):
                return right.left
        return ast.BinOp(left, node.op, right)


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


_SIGNS = {"−": "-", "×": "*", "^": "**"}


def _formula(formula: str, letters: dict[str, str]) -> str:
    """The formula with a letter for each figure, and no more brackets than it needs."""
    keys = "|".join(re.escape(key) for key in sorted(letters, key=len, reverse=True))
    text = re.sub(keys, lambda match: letters[match[0]], formula)
    for sign, code in _SIGNS.items():
        text = text.replace(sign, code)
    text = ast.unparse(_Cancelled().visit(ast.parse(text, mode="eval")))
    return text.replace("**", "^").replace("*", "×").replace("-", "−")


def _inputs(store: Store, rows: list[Observation], letters: dict[str, str]) -> list[Fact]:
    """Each figure of a formula under its letter; what all of them share stands in the name of the entry."""
    shared = _shared(store, rows)
    facts = []
    for row in rows:
        what = name_of(store, row, with_region="region" not in shared)
        what += "" if "period" in shared else f", {period_in_words(row.period, 'en')}"
        facts.append(Fact(letters[row.obs], ((_closed(row.printed), row.anchor), (f" {what}", ""))))
    return facts
