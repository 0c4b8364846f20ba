"""Sentences are checked before they are filled in: typed numbers, roles, directives, keys."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from statbook.chapter import Chapter
from statbook.checks.sentences import check_sentences, check_words, unknown_key
from statbook.project.notebooks import Notebook
from statbook.store import Store

TRADE = {"name": "trade", "region": "Xian", "period": "2026-01/2026-02", "lang": "en", "rounding": "rule"}


@pytest.fixture(scope="module")
def here(store: Store) -> Chapter:
    return Chapter.restore(store, {**TRADE, "parameters": {}})


def faults(folder: Path, here: Chapter | None, words: str, say_words: set[str] | None = None) -> list[str]:
    path = folder / "made.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(words)]), path)
    return [str(fault) for fault in check_sentences(Notebook("made", "made", path), here, say_words, ["growth"])]


@pytest.mark.parametrize(
    "words",
    [
        "Trade was {num}`trade`, as printed: {printed}`69.3%`.",
        "{when}`trade@Gansu@2019` Nothing is said. {say}`region`",
        "{missing}`all`",
        "See {chart}`growth`, and {term}`goods trade <trade>`.",
        "## Trade {rose}`trade.growth`\n\nIt {rose}`trade.growth`.",
        "```{note}\nMind {up}`trade.growth`.\n```",
    ],
)
def test_sound_sentences_have_no_fault(here: Chapter, tmp_path: Path, words: str) -> None:
    assert [] == faults(tmp_path, here, f"# Title\n\n{words}", {"region"})


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("It rose 69.3%.", "line 3: found the typed number '69.3%'; expected a key. Cite it as {num}`key`"),
        (
            "{chart}`grwoth`",
            "line 3: found {chart}`grwoth`; expected a chart of the chapter: growth. Did you mean growth?",
        ),
        ("{term}`trade`", "line 3: found {term}`trade`; expected words and an indicator"),
        ("## Trade {rose}`trade.growth`", "line 3: found a number in a heading alone"),
        ("{nmu}`trade`", "line 3: found the role {nmu}; expected one of {num}, "),
        ("{num}``trade``", "line 3: found the role {num} with 'trade'; expected {num}`key`, on one line"),
        ("{num} `trade`", "line 3: found {num}; expected a role with its key, {num}`key`"),
        ("```{include} x\n```", "line 3: found the directive {include}; expected one of {table}, "),
        ("{num}`trad`", "line 3: found the key 'trad'; expected a key of the data."),
        ("{say}`regoin`", "line 3: found {say}`regoin`; expected one of period, region. Did you mean region?"),
        ("{missing}`some`", "line 3: found {missing}`some`; expected {missing}`all`, alone in its paragraph"),
        ("{printed}`69.4%`", "line 3: found {printed}`69.4%`; expected a form that stands under `printed`"),
        ("{num}`trade@Xian@2019`", "expected a key for whose period something is printed. The sentence would be left"),
    ],
)
def test_a_faulty_sentence_is_told_with_cell_and_line(here: Chapter, tmp_path: Path, words: str, fault: str) -> None:
    found = faults(tmp_path, here, f"# Title\n\n{words}", {"region", "period"})

    assert any(each.startswith("made.ipynb, cell 0, line 3") and fault in each for each in found), found


def test_a_title_is_wanted(tmp_path: Path) -> None:
    assert ["made.ipynb: found no title; expected a heading `# Title` in the first cell of words."] == faults(
        tmp_path, None, "## No title"
    )


def test_without_sound_data_keys_are_not_looked_up(tmp_path: Path) -> None:
    assert [] == faults(tmp_path, None, "# Title\n\n{num}`no.such.key`")


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("trade.exprot", "Did you mean trade.export"),
        ("trade@Xain", "no region is called 'Xain'. Did you mean Xian"),
        ("trade@Xian@2026-13", "no period is written so"),
    ],
)
def test_a_key_that_names_nothing_is_told_with_what_is_near(here: Chapter, key: str, words: str) -> None:
    (fault,) = unknown_key("here", key, here)

    assert words in str(fault).replace("..", ".")


@pytest.mark.parametrize(("text", "numbers"), [("{a} of 12 firms", ["'12'"]), ("{count} firms, {b:.1f}", [])])
def test_words_of_charts_hold_no_typed_numbers_beside_those_filled_in(text: str, numbers: list[str]) -> None:
    assert [f"the typed number {number}" for number in numbers] == [fault.found for fault in check_words("x", text)]
