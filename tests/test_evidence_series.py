"""Months of a series in the evidence: a line each, and once what most of them share. The months are invented."""

from __future__ import annotations

from collections.abc import Callable

from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from statbook.evidence.entry import Entry, Fact
from statbook.evidence.series_tables import parted, series_table
from statbook.pdf.appendix import Appendix
from statbook.site.entry_parser import filled
from statbook.store import Observation

Make = Callable[..., Observation]


def entry(number: int, **more: str) -> Entry:
    """The entry of an invented month."""
    told = {"Period": f"month {number}", "Printed": str(number), "Source": "table", "Key": f"m.{number}"} | more
    return Entry(f"obs-m-{number}", "Flow", tuple(Fact(name, ((words, ""),)) for name, words in told.items()))


def test_figures_of_a_table_stand_in_lines_and_those_of_an_article_by_themselves(observation: Make) -> None:
    cells = [observation(obs=f"m.{number}", offset=None, cell=f"B{number}") for number in range(1, 5)]
    article = observation(obs="a.1")
    entries = {row.anchor: Entry(row.anchor, "Flow", ()) for row in (*cells, article)}

    kept, series = parted([*cells, article], entries)

    assert [article.anchor] == kept
    assert {"Flow": [row.anchor for row in cells]} == series


def test_few_cells_of_one_name_have_an_entry_each(observation: Make) -> None:
    cells = [observation(obs=f"m.{number}", offset=None, cell=f"B{number}") for number in range(1, 4)]

    kept, series = parted(cells, {row.anchor: Entry(row.anchor, "Flow", ()) for row in cells})

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
    filled(document, {"title": "Evidence", "back": ["All", "evidence-index"], "sections": [part]}, "evidence/flow")
    appendix = Appendix({"evidence/flow": document})

    kept = appendix.kept({"evidence/flow#obs-m-3"})["evidence/flow"].astext()

    assert "month 3" in kept
    assert "odd" in kept
    assert "month 1" not in kept
    assert {} == appendix.kept(set())
