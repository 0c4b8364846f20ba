from __future__ import annotations

from made_up_releases import LEXICON, read
from statbook.reading.chinese import CHINESE
from statbook.reading.clauses import Clause, clauses

TOKENS = CHINESE.scanner(LEXICON)


def parts(text: str) -> list[Clause]:
    return list(clauses(TOKENS(text, 0), CHINESE))


def runs(text: str) -> list[list[str]]:
    return [[token.text for token in numbers] for clause in parts(text) for _, numbers, _ in clause.runs]


def test_commas_part_clauses_and_numbers_side_by_side_are_a_run() -> None:
    assert [["4亿元"], ["1%", "2%", "3%"]] == runs("出口4亿元，分别增长1%、2%和3%")


def test_brackets_with_a_figure_are_a_clause_of_their_own() -> None:
    assert [False, True, False] == [clause.nested for clause in parts("出口4亿元（增长1%），进口")][:3]


def test_brackets_without_a_figure_part_nothing() -> None:
    (clause,) = parts("贷款（本外币，同口径）余额4亿元")

    assert 1 == len(clause.runs)


def test_what_a_number_counts_does_not_name_the_next_one() -> None:
    first, second = parts("建成5个机场和12条航线")[0].runs

    assert "建成" == "".join(token.text for token in first[0])
    assert "" == "".join(token.text for token in second[0])


def test_a_unit_may_be_shared_by_numbers_side_by_side() -> None:
    ((_, numbers, _),) = parts("增速快4.6和3.1个百分点")[0].runs

    assert ["percentage_point", "percentage_point"] == [token.value.unit for token in numbers]
    assert [["0.2个", "2.2个百分点"]] == runs("高0.2个和2.2个百分点")


def test_the_value_of_an_index_needs_no_unit() -> None:
    assert [["50.2"]] == runs("采购经理指数为50.2")
    assert [] == runs("版本为50.2")


def test_places_need_a_ranking() -> None:
    assert [["第3位"]] == runs("位居全国第3位")
    assert [] == runs("第3位嘉宾")


def test_lengths_of_time_are_no_figures() -> None:
    assert [] == runs("连续4个月，为期3天，7个季度")


def test_a_length_of_time_that_is_measured_is_a_figure() -> None:
    assert [["3.5小时"]] == runs("平均通关时间3.5小时")


def test_respective_numbers_may_have_verbs_of_their_own() -> None:
    assert parts("出口、进口分别下降2%和增长3%")[0].is_respective
    assert not parts("出口下降2%和进口增长3%")[0].is_respective


def test_brackets_without_a_figure_do_not_part_a_clause_though_commas_stand_in_them() -> None:
    level, growth = read("今年前5个月，海西出口983亿元（联邦元，下同），比去年同期下降5.8%。")

    assert "出口" == level.name == growth.name
