from __future__ import annotations

import pytest

from made_up_releases import LEXICON, read
from statbook.reading.chinese import CHINESE
from statbook.reading.chinese_places import ELSEWHERE
from statbook.reading.language import Cue, Kind

HOME = "2031年前5个月海西省情况\n"
TOKENS = CHINESE.scanner(LEXICON)


@pytest.mark.parametrize(
    "words",
    [
        "潮汐示范区",
        "潮汐县",
        "青石市",
        "青石地区",
        "月港高新区",
        "月港市潮汐区",
        "月港工业园区",
        "其中潮汐湾开发区",
        "潮汐六市",
    ],
)
def test_of_a_place_that_is_not_known_the_region_is_unknown(words: str) -> None:
    (found,) = read(f"{HOME}{words}出口3亿元。")

    assert ("unknown", "trade") == (found.region, found.indicator)


@pytest.mark.parametrize(
    "words", ["城市", "上市公司", "全市", "园区", "国家级开发区", "各地区", "建设城市群", "市场", "区域"]
)
def test_a_word_with_a_sign_of_places_is_no_place(words: str) -> None:
    assert not [token for token in TOKENS(f"{words}收入3亿元", 0) if token.value == ELSEWHERE]


def test_zones_that_are_counted_are_things() -> None:
    assert ("Haixi", "潮汐开发区") == tuple(
        getattr(read(f"{HOME}潮汐开发区3个。")[0], field) for field in ("region", "name")
    )


@pytest.mark.parametrize(
    "rank",
    [
        "居全国第5位",
        "居全国第5位、中部地区第1位",
        "全国排名第3",
        "进入全国前10位",
        "规模居中部地区第2位",
        "位居世界第2位",
    ],
)
def test_where_a_rank_is_held_is_no_region(rank: str) -> None:
    found = read(f"{HOME}出口3亿元，{rank}；有效专利2件。")

    assert {"Haixi"} == {each.region for each in found}
    assert {"rank"} == {each.measure for each in found[1:-1]}


@pytest.mark.parametrize("frame", ["占全国的3%", "高于全国1.2个百分点", "全国占比3%", "比全国低2个百分点"])
def test_a_whole_or_what_is_compared_with_is_no_region(frame: str) -> None:
    assert {"Haixi"} == {each.region for each in read(f"{HOME}出口增长3%，{frame}，有效专利2件。")}


def test_the_words_that_open_a_list_are_no_name() -> None:
    for frame in ("前五位依次是", "居前五位的市为", "最多的市是", "前3名的地区依次为：", "前5名："):
        tokens = TOKENS(f"出口{frame}月港3亿元", 0)
        assert ["出口", "月港"] == [token.text for token in tokens if token.kind in (Kind.TERM, Kind.WORD)]


def test_a_scope_is_a_word_of_rank() -> None:
    assert Cue.RANK in [token.value for token in TOKENS("中部地区第1位", 0)]


def test_the_region_of_the_text_is_not_named_within_a_word() -> None:
    assert "unknown" == read("资本市场收入3亿元。")[0].region
    assert not [token for token in TOKENS("资本市场、全市场、全区域", 0) if token.kind == Kind.TERM]


def test_regions_that_grow_are_counted_for_their_list_only() -> None:
    assert ["3%"] == [each.printed for each in read("5个市中出口增长3%，4个市为负增长。") if each.unit == "percent"]
    assert not [each for each in read("4个市为负增长，12个市实现正增长。")]


def test_below_a_heading_about_a_place_that_is_not_known_the_region_is_unknown() -> None:
    assert ["unknown"] == [each.region for each in read(f"{HOME}潮汐开发区招商\n出口3亿元。")]


@pytest.mark.parametrize("comma", ["，", " ， "])
@pytest.mark.parametrize(
    "frame",
    [
        "居中部第1位、中西部第3位、全国第12位",
        "规模居东北部第2位",
        "增速居东部第2位",
        "占中部的23.9%",
        "居沿海省市第4位",
        "居中西部省份首位",
    ],
)
def test_what_follows_a_rank_or_a_share_goes_on_about_the_subject(frame: str, comma: str) -> None:
    found = read(f"{HOME}出口3亿元{comma}{frame}；比去年同期增长60%。")

    assert {("trade", "Haixi", "出口")} == {(each.indicator, each.region, each.name) for each in found}


@pytest.mark.parametrize("words", ["3市", "五市", "2县"])
def test_several_places_at_the_beginning_of_a_clause_are_a_region_that_is_not_known(words: str) -> None:
    found = read(f"海西省前5个月出口9亿元，{words}出口3亿元。")

    assert [("Haixi", "trade"), ("unknown", "trade")] == [(each.region, each.indicator) for each in found]


@pytest.mark.parametrize(
    "head",
    ["新华社月港6月9日电（记者甲）", "月港6月9日讯 ", "（月港，2031年6月9日）", "月港，6月9日——", "月港日报讯 "],
)
def test_where_an_article_was_written_is_not_what_its_later_lines_are_about(head: str) -> None:
    numbers = read(f"{head}5月，海西省出口3亿元。\n进口2亿元。")

    assert ["Haixi", "Haixi"] == [each.region for each in numbers]


def test_a_place_without_a_day_and_a_word_of_news_is_what_the_text_is_about() -> None:
    assert ["Yuegang"] == [each.region for each in read("月港6月9日公布，5月出口3亿元。")]
