from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from made_up_releases import LEXICON, only, read
from statbook.reading import read_text
from statbook.reading.chinese import CHINESE
from statbook.reading.language import Amount
from statbook.reading.lexicon import INDICATOR, Entry
from statbook.reading.proposal import UNKNOWN, Candidate
from statbook.reading.resolver import Resolver, best
from statbook.reading.subjects import make_subject

TOKENS = CHINESE.scanner(LEXICON)


def test_a_name_stands_for_an_indicator_if_its_terms_cover_it() -> None:
    assert "trade" == only("5月份，海西省货物进出口4亿元").indicator
    assert "unknown" == only("5月份，海西省有进出口实绩的企业4亿元").indicator


def test_a_level_in_another_unit_is_of_something_else() -> None:
    assert "unknown" == only("5月份，出口4万吨").indicator


def test_a_member_of_another_theme_does_not_count_as_covered() -> None:
    assert "unknown" == only("5月份，茶叶贷款余额4亿元").indicator


def test_growth_of_a_balance_is_its_flow() -> None:
    flow, balance = read("5月份，贷款增加4亿元，贷款余额90亿元")

    assert ("new_loans", "loans") == (flow.indicator, balance.indicator)


def test_the_best_candidate_must_be_good_and_alone() -> None:
    good = Candidate("t", "a", (), Decimal(1))

    assert "a" == best((good,))[1]
    assert UNKNOWN == best(())[1]
    assert UNKNOWN == best((Candidate("t", "a", (), Decimal("0.8")),))[1]
    assert UNKNOWN == best((good, Candidate("t", "b", (), Decimal(1))))[1]


def test_a_resolver_without_terms_has_no_candidates() -> None:
    subject = make_subject(TOKENS("茶园", 0), CHINESE)

    assert () == Resolver(LEXICON, CHINESE).candidates(
        subject, Amount(None, "items", "count", 0, 1), flow=False, own_unit=True
    )


def test_counts_have_the_unit_of_what_is_counted() -> None:
    assert "patents" == only("2030年，新增专利30万件").unit
    assert "items" == only("2030年，召回茶具30万件").unit
    assert "架次" == only("2030年，飞行30万架次").unit


def test_the_candidates_are_listed_with_their_scores() -> None:
    proposal = only("5月份，核桃出口4亿元")

    assert "unknown" == proposal.indicator
    assert [("trade", Decimal("0.50"))] == [(each.indicator, each.score) for each in proposal.candidates]


def test_a_measure_word_must_be_that_of_the_unit() -> None:
    assert "有效专利量" == only("5月末，有效专利4万件").indicator
    assert "unknown" == only("5月末，4万家企业拥有有效专利").indicator


def test_the_whole_of_a_part_is_named_by_what_parts_it() -> None:
    resolver = Resolver(LEXICON, CHINESE)

    assert "owner=all" == resolver.total((("flow", "export"), ("owner", "private"), ("partner", "all")))
    assert UNKNOWN == resolver.total((("owner", "private"), ("partner", "East")))
    assert UNKNOWN == resolver.total((("owner", "all"),))


def test_a_word_with_a_unit_of_its_own_stands_for_no_number_in_another() -> None:
    words = {**LEXICON.words, "贸易": (Entry(INDICATOR, "trade", unit="percent"),)}
    lexicon = replace(LEXICON, words=words)

    for text, indicator in (("5月份，贸易4亿元。", "unknown"), ("5月份，贸易增长3%。", "trade")):
        assert [indicator] == [each.indicator for each in read_text(text, lexicon, date="2031-06-09")]


def test_an_indicator_with_a_member_of_its_own_is_none_of_another_member() -> None:
    bonds = Entry(INDICATOR, "loans", members=(("sector", "government"),), unit="CNY")
    lexicon = replace(LEXICON, words={**LEXICON.words, "政府债券": (bonds,)})
    first, second = read_text("5月份，海西省政府债券3亿元，其中住户2亿元。", lexicon, date="2031-06-09")

    assert ("loans", "unknown") == (first.indicator, second.indicator)


def test_a_multiple_is_no_level_of_what_it_is_a_multiple_of() -> None:
    assert "unknown" == read("2030年末，海西省合同成交额是海东省的3倍。")[-1].indicator
