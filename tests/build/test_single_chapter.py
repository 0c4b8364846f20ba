"""papermill made strict: failures are named, nothing of a failed run is published, the last good book stays."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from minimal_book import few_chapters, minimal_book, quiet
from statbook.build.single_chapter import run_chapter
from statbook.build.targets import build_book
from statbook.errors import BuildError
from statbook.execution.runner import execute
from statbook.project.notebooks import MIME, chapter
from statbook.project.paths import Book
from statbook.store import Store


@pytest.fixture
def small(tmp_path: Path, fonts_of_the_book: Path) -> Book:
    return minimal_book(tmp_path / "book", fonts_of_the_book)


def test_a_chapter_copied_under_a_new_name_is_refused_before_it_runs(copy: Book) -> None:
    few_chapters(copy, "sources", "water")
    shutil.copy(copy.root / "chapters" / "sources.ipynb", copy.root / "chapters" / "water.ipynb")

    with pytest.raises(BuildError, match=r'water\.ipynb, cell 2, line 3: found Chapter\("sources"\)'):
        build_book(copy, quiet)
    with pytest.raises(BuildError, match=r'expected Chapter\("water"\)'):
        run_chapter(copy, "water", {}, quiet)


def test_a_run_with_parameters_leaves_its_page_and_does_not_touch_the_book(small: Book) -> None:
    page, _ = run_chapter(small, "sources", {"lang": "en"}, quiet)

    assert page.is_file()
    assert not small.html.exists()
    assert "sources--lang=en" in str(page)
    assert {"index.html"} == {path.name for path in page.parents[1].glob("evidence/*.html")}


def test_titles_are_findings_of_the_place_and_change_with_it(copy: Book, tmp_path: Path) -> None:
    trade = chapter(copy, "trade")
    titles = {}
    for region, period in (("Xian", "2026-01/2026-02"), ("Gansu", "2023")):
        done = execute(copy, [(trade, {"region": region, "period": period})], tmp_path / region)[0]
        titles[region] = _titles(done.content)

    assert "Integrated circuits (exports) made 40.3 of 69.3 points of growth" == titles["Xian"]["fig-trade-growth"]
    assert "Processing trade: from 52.5% to 67.9% of the whole" == titles["Xian"]["fig-trade-shares"]
    assert "Fastest on a base of at least 100 million yuan: ASEAN, 55%" == titles["Gansu"]["fig-trade-rates"]
    assert titles["Xian"]["fig-trade-rates"] != titles["Gansu"]["fig-trade-rates"]
    assert "fig-trade-growth" not in titles["Gansu"]


def test_an_invented_region_gives_a_sound_chapter(copy: Book, tmp_path: Path) -> None:
    """Two levels with growth and one part: what they support is shown, everything else is left out."""
    rows = {"level": ("120000000000", "CNY", "1200亿元", ""), "growth": ("20", "percent", "20.0%", "2025-01/2025-02")}
    header = (copy.data / "trade.csv").read_text(encoding="utf-8").splitlines()[0].split(",")
    lines = []
    for product, scale in (("all", 1.0), ("machinery", 0.5)):
        flow = "total" if product == "all" else "export"
        for measure, (value, unit, printed, base) in rows.items():
            cells = dict.fromkeys(header, "") | {
                "obs": f"atlantis.2026-01_2026-02.trade.{flow}.{product}.{measure}",
                "indicator": "trade",
                "region": "Atlantis",
                "flow": flow,
                "product": product,
                "mode": "all",
                "owner": "all",
                "partner": "all",
                "period": "2026-01/2026-02",
                "timing": "to_date",
                "measure": measure,
                "base_period": base,
                "unit": unit,
                "bound": "exact",
                "status": "actual",
                "value": str(float(value) * (scale if measure == "level" else 1)),
                "printed": printed if scale == 1 or measure == "growth" else "600亿元",
                "source": "000-xian-trade",
                "offset": "2743",
                "known_from": "2026-03-25",
            }
            lines.append(",".join(cells[name] for name in header))
    with Path(copy.data / "trade.csv").open("a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    with Path(copy.data / "members.csv").open("a", encoding="utf-8") as file:
        file.write("region,Atlantis,Atlantis,海城,,\n")
    page, _ = run_chapter(copy, "trade", {"region": "Atlantis"}, quiet)
    text = page.read_text(encoding="utf-8")

    assert "120.0 billion yuan" in text or "120 billion yuan" in text
    assert "rose 20" in text
    assert "Traceback" not in text
    assert "Charts left out because what they need is not printed for Atlantis" in text


def test_a_new_theme_needs_no_line_of_the_library(small: Book) -> None:
    """What CONTRIBUTING says under "Add a theme", on an invented theme."""
    package = json.loads((small.data / "datapackage.json").read_text(encoding="utf-8"))
    model = next(r for r in package["resources"] if r["name"] == "low_altitude")
    package["resources"].append(model | {"name": "water", "title": "Water", "path": "water.csv"})
    package["statbook"]["themes"]["water"] = ["segment"]
    (small.data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    header = [field["name"] for field in model["schema"]["fields"]]
    rows = []
    for segment, value in (("all", 30), ("river", 10), ("lake", 8)):
        cells = dict.fromkeys(header, "") | {
            "obs": f"china.2025.water_use.{segment}",
            "indicator": "water_use",
            "region": "China",
            "segment": segment,
            "period": "2025",
            "timing": "over",
            "measure": "level",
            "value": str(value),
            "unit": "km2",
            "bound": "exact",
            "status": "actual",
            "printed": f"{value}平方公里",
            "source": next(iter(Store.load(small.data).sources.index)),
            "offset": "1",
            "known_from": "2026-03-25",
        }
        rows.append(",".join(cells[name] for name in header))
    (small.data / "water.csv").write_text("\n".join([",".join(header), *rows]) + "\n", encoding="utf-8")
    with open(small.data / "members.csv", "a", encoding="utf-8") as file:
        file.write("segment,river,River,河流,,\nsegment,lake,Lake,水面,,\n")
    with open(small.data / "indicators.csv", "a", encoding="utf-8") as file:
        file.write("water_use,water,Water use,用水,Invented.,虚构。,nobody,flow,km2,,\n")
    title = "{en: Water by source, zh: 用水}"
    words = f"dots:\n  plain: {title}\n  subtitle: {title}\n  caption: {title}\n"
    (small.data / "captions" / "water.yaml").write_text(words, encoding="utf-8")
    content = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Water\n\nHow much? {num}`water_use@China@2025`."),
            nbformat.v4.new_code_cell('lang: str = "en"  # {en}; language', metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(
                'from statbook import Chapter, charts\n\nhere = Chapter("water", lang=lang)\nhere.numbers()'
            ),
            nbformat.v4.new_code_cell(
                'here.show("dots", charts.dots(here.labels, [charts.Point(c, here.get(f"water_use{c}@China@2025")) '
                'for c in ("", ".river", ".lake")]))'
            ),
        ]
    )
    nbformat.write(content, small.root / "chapters" / "water.ipynb")
    with open(small.toc, "a", encoding="utf-8") as file:
        file.write("  - file: chapters/water\n")
    text = run_chapter(small, "water", {}, quiet)[0].read_text(encoding="utf-8")

    assert "30 km²" in text
    assert 'id="fig-water-dots"' in text


def test_plain_papermill_runs_a_chapter_with_parameters(copy: Book, tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    command = [sys.executable, "-m", "papermill", "chapters/trade.ipynb", str(out), "-p", "region", "Gansu"]
    done = subprocess.run(
        [*command, "-p", "period", "2023"], cwd=copy.root, capture_output=True, text=True, check=False
    )

    assert 0 == done.returncode, done.stderr[-2000:]
    assert "fig-trade-rates" in _titles(nbformat.read(out, as_version=4))


def _titles(content: nbformat.NotebookNode) -> dict[str, str]:
    return {
        output.data[MIME]["id"]: output.data[MIME]["title"]
        for cell in content.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if MIME in output.get("data", {})
    }
