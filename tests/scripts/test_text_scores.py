"""The scorer of `make bench TEXTS=FOLDER`."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import pytest

from made_up_releases import LEXICON, read

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from text_scores import Label, Score, add_scores, alike, read_labels  # noqa: E402

TEXT = "今年前5个月，海西省出口4亿元，同比增长7%，占进出口的40%。"
HEAD = "text_file,printed_figure,value,unit,kind,period,region,indicator_zh,dims,char_start\n"
GROWTH = Label(
    20, "7%", Decimal(7), "percent", frozenset({"growth"}), "2031-01/2031-05", "2030-01/2030-05", "出口", "海西"
)


def score(*labels: Label, text: str = TEXT) -> Score:
    counted = Score()
    add_scores(counted, "a.txt", labels, read(text), LEXICON)
    return counted


def test_a_figure_that_is_read_right_counts_in_each_respect() -> None:
    counted = score(GROWTH)

    assert (1, 3, 1) == (counted.labels, counted.proposals, counted.both)
    assert {1} == {*counted.right.values()} == {*counted.asked.values()}
    assert (5, "no figure") == (len(counted.asked), counted.errors[0][0])
    assert (pytest.approx(1 / 3), 1, 0.5) == (counted.precision, counted.recall, counted.f1)


@pytest.mark.parametrize(
    ("changed", "respect"),
    [
        ({"value": Decimal(8)}, "value and unit"),
        ({"unit": "pp"}, "value and unit"),
        ({"measures": frozenset({"share"})}, "measure"),
        ({"target": True}, "measure"),
        ({"period": "2031-05"}, "period"),
        ({"base": "2029"}, "base"),
        ({"indicator": "进口"}, "indicator and region"),
        ({"region": "海东省"}, "indicator and region"),
        ({"members": ("茶叶",)}, "indicator and region"),
    ],
)
def test_what_is_read_otherwise_is_an_error_of_its_kind(changed: dict[str, object], respect: str) -> None:
    from dataclasses import replace

    counted = score(replace(GROWTH, **changed))  # type: ignore[arg-type]

    assert 0 == counted.right[respect]
    assert [respect] == [kind for kind, *_ in counted.errors if kind != "no figure"]


def test_a_figure_that_is_not_found_is_an_error() -> None:
    counted = score(Label(90, "9%", Decimal(9), "percent", frozenset({"growth"})))

    assert ("not found", "a.txt", "90", "9%") == counted.errors[-1]
    assert 0 == counted.f1


def test_a_label_may_hold_more_than_the_number() -> None:
    assert 1 == score(Label(7, "海西省出口4亿元", Decimal(400_000_000), "yuan", frozenset({"level"}))).both


@pytest.mark.parametrize(
    ("wanted", "right"), [("2031-05-31", 1), ("2031-05", 1), ("2031-04-30", 0), ("2031-01/2031-05", 0)]
)
def test_the_end_of_a_month_may_be_written_as_its_last_day(wanted: str, right: int) -> None:
    label = Label(8, "4亿元", Decimal(400_000_000), "yuan", frozenset({"level"}), wanted)

    assert right == score(label, text="5月末，贷款余额4亿元。").right["period"]


def test_labels_are_read_from_their_tables(tmp_path: Path) -> None:
    rows = (
        'a.txt,7%,7,percent,yoy_pct,2031,海西,出口,"{""partner"": ""东洲"", ""role"": ""repeat""}",5\n'
        "a.txt,2.2倍,2.2,倍,diff,2031,海西,专利,,9\nb.txt,3件,3,件,target,2035,海西,专利,,1\n"
    )
    (tmp_path / "figures.csv").write_text(HEAD + rows, encoding="utf-8")
    (tmp_path / "bases.csv").write_text("text_file,char_start,base\na.txt,5,2030\n", encoding="utf-8")

    labels = read_labels(tmp_path)

    growth, times = labels["a.txt"]
    assert ("2030", ("东洲",), {"growth"}) == (growth.base, growth.members, {*growth.measures})
    assert {"difference", "level"} == {*times.measures}
    assert labels["b.txt"][0].target


def test_names_are_alike_if_they_share_most_of_their_signs() -> None:
    assert alike("召回茶具", "共召回茶具")
    assert not alike("召回茶具", "茶园面积")
    assert not alike("", "")
