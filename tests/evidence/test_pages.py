"""Tests of evidence/pages.py."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from statbook.evidence import Ledger, entries, pages
from statbook.store import Store


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
        run[1] for entries in models.values() for told in entries for _, runs in told["facts"] for run in runs if run[1]
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


def test_the_figures_of_an_article_stand_in_the_order_of_its_text(ledger: Ledger) -> None:
    for name, text in pages_of(ledger).items():
        if name.startswith("evidence/articles-"):
            for section in text.split("\n## ")[1:]:
                offsets = [int(found) for found in re.findall(r"^\| (\d+) \|", section, re.M)]
                assert offsets == sorted(offsets)
                assert offsets
