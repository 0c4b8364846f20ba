from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import DataError
from statbook.reading.lexicon import INDICATOR, MEMBER, PUBLISHER, REGION, load_lexicon
from statbook.store.yaml_files import read_yaml

ROOT = Path(__file__).resolve().parents[2]


def faults(data: Path, text: str) -> list[str]:
    (data / "lexicon.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        load_lexicon(data)
    return [str(fault) for fault in caught.value.faults]


def test_a_line_says_what_its_words_stand_for(data: Path) -> None:
    words = load_lexicon(data).words

    assert (INDICATOR, "apples") == (words["苹果"][0].kind, words["苹果"][0].code)
    (pears,) = words["梨园面积"]
    assert (True, "m2", (("kind", "young"),)) == (pears.stock, pears.unit, pears.members)
    assert (MEMBER, "kind") == (words["幼树"][0].kind, words["幼树"][0].dimension)
    assert (REGION, PUBLISHER) == (words["我国"][0].kind, words["果园署"][0].kind)


def test_names_in_the_tables_are_words_too(data: Path) -> None:
    lexicon = load_lexicon(data)

    assert "apples" in {entry.code for entry in lexicon.words["apples"]}
    assert lexicon.indicators["apples"]["theme"] == "credit"


def test_a_book_may_do_without_a_lexicon(data: Path) -> None:
    (data / "lexicon.yaml").unlink()

    assert "apples" in load_lexicon(data).words


def test_a_code_that_data_does_not_have_is_a_fault_with_its_entry(data: Path) -> None:
    (told,) = faults(data, "indicators:\n  - {words: [苹果], indicator: aples}\n")

    assert told.startswith("data/lexicon.yaml: indicators: entry 1: found 'aples'; expected a code of indicators.csv")
    assert "Did you mean apples?" in told
    (told,) = faults(data, "indicators: []\nregions:\n  - {words: [月港], code: Moon}\n")
    assert "regions: entry 1: found 'Moon'" in told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("indicators:\n  - {words: [], name: 梨}\n", "words"),
        ("indicators:\n  - {words: [梨]}\n", "entry 1"),
        ("indicators:\n  - {words: [梨], name: 梨, colour: green}\n", "'colour'"),
        ("indicators:\n  - {words: [梨], name: 梨, stock: often}\n", "stock"),
        ("regions: []\n", "indicators"),
        ("indicators:\n  - {words: [梨\n", "data/lexicon.yaml:"),
    ],
)
def test_another_structure_is_a_fault(data: Path, text: str, told: str) -> None:
    assert any(told in fault for fault in faults(data, text))


def test_regions_lie_in_all_regions_around_them() -> None:
    around = load_lexicon(ROOT / "data").around

    assert {"Shaanxi", "China"} <= around["Xian"]


def test_the_lexicon_of_the_book_is_sound() -> None:
    lexicon = load_lexicon(ROOT / "data")
    lines = read_yaml(ROOT / "data", "lexicon.yaml")

    assert all(word in lexicon.words for line in lines["indicators"] for word in line["words"])
    given = lines.pop("cities")
    given += [word for lines_of in lines.values() for line in lines_of for word in line["words"]]
    assert [] == [word for word in {*given} if given.count(word) > 1]
    flows = {line["flow"] for line in lines["indicators"] if "flow" in line}
    assert flows <= {*lexicon.indicators} | {line["name"] for line in lines["indicators"] if "name" in line} | flows


def test_a_city_is_a_region_with_and_without_its_last_sign(data: Path) -> None:
    (data / "lexicon.yaml").write_text(
        "indicators: [{words: [苹果], indicator: apples}]\ncities: [北河, 白原市]\n", encoding="utf-8"
    )
    words = load_lexicon(data).words

    assert {"北河", "北河市", "北河州", "白原市"} <= {*words}
    assert not {"白原", "白原州"} & {*words}
    assert ("region", "北河") == (words["北河市"][0].kind, words["北河市"][0].code)


def test_a_balance_grows_by_its_increase_unless_the_line_says_by_what(data: Path) -> None:
    (data / "lexicon.yaml").write_text(
        "indicators:\n- {words: [果园贷款], name: 果园贷款余额, stock: true}\n"
        "- {words: [农户贷款], name: 农户贷款余额, stock: true, flow: 农户新增贷款}\n",
        encoding="utf-8",
    )
    words = load_lexicon(data).words

    assert ["果园贷款增加额", "农户新增贷款"] == [words[each][0].flow for each in ("果园贷款", "农户贷款")]
