from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_up_releases import LEXICON
from statbook.reading.chinese import CHINESE, clean, meaning, simplify
from statbook.reading.language import Cue, Kind

TOKENS = CHINESE.scanner(LEXICON)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(str(token.kind), token.text) for token in TOKENS(text, 0)]


def test_a_sentence_becomes_tokens() -> None:
    assert [
        ("period", "今年前5个月"), ("comma", "，"), ("term", "海西省"), ("word", "高效"), ("term", "出口"), ("number", "约4亿元"), ("comma", "，"),
        ("cue", "同比"), ("cue", "增长"), ("number", "7%"), ("stop", "。"),
    ] == kinds("今年前5个月，海西省高效出口约4亿元，同比增长7%。")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("同比多增4亿元", Cue.MORE), ("增长到4亿元", Cue.REACH), ("降至4亿元", Cue.REACH), ("增速为", Cue.RATE), ("占比为", Cue.SHARE),
        ("贡献率为", Cue.CONTRIBUTION_RATE), ("高出全省", Cue.ABOVE), ("低约40个基点", Cue.BELOW), ("其中", Cue.AMONG), ("力争", Cue.TARGET),
        ("预计", Cue.FORECAST), ("较去年同期", Cue.BASE), ("与2030年相比", Cue.BASE), ("对东洲", Cue.TOWARDS), ("来自东洲", Cue.PART_OF),
        ("比重庆", Cue.BASE), ("仅次于月港", Cue.BELOW), ("不及3月份", Cue.BELOW), ("超年度目标0.5个百分点", Cue.ABOVE), ("超过3月份", Cue.EXCEEDS),
    ],
)  # fmt: skip
def test_a_word_says_something_about_the_number_behind_it(text: str, cue: Cue) -> None:
    assert cue in {token.value for token in TOKENS(text, 0) if token.kind == Kind.CUE}


@pytest.mark.parametrize(
    "word", ["高新技术", "低空经济", "比例", "占地", "增加值", "对外", "自主", "较大", "和平", "以及其他", "预期寿命"]
)
def test_words_that_hold_such_a_word_are_none(word: str) -> None:
    assert [] == [token.text for token in TOKENS(word, 0) if token.kind == Kind.CUE]


def test_the_country_within_another_name_is_no_region() -> None:
    assert [("skip", "中国"), ("word", "科学院")] == kinds("中国科学院")
    assert [("skip", "全国"), ("word", "首个")] == kinds("全国首个")


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("此外，我国茶叶总产量已达", "茶叶总产量"), ("共建项目", "共建项目"), ("有效专利拥有量累计达到", "有效专利拥有量"), ("月港大学、月港研究所等茶叶机构", "茶叶机构"),
        ("贷款（本外币）余额", "贷款（本外币）余额"), ("茶\n叶", "茶 叶"), ("达", ""),
    ],
)  # fmt: skip
def test_a_name_loses_words_of_its_sentence(name: str, bare: str) -> None:
    assert bare == clean(name)


def test_words_that_say_nothing_leave_nothing() -> None:
    assert "" == meaning("的商品贸易总值")
    assert "核桃" == meaning("核桃的总额")


@given(st.text(alphabet="出口增长分别1２.,%亿元年月“”（）、，第同比和至-OA ", max_size=60))
def test_tokens_are_words_of_the_sentence_in_its_order(text: str) -> None:
    end = 7
    for token in TOKENS(text, 7):
        assert end <= token.start < token.end <= len(text) + 7
        assert text[token.start - 7 : token.end - 7] == token.text
        end = token.end


def test_only_texts_in_traditional_characters_are_changed() -> None:
    assert "著作权，乾隆" == simplify("著作权，乾隆")
    assert "进出口3万亿" == simplify("進出口3萬億")


@pytest.mark.parametrize("name", ["共登记合同", "由登记合同", "累计登记合同", "合计登记合同", "登记合同已达"])
def test_words_before_a_name_are_no_part_of_it(name: str) -> None:
    assert "登记合同" == clean(name)


@pytest.mark.parametrize("name", ["共享单车", "共同基金", "共建国家", "公共服务"])
def test_words_that_begin_like_one_for_all_are_kept(name: str) -> None:
    assert name == clean(name)


@pytest.mark.parametrize("bar", ["|", "｜", "丨"])
def test_a_bar_parts_words(bar: str) -> None:
    assert ["period", "stop", "number", "stop"] == [kind for kind, _ in kinds(f"7月16日{bar}3656.6亿元！")]


@pytest.mark.parametrize("text", ["进出口创新高", "因进出口总值", "进出口再创历史新高"])
def test_what_is_said_of_a_name_is_no_part_of_it(text: str) -> None:
    assert clean(text) in ("进出口", "进出口总值")
    assert not meaning(text.replace("进出口", ""))


@pytest.mark.parametrize(
    ("name", "bare"),
    [("在出口", "出口"), ("全部出口", "出口"), ("在校生", "在校生"), ("在建项目", "在建项目"), ("在", "")],
)
def test_where_something_is_and_all_of_it_are_no_part_of_its_name(name: str, bare: str) -> None:
    assert bare == CHINESE.clean(name)
    assert "" == CHINESE.meaning("金融机构各项") == CHINESE.meaning("全部在")


@pytest.mark.parametrize("since", ["创今年3月以来", "为去年8月份以来", "是2029年以来"])
def test_since_when_a_number_is_the_highest_is_no_period(since: str) -> None:
    assert [] == [text for kind, text in kinds(f"{since}新高") if kind == "period"]
