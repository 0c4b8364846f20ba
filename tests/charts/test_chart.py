"""Charts in pages: words from data are inert, drawings stand by themselves, palettes keep their contrast."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import pytest

from statbook.charts import Chart, ChartSpec, ChartText, html_table
from statbook.charts.chart import StateText
from statbook.charts.theme import palette
from statbook.project.notebooks import HTML, MIME, VEGA_LITE
from statbook.project.paths import Book
from statbook.store import Edition

BOOK = Book(Path(__file__).resolve().parents[2])
EVIL = "</script><img src=x onerror=alert(1)>"


EDITION = Edition(name="made", title="A book", version="1.2", as_of="2026-03-25", licence=("CC-BY-4.0", "", ""))


def drawing(label: str, lang: str = "en", edition: Edition | None = None) -> Chart:
    rows = pd.DataFrame({"name": [label, "b"], "value": [1, 2]})

    def draw(width: int) -> alt.TopLevelMixin:
        return alt.Chart(rows).mark_bar().encode(x="value:Q", y="name:N").properties(width=width - 100)

    spec = ChartSpec(draw, rows.rename(columns={"name": label}))
    return Chart("made", "evil", spec, ChartText(*[label] * 5), lang, BOOK, edition=edition or Edition())


def held(chart: Chart) -> dict[str, Any]:
    """What the page holds of *chart* for its script."""
    html = chart._repr_mimebundle_()[HTML]
    found: dict[str, Any] = json.loads(re.search(r'class="sb-spec">(.*?)</script>', html, re.S)[1])  # type: ignore[index]
    return found


def test_a_notebook_shows_the_chart_itself_before_a_drawing_of_it() -> None:
    bundle = drawing("a")._repr_mimebundle_()

    assert "text/html" not in bundle  # JupyterLab would take it first
    assert "https://vega.github.io/schema/vega-lite/v5.json" == bundle[VEGA_LITE]["$schema"]
    assert "bar" == bundle[VEGA_LITE]["mark"]["type"]


def test_a_label_that_looks_like_script_is_inert_everywhere() -> None:
    html = drawing(EVIL)._repr_mimebundle_()[HTML]

    assert "<img" not in html
    assert 1 == html.count("</script>")


def test_the_key_under_a_chart_names_the_marks_that_it_draws() -> None:
    def key(**marks: list[object]) -> list[str]:
        chart = drawing("a")
        rows = chart.spec.rows.assign(**marks)
        chart = replace(chart, spec=replace(chart.spec, draw=lambda _: alt.Chart(rows).mark_bar()))
        return [mark["words"] for mark in chart._repr_mimebundle_()[MIME]["key"]]

    assert [] == key(kind=["printed", "printed-first"])
    assert ["printed", "about"] == key(kind=["printed", "event"], soft=[False, True])
    assert ["lower bound", "target"] == key(kind=["target", "target"], out=["", "→"])


def test_the_spec_in_the_page_is_json_that_gives_the_label_back() -> None:
    assert EVIL == held(drawing(EVIL))["wide"]["description"]


def test_a_chart_carries_its_table_its_frames_and_the_stem_of_its_files() -> None:
    made = held(drawing("=1", edition=EDITION))["take"]

    assert {"stem", "csv", "frames"} == set(made)
    assert "fig-made-evil-1.2" == made["stem"]
    assert made["csv"].startswith('\ufeff"\'=1","value"')
    assert {"wide", "narrow"} == set(made["frames"])


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "Data version 1.2, as of 25 March 2026"), ("zh", "数据版本1.2，截至2026年3月25日")]
)
def test_both_frames_name_book_edition_and_licence(lang: str, told: str) -> None:
    for made in held(drawing("a", lang, EDITION))["take"]["frames"].values():
        assert "A book" in made
        assert told in made
        assert "CC BY 4.0" in made


def test_a_chart_of_no_book_names_no_edition() -> None:
    made = held(drawing("a"))["take"]

    assert "fig-made-evil" == made["stem"]
    assert "Data version" not in made["frames"]["wide"]


def test_two_drawings_of_one_chart_are_the_same_bytes() -> None:
    assert drawing("a")._repr_mimebundle_() == drawing("a")._repr_mimebundle_()


def test_a_chart_has_one_identifier_two_widths_and_a_name() -> None:
    html = drawing("a")._repr_mimebundle_()[HTML]

    assert 'id="fig-made-evil"' in html
    assert 2 == html.count('role="img"')
    assert 'class="sb-wide"' in html and 'class="sb-narrow"' in html


def test_a_chart_that_would_fetch_is_refused() -> None:
    def draw(width: int) -> alt.TopLevelMixin:
        return alt.Chart("https://example.org/data.csv").mark_bar().encode(x="a:Q")

    with pytest.raises(ValueError, match="url"):
        Chart("made", "x", ChartSpec(draw, pd.DataFrame()), ChartText(*["w"] * 5), "en", BOOK).specs()


def test_headers_and_cells_of_tables_are_escaped() -> None:
    made = html_table(pd.DataFrame({EVIL: [EVIL]}))

    assert "<img" not in made


def luminance(color: str) -> float:
    parts = [int(color[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def modes() -> dict[str, dict[str, str]]:
    css = (Path(__file__).parents[2] / "lib/statbook/site/assets/book.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--sb-([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", css)
    return {
        "light": {name: light for name, light, _ in pairs},
        "dark": {name: dark for name, _, dark in pairs},
    }


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_marks_and_text_have_their_contrast_in_both_modes(mode: str) -> None:
    colors = modes()[mode]
    paper = colors["paper"]
    for name in ("ink", "ink-soft"):
        assert contrast(colors[name], paper) >= 4.5, name
    for name in ("accent", "slate", "muted", "blue", "vermilion", "teal", "ochre", "plum", "grey"):
        assert contrast(colors[name], paper) >= 3, name


def test_every_colour_of_the_palette_is_mapped_for_dark_pages() -> None:
    css = (Path(__file__).parents[2] / "lib/statbook/site/assets/book.css").read_text(encoding="utf-8")
    light = modes()["light"]
    for name, color in palette.items():
        assert color == light[name], name
        assert f'[fill="{color}"]' in css, name
        assert f'[stroke="{color}"]' in css, name


def test_a_caption_in_print_says_of_which_states_it_is_true_where_those_differ() -> None:
    def printed(**captions: str) -> str:
        states = {name: StateText("T", "S", caption) for name, caption in captions.items()}
        choice = alt.binding_select(options=[*states], labels=[f"by {name}" for name in states], name="Cut")
        drawn = alt.Chart(pd.DataFrame({"v": [1]})).mark_bar().add_params(alt.param(name="cut", bind=choice))
        spec = ChartSpec(lambda _: drawn, pd.DataFrame({"Name": ["a"]}), multiples="cut")
        chart = Chart("made", "rows", spec, ChartText("T", "S", "Bars.", "", "", states=states), "en", BOOK)
        return str(chart._repr_mimebundle_()[MIME]["caption_in_print"])

    assert "Bars." == printed(mode="Bars.", owner="Bars.")
    assert "by mode, by kind: Bars. by owner: Dots." == printed(mode="Bars.", owner="Dots.", kind="Bars.")


def test_each_state_of_a_control_brings_the_words_that_differ_in_it() -> None:
    rows = pd.DataFrame({"Cut": ["mode", "owner"], "Name": ["a", "b"], "Value": ["1", "2"]})
    choice = alt.binding_select(options=["mode", "owner"], labels=["mode", "owner"], name="Cut ")
    drawn = alt.Chart(rows).mark_bar().encode(x="Value:Q").add_params(alt.param(name="cut", value="mode", bind=choice))
    said = {"mode": StateText("A rose", "In yuan", "Bars."), "owner": StateText('B "fell"', "In yuan", "Bars.")}
    text = ChartText("A rose", "In yuan", "Bars.", "Source", "A rose. In yuan.", plain="Rows", states=said)
    chart = Chart("made", "rows", ChartSpec(lambda width: drawn, rows, multiples="cut"), text, "en", BOOK)

    bundle = chart._repr_mimebundle_()
    first, second = re.findall(r"<option[^>]*>", bundle[HTML])
    assert ' selected data-description="A rose. In yuan. ' in first
    assert 'aria-label="A rose. In yuan. a: 1"' in bundle["image/svg+xml"]
    assert ' data-title="B &quot;fell&quot;" data-description="B &quot;fell&quot;. In yuan. b: 2' in second
    assert "data-subtitle" not in second
    assert ["mode", 'owner: B "fell"'] == [panel["words"] for panel in bundle[MIME]["panels"]]


def test_the_key_is_that_of_the_state_which_is_drawn_and_names_in_print_the_marks_of_every_state() -> None:
    rows = pd.DataFrame({"cut": ["mode", "owner", "owner"], "kind": ["derived", "printed", "rest"]})
    choice = alt.binding_select(options=["owner", "mode"], labels=["owner", "mode"], name="Cut ")
    drawn = alt.Chart(rows).mark_bar().add_params(alt.param(name="cut", value="mode", bind=choice))
    spec = ChartSpec(lambda width: drawn, pd.DataFrame({"Name": ["a"]}))
    chart = Chart("made", "rows", spec, ChartText(*["T"] * 5), "en", BOOK)

    once, twice = (replace(chart, spec=replace(spec, multiples=name))._repr_mimebundle_() for name in ("", "cut"))
    assert {"printed": " hidden", "derived": "", "rest": " hidden"} == dict(
        re.findall(r'<li data-mark="(\w+)"( hidden)?>', once[HTML])
    )
    assert ["printed rest", "derived"] == re.findall(r'<option[^>]* data-marks="([^"]*)"', once[HTML])
    assert ["derived"] == [mark["name"] for mark in once[MIME]["key"]]
    assert ["printed", "derived", "rest"] == [mark["name"] for mark in twice[MIME]["key"]]
