"""A PDF holds its documents, the entries that they lead to, and the data that it carries."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from docutils import nodes

from print_nodes import CHART, number, tree_of
from statbook.pdf.document import BOOK, TEMPLATE, WITHOUT, PdfContext, PdfDocument
from statbook.pdf.front_matter import WORDS
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.record_node import RecordNode
from statbook.project.kept_results import keep_for
from statbook.store import Store


class Anything(Glyphs):
    """A font with every character."""

    code_points = frozenset(range(0x110000))


def entry(name: str, *links: str) -> nodes.definition_list_item:
    """An entry of the evidence that leads to other entries."""
    words = nodes.inline("", name, ids=[name])
    field = nodes.field("", nodes.field_name("", "Printed"), nodes.field_body("", nodes.paragraph("", "x")))
    leads = [number("1", f"evidence/all#{link}") for link in links]
    return nodes.definition_list_item(
        "", nodes.term("", "", words), nodes.definition("", nodes.field_list("", field), *leads)
    )


@pytest.fixture
def context(store: Store) -> PdfContext:
    """Two chapters of which `trade` cites one entry, which leads to another; a third is cited by nobody."""
    rows = store.observations[:3]
    anchors = [row.anchor for row in rows]
    evidence = tree_of("Evidence\n========")
    evidence[0].append(nodes.definition_list("", *(entry(a, *anchors[1:2] * (a == anchors[0])) for a in anchors)))
    trade, other = tree_of("Trade\n=====\n\nWords."), tree_of("Other\n=====")
    trade[0].append(number("12%", f"evidence/all#{anchors[0]}", "num"))
    trade[0].append(RecordNode(record=CHART | {"obs": [], "data": CHART["data"] | {"links": []}}))
    chapter: dict[str, Any] = {"title": "T", "place": "", "parameters": {}, "cited": {}, "sha256": "0" * 64}
    manifest = {
        "as_of": "2026-03-25",
        "version": "1",
        "articles": "",
        "hashes": {"data/": "1", "chapters/": "2", "lib/statbook/": "3"},
        "entries": {row.anchor: "evidence/all" for row in store.observations},
        "evidence": ["evidence/all"],
        "derived": {},
        "chapters": {
            "trade": chapter | {"document": "chapters/trade", "number": 1},
            "other": chapter | {"document": "chapters/other", "number": 2},
        },
    }
    trees = {"chapters/trade": trade, "chapters/other": other, "evidence/all": evidence}
    config = SimpleNamespace(
        html_title="B: s", paper_title_zh="", paper_title_other="", language="en", paper_keywords=[], author="a"
    )
    return PdfContext(manifest, store, trees, Anything(Path()), config, SimpleNamespace(config=None))


def test_a_chapter_holds_the_entries_that_it_leads_to_and_these_in_turn(context: PdfContext) -> None:
    rows = context.store.observations
    made = PdfDocument(context, "trade")

    assert [rows[0].obs, rows[1].obs] == made.observations
    assert made.holds(f"evidence/all#{rows[1].anchor}")
    assert not made.holds(f"evidence/all#{rows[2].anchor}")
    assert not made.holds("chapters/other#")
    assert [] == PdfDocument(context, "other").observations


def test_the_book_holds_all_chapters_and_all_entries(context: PdfContext) -> None:
    made = PdfDocument(context, BOOK)

    assert [row.obs for row in context.store.observations[:3]] == made.observations
    assert made.holds("chapters/other#") and made.holds("chapters/trade#")


def test_a_chapter_uses_the_evidence_that_it_leads_to_and_the_tables_with_numbers_behind_it(
    context: PdfContext,
) -> None:
    theme, others = context.store.observations[0].theme, context.store.themes
    unused = [f"{name}.csv" for name in others if name != theme]

    assert {"evidence": ["evidence/all"], "unused": unused} == PdfDocument(context, "trade").uses
    assert {"evidence": [], "unused": [f"{name}.csv" for name in others]} == PdfDocument(context, "other").uses


def test_the_inputs_of_a_computed_number_are_used_though_no_link_leads_to_them(context: PdfContext) -> None:
    far = next(row for row in context.store.observations if row.theme != context.store.observations[0].theme)
    target = f"evidence/all#{context.store.observations[0].anchor}"
    context.manifest["derived"][target] = [far.obs]

    assert f"{far.theme}.csv" not in PdfDocument(context, "trade").uses["unused"]


def test_the_source_of_evidence_is_kept_only_for_what_its_page_is_made_from(
    context: PdfContext, tmp_path: Path
) -> None:
    (tmp_path / "kept").mkdir()
    row, keep = context.store.observations[0], keep_for(tmp_path / "kept", "font")

    def source(title: str, made_from: dict[str, str], place: str) -> str:
        term = next(
            node for node in context.evidence["evidence/all"].findall(nodes.inline) if row.anchor in node["ids"]
        )
        term[0] = nodes.Text(title)
        made = PdfDocument(replace(context, keep=keep, made_from=made_from), "trade")
        return made.write(tmp_path / place).read_text(encoding="utf-8")

    assert "Pears" in source("Pears", {"evidence/all": "1"}, "a")
    assert "Pears" in source("Plums", {"evidence/all": "1"}, "b")
    assert "Plums" in source("Plums", {"evidence/all": "2"}, "c")
    assert "Figs" in source("Figs", {}, "d")
    assert "Dates" in source("Dates", {}, "e")


def test_an_edition_without_evidence_says_so_and_has_no_entry(context: PdfContext, tmp_path: Path) -> None:
    made = PdfDocument(context, f"trade{WITHOUT}")
    text = made.write(tmp_path / "made").read_text(encoding="utf-8")

    assert made.observations == PdfDocument(context, "trade").observations
    assert not made.holds(f"evidence/all#{context.store.observations[0].anchor}")
    assert "#appendix(" not in text
    assert WORDS["reader"] in text


def test_terms_that_the_text_leads_to_are_defined_at_the_end(context: PdfContext, tmp_path: Path) -> None:
    target = "codebook/credit#ind-money-m2"
    context.trees["chapters/trade"][0].append(nodes.paragraph("", "", number("M2", target)))
    made, other = PdfDocument(context, "trade"), PdfDocument(context, "other")
    text = made.write(tmp_path / "made").read_text(encoding="utf-8")

    assert made.holds(target) and not other.holds(target)
    row = context.store.indicators.loc["money_m2"]
    assert [row["name_en"], row["definition_en"], row["warning_en"]] == made.terms[target]
    assert f'#lead("to:{target}", [#"M2"])' in text
    assert f'#glossary([#"Terms"], ("{target}", [#"Money supply M2"], [#"Broad money' in text
    assert "#glossary(" not in other.write(tmp_path / "other").read_text(encoding="utf-8")


def test_the_folder_has_source_pictures_look_and_data(context: PdfContext, tmp_path: Path) -> None:
    main = PdfDocument(context, "trade").write(tmp_path / "trade")
    text = main.read_text(encoding="utf-8")
    names = {path.name for path in main.parent.iterdir()}

    data = {"figures.csv", "drawings.csv", "articles.csv"}
    assert {"main.typ", TEMPLATE.name, "words.json", "000-fig-made-x.svg", *data} == names
    assert text.startswith('#import "book.typ": *')
    assert '#appendix([#"Evidence"]' in text
    assert 2 == len((main.parent / "figures.csv").read_text(encoding="utf-8").splitlines()) - 1


def test_a_chapter_states_digests_of_what_it_depends_on_alone(context: PdfContext, tmp_path: Path) -> None:
    text = PdfDocument(context, "trade").write(tmp_path / "trade").read_text(encoding="utf-8")
    whole = PdfDocument(context, BOOK).write(tmp_path / "book").read_text(encoding="utf-8")

    assert "SHA-256 of chapters/trade.ipynb" in text
    assert "SHA-256 of data/" not in text
    assert "SHA-256 of data/" in whole


def test_a_source_line_names_the_articles_of_entries_and_nothing_else(context: PdfContext) -> None:
    row = context.store.observations[0]

    assert context.sources([f"evidence/all#{row.anchor}"])
    assert "" == context.sources(["chapters/other#"])
