"""The outputs of cells: escaped, and complete for pages and for print."""

from __future__ import annotations

import pandas as pd

from statbook.chapter.outputs import ARGUMENTS, OMITTED, Numbers, OmittedChart, Sentence, Table
from statbook.charts.chart import MIME


def test_a_table_is_escaped_and_leaves_a_record() -> None:
    made = Table("tab-a-b", pd.DataFrame([{"Name": "<b>", "Value": "1"}]), "A <title>")._repr_mimebundle_()

    assert 'id="tab-a-b"' in made["text/html"]
    assert "A &lt;title&gt;" in made["text/html"]
    assert "<b>" not in made["text/html"]
    record = made[MIME]
    assert ("table", "tab-a-b", "A <title>", [["<b>", "1"]]) == tuple(
        record[part] for part in ("kind", "id", "title", "rows")
    )


def test_text_an_omitted_chart_and_numbers_leave_what_the_site_needs() -> None:
    assert {"text/markdown": "*a*", "text/plain": "*a*"} == Sentence("*a*")._repr_mimebundle_()
    assert {"title": "T"} == OmittedChart("T")._repr_mimebundle_()[OMITTED]
    bundle = Numbers({"name": "trade"}, {"region": "Xi'an"})._repr_mimebundle_()
    assert {"arguments": {"name": "trade"}, "say_words": {"region": "Xi'an"}} == bundle[ARGUMENTS]
    assert "the numbers of trade" == bundle["text/plain"]
