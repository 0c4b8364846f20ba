"""What is written is read back, and no text does harm."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from made_up_releases import LEXICON, only, read
from statbook.project.paths import Book
from statbook.prose import period_in_words
from statbook.prose.number_words import BOUNDS, format_number, span, unit_of
from statbook.reading import UNKNOWN, Lexicon, load_lexicon, read_text
from statbook.store import Store

SCALES = {"": 1, "万": 10**4, "亿": 10**8, "万亿": 10**12}
FORMS = [
    ("5月份，出口{}", "level", 1),
    ("5月份，出口达到{}", "level", 1),
    ("5月末，贷款减少{}", "level", -1),
    ("5月份，贷款同比多增{}", "difference", 1),
    ("5月份，贷款同比少增{}", "difference", -1),
    ("5月份，出口比上年同期增加{}", "difference", 1),
]
RATES = [
    ("5月份，出口增长{}%", "growth", "percent", 1),
    ("5月份，出口同比下降{}%", "growth", "percent", -1),
    ("5月份，出口占进出口的{}%", "share", "percent", 1),
    ("5月份，产业化率为{}%", "level", "percent", 1),
    ("5月份，产业化率比上月提高{}个百分点", "difference", "percentage_point", 1),
    ("5月份，产业化率比上月低{}个基点", "difference", "basis_point", -1),
    ("5月份，出口增速比上月低{}个百分点", "growth_gap", "percentage_point", -1),
    ("5月份，茶叶出口拉动出口增长{}个百分点", "contribution", "percentage_point", 1),
]
numbers = st.decimals(min_value=Decimal("0.1"), max_value=9999, places=2).map(lambda each: each.normalize())


@given(numbers, st.sampled_from([*SCALES]), st.sampled_from(["元", "美元"]), st.sampled_from(FORMS))
def test_an_amount_that_is_written_is_read_back(
    number: Decimal, scale: str, unit: str, form: tuple[str, str, int]
) -> None:
    text, measure, sign = form

    proposal = only(text.format(f"{number:f}{scale}{unit}"))

    assert number * SCALES[scale] * sign == proposal.value
    assert ({"元": "CNY", "美元": "USD"}[unit], measure) == (proposal.unit, proposal.measure)


@given(numbers, st.sampled_from(RATES))
def test_a_rate_that_is_written_is_read_back(number: Decimal, form: tuple[str, str, str, int]) -> None:
    text, measure, unit, sign = form

    proposal = only(text.format(f"{number:f}"))

    assert (number * sign, unit, measure) == (proposal.value, proposal.unit, proposal.measure)


@given(
    st.text(
        alphabet="海西省出口进增长降分别1２9.,%万亿元个百点年月日“”（）、，。第同比和至-OlA占高出其中到\n", max_size=200
    )
)
def test_any_text_is_read_without_harm_and_in_its_order(text: str) -> None:
    end = 0
    for proposal in read(text):
        assert end <= proposal.offset
        assert text[proposal.offset : proposal.offset + len(proposal.printed)] == proposal.printed
        assert (proposal.value is None) == bool(proposal.fault)
        end = proposal.offset + len(proposal.printed)


def test_the_same_text_gives_the_same_proposals() -> None:
    text = "今年前5个月，海西省对东洲、南洲出口分别增长16.9%、13.7%。"

    assert read(text) == read(text)


def test_without_a_day_the_first_that_the_text_names_is_taken() -> None:
    assert "2031-01/2031-05" == read("发布时间：2031-06-09\n今年前5个月，出口4亿元。", day="")[0].period
    assert "unknown" == read("今年前5个月，出口4亿元。", day="")[0].period
    assert "unknown" == read("2031-99-99\n今年前5个月，出口4亿元。", day="")[0].period


def test_a_publisher_that_the_lexicon_does_not_know_says_nothing() -> None:
    assert "unknown" == next(read_text("5月，出口4亿元", LEXICON, date="2031-06-09", publisher="无名")).region


@pytest.mark.parametrize(
    ("publisher", "region"),
    [
        ("海西省统计局", "Haixi"),
        ("海西海关月港市分局", "Yuegang"),
        ("海西海关月港分局", "unknown"),
        ("海西海关", "Haixi"),
        ("海西日报", "unknown"),
        ("全省统计局", "unknown"),
    ],
)
def test_an_office_speaks_of_the_place_that_its_name_says_in_full(publisher: str, region: str) -> None:
    assert region == next(read_text("5月，出口4亿元", LEXICON, date="2031-06-09", publisher=publisher)).region


WRITTEN = {"zh": "2025年，出口{}。", "en": "In 2025 exports were {}."}
CODES = {"CNY": (0, 11), "percent": (-2, 0), "percentage_point": (-2, 0), "basis_point": (-1, 0)}


@pytest.fixture(scope="session")
def lexicon(book: Book) -> Lexicon:
    return load_lexicon(book.data)


@pytest.mark.parametrize("lang", [*WRITTEN])
@settings(max_examples=40)
@given(st.data())
def test_a_number_as_the_book_writes_it_is_read_back(
    lang: str, store: Store, lexicon: Lexicon, data: st.DataObject
) -> None:
    code = data.draw(st.sampled_from([*CODES]))
    fine = Decimal(1).scaleb(data.draw(st.integers(*CODES[code])))
    value = data.draw(st.integers(1, 9999)) * fine
    bound = data.draw(st.sampled_from(["exact", "about", "more_than", "at_least", "at_most", "less_than"]))
    words = BOUNDS[lang][bound] + format_number(value, unit_of(store.units, code), lang, fine=fine)

    (found,) = read_text(WRITTEN[lang].format(words), lexicon, date="2026-06-09", lang=lang)

    assert (value, code, bound) == (found.value, found.unit, found.bound)


@pytest.mark.parametrize("lang", [*WRITTEN])
@settings(max_examples=40)
@given(st.integers(1, 999), st.integers(1, 999), st.sampled_from([Decimal("0.1"), Decimal(1)]))
def test_a_range_as_the_book_writes_it_is_read_back(
    lang: str, store: Store, lexicon: Lexicon, low: int, more: int, fine: Decimal
) -> None:
    ends = (low * fine, (low + more) * fine)
    words = span(*(format_number(end, unit_of(store.units, "percent"), lang, fine=fine) for end in ends), lang)

    (found,) = read_text(WRITTEN[lang].format(words), lexicon, date="2026-06-09", lang=lang)

    assert (*ends, "percent") == (found.value, found.value_to, found.unit)


@pytest.mark.parametrize("lang", [*WRITTEN])
@settings(max_examples=40)
@given(st.integers(2001, 2025), st.integers(1, 12), st.integers(1, 12), st.sampled_from(["year", "month", "months"]))
def test_a_period_as_the_book_writes_it_is_read_back(
    lang: str, lexicon: Lexicon, year: int, first: int, last: int, kind: str
) -> None:
    first, last = min(first, last), max(first, last)
    month = f"{year}-{first:02}"
    period = {"year": f"{year}", "month": month}.get(kind, month if first == last else f"{month}/{year}-{last:02}")
    text = {"zh": "{}，西安出口达到4亿元。", "en": "In {} exports of Xi'an came to 4 billion yuan."}[lang]

    (found,) = read_text(text.format(period_in_words(period, lang)), lexicon, date="2026-06-09", lang=lang)

    assert period.replace(f"{year}-01/{year}-12", f"{year}") == found.period.replace(f"{year}-01/{year}-12", f"{year}")


def test_a_minus_at_the_start_of_a_text_is_a_sign() -> None:
    assert [-900 * 10**8] == [each.value for each in read("−900亿元")]


def test_a_text_that_names_one_province_calls_that_its_own() -> None:
    assert "Haixi" == read("前5个月，全省出口3亿元。\n5月，海西省进口2亿元。")[0].region
    assert UNKNOWN == read("前5个月，全省出口3亿元。\n5月，海西省进口2亿元，海东省进口1亿元。")[0].region
    assert UNKNOWN == read("前5个月，出口3亿元。\n5月，海西省进口2亿元。")[0].region


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("高出外贸整体增速", "unknown"),
        ("高出进出口整体增速", "owner=all"),
        ("高于全省平均水平", "owner=all"),
        ("快于出口", "unknown"),
        ("高于月港", "region=Yuegang"),
    ],
)
def test_growth_that_is_above_another_says_whose(words: str, of: str) -> None:
    *_, proposal = read(f"2030年，海西省民营企业进出口增长9%，{words}2.3个百分点。")

    assert ("growth_gap", of) == (proposal.measure, proposal.of)


def test_growth_of_imports_may_be_above_that_of_exports() -> None:
    (proposal,) = read("2030年，海西省进口增速快于出口2.3个百分点。")

    assert ("growth_gap", "flow=export") == (proposal.measure, proposal.of)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("以人民币计价出口增长7.2%，以美元计价增长5.8%。", ["trade", "unknown"]),
        ("按美元计价，出口增长5.8%，进口增长1.1%。", ["unknown", "unknown"]),
    ],
)
def test_growth_in_dollars_is_not_that_in_yuan(text: str, found: list[str]) -> None:
    assert found == [each.indicator for each in read(f"5月份，海西省{text}")]
