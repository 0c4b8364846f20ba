"""Tests of evidence/pages.py."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import cache
from typing import Any

from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from statbook.evidence import Ledger, entries, pages
from statbook.evidence.entry import EvidenceEntry, Fact
from statbook.evidence.pages import series_table, split_series
from statbook.messages import speaking
from statbook.pdf.appendix import Appendix
from statbook.project.paths import Book
from statbook.site.entry_parser import fill_document
from statbook.store import Observation, Store


@cache
def pages_of(ledger: Ledger) -> dict[str, str]:
    return pages(ledger, entries(ledger))


def entries_of(text: str) -> list[dict[str, Any]]:
    return [told for part in json.loads(text)["sections"] for told in part["entries"]]


def test_each_anchor_stands_on_its_page_once_and_every_link_within_has_a_target(ledger: Ledger) -> None:
    texts = pages_of(ledger)
    models = {name.removesuffix(".entries"): entries_of(text) for name, text in texts.items() if "entries" in name}
    markdown = "\n".join(text for name, text in texts.items() if name.endswith(".md"))
    named = [told["anchor"] for entries in models.values() for told in entries if told["anchor"]]
    named += re.findall(r"^\(([\w-]+)\)=", markdown, re.M)
    linked = {
        run[1]
        for entries in models.values()
        for told in entries
        for _, runs, *_ in told["facts"]
        for run in runs
        if run[1]
    }
    linked |= set(re.findall(r"\]\(#([\w-]+)\)", markdown))

    assert len(named) == len(set(named))
    for document in set(ledger.page_of.values()) - {"chapters/sources"}:
        assert {a for a, page in ledger.page_of.items() if page == document} == {
            told["anchor"] for told in models[document]
        }
    assert set() == {name for name in linked - set(named) if not name.startswith("source-") and ".html" not in name}


def test_the_index_leads_to_every_theme_year_and_article(store: Store, ledger: Ledger) -> None:
    index = pages_of(ledger)["evidence/index.md"]

    for page in ledger.pages:
        assert f"(/{page.document}.entries) ({len(page.rows)}" in index
    for code in {row.source for row in store.observations}:
        assert f"(#from-{code})" in index


def test_the_counts_of_the_index_stand_in_brackets_of_the_language(store: Store, book: Book) -> None:
    with speaking("zh", book.locale):
        ledger = Ledger(store, {}, "sources")
        index = pages(ledger, entries(ledger))["evidence/index.md"]

    assert f"(/{ledger.pages[0].document}.entries)（{len(ledger.pages[0].rows)}）" in index


def test_the_numbers_of_an_article_stand_in_the_order_of_its_text(ledger: Ledger) -> None:
    for name, text in pages_of(ledger).items():
        if name.startswith("evidence/articles-"):
            for section in text.split("\n## ")[1:]:
                offsets = [int(found) for found in re.findall(r"^\| (\d+) \|", section, re.M)]
                assert offsets == sorted(offsets)
                assert offsets


Make = Callable[..., Observation]


def entry(number: int, **more: str) -> EvidenceEntry:
    """The entry of an invented month."""
    told = {"Period": f"month {number}", "Printed": str(number), "Source": "table", "Key": f"m.{number}"} | more
    return EvidenceEntry(f"obs-m-{number}", "Flow", tuple(Fact(name, ((words, ""),)) for name, words in told.items()))


def test_numbers_of_a_table_stand_in_lines_and_those_of_an_article_by_themselves(observation: Make) -> None:
    cells = [observation(obs=f"m.{number}", offset=None, cell=f"B{number}") for number in range(1, 5)]
    article = observation(obs="a.1")
    entries = {row.anchor: EvidenceEntry(row.anchor, "Flow", ()) for row in (*cells, article)}

    kept, series = split_series([*cells, article], entries)

    assert [article.anchor] == kept
    assert {"Flow": [row.anchor for row in cells]} == series


def test_few_cells_of_one_name_have_an_entry_each(observation: Make) -> None:
    cells = [observation(obs=f"m.{number}", offset=None, cell=f"B{number}") for number in range(1, 4)]

    kept, series = split_series(cells, {row.anchor: EvidenceEntry(row.anchor, "Flow", ()) for row in cells})

    assert [row.anchor for row in cells] == kept
    assert {} == series


def test_what_most_lines_share_is_told_once_and_what_one_has_beside_it_in_its_line() -> None:
    table = series_table([entry(1), entry(2), entry(3, Source="another table", Note="odd")])

    assert ["Period", "Printed"] == table["head"]
    assert [["Source", (("table", ""),), True]] == table["facts"]
    assert [["month 1", "1"], ["month 2", "2"], ["month 3", "3"]] == [row["cells"] for row in table["rows"]]
    assert [[], [], ["Source", "Note"]] == [[name for name, *_ in row["more"]] for row in table["rows"]]


def test_a_line_is_an_entry_that_print_can_keep_alone() -> None:
    part = {"title": "Flow"} | series_table([entry(1), entry(2), entry(3, Note="odd")])
    document = new_document("evidence/flow", get_default_settings(Parser))
    fill_document(
        document,
        {"title": "Evidence", "back": ["All", "evidence-index"], "about": "One number.", "sections": [part]},
        "evidence/flow",
    )
    appendix = Appendix({"evidence/flow": document})

    kept = appendix.reduce_to({"evidence/flow#obs-m-3"})["evidence/flow"].astext()

    assert "month 3" in kept
    assert "odd" in kept
    assert "month 1" not in kept
    assert {} == appendix.reduce_to(set())
