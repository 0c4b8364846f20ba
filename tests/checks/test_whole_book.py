"""The gate counts what it checked and tells all faults at once; what rests on faulty data is not checked.

Chapters are read before they run: what is wrong is named with file, cell and line, and what to do.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from statbook.checks.whole_book import chapter_faults, check_book, check_chapters
from statbook.project.notebooks import Notebook, chapter
from statbook.project.paths import Book
from statbook.store import Store

Cells = list[Any]


def test_the_real_book_is_sound_and_counted(book: Book, store: Store) -> None:
    found = check_book(book, store=store)

    assert () == found.faults
    assert (len(store.history), 10) == (found.numbers, found.chapters)
    assert found.unverified > len(store.observations)
    assert 0 == found.verified


def test_faults_of_data_and_of_chapters_are_told_together(copy: Book) -> None:
    table = copy.data / "trade.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(",exact,", ",precisely,", 1), encoding="utf-8")
    path = copy.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0]["source"].append("\nIt grew by 18.8 percent.")
    path.write_text(json.dumps(content), encoding="utf-8")
    found = check_book(copy)

    assert any("found 'precisely'" in fault for fault in found.faults)
    assert any("sources.ipynb, cell 0" in fault and "'18.8'" in fault for fault in found.faults)
    assert (0, 0) == (found.verified, found.unverified), "offsets of faulty rows are not looked up"


def test_numbers_that_contradict_one_another_are_a_fault(copy: Book) -> None:
    table = copy.data / "trade.csv"
    text = table.read_text(encoding="utf-8")
    assert ",69.3%," in text
    table.write_text(text.replace(",69.3,", ",79.3,", 1).replace(",69.3%,", ",79.3%,", 1), encoding="utf-8")
    found = check_book(copy).faults

    assert any(
        "found 79.3%, which contradicts other printed numbers (growth from the parts)" in fault for fault in found
    )


def test_a_code_in_the_lexicon_that_data_does_not_have_is_a_fault(copy: Book) -> None:
    lexicon = copy.data / "lexicon.yaml"
    lexicon.write_text("indicators:\n  - {words: [苹果], indicator: aples}\n", encoding="utf-8")

    (fault,) = check_book(copy).faults

    assert fault.startswith("data/lexicon.yaml: indicators: entry 1: found 'aples'")


def changed(book: Book, folder: Path, name: str, old: str, new: str, *, kind: str = "") -> Notebook:
    """The chapter *name* with *old* replaced by *new* in its first cell (of *kind*) that holds it."""
    source = chapter(book, name)
    content = source.read()
    cell = next(cell for cell in content.cells if old in cell.source and kind in ("", cell.cell_type))
    cell.source = cell.source.replace(old, new, 1)
    path = folder / f"{name}.ipynb"
    nbformat.write(content, path)
    return Notebook(name, source.document, path)


def faults(notebook: Notebook, store: Store) -> list[str]:
    return [str(fault) for fault in chapter_faults(notebook, store)]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        # keys and roles in sentences
        ("{num}`surplus`", "{num}`trad`", r"trade.ipynb, cell 3, line 8: found the key 'trad'.*Did you mean trade"),
        (
            "{num}`surplus`",
            "{nmu}`trade`",
            r"cell 3, line 8: found the role \{nmu\}; expected one of .*Did you mean num",
        ),
        ("{num}`surplus`", "{ref}`trade`", r"cell 3, line 8: found the role \{ref\}"),
        ("{num}`surplus`", "{num} `trade`", r"cell 3, line 8: found \{num\}; expected a role with its key"),
        ("{num}`surplus`", "{num}``trade``", r"cell 3, line 8: found the role \{num\} with 'trade'; expected"),
        ("{say}`region`", "{say}`regoin`", r"cell 0, line 3: found \{say\}`regoin`.*Did you mean region"),
        (
            "{chart}`growth`",
            "{chart}`grwoth`",
            r"line 11: found \{chart\}`grwoth`; expected a chart.*Did you mean growth",
        ),
        (
            "{chart}`growth`",
            "{term}`trade <traed>`",
            r"found \{term\}`trade <traed>`; expected words.*Did you mean trade",
        ),
        ("{chart}`growth`", "{term}`trade`", r"found \{term\}`trade`; expected words and an indicator"),
        ("{missing}`all`", "{missing}`most`", r"cell \d+, line \d: found \{missing\}`most`"),
        ("{num}`surplus`", "{printed}`1.19万亿元`", r"cell 3, line 8: found \{printed\}`1.19万亿元`"),
        ("{num}`surplus`", "{num}`trade@Xain`", "the key 'trade@Xain'.*no region.*Did you mean Xian"),
        ("{num}`surplus`", "{num}`trade@Xian@2026-13`", "the key 'trade@Xian@2026-13'.*no period"),
        ("{num}`surplus`", "{num}`trade_usd.exprot@China@latest`", "the key 'trade_usd.exprot@China@latest'"),
        ("{rose}`trade.growth`", "{rose}`trade.grwoth`", "the key 'trade.grwoth'"),
        ("# Trade", "## Trade", "found no title"),
        ("# Trade", "# Trade\n\n```{include} /etc/passwd\n```", r"found the directive \{include\}"),
        # typed numbers
        ("## Two export lines", "## Trade rose 69.3 percent", r"cell 3, line 5: found the typed number '69.3'"),
        ("## Two export lines", "## {num}`trade.EU` to Europe", r"cell 3, line 5: found a number in a heading alone"),
        # names in the code
        (
            '"growth"',
            '"grwoth"',
            r"cell 4, line 2: found here.show\('grwoth'\).*Did you mean growth",
        ),
        ('here.show("growth"', 'here.show("gro" + "wth"', "found here.show of a name that is put together"),
        (
            '"product", "mode"',
            '"produkt", "mode"',
            r"found here.breakdowns\('produkt'\); expected a breakdown of data/cuts.yaml",
        ),
        ("charts.waterfall", "charts.watrefall", "found charts.watrefall.*Did you mean waterfall"),
        ("minimum=minimum", "minimum=minimun", "found the name 'minimun'.*Did you mean minimum"),
        (
            'Chapter("trade"',
            'Chapter("trades"',
            r'cell 2, line 3: found Chapter\("trades"\); expected Chapter\("trade"\)',
        ),
        ('here = Chapter("trade"', 'Chapter("trade")\nhere = Chapter("trade"', "found 2 calls of Chapter"),
        ("here.numbers()", "here", "found 0 calls of here.numbers"),
        # parameters
        ('"Xian"  # region of trade', '"Xain"  # region of trade', "region is 'Xain'.*Did you mean Xian"),
        ('"Xian"  # region of trade', '"Gansu"  # region of trade', "nothing is printed for region Gansu and period"),
        (
            "# region of trade",
            "# region of trad",
            "found the domain 'region of trad'; expected a theme.*Did you mean trade",
        ),
        (
            "# region of trade",
            "# regoin of trade",
            "found the domain 'regoin of trade'; expected a column.*Did you mean region",
        ),
        ("# region of trade; place", "# place", "region: found no domain"),
        ("= 0.5  # {0.1", "= 0.3  # {0.1", "minimum is '0.3'; possible are"),
        ("= 0.5  # {0.1, 0.5, 1.0, 2.0}", "= 0.5  # {1..2}", "minimum is '0.5'; possible is 1 to 2"),
    ],
)
def test_what_is_misspelt_is_red_with_its_place(
    book: Book, store: Store, tmp_path: Path, old: str, new: str, words: str
) -> None:
    found = faults(changed(book, tmp_path, "trade", old, new), store)

    assert any(re.search(words, fault) for fault in found), {f[:70] for f in found}


@pytest.mark.parametrize(
    "line",
    [
        'open("/etc/passwd").read()',
        "import csv",
        "import os",
        "from pathlib import Path",
        "from statbook.store import Store",
        "from statbook import *",
        'exec("1")',
        'eval("1")',
        '__import__("os")',
        "getattr(here, 'x')",
        "globals()",
        "().__class__",
        "here.store.package",
        "charts.data_table.pd.read_csv('x')",
        "here.labels.to_csv('x')",
        "get_ipython().system('ls')",
        "!ls",
        "%run x",
        "display(1)",
        "def f(): pass",
        "x = lambda: 1",
        "try:\n    here\nexcept ValueError:\n    pass",
        "with here:\n    pass",
        "while True:\n    pass",
        "here.get('trade.exprot')",
        "key = 'trade.exprot'",
        "bond = 'exprot'\nkey = f'trade.{bond}'",
        "here.words('nothing')",
        "charts.Point('China grew 69.3%', None)",
        "here.show('growth', None)",
        "x = charts",
        "from statbook import charts as f",
        "x = '69.3'",
        "x = f'{69.3} more'",
        "x = str(69.3)",
    ],
)
def test_code_that_works_for_itself_or_names_what_is_not_there_is_red(
    book: Book, store: Store, tmp_path: Path, line: str
) -> None:
    last = 'here.show("growth", charts.waterfall('
    notebook = changed(book, tmp_path, "trade", last, f"{line}\n{last}", kind="code")

    assert any(fault.startswith("trade.ipynb, cell 4, line") for fault in faults(notebook, store))


def test_a_key_that_a_run_completes_is_no_typed_number(book: Book, store: Store, tmp_path: Path) -> None:
    last = 'here.show("growth", charts.waterfall('
    line = 'found = [here.get(f"trade{part}@Xian@2026-01/2026-02") for part in ("", ".export")]'
    notebook = changed(book, tmp_path, "trade", last, f"{line}\n{last}", kind="code")

    assert [] == faults(notebook, store)


def test_the_real_chapters_are_sound(book: Book, store: Store) -> None:
    assert (10, []) == check_chapters(book, store)


def test_a_chapter_copied_under_a_new_name_is_red(copy: Book, store: Store) -> None:
    shutil.copy(copy.root / "chapters" / "trade.ipynb", copy.root / "chapters" / "water.ipynb")
    with copy.toc.open("a", encoding="utf-8") as file:
        file.write("  - file: chapters/water\n")
    count, found = check_chapters(copy, store)

    assert 11 == count
    assert any(
        'water.ipynb, cell 2, line 3: found Chapter("trade"); expected Chapter("water")' in each for each in found
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"cell_type": "raw"}, "cell 0: found a raw cell"),
        ({"attachments": {"a.png": {"image/png": ""}}}, "cell 0: found attachments"),
    ],
)
def test_cells_that_nobody_reads_are_red(copy: Book, store: Store, change: dict[str, Any], words: str) -> None:
    path = copy.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][0] |= change
    path.write_text(json.dumps(content), encoding="utf-8")

    assert any(words in each for each in check_chapters(copy, store)[1])


def test_two_chapters_whose_numbers_would_have_one_name_are_red(copy: Book, store: Store, tmp_path: Path) -> None:
    for name, number in (("base", "a_plan"), ("base_a", "plan")):
        cell = nbformat.v4.new_code_cell(f'here = Chapter("{name}")\nhere.show("{number}", None)')
        lang = nbformat.v4.new_code_cell('lang: str = "en"  # {en}; x', metadata={"tags": ["parameters"]})
        nbformat.write(nbformat.v4.new_notebook(cells=[lang, cell]), copy.root / "chapters" / f"{name}.ipynb")
    copy.toc.write_text(
        copy.toc.read_text(encoding="utf-8").replace("chapters/base\n", "chapters/base\n  - file: chapters/base_a\n"),
        encoding="utf-8",
    )

    assert any("found the name show-base-a-plan a second time" in each for each in check_chapters(copy, store)[1])


def test_outputs_are_red(copy: Book, store: Store) -> None:
    path = copy.root / "chapters" / "sources.ipynb"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["cells"][2]["execution_count"] = 1
    path.write_text(json.dumps(content), encoding="utf-8")

    assert any("sources.ipynb, cell 2: found outputs" in each for each in check_chapters(copy, store)[1])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("title: Apples\nextra: [\n", "_config.yml:3: found expected the node content, but found '<stream end>'"),
        ("", "_config.yml: found no settings; expected a mapping"),
    ],
)
def test_settings_that_cannot_be_read_are_red(copy: Book, store: Store, text: str, told: str) -> None:
    copy.config.write_text(text, encoding="utf-8")

    assert any(each.startswith(told) for each in check_chapters(copy, store)[1])


def test_a_key_whose_own_period_has_no_number_is_red(copy: Book) -> None:
    table = copy.data / "low_altitude.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace(",all,2030,by,", ",all,2031,by,"), encoding="utf-8")

    assert any("low_altitude.ipynb" in fault and "'standards@2030'" in fault for fault in check_book(copy).faults)


def test_what_a_chapter_does_not_have_is_red(copy: Book) -> None:
    path = copy.root / "chapters" / "trade.ipynb"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("here.labels", "here.lables", 1), encoding="utf-8")

    assert any(
        "here.lables; expected what a chapter has. Did you mean labels?" in fault for fault in check_book(copy).faults
    )


def test_faults_that_are_kept_are_those_that_would_be_found_anew(copy: Book, tmp_path: Path) -> None:
    """Sentences of one chapter, code of another, and data change, one after the other."""
    path, other = copy.root / "chapters" / "trade.ipynb", copy.root / "chapters" / "credit.ipynb"
    kept = Book(tmp_path / "kept")

    def faults_of(book: Book) -> tuple[str, ...]:
        return check_book(book).faults

    def faults() -> tuple[str, ...]:
        shutil.copytree(copy.root, kept.root, ignore=shutil.ignore_patterns("_build"), dirs_exist_ok=True)
        kept.kept.mkdir(parents=True, exist_ok=True)
        found = faults_of(kept)
        assert found == faults_of(kept) == faults_of(copy)
        return found

    assert () == faults()
    write_cells(path, lambda cell: f"{cell.source}\n\nIt weighs 17 million tons.", "markdown")
    assert any("the typed number '17'" in fault for fault in faults())
    write_cells(other, lambda cell: f"{cell.source}\nopen('x')", "code")
    assert {"trade.ipynb", "credit.ipynb"} == {re.split("[,:]", fault)[0] for fault in faults()}
    captions = copy.data / "captions" / "trade.yaml"
    captions.write_text(captions.read_text(encoding="utf-8").replace("  plain:", "  plane:", 1), encoding="utf-8")
    assert any("captions/trade.yaml" in fault for fault in faults())


def write_cells(path: Path, source: Callable[[Any], str], kind: str) -> None:
    """Change the sources of the cells of one *kind* in the notebook *path*."""
    content = nbformat.read(path, as_version=4)
    for cell in content.cells:
        if cell.cell_type == kind and "parameters" not in cell.metadata.get("tags", []):
            cell.source = source(cell)
    nbformat.write(content, path)
