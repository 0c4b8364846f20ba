from __future__ import annotations

import pytest

import english_releases
from made_up_releases import LEXICON, read
from statbook.reading.chinese import CHINESE
from statbook.reading.clauses import Clause, clauses, counted_noun

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


def test_respective_numbers_may_have_verbs_of_their_own() -> None:
    assert parts("出口、进口分别下降2%和增长3%")[0].is_respective
    assert not parts("出口下降2%和进口增长3%")[0].is_respective


def test_brackets_without_a_figure_do_not_part_a_clause_though_commas_stand_in_them() -> None:
    level, growth = read("今年前5个月，海西出口983亿元（联邦元，下同），比去年同期下降5.8%。")

    assert "出口" == level.name == growth.name


def test_things_with_numbers_in_brackets_side_by_side_are_a_list() -> None:
    def items(text: str) -> list[str]:
        return ["".join(token.text for token in each.tokens) for each in parts(text) if each.item]

    assert ["月港", "、海西", "和铜锣"] == items("月港（3亿元，增长2%）、海西（2亿元）和铜锣（1亿元）。")
    assert ["月港", "海西"] == items("月港（3亿元），海西（2亿元），出口（5亿元）增长2%。")[:2]
    assert [] == items("出口3亿元（增长2%）、进口2亿元（下降1%）。") == items("出口（不含月港）3亿元。")


def test_what_is_counted_ends_where_another_word_begins() -> None:
    number, *tail = TOKENS("185个起降设施，出口", 0)

    assert ["起降设施"] == [token.text for token in counted_noun([number], tail, CHINESE)]
    assert () == counted_noun([number, number], tail, CHINESE)
    assert () == counted_noun([number], [], CHINESE)


def test_whom_a_number_counts_is_its_name_and_what_of_theirs_changes() -> None:
    counted, rise = read("5月份，海西省21个行业增加值同比实现增长；25个地市出口同比下降，海西省出口增长3%。")[::2]

    assert ("增加值增长的行业", "unknown") == (counted.name, counted.indicator)
    assert ("trade", "growth") == (rise.indicator, rise.measure)


def test_a_thing_with_the_word_of_a_kind_in_its_name_is_itself() -> None:
    assert "行业协会" == read("5月份，行业增长3%，海西省新设3个行业协会，增加1个。")[1].name


def test_brackets_without_a_figure_make_no_list_of_those_before_them() -> None:
    assert [False, False] == [clause.item for clause in parts("出口增长（1%），月港（同口径）")][::2]
    assert any(clause.item for clause in parts("出口居前的是月港（3亿元）、海西（2亿元）"))


@pytest.mark.parametrize(
    "words",
    ["double that of Haidong, and rose", "three times those of Haidong and rose", "double that of Atlantis and rose"],
)
def test_the_place_of_which_a_number_is_a_multiple_is_not_that_of_the_next(words: str) -> None:
    _, growth = english_releases.read(f"In 2030 Haixi's exports were {words} 4 percent.")

    assert ("Haixi", "trade", "growth") == (growth.region, growth.indicator, growth.measure)
