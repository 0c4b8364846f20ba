"""Tests of prose/markup.py."""

from __future__ import annotations

import json

from statbook.prose.markup import KEPT, inert_json, markdown_table, one_line, plain


def test_units_of_several_signs_and_numbers_of_charts_are_kept_on_one_line() -> None:
    text = "如图7.1和表2，增速高出全国51个百分点，利率下降约40个基点，拥有57件/万人，共300项等式，第535期，成交150多亿元、1000余万元"

    assert [
        "图7.1",
        "表2",
        "51个百分点",
        "40个基点",
        "57件/万人",
        "300项",
        "第535期",
        "150多亿元",
        "1000余万元",
    ] == KEPT.findall(text)


def test_words_are_put_on_one_line_without_control_characters() -> None:
    assert one_line("a\n b\u202ec\x07\t d") == "a bc d"


def test_everything_that_is_markup_is_escaped() -> None:
    assert plain("a *b* [c](d)\n<e>") == r"a \*b\* \[c\]\(d\) \<e\>"
    assert plain("中文 1") == "中文 1"


def test_a_table_has_a_head_a_rule_and_rows() -> None:
    table = markdown_table(["A", "B"], [["1", "2"], ["3", "4"]], right=["B"])

    assert table == "| A | B |\n| --- | ---: |\n| 1 | 2 |\n| 3 | 4 |"
    assert markdown_table(["A"], []) == "| A |\n| --- |"


def test_no_string_leaves_the_script_element_that_holds_its_json() -> None:
    value = {"a": "</script><!--&\u2028 果"}
    text = inert_json(value)

    assert not set("<>&\u2028") & set(text)
    assert value == json.loads(text)
