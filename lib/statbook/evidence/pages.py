"""The pages of the evidence, of the codebook and of the traps."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from statbook.evidence.codebook import codebook, codebook_index
from statbook.evidence.entry import PRINTED, EvidenceEntry, Fact
from statbook.evidence.facts import date_words
from statbook.evidence.ledger import Ledger, Page, slug, template, theme_name
from statbook.evidence.traps import HEAD, traps
from statbook.evidence.traps import INDEX as TRAPS
from statbook.messages import bracket, say, say_count, spoken
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Observation, article_anchor, name_of
from statbook.store.grouping import group

INDEXES = ("evidence/index", "codebook/index", TRAPS)
"""The pages by which readers come in; they stand in the contents of the book."""
_BETWEEN = "\u00a0· "
"""Between links in a row; no line begins with it."""
LINES = 300
"""Lines of a page that lists numbers by article."""


def pages(ledger: Ledger, entries: dict[str, EvidenceEntry]) -> dict[str, str]:
    """Every page of evidence, codebook and traps by its file: entries as JSON for the press, the others as MyST text."""
    found = {page.document: _theme_page(ledger, entries, page) for page in ledger.pages} | codebook(ledger)
    made = {f"{name}.entries": json.dumps(page, ensure_ascii=False) for name, page in found.items()}
    by_article = list(_by_article(ledger))
    made |= {f"{_article_page(place)}.md": text for place, text in enumerate(by_article)}
    return made | {
        f"{INDEXES[0]}.md": _index(ledger, len(by_article)),
        f"{INDEXES[1]}.md": codebook_index(ledger.store),
        **traps(ledger),
    }


def _theme_page(ledger: Ledger, entries: dict[str, EvidenceEntry], page: Page) -> dict[str, Any]:
    name = say("{theme}, {part}", theme=theme_name(ledger.store, page.theme), part=page.name)
    return page_of_entries(ledger, entries, page, name, (say("All evidence"), "evidence-index"))


def page_of_entries(
    ledger: Ledger, entries: dict[str, EvidenceEntry], page: Page, name: str, back: tuple[str, str]
) -> dict[str, Any]:
    """A *page* as JSON: the evidence of what *name* says, with words and target of the link *back*."""
    store = ledger.store
    single, series = split_series(page.rows, entries)
    regions = group((store.name("region", ledger.rows[anchor].region, spoken()), anchor) for anchor in single)
    parts = regions | ({say("Computed from these numbers"): list(page.numbers)} if page.numbers else {})
    printed = say_count("{count} printed number", "{count} printed numbers", len(page.rows))
    told = "{numbers} ({name}): each as it is printed, with its place, or with its formula."
    if page.numbers:
        told = "{numbers} ({name}), and {computed} computed from them: each as it is printed, with its place, or with its formula."
    return {
        "title": say("Evidence: {name}", name=name),
        "back": back,
        "about": say(told, numbers=printed, name=name, computed=len(page.numbers)),
        "sections": [
            *({"title": part, "entries": [entries[each].as_json() for each in found]} for part, found in parts.items()),
            *({"title": part, **series_table([entries[each] for each in found])} for part, found in series.items()),
        ],
    }


def _index(ledger: Ledger, articles: int) -> str:
    store = ledger.store
    themes = "\n\n".join(
        f"(evidence-{slug(theme)})=\n### {plain(theme_name(store, theme))}\n\n"
        f"[{say('Codebook')}](/codebook/{slug(theme)}.entries){_BETWEEN}"
        + _BETWEEN.join(
            bracket(f"[{page.name}](/{page.document}.entries)", _counts(page))
            for page in ledger.pages
            if page.theme == theme
        )
        for theme in store.themes
    )
    lists = _BETWEEN.join(
        f"[{say('list {number}', number=place + 1)}](/{_article_page(place)}.md)" for place in range(articles)
    )
    counted = Counter(row.source for row in ledger.rows.values())
    sources = [
        [
            f"[{plain(str(row['source']))}](#from-{row['source']}){{.notranslate}}",
            plain(_title(row)),
            plain(date_words(store, str(row["source"]))),
            str(counted[row["source"]]),
        ]
        for row in store.sources.to_dict("records")
        if row["source"] in counted
    ]
    table = markdown_table([say(head) for head in ("Article", "Title", "Date", "Numbers")], sources)
    return template("evidence").format(themes=themes, lists=lists, sources=table)


def _counts(page: Page) -> str:
    printed = str(len(page.rows))
    return (
        say("{printed} and {computed} computed", printed=printed, computed=len(page.numbers))
        if page.numbers
        else printed
    )


def _title(source: Mapping[Any, Any]) -> str:
    """What an article is called: its title, where that is in the language of the book."""
    return str(source["title"]) if spoken() == "zh" else say(str(source["title_en"]))


def _article_page(place: int) -> str:
    return f"evidence/articles-{place + 1}"


def _by_article(ledger: Ledger) -> Iterable[str]:
    """The numbers of each article in the order of their places; several articles a page, none of them parted."""
    store = ledger.store
    sections: list[str] = []
    columns = [say(head) for head in ("Place", "Printed", "Number", "Period")]
    length = 0
    found = group((row.source, row) for row in sorted(ledger.rows.values(), key=lambda row: row.offset or 0))
    for code, rows in ((code, found[code]) for code in store.sources.index if code in found):
        if sections and length + len(rows) > LINES:
            yield _article_text(sections)
            sections, length = [], 0
        body = [
            [
                plain(row.cell) if row.offset is None else str(row.offset),
                plain(row.printed_compact),
                f"[{plain(name_of(store, row, spoken()))}](#{row.anchor})",
                plain(period_in_words(row.period, spoken())),
            ]
            for row in rows
        ]
        head = f"(from-{code})=\n## {plain(_title(store.sources.loc[code]))}\n\n[{plain(code)}](#{article_anchor(code)}){{.notranslate}}"
        sections.append(f"{head}\n\n{markdown_table(columns, body)}\n")
        length += len(rows)
    if sections:
        yield _article_text(sections)


def _article_text(sections: list[str]) -> str:
    head = f"# {say('Evidence by article')}\n\n{{.screen}}\n[{say('All evidence')}](#evidence-index)"
    return "\n\n".join((HEAD + head, say(ABOUT), "\n".join(sections)))


ABOUT = "The printed numbers of each article in the order in which they stand in it, with their places."
LEAST = 4
"""Numbers of one name that stand in a table."""
COLUMNS = ("Period", "Printed", "Reads", "Interval", "Place")
"""The facts that every month has by itself."""
LEFT = ("Value", "Key", "Compared with")
"""Facts that follow from others: the number in its unit, the key, the same month a year before."""


def split_series(
    rows: Iterable[Observation], entries: Mapping[str, EvidenceEntry]
) -> tuple[list[str], dict[str, list[str]]]:
    """The anchors of numbers that have an entry each, and by name those that stand in a table: cells of a table."""
    rows = list(rows)
    named = group((entries[row.anchor].title, row.anchor) for row in rows if row.cell)
    kept = [row.anchor for row in rows if not row.cell]
    few = [anchor for anchors in named.values() if len(anchors) < LEAST for anchor in anchors]
    return [*kept, *few], {name: anchors for name, anchors in named.items() if len(anchors) >= LEAST}


def series_table(entries: list[EvidenceEntry]) -> dict[str, Any]:
    """Entries of one name as JSON: `facts` that most of them share, `head`, and `rows` with `anchor`, `cells`, `more`.

    A cell is words; a fact is its name, its runs and whether print keeps it; *more* are those that most do not share.
    """
    by_name = [{fact.name: fact for fact in entry.facts} for entry in entries]
    names = dict.fromkeys(name for facts in by_name for name in facts if name not in (*COLUMNS, *LEFT))
    shared = {name: found for name in names if (found := _usual([facts.get(name) for facts in by_name])) is not None}
    columns = [name for name in COLUMNS if any(name in facts for facts in by_name)]
    rows = [
        {
            "anchor": entry.anchor,
            "cells": [facts[name].text if name in facts else "" for name in columns],
            "more": [
                [say(name), facts[name].runs, name in PRINTED]
                for name in names
                if name in facts and facts[name] != shared.get(name)
            ],
        }
        for entry, facts in zip(entries, by_name, strict=True)
    ]
    facts = [[say(fact.name), fact.runs, fact.name in PRINTED] for fact in shared.values()]
    return {"facts": facts, "head": [say(name) for name in columns], "rows": rows}


def _usual(found: list[Fact | None]) -> Fact | None:
    """What more than half say; None if they do not agree."""
    fact, count = Counter(found).most_common(1)[0]
    return fact if 2 * count > len(found) else None
