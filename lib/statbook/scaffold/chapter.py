"""The notebook of a new chapter: title, parameters, a sentence with a number, a chart, what is missing, sources."""

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

CHART = "printed"
"""The name of its chart."""
_TITLE = "# {title}\n\nWhat do the sources print for {{say}}`region` in {{say}}`period`?"
_PARAMETERS = """region: str = "{region}"  # region of {name}; place whose numbers are shown
period: str = "{period}"  # period of {name}; period as printed, in EDTF
lang: str = "en"  # {{en}}; language of sentences and charts, Chinese once there is an edition"""
_BEGIN = """from statbook import Chapter, charts

here = Chapter("{name}", region=region, period=period, lang=lang)
here.numbers()"""
_SENTENCE = "For {{say}}`region` the sources print {{num}}`{indicator}` in {{say}}`period`."
_BY_MEMBER = """rows = here.rows(indicator="{indicator}", measure="level"{others})
here.show("{chart}", charts.bars(here.labels, charts.points(here.labels, rows, "{dimension}", first="all")))"""
_BY_REGION = """rows = here.store.find(theme="{name}", indicator="{indicator}", measure="level", period=period)
here.show("{chart}", charts.bars(here.labels, charts.points(here.labels, rows, "region", first=region)))"""
_MISSING = "## What the numbers do not say\n\n{{missing}}`all`"
_SOURCES = (
    "## Sources\n\nEvery number above leads to its entry in the [evidence](#evidence-{name}), "
    "which names its source and the place in it."
)


def chapter_text(name: str, title: str, indicator: str, dimensions: tuple[str, ...], region: str, period: str) -> str:
    """The notebook of the chapter *name* as text: the level of *indicator*, and its parts by the first dimension.

    *region* and *period* are the defaults of its parameters. Without dimensions the chart shows the regions.
    """
    words = {"name": name, "title": title, "indicator": indicator, "region": region, "period": period, "chart": CHART}
    words |= {"others": "".join(f', {other}="all"' for other in dimensions[1:]), "dimension": (*dimensions, "")[0]}
    chart = _BY_MEMBER if dimensions else _BY_REGION
    cells = [
        new_markdown_cell(_TITLE.format(**words), id="title"),
        new_code_cell(_PARAMETERS.format(**words), id="parameters", metadata={"tags": ["parameters"]}),
        new_code_cell(_BEGIN.format(**words), id="begin"),
        new_markdown_cell(_SENTENCE.format(**words), id="sentence"),
        new_markdown_cell("## What is printed", id="heading"),
        new_code_cell(chart.format(**words), id="chart"),
        new_markdown_cell(_MISSING.format(**words), id="missing"),
        new_markdown_cell(_SOURCES.format(**words), id="sources"),
    ]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel, "language_info": {"name": "python"}})
    return str(nbformat.writes(notebook)) + "\n"
