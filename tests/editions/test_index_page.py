"""The page that leads to the runs: a table for each entry, numbers as links, and what is not printed."""

from __future__ import annotations

from lxml import html

from statbook.build.editions import EditionContents, EditionPage
from statbook.editions.index_page import index_page
from statbook.prose.markup import plain


def page(region: str, period: str) -> EditionPage:
    name = f"trade-{region.lower()}-{period}"
    parameters = {"region": region, "period": period}
    return EditionPage("trade", name, f"Trade: {region}, {period}", parameters, 1, (region, period), "trade")


RUNS = (page("North", "2001"), page("North", "2002"), page("South", "2001"))
CONTENTS = EditionContents("Money", (*RUNS, EditionPage("method", "method", "", {})), True, (page("South", "2002"),))
NUMBERS = {
    "trade-north-2001": {"words": "1 yuan", "value": 1.0, "low": 0.5, "high": 1.5},
    "trade-north-2002": {"words": "3 <yuan>", "value": 3.0, "low": None, "high": None},
    "trade-south-2001": None,
}


def shown() -> html.HtmlElement:
    text = index_page("Money", CONTENTS, NUMBERS)
    return html.fragment_fromstring(text.replace("```{raw} html", "").replace("```", ""), create_parent="div")


def test_a_row_for_each_region_has_a_cell_for_each_period() -> None:
    rows = [[cell.text_content() for cell in row.iter("th", "td")] for row in shown().iter("tr")]

    assert [
        ["", "All at one scale", "2001", "2002"],
        ["North", "", "1 yuan", "3 <yuan>"],
        ["South", "", "page", "not printed"],
    ] == rows


def test_each_run_is_reached() -> None:
    links = [link.get("href") for link in shown().iter("a")]

    assert ["chapters/method.html", *(f"chapters/{run.name}.html" for run in RUNS)] == links


def test_the_small_drawings_have_one_scale_and_say_what_they_show() -> None:
    drawings = [*shown().iter("svg")]
    heights = [circle.get("cy") for drawing in drawings for circle in drawing.iter("circle")]

    assert ["North: 1 yuan, 3 <yuan>", "South: not printed, not printed"] == [one.get("aria-label") for one in drawings]
    assert ["17.7", "3.0"] == heights


def test_an_entry_is_called_by_what_its_titles_share_and_by_the_parameters_that_do_not_vary() -> None:
    text = index_page("Money", CONTENTS, NUMBERS)
    strict = [EditionPage("trade", "a", "Trade: Invented 01", {"rounding": "strict", "region": "A"}, 1, ("01",))]
    strict += [EditionPage("trade", "b", "Trade: Invented 02", {"rounding": "strict", "region": "B"}, 1, ("02",))]

    assert "\n## Trade\n" in text
    assert f"## {plain('Trade: Invented (rounding: strict)')}" in index_page(
        "Money", EditionContents("", (*strict,), True), {}
    )


def test_without_a_number_there_is_no_drawing() -> None:
    text = index_page("Money", CONTENTS, {})

    assert "<svg" not in text and "page</a>" in text
