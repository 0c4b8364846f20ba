"""The codebook: what each indicator means, who compiles it, and what a missing number means."""

import tomllib
from collections import Counter
from pathlib import Path
from typing import Any

from statbook.evidence.entry import EvidenceEntry, Fact
from statbook.evidence.facts import Run, join
from statbook.evidence.ledger import Ledger, slug, template, theme_name
from statbook.messages import bracket, join_words, say, spoken
from statbook.prose import period_in_words, unit_of
from statbook.prose.markup import markdown_table, plain
from statbook.store import Observation, Store, indicator_anchor
from statbook.store.grouping import group

MOST = 12
"""Numbers that an indicator lists one by one; of more it tells regions and periods."""
WORDS = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def codebook(ledger: Ledger) -> dict[str, dict[str, Any]]:
    """Document to page of entries, as the site reads it: one a theme."""
    store = ledger.store
    return {
        f"codebook/{slug(theme)}": {
            "title": say("Codebook: {theme}", theme=theme_name(store, theme)),
            "back": [say("The whole codebook"), "codebook-index"],
            "about": say(
                "What each indicator of {theme} means, who counts it, and in which unit.",
                theme=theme_name(store, theme),
            ),
            "sections": [
                {"title": "", "entries": [_entry(ledger, theme, code).as_json() for code in _codes(store, theme)]}
            ],
        }
        for theme in store.themes
    }


def definition_cards(store: Store) -> dict[str, dict[str, Any]]:
    """Anchor of an indicator to its card, as `cards` makes them of numbers: what the indicator means, and its warning."""
    return {
        indicator_anchor(str(code)): {
            "title": row[f"name_{spoken()}"],
            "page": f"codebook/{slug(row['theme'])}",
            "facts": [
                [say(name), [[row[f"{column}_{spoken()}"], ""]]]
                for name, column in (("Definition", "definition"), ("Warning", "warning"))
                if row[f"{column}_{spoken()}"]
            ],
        }
        for code, row in store.indicators.to_dict("index").items()
    }


def codebook_index(store: Store) -> str:
    """The page that leads to the others, as MyST text."""
    counts = Counter(store.indicators["theme"])
    rows = [
        [f"[{plain(theme_name(store, theme))}](/codebook/{slug(theme)}.entries)", str(counts[theme])]
        for theme in store.themes
    ]
    return template("codebook").format(themes=markdown_table([say("Theme"), say("Indicators")], rows))


def _codes(store: Store, theme: str) -> list[str]:
    """The indicators of a theme: those that it defines, and those of others that it has numbers of."""
    own = store.indicators[store.indicators["theme"] == theme]["indicator"]
    return list(dict.fromkeys([*own, *(row.indicator for row in store.observations if row.theme == theme)]))


def _entry(ledger: Ledger, theme: str, code: str) -> EvidenceEntry:
    """An indicator on the page of *theme*; one that another theme defines is explained there."""
    store = ledger.store
    row = {str(name): str(words) for name, words in store.indicators.loc[code].items()}
    title = " · ".join(dict.fromkeys((row[f"name_{spoken()}"], row["name_zh"])))
    if row["theme"] != theme:
        link = (theme_name(store, row["theme"]), indicator_anchor(code))
        return EvidenceEntry("", title, (Fact("Explained in", (link,)),))
    unit = unit_of(store.units, row["unit"])
    kind, gap = WORDS["kinds"].get(row["kind"], (row["kind"].replace("_", " "), WORDS["other"]))
    chinese = spoken() == "zh"
    words_of = [
        ("Definition", row[f"definition_{spoken()}"]),
        ("定义", "" if chinese else row["definition_zh"]),
        ("English name", "" if chinese else say(row["term_basis"])),
        ("Producer", join_words([say(row["producer"]), *_others(store, code)], "; ")),
        ("Unit", unit["name_zh"] if chinese else f"{unit[f'name_{spoken()}']} ({unit['name_zh']})"),
        ("Kind", say(kind)),
        ("Basis", say(WORDS["bases"].get(row["basis"], ""))),
        ("Growth", say(WORDS["bases"].get(row["growth_basis"], ""))),
        (
            "Definition changed",
            join_words((period_in_words(date, spoken()) for date in row["breaks"].split(";") if date), ", "),
        ),
        ("Warning", row[f"warning_{spoken()}"]),
        ("注意", "" if chinese else row["warning_zh"]),
        ("A gap", join_words((say(WORDS["gap"]), say(gap)), " ")),
    ]
    numbers = Fact("Numbers", _numbers(ledger, [number for number in ledger.rows.values() if number.indicator == code]))
    facts = [*(Fact(name, ((words, ""),)) for name, words in words_of), numbers, Fact("Code", ((code, ""),))]
    return EvidenceEntry(indicator_anchor(code), title, tuple(fact for fact in facts if fact.text))


def _others(store: Store, code: str) -> list[str]:
    """Who compiled single numbers of an indicator, with the regions, and with the periods where they tell them apart."""
    rows = [row for row in store.observations if row.indicator == code]
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if row.producer:
            alone = {other.producer for other in rows if other.region == row.region} == {row.producer}
            when = [] if alone else [period_in_words(row.period, spoken())]
            where = join_words([store.name("region", row.region, spoken()), *when], ", ")
            found.setdefault(say(row.producer), {})[where] = None
    return [bracket(producer, join_words(places, "; ")) for producer, places in found.items()]


def _numbers(ledger: Ledger, numbers: list[Observation]) -> tuple[Run, ...]:
    """The numbers one by one, or region by region with their periods and the pages that hold them."""
    if len(numbers) <= MOST:
        return join(
            [(join_words((_observation_name(ledger.store, row), ""), " "), ""), (row.printed_compact, row.anchor)]
            for row in numbers
        )
    items = []
    for region, rows in group((row.region, row) for row in numbers).items():
        # The later rows first: a period leads to the first page that holds numbers of it.
        periods = {period_in_words(row.period, spoken()): ledger.page_of[row.anchor] for row in reversed(rows)}
        links = [[(words, f"{page}.html")] for words, page in reversed(periods.items())]
        items.append(
            join(
                [[(join_words((ledger.store.name("region", region, spoken()), str(len(rows))), ": "), "")], *links],
                ", ",
            )
        )
    return join(items)


def _observation_name(store: Store, row: Observation) -> str:
    members = [store.name(name, code, spoken()) for name, code in row.broken_down_by.items()]
    measure = [] if row.measure == "level" else [say(row.measure.replace("_", " "))]
    return join_words(
        [store.name("region", row.region, spoken()), *members, *measure, period_in_words(row.period, spoken())], ", "
    )
