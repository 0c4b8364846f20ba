from __future__ import annotations

from dataclasses import replace

from made_up_releases import LEXICON, members, read
from statbook.reading.chinese import CHINESE
from statbook.reading.language import Kind
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION, Entry
from statbook.reading.proposal import UNKNOWN
from statbook.reading.subjects import Subject, Term, inherit, make_subject, share_tail, split_list

TOKENS = CHINESE.scanner(LEXICON)


def test_countries_behind_towards_are_partners() -> None:
    subject = make_subject(TOKENS("海东省进出口", 0), CHINESE, towards=0)

    assert ("", ["Haidong"]) == (subject.region, [entry.code for entry in subject.members])
    assert "Haidong" == make_subject(TOKENS("海东省进出口", 0), CHINESE).region


def test_an_enumeration_shares_the_indicator_behind_it_or_before_it() -> None:
    behind = share_tail(split_list(TOKENS("机电产品、茶叶出口", 0), CHINESE))
    before = share_tail(split_list(TOKENS("出口机电产品、茶叶", 0), CHINESE))

    assert ["机电产品出口", "茶叶出口"] == ["".join(token.text for token in item) for item in behind]
    assert ["出口机电产品", "出口茶叶"] == ["".join(token.text for token in item) for item in before]


def test_an_enumeration_in_which_words_are_unknown_shares_no_indicator() -> None:
    tea, rest = read("5月份，出口4亿元，茶叶、瓷器等产品产量分别增长1%、2%")[1:]

    assert [UNKNOWN, UNKNOWN] == [tea.indicator, rest.indicator]


def test_what_a_part_has_itself_is_not_inherited() -> None:
    child = make_subject(TOKENS("茶叶进口", 0), CHINESE)
    parent = make_subject(TOKENS("民营企业机电产品进口", 0), CHINESE)

    codes = [entry.code for entry in inherit(child, parent, as_part=True).members]

    assert ["private", "tea"] == codes


def test_the_tokens_of_a_list_are_kinds() -> None:
    assert [Kind.TERM, Kind.LIST, Kind.TERM] == [token.kind for token in TOKENS("机电产品、茶叶", 0)]


def test_words_of_the_whole_do_not_make_a_part_something_else() -> None:
    whole = Subject("碳汇进出口", (Term("碳汇进出口", (Entry(INDICATOR, "sinks"),)),))
    part = Subject("碳汇出口", (Term("出口", (Entry(INDICATOR, "trade"),)),), left="碳汇")

    assert not inherit(part, whole, as_part=True).is_known


def test_words_before_a_list_of_partners_belong_to_each() -> None:
    east, south = read("今年前5个月，民营企业对东洲、南洲出口分别增长2%、3%。")

    assert {"flow": "export", "owner": "private", "partner": "East"} == members(east)
    assert {"flow": "export", "owner": "private", "partner": "South"} == members(south)


def test_an_owner_before_what_stands_once_belongs_to_each() -> None:
    tea, machinery = read("今年前5个月，民营企业出口茶叶、机电产品分别增长2%、3%。")

    assert {"flow": "export", "owner": "private", "product": "tea"} == members(tea)
    assert {"flow": "export", "owner": "private", "product": "machinery"} == members(machinery)


def test_who_trades_with_one_partner_trades_with_the_next() -> None:
    east, south, *others = read(
        "今年前5个月，民营企业对东洲出口3亿元；对南洲出口2亿元；对西方各国、东洲出口分别为1亿元、2亿元。"
    )

    assert {"flow": "export", "owner": "private", "partner": "East"} == members(east)
    assert {"flow": "export", "owner": "private", "partner": "South"} == members(south)
    assert ["unknown", "trade"] == [each.indicator for each in others]
    assert "private" == members(others[1])["owner"]


def test_a_second_place_is_a_partner_if_it_may_be_one() -> None:
    lexicon = replace(LEXICON, words={**LEXICON.words, "东洲": (Entry(REGION, "East"), *LEXICON.words["东洲"])})
    subject = make_subject(CHINESE.scanner(lexicon)("海西省东洲出口", 0), CHINESE)

    assert ("Haixi", ["East"]) == (subject.region, [entry.code for entry in subject.members])


def test_a_kind_of_what_another_kind_was_named_of_is_no_part_of_it() -> None:
    household = Term("住户存款", (Entry(INDICATOR, "住户存款余额"),))
    fiscal = Subject("财政性存款", (Term("财政性存款", (Entry(MEMBER, "fiscal", dimension="sector"),)),))

    assert fiscal == inherit(fiscal, Subject("住户存款", (household,)), as_part=False)


def test_a_kind_of_what_was_named_is_a_part_of_it() -> None:
    loans = Term("贷款", (Entry(INDICATOR, "loans"),))
    short = Subject("短期贷款", (Term("短期贷款", (Entry(MEMBER, "short", dimension="kind"),)),))

    assert ["loans"] == [entry.code for entry in inherit(short, Subject("贷款", (loans,)), as_part=False).indicators]
