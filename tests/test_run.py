"""papermill made strict: failures are named, nothing of a failed run is published, the last good book stays."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from minimal_book import add_cell
from statbook.errors import BuildError, ChapterError, KeyUnknown
from statbook.charts.chart import MIME
from statbook.project.paths import Book
from statbook.press import build_book, run_chapter
from statbook.site.chapter_page import ChapterPage
from statbook.project.notebooks import Notebook, chapter
from statbook.execution.runner import execute
from statbook.store import Store


def quiet(words: str) -> None:
    """No progress in tests."""


def only(book: Book, *names: str) -> None:
    """A book of a few chapters, so that a test is quick."""
    lines = "".join(f"  - file: chapters/{name}\n" for name in names)
    book.toc.write_text(f"format: jb-book\nroot: index\nchapters:\n{lines}", encoding="utf-8")
    index = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# A book"),
            nbformat.v4.new_code_cell('lang: str = "en"  # {en}; language', metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell('from statbook import Chapter\n\nChapter("index", lang=lang).numbers()'),
        ]
    )
    nbformat.write(index, book.root / "index.ipynb")
    (book.data / "captions" / "index.yaml").write_text("{}\n", encoding="utf-8")  # it has no cards


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("1 / 0", r"sources, cell \d+ \(1 / 0\): ZeroDivisionError"),
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "sources.*(died|Died|Dead)"),
        ("import sys\nsys.stderr.write('careful')", r"sources, cell \d+: wrote to stderr: careful"),
    ],
)
def test_a_failing_cell_fails_the_run_and_is_named(copy: Book, tmp_path: Path, source: str, words: str) -> None:
    add_cell(copy, "sources", source)

    with pytest.raises(ChapterError, match=words):
        execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")


def test_a_cell_that_was_not_run_fails_the_chapter(copy: Book, tmp_path: Path) -> None:
    path = copy.root / "chapters" / "sources.ipynb"
    add_cell(copy, "sources", "a = 1")
    content = json.loads(path.read_text(encoding="utf-8"))
    # nbclient passes over cells of this tag without a word.
    content["cells"][-1]["metadata"]["tags"] = ["skip-execution"]
    path.write_text(json.dumps(content), encoding="utf-8")

    with pytest.raises(ChapterError, match=r"sources, cell \d+: was not run"):
        execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")


@pytest.mark.parametrize("words", ["{num}`trade.exprot`", "{unless}`no.such.key` Nothing.", "{say}`regoin`"])
def test_a_key_that_nothing_bears_fails_the_page_with_chapter_cell_and_key(
    copy: Book, tmp_path: Path, words: str
) -> None:
    path = copy.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"].append({"cell_type": "markdown", "id": "k", "metadata": {}, "source": words})
    path.write_text(json.dumps(content), encoding="utf-8")
    done = execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")[0]

    with pytest.raises(KeyUnknown, match=r"chapter sources, cell 5: .*(trade\.exprot|no\.such\.key|regoin)"):
        ChapterPage(done, 0, Store.load(copy.data))


def test_a_chapter_that_calls_itself_by_another_name_gives_no_page(copy: Book, tmp_path: Path) -> None:
    shutil.copy(copy.root / "chapters" / "sources.ipynb", copy.root / "chapters" / "water.ipynb")
    water = Notebook("water", "chapters/water", copy.root / "chapters" / "water.ipynb")
    done = execute(copy, [(water, {})], tmp_path / "run")[0]

    with pytest.raises(ChapterError, match=r"water\.ipynb: found Chapter\('sources'\); expected Chapter\('water'\)"):
        ChapterPage(done, 0, Store.load(copy.data))


def test_the_last_good_book_survives_a_failure(copy: Book) -> None:
    only(copy, "sources")
    page = build_book(copy, quiet)
    before = {path: path.read_bytes() for path in copy.html.rglob("*") if path.is_file()}
    add_cell(copy, "sources", "1 / 0")
    with pytest.raises(ChapterError):
        build_book(copy, quiet)

    assert page.is_file()
    assert before == {path: path.read_bytes() for path in copy.html.rglob("*") if path.is_file()}
    assert [] == [path.name for path in copy.build.iterdir() if path.name.startswith("work-")]


def test_bad_data_stop_the_build_before_anything_runs(copy: Book) -> None:
    path = copy.data / "trade.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",exact,", ",precisely,", 1), encoding="utf-8")

    with pytest.raises(BuildError, match="found 'precisely'"):
        build_book(copy, quiet)


def test_a_chapter_that_shows_its_own_html_is_refused(copy: Book, tmp_path: Path) -> None:
    add_cell(copy, "sources", "from IPython.display import HTML\n\nHTML('<b>mine</b>')")
    done = execute(copy, [(chapter(copy, "sources"), {})], tmp_path / "run")[0]

    with pytest.raises(ChapterError, match="HTML that the library did not write"):
        ChapterPage(done, 0, Store.load(copy.data))


def test_a_chapter_copied_under_a_new_name_is_refused_before_it_runs(copy: Book) -> None:
    only(copy, "sources", "water")
    shutil.copy(copy.root / "chapters" / "sources.ipynb", copy.root / "chapters" / "water.ipynb")

    with pytest.raises(BuildError, match=r'water\.ipynb, cell 2, line 3: found Chapter\("sources"\)'):
        build_book(copy, quiet)
    with pytest.raises(BuildError, match=r'expected Chapter\("water"\)'):
        run_chapter(copy, "water", {}, quiet)


def test_a_run_with_parameters_leaves_its_page_and_does_not_touch_the_book(copy: Book) -> None:
    page, _ = run_chapter(copy, "trade", {"region": "Gansu", "period": "2023"}, quiet)

    assert page.is_file()
    assert not copy.html.exists()
    assert "trade--region=Gansu--period=2023" in str(page)


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
        file.write("region,Atlantis,Atlantis,亚特兰蒂斯,,\n")
    page, _ = run_chapter(copy, "trade", {"region": "Atlantis"}, quiet)
    text = page.read_text(encoding="utf-8")

    assert "120.0 billion yuan" in text or "120 billion yuan" in text
    assert "rose 20" in text
    assert "Traceback" not in text
    assert "Charts left out because what they need is not printed for Atlantis" in text


def test_a_new_theme_needs_no_line_of_the_library(copy: Book) -> None:
    """What CONTRIBUTING says under "Add a theme", on an invented theme."""
    package = json.loads((copy.data / "datapackage.json").read_text(encoding="utf-8"))
    model = next(r for r in package["resources"] if r["name"] == "low_altitude")
    package["resources"].append(model | {"name": "water", "title": "Water", "path": "water.csv"})
    package["statbook"]["themes"]["water"] = ["segment"]
    (copy.data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
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
            "source": "000-sme",
            "offset": "1",
            "known_from": "2026-03-25",
        }
        rows.append(",".join(cells[name] for name in header))
    (copy.data / "water.csv").write_text("\n".join([",".join(header), *rows]) + "\n", encoding="utf-8")
    with open(copy.data / "members.csv", "a", encoding="utf-8") as file:
        file.write("segment,river,River,河流,,\nsegment,lake,Lake,湖泊,,\n")
    with open(copy.data / "indicators.csv", "a", encoding="utf-8") as file:
        file.write("water_use,water,Water use,用水,Invented.,虚构。,nobody,flow,km2,,\n")
    title = "{en: Water by source, zh: 用水}"
    words = f"dots:\n  plain: {title}\n  subtitle: {title}\n  caption: {title}\n"
    (copy.data / "captions" / "water.yaml").write_text(words, encoding="utf-8")
    content = nbformat.v4.new_notebook(
        cells=[
            nbformat.v4.new_markdown_cell("# Water\n\nHow much? {num}`water_use@China@2025`."),
            nbformat.v4.new_code_cell('lang: str = "en"  # {en}; language', metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(
                'from statbook import Chapter, figures\n\nhere = Chapter("water", lang=lang)\nhere.numbers()'
            ),
            nbformat.v4.new_code_cell(
                'here.show("dots", figures.dots(here.labels, [figures.Point(c, here.get(f"water_use{c}@China@2025")) '
                'for c in ("", ".river", ".lake")]))'
            ),
        ]
    )
    nbformat.write(content, copy.root / "chapters" / "water.ipynb")
    with open(copy.toc, "a", encoding="utf-8") as file:
        file.write("  - file: chapters/water\n")
    text = run_chapter(copy, "water", {}, quiet)[0].read_text(encoding="utf-8")

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


def test_the_raw_tree_refuses_to_be_built(copy: Book) -> None:
    start = "from jupyter_book.cli.main import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", start, "build", "."], cwd=copy.root, capture_output=True, text=True, check=False
    )

    assert done.returncode != 0
    assert "Run `make book` instead" in done.stdout + done.stderr


def _titles(content: nbformat.NotebookNode) -> dict[str, str]:
    return {
        output.data[MIME]["id"]: output.data[MIME]["title"]
        for cell in content.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if MIME in output.get("data", {})
    }
