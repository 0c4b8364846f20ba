"""Units as tables write them."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adding import LEVELS, SHORT, added, values, with_recipe
from statbook.ingest.parsing.unit_parser import Unit, UnitParser, is_missing, scale_number


def test_money_m2_is_not_in_square_metres(data: Path) -> None:
    (data / "units.csv").open("a").write("m2,square metres,平方米,m2,平方米,area,1\n")
    with_recipe(data, SHORT + LEVELS.replace("苹果", "苹果(M2)"))

    assert {"china.2025-07.apples": "700000000"} == values(added(data, "月份,苹果(M2)\n2025年7月,7\n", "other"))


UNITS = [
    {"unit": "CNY", "name_en": "yuan", "name_zh": "元", "quantity": "money"},
    {"unit": "USD", "name_en": "dollars", "name_zh": "美元", "quantity": "money_usd"},
    {"unit": "percent", "symbol_en": "%", "quantity": "percent"},
    {"unit": "percentage_point", "quantity": "percentage_point"},
    {"unit": "household", "name_zh": "户", "quantity": "count"},
]
PARSER = UnitParser(UNITS)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("亿元", ("CNY", 8)), ("万亿元", ("CNY", 12)), ("单位：万元", ("CNY", 4)), ("RMB 100 million", ("CNY", 8)),
        ("USD billion", ("USD", 9)), ("billion USD", ("USD", 9)), ("亿美元", ("USD", 8)), ("百分点", ("percentage_point", 0)),
        ("千万元", ("CNY", 7)), ("10,000 yuan", ("CNY", 4)), ("10 thousand yuan", ("CNY", 4)), ("thousand yuan", ("CNY", 3)), ("million yuan", ("CNY", 6)), ("百万", None),
        ("％", ("percent", 0)), ("(%)", ("percent", 0)), ("万户", ("household", 4)), ("", None), ("吨", None),
        ("基点", ("basis_point", 0)), ("亿欧元", ("EUR", 8)), ("十亿元", ("CNY", 9)), ("【万美元】", ("USD", 4)), ("US$", ("USD", 0)), ("HK$ mn", ("HKD", 6)),
        ("人民币亿元", ("CNY", 8)), ("亿元人民币", ("CNY", 8)), ("USD 10 000", ("USD", 4)), ("billions of US dollars", ("USD", 9)), ("10,000 yen", ("JPY", 4)),
        ("‰", ("permille", 0)), ("上年=100", ("index year_before", 0)), ("上年同月＝100", ("index same_period", 0)), ("2020年=100", ("index 2020", 0)),
        ("hundred million yuan", ("CNY", 8)), ("ten thousand RMB", ("CNY", 4)), ("元亿", None), ("亿%", None), ("户万户", None), ("人亿民币元", None), ("亿坡元", None), ("million", None), ("万", None), ("亿‰", None),
    ],
)  # fmt: skip
def test_words_name_a_unit(words: str, unit: tuple[str, int] | None) -> None:
    assert unit == PARSER.parse(words)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("出口额(万美元)", "万美元"), ("存款/亿元", "亿元"), ("Loans (USD billion)", "USDbillion"), ("存款/户", ""),
        ("出口【万美元】", "万美元"), ("贷款《亿欧元》", "亿欧元"), ("出生率(‰)", "‰"), ("指数（上年=100）", "上年=100"), ("出口(亿坡元)", "亿坡元"),
        ("出口 (万美元 / USD 10,000)", "万美元"), ("出口(亿元/USD bn)", "亿元/USDbn"), ("价格(元/桶)", "元/桶"), ("存款（期末）", ""), ("税收（含个人）", ""),
        ("产量(万台)", "万台"), ("发电量(TWh)", "TWh"), ("出口(亿泰铢)", "亿泰铢"), ("出口(亿)", "亿"), ("Loans (millions)", "millions"), ("Loans (end of period)", ""), ("货币(M2)", ""), ("货币(M2)(亿元)", "亿元"), ("重量(吨)", "吨"), ("苹果", ""), ("[亿美元，期末]", "亿美元"), ("增速：%", "%"),
        ("货币(亿元)(M2)", "亿元"), ("货币(M2)/亿元", "亿元"), ("余额(元)(亿元)", "亿元"), ("余额(亿元)(期末)", "亿元"), ("存款/美元/%", "%"),
    ],
)  # fmt: skip
def test_the_name_of_a_column_has_words_for_a_unit(name: str, words: str) -> None:
    assert words == PARSER.unit_words(name)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("单位：亿元、%", ["亿元", "%"]), ("units: households", ["households"]), ("苹果", []), ("单位：亿坡元", ["亿坡元"]),
        ("单位：万美元  Unit: USD 10 000", ["万美元", "USD10000"]), ("填报单位：某局", []), ("单位：统计局", []), ("出口（计量单位：万户）", ["万户"]),
    ],
)  # fmt: skip
def test_lines_state_units(line: str, words: list[str]) -> None:
    assert words == list(PARSER.stated_units([line]))


@pytest.mark.parametrize(
    ("line", "own", "words"),
    [
        ("单位：亿元、%", ("CNY", 8), "亿元"), ("单位：亿元、%", ("CNY", 4), "亿元"), ("单位：亿元、%", ("household", 0), ""),
        ("单位：亿元、%", None, "亿元"), ("单位：亿元、亿美元", None, "亿元、亿美元"), ("单位：亿元、亿美元", ("USD", 8), "亿美元"),
        ("单位：亿坡元", ("CNY", 8), "亿坡元"), ("单位：亿坡元、亿泰铢", ("CNY", 8), "亿坡元"), ("单位：亿元、亿泰铢", ("CNY", 8), "亿元"), ("单位：亿元、亿泰铢", None, "亿泰铢"), ("单位：万户", ("household", 0), "万户"), ("单位：‰", ("percent", 0), "‰"),
    ],
)  # fmt: skip
def test_a_stated_unit_applies_to_a_series_of_its_kind(line: str, own: tuple[str, int] | None, words: str) -> None:
    assert words == PARSER.applicable(PARSER.stated_units([line]), own and Unit(*own))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("853.99亿元", ("853.99", "亿元")), ("5.2‰", ("5.2", "‰")), ("0.3个百分点", ("0.3", "个百分点")), ("US$ 5", ("5", "US$")),
        ("1.2万", ("1.2", "万")), ("-1,234.5 万元", ("-1,234.5", "万元")), ("7亿斤", ("7", "亿斤")), ("5.2p", ("5.2p", "")),
        ("5.3(r)", ("5.3(r)", "")), ("持平", ("持平", "")), ("7 1", ("7 1", "")), ("7 100", ("7 100", "")), ("1-2", ("1-2", "")), ("7①", ("7①", "")),
        ("US$1,234.50", ("1,234.50", "US$")), ("US$1.50 billion", ("1.50", "US$ billion")), ("￥-1,234", ("-1,234", "￥")), ("1,234.5 €", ("1,234.5", "€")),
        ("5.3²亿元", ("5.3²亿元", "")), ("约5亿元", ("约5亿元", "")), ("-￥-5", ("-￥-5", "")), ("1-2亿元", ("1-2亿元", "")), ("2025年7月", ("2025年7月", "")),
        ("12,34万元", ("12,34万元", "")), ("(7亿元)", ("(7亿元)", "")), ("▼5.3‰", ("▼5.3‰", "")), ("亿元", ("亿元", "")), ("", ("", "")),
    ],
)  # fmt: skip
def test_a_cell_holds_a_number_and_its_unit(text: str, expected: tuple[str, str]) -> None:
    assert expected == PARSER.split_cell(text)


def test_what_one_word_may_count_has_all_its_readings() -> None:
    parser = UnitParser([*UNITS, {"unit": "borrower", "name_zh": "户", "quantity": "count"}])

    assert (("household", 4), ("borrower", 4)) == parser.readings("万户")
    assert parser.parse("万户") is None


CHINESE = {"": 0, "千": 3, "万": 4, "百万": 6, "千万": 7, "亿": 8, "十亿": 9, "百亿": 10, "千亿": 11, "万亿": 12}
ENGLISH = {
    "thousand": 3,
    "10 000": 4,
    "10,000": 4,
    "million": 6,
    "mn": 6,
    "100 million": 8,
    "billion": 9,
    "bn": 9,
    "trillion": 12,
}
MEASURES = {"元": "CNY", "美元": "USD", "欧元": "EUR", "日元": "JPY", "港元": "HKD", "英镑": "GBP", "户": "household"}
CURRENCIES = {"RMB": "CNY", "yuan": "CNY", "US$": "USD", "dollars": "USD", "€": "EUR", "yen": "JPY", "HK$": "HKD"}
AROUND = st.sampled_from(
    ["{}", "({})", "（{}）", "【{}】", "〔{}〕", "[{}]", "《{}》", '"{}"', "单位：{}", "Unit: {}", "（单位：{}）"]
)


@given(st.sampled_from([*CHINESE]), st.sampled_from([*MEASURES]), AROUND)
def test_every_unit_in_chinese_is_read_back(scale: str, measure: str, around: str) -> None:
    assert (MEASURES[measure], CHINESE[scale]) == PARSER.parse(around.format(scale + measure))


@given(
    st.sampled_from([*ENGLISH]),
    st.sampled_from([*CURRENCIES]),
    AROUND,
    st.sampled_from(["{1} {0}", "{0} {1}", "{0} of {1}"]),
)
def test_every_unit_in_english_is_read_back(scale: str, currency: str, around: str, order: str) -> None:
    assert (CURRENCIES[currency], ENGLISH[scale]) == PARSER.parse(around.format(order.format(scale, currency)))


@given(st.permutations(["百", "万", "美", "元"]))
def test_shuffled_signs_are_no_unit(signs: list[str]) -> None:
    words = "".join(signs)

    assert (PARSER.parse(words) is None) == (words != "百万美元")


@given(st.sampled_from([*CHINESE][1:]), st.sampled_from(["坡元", "台", "斤", "先令元"]))
def test_a_measure_that_is_not_known_is_asked_for_not_passed_over(scale: str, measure: str) -> None:
    assert PARSER.parse(scale + measure) is None
    assert f"{scale}{measure}" == PARSER.unit_words(f"出口（{scale}{measure}）") or (scale == "千" and measure == "斤")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4),
    st.integers(0, 12),
)
def test_a_scaled_number_keeps_its_value_and_has_no_superfluous_zero(number: Decimal, power: int) -> None:
    text = scale_number(number, power)

    assert Decimal(text) == number * 10**power
    assert re.fullmatch(r"0|-?(?:[1-9]\d*|0)(?:\.\d*[1-9])?", text)


def test_signs_for_a_missing_number() -> None:
    assert all(is_missing(text) for text in ("", " － ", "…", "N/A", "无", "--"))
    assert [False, False, True] == [is_missing("0"), is_missing("x"), is_missing("x", {"x"})]


@pytest.mark.parametrize(
    ("lines", "units"),
    [
        (["单位:万元"], {"万元": ("CNY", 4)}), (["单位：亿美元"], {"亿美元": ("USD", 8)}), (["单位：万元、亿美元"], {"万元": ("CNY", 4), "亿美元": ("USD", 8)}), (["单位：%"], {"%": ("percent", 0)}), (["单位：户"], {"户": ("household", 0)}),
        (["万元"], {}), (["(单位：元)"], {"元": ("CNY", 0)}), (["表1", "单位：元和亿元"], {"元": ("CNY", 0), "亿元": ("CNY", 8)}), (["单位：亿坡元"], {"亿坡元": None}), ([], {}),
    ],
)  # fmt: skip
def test_a_line_states_units_with_what_they_stand_for(
    lines: list[str], units: dict[str, tuple[str, int] | None]
) -> None:
    assert {words: (unit,) if unit else () for words, unit in units.items()} == PARSER.stated_units(lines)


@pytest.mark.parametrize(
    ("value", "power", "text"),
    [("0", 0, "0"), ("-0.0", 3, "0"), ("100", 0, "100"), ("1.50", 0, "1.5"), ("1.50", 1, "15"), ("10.0", 0, "10"), ("-1.5", 8, "-150000000"), ("0.10", 0, "0.1"), ("1e3", 0, "1000"), ("1e-3", 0, "0.001")],
)  # fmt: skip
def test_a_number_is_scaled_in_plain_digits(value: str, power: int, text: str) -> None:
    assert text == scale_number(Decimal(value), power)
