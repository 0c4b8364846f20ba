"""The outputs of cells: escaped, and complete for pages and for print."""

from __future__ import annotations

import pandas as pd
import pytest

from statbook.chapter import Chapter
from statbook.chapter.outputs import ARGUMENTS, OMITTED, Output, make_table
from statbook.charts.chart import MIME
from statbook.charts.data_table import LINKS
from statbook.store import Store


def test_a_table_is_escaped_and_leaves_a_record() -> None:
    made = make_table("tab-a-b", pd.DataFrame([{"Name": "<b>", "Value": "1"}]), "A <title>").bundle

    assert 'id="tab-a-b"' in made["text/html"]
    assert "A &lt;title&gt;" in made["text/html"]
    assert "<b>" not in made["text/html"]
    record = made[MIME]
    assert ("table", "tab-a-b", "A <title>", [["<b>", "1"]]) == tuple(
        record[part] for part in ("kind", "id", "title", "rows")
    )


def test_an_output_is_what_jupyter_asks_for() -> None:
    assert {"text/plain": "a"} == Output({"text/plain": "a"})._repr_mimebundle_(include=None)


def test_an_omitted_chart_and_numbers_leave_what_the_site_needs(store: Store) -> None:
    arguments = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}
    here = Chapter.restore(store, {**arguments, "parameters": {}})

    omitted = here.show("scatter", None)
    assert isinstance(omitted, Output)
    assert omitted.bundle["text/plain"] == omitted.bundle[OMITTED]["title"] != ""
    bundle = here.numbers(mine="a word").bundle
    assert here.arguments == bundle[ARGUMENTS]["arguments"]
    assert here.say_words | {"mine": "a word"} == bundle[ARGUMENTS]["say_words"]
    assert "the numbers of trade" == bundle["text/plain"]


def test_the_links_of_a_frame_are_those_of_its_table(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    arguments = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}
    here = Chapter.restore(store, {**arguments, "parameters": {}})
    monkeypatch.setattr(here, "caption", lambda *_: {"en": "A title"})
    rows = pd.DataFrame([{"Name": "a", "Value": "1"}])
    rows.attrs[LINKS] = [[0, 1, "1", "obs-one"]]

    assert ["obs-one"] == here.table("made", rows).bundle[MIME]["obs"]
    assert [] == here.table("made", [{"Name": "a"}]).bundle[MIME]["obs"]
