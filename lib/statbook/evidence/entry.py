"""Entries of the evidence: the title of a number and the facts about it, with links to other entries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from statbook.analysis import printed_quantity
from statbook.evidence import facts as of
from statbook.evidence.facts import Run
from statbook.evidence.formula import in_letters, letters_of
from statbook.evidence.ledger import Ledger
from statbook.messages import join_words, say, spoken
from statbook.prose import base_in_words, period_in_words, quantity_in_words, unit_of
from statbook.prose.number_words import BOUNDS, span
from statbook.store import ARTICLE, Observation, article_anchor, indicator_anchor, name_of

CARD = (
    *("Printed", "Reads", "Number", "Period", "Compared with", "Whole", "Against", "Among", "Bound", "Interval"),
    *("Rounding unit", "Formula", "Status", "Producer", "Source", "Vintage", "Knowingly"),
)
"""The facts that a number shows where it is cited."""
ARTICLE_FACTS = ("Title", "Publisher", "Date")
"""The facts of an article."""
PRINTED = (*CARD, "Place", "Also printed", "Before", "Reading", "Note")
"""The facts that print keeps: a page has room for keys and for what leads back."""
VERBATIM = ("Printed", "Formula", "Text", "Key", "Code")
"""The facts that no language says otherwise: printed forms, codes and names of files."""
WHOLES = {"growth_gap": "Against", "rank": "Among"}
"""What the column `of` holds, where it is not the whole of a share or of a contribution."""
INPUT = re.compile(r"[a-z]\d*")
"""The names of the numbers in a formula: letters."""


@dataclass(frozen=True)
class Fact:
    """One fact: its name, and its words with where they lead."""

    name: str
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(words for words, _ in self.runs)


@dataclass(frozen=True)
class EvidenceEntry:
    """The evidence for one number."""

    anchor: str
    title: str
    facts: tuple[Fact, ...]

    def as_json(self) -> dict[str, Any]:
        """The entry as a page of entries holds it."""
        return {
            "anchor": self.anchor,
            "title": self.title,
            "facts": [[say(fact.name), fact.runs, fact.name in VERBATIM] for fact in self.facts],
        }

    def select(self, *names: str) -> tuple[Fact, ...]:
        """The facts with these names, and those of the inputs of the formula."""
        return tuple(fact for fact in self.facts if fact.name in names or INPUT.fullmatch(fact.name))


def entries(ledger: Ledger) -> dict[str, EvidenceEntry]:
    """The entry of every printed number and of every computed number, by its anchor."""
    return {anchor: entry(ledger, anchor) for anchor in (*ledger.rows, *ledger.numbers)}


def entry(ledger: Ledger, anchor: str) -> EvidenceEntry:
    """The entry of a printed number, a computed number or an article. Raises KeyError for any other anchor."""
    if anchor.startswith(ARTICLE):
        code = anchor.removeprefix(ARTICLE)
        source = ledger.store.sources.loc[code]
        title = "" if spoken() == "zh" else say(str(source["title_en"]))
        words = (title, say(str(source["publisher"])), of.date_words(ledger.store, code))
        facts = (_fact(name, str(text)) for name, text in zip(ARTICLE_FACTS, words, strict=True))
        return EvidenceEntry(anchor, str(source["title"]), tuple(fact for fact in facts if fact.text))
    row = ledger.rows.get(anchor)
    return _printed_entry(ledger, row) if row is not None else _computed_entry(ledger, ledger.numbers[anchor])


def _printed_entry(ledger: Ledger, row: Observation) -> EvidenceEntry:
    store = ledger.store
    quantity = printed_quantity(row)
    unit = unit_of(store.units, row.unit)
    told = (quantity_in_words(quantity, store.units, lang) for lang in dict.fromkeys((spoken(), "zh")))
    symbol = str(unit[f"symbol_{spoken()}"] or unit[f"name_{spoken()}"])
    reads = dict.fromkeys(words for words in told if words != row.printed_compact)
    value = f"{row.value:,f}" if row.value_to is None else span(f"{row.value:,f}", f"{row.value_to:,f}", spoken())
    override = of.rounding_units(store, {"": row})
    dated = row.period[:1].isdigit()
    period = period_in_words(row.period, spoken())
    if of.TIMING[row.timing] and dated:
        period = say("{period}, {timing}", period=period, timing=say(of.TIMING[row.timing]))
    facts = [
        _fact("Printed", row.printed_compact),
        _fact("Reads", join_words(reads, "; ")),
        _fact(
            "Value",
            (value + symbol if symbol.startswith("%") else join_words((value, symbol), " ")).replace("-", "−", 1),
        ),
        _fact("Bound", "" if row.bound == "exact" else BOUNDS[spoken()][row.bound].strip()),
        _fact("Interval", of.interval_words(store, row)),
        _fact("Rounding unit", say("{unit}: see the note", unit=override) if override else ""),
        _fact("Period", period),
        _fact("Compared with", base_in_words(row.base_period, spoken()) if row.base_period else ""),
        _fact(WHOLES.get(row.measure, "Whole"), of.whole(store, row.of)),
        _fact("Status", "" if row.status == "actual" else say(row.status)),
        _fact("Producer", say(row.producer)),
        Fact("Source", ((of.article_of(store, row.source), article_anchor(row.source)),)),
        _fact("Place", of.location(row)),
        _fact("Text", str(store.cells_of_sources[row.source]["file"])),
        _fact("Also printed", join_words(of.prints(ledger, row), "; ")),
        Fact("Before", of.before(store, row)),
        Fact("Checked", of.audit_runs(ledger, row)),
        _fact("Note", say(row.note)),
        Fact("Derived from it", of.results(ledger, row)),
        Fact("Used in", of.uses(ledger.uses.get(row.anchor, []))),
        Fact(
            "Indicator",
            ((str(store.cells_of_indicators[row.indicator][f"name_{spoken()}"]), indicator_anchor(row.indicator)),),
        ),
        _fact("中文", of.chinese(store, row) if spoken() != "zh" else ""),
        _fact("Key", row.obs),
        _fact("Known since", period_in_words(row.known_from, spoken())),
    ]
    return EvidenceEntry(row.anchor, name_of(store, row, spoken()), tuple(fact for fact in facts if fact.text))


def _computed_entry(ledger: Ledger, number: dict[str, Any]) -> EvidenceEntry:
    store = ledger.store
    rows = of.rows_of(store, number)
    letters = letters_of([row.obs for row in rows])
    facts = [
        _fact("Number", number["words"]["num"]),
        _fact("Interval", of.range_of(store, number)),
        _fact("Formula", in_letters(number["formula"], letters)),
        *(Fact(letter, runs) for letter, runs in of.inputs(store, rows, letters)),
        _fact("Period", period_in_words(number["period"], spoken()) if number["period"] else ""),
        _fact("Compared with", base_in_words(number["base_period"], spoken()) if number["base_period"] else ""),
        _fact("Vintage", of.vintage(number)),
        _fact(
            "Rounding unit",
            of.rounding_units(store, {f"{letters[row.obs]}: ": row for row in rows}) if not number["strict"] else "",
        ),
        _fact("Reading", say("rounding by the last printed digit only") if number["strict"] else ""),
        Fact("Knowingly", of.waiver_runs(number)),
        Fact("Used in", of.uses(ledger.uses.get(number["anchor"], []))),
        _fact("Key", number["key"]),
    ]
    alike = of.common_words(store, rows)
    if "period" in alike and number["period"]:
        alike["period"] = period_in_words(number["period"], spoken())
    name, place = of.number_name(number), join_words(alike.values(), ", ")
    title = say("{name} ({place})", name=name, place=place) if place else name
    return EvidenceEntry(number["anchor"], title, tuple(fact for fact in facts if fact.text))


def _fact(name: str, words: str) -> Fact:
    return Fact(name, ((words, ""),) if words else ())


def cards(ledger: Ledger, entries: Mapping[str, EvidenceEntry]) -> dict[str, dict[str, Any]]:
    """Anchor to card: `title`, `page` (the document of its entry), `facts` as [name, [[words, address], …]].

    An address is one within the book, from its root; empty where the words lead nowhere.
    """

    def address(to: str) -> str:
        return f"{ledger.page_of[to]}.html#{to}" if to in ledger.page_of else to

    made = {}
    for anchor, page in ledger.page_of.items():
        shown = entries[anchor] if anchor in entries else entry(ledger, anchor)
        # The reason for a rounding unit of its own stands in the note.
        overridden = any(fact.name == "Rounding unit" for fact in shown.facts)
        facts = shown.select(*CARD, *ARTICLE_FACTS, *(["Note"] if overridden else []))
        made[anchor] = {
            "title": shown.title,
            "page": page,
            "facts": [[say(fact.name), [[words, address(to)] for words, to in fact.runs]] for fact in facts],
        }
    return made
