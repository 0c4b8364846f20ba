"""Periods as tables write them."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from statbook.ingest.parsing.period_parser import (
    AMBIGUOUS,
    Period,
    explain_readings,
    parse_parts,
    parse_period,
    read_period,
    resolve_ambiguous,
)
from statbook.store.periods import MONTHS, is_period

PERIODS = {
    "2024": "2024", "2024年": "2024", "2024-1": "2024-01", "2024/12": "2024-12", "202402": "2024-02",
    "2024年02月份": "2024-02", "2024M3": "2024-03", "2024.03": "2024-03", "Jan 2024": "2024-01", "September-2024": "2024-09",
    "２０２４年３月": "2024-03", "2024年1-2月": "2024-01/2024-02", "2024年前3个月": "2024-01/2024-03",
    "2024-01至2025-02": "2024-01/2025-02", "2024年第一季度": "2024-01/2024-03", "2024Q4": "2024-10/2024-12",
    "2024年三季度": "2024-07/2024-09", "2024年上半年": "2024-01/2024-06", "2024H2": "2024-07/2024-12",
    "2024-02-29": "2024-02-29", "20240229": "2024-02-29", "2024年2月3日": "2024-02-03",
    "2025.1-9": "2025-01/2025-09", "2025/1-9": "2025-01/2025-09", "Q1 2025": "2025-01/2025-03", "2024 JAN": "2024-01", "Sept. 2024": "2024-09",
    "2025年年底": "2025", "2025年度": "2025", "H1 2025": "2025-01/2025-06", "1H2025": "2025-01/2025-06", "First quarter of 2025": "2025-01/2025-03",
    "2021-2025年": "2021/2025", "2021—2025": "2021/2025", "2010年-2011年": "2010/2011", "“十四五”": "2021/2025", "十五五": "2026/2030",
    "“十五”计划": "2001/2005", "“二五”时期": "1958/1962", "14th Five-Year Plan": "2021/2025", "二〇二五年十一月": "2025-11",
    "31 December 2025": "2025-12-31", "December 31, 2025": "2025-12-31", "31.12.2025": "2025-12-31", "Jan-Sep 2025": "2025-01/2025-09",
    "2024Q1-2024Q3": "2024-01/2024-09", "2024年前十一个月": "2024-01/2024-11", "12/2024": "2024-12", "“一五”时期": "1953/1957", "三五时期": "1966/1970", "19th Five-Year Plan": "2046/2050", "2024-01-31 00:00:00": "2024-01-31", "2024年前1个月": "2024-01",
}  # fmt: skip
NOT_PERIODS = [
    "",
    "x",
    "2024-13",
    "202413",
    "2023-02-29",
    "20230229",
    "2024年3-2月",
    "24-01",
    "1899",
    "2024-01-31 12:00",
    "٢٠٢٤",
    "2024Q5",
    "2021¹²",
    "2021①②",
    "2024年1²月",
    "Margin 2010",
    "Decline 2011",
    "十五",
    "2025年一二月",
    "截至2025年9月",
    "2025年年初",
    "2025年末累计",
    "7.2012",
    "前三季度",
    "2025年第3-1季度",
    "2025-2021",
    "0th Five-Year Plan",
    "20th Five-Year Plan",
]


@pytest.mark.parametrize("text", PERIODS)
def test_a_cell_names_a_period(text: str) -> None:
    assert PERIODS[text] == parse_period(text)


@pytest.mark.parametrize("text", NOT_PERIODS)
def test_a_cell_names_no_period(text: str) -> None:
    assert parse_period(text) is None


@given(st.text(st.sampled_from("0123456789年月季度至前个上下半QHM-/.~ 第一二三四日"), max_size=12))
def test_whatever_is_read_is_a_period_of_the_calendar(text: str) -> None:
    found = parse_period(text)

    assert found in (None, AMBIGUOUS) or is_period(found)


@given(st.integers(1900, 2099), st.integers(1, 12))
def test_a_month_is_read_alike_in_each_way_of_writing(year: int, month: int) -> None:
    assume(month != (year + 1) % 100)  # 1909/10 may be a fiscal year
    texts = [f"{year}-{month:02}", f"{year}年{month}月", f"{year}/{month}", f"{year}{month:02}", f"{year} M{month}"]

    assert {f"{year}-{month:02}"} == {parse_period(text) for text in texts}
    assert f"{year}-{month:02}" == parse_parts([f"{year}年", f"{month}月"])


def test_the_first_and_the_last_day_stand_for_a_month_where_the_recipe_says_so() -> None:
    found = [parse_period(text, "month") for text in ("2024-02-01", "2024-02-29", "2024-02-28")]

    assert ["2024-02", "2024-02", None] == found


def test_a_decimal_number_is_a_month_only_where_the_recipe_says_so_and_never_for_sure_in_the_tenth() -> None:
    assert [AMBIGUOUS, AMBIGUOUS] == [parse_period("2020.1"), parse_period("2020.2")]
    assert [AMBIGUOUS, "2020-02"] == [parse_period("2020.1", "year.month"), parse_period("2020.2", "year.month")]


def resolved(*texts: str, form: str = "") -> list[str]:
    """The periods of cells below or beside each other."""
    return [period.text for period in resolve_ambiguous(texts, [read_period(text, form) for text in texts]) if period]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2020.09", "2020.1", "2020.11"], "2020-10"),
        (["2020.9", "2020.1", "2020.11"], "2020-10"),
        (["2020.11", "2020.1", "2020.09"], "2020-10"),
        (["2020.09", "2020.1", "2020.1", "2020.11"], "2020-10"),
        (["2019.12", "2020.1", "2020.02"], "2020-01"),
        (["2020.02", "2020.1", "2020.11"], AMBIGUOUS),
        (["2020.05", "2020.1", "2020.06"], AMBIGUOUS),
        (["2010/10", "2010/11", "2010/12"], "2010-11"),
        (["2009/10", "2010/11", "2011/12"], AMBIGUOUS),
        (["2009-10", "2010-11", "2011-12"], AMBIGUOUS),
        (["2010-08", "2010-11", "2011-02"], "2010-11"),
    ],
)
def test_neighbours_tell_january_from_october_and_a_month_from_a_fiscal_year(texts: list[str], expected: str) -> None:
    assert expected == resolved(*texts)[1]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["2020.09", "2020.1"], ["2020-09", "2020-10"]), (["2020.1", "2020.11"], ["2020-10", "2020-11"]), (["2019.12", "2020.1"], ["2019-12", "2020-01"]), (["2020.1", "2020.02"], ["2020-01", "2020-02"]),
        (["2019.12", "2020.1", "2020.11"], ["2019-12", AMBIGUOUS, "2020-11"]), (["2021.09", "2020.1", "2021.02"], ["2021-09", AMBIGUOUS, "2021-02"]), (["2020.12", "2020.1", "2020.12"], ["2020-12", AMBIGUOUS, "2020-12"]),
        (["2020.1", "2020.12", "2020.11"], [AMBIGUOUS, "2020-12", "2020-11"]), (["2020.09", "2020.12", "2020.1"], ["2020-09", "2020-12", AMBIGUOUS]), (["2020.1"], [AMBIGUOUS]), (["x", "2020.1", "2020.02"], ["2020-01", "2020-02"]),
    ],
)  # fmt: skip
def test_only_the_rows_next_to_it_decide_an_ambiguous_period(texts: list[str], expected: list[str]) -> None:
    assert expected == resolved(*texts)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("2024.1", ("2024-01", "2024-10", "a number")),
        ("2024.2", ("2024-02", "a number")),
        ("2010/11", ("2010-11", "the fiscal year 2010/11")),
        ("2012-13", ("the fiscal year 2012-13",)),
        ("2010-2011", ("2010/2011", "the fiscal year 2010/11")),
        ("2024年1-3", ("2024-01/2024-03", "2024-01/2024-09", "2024-01-03")),
        ("2024年第三季度累计", ("2024-01/2024-09", "2024-07/2024-09")),
        ("03/04/2024", ("2024-04-03", "2024-03-04")),
        ("Sep-25", ("2025-09", "day 25 of a month")),
        ("25-Sep", ("2025-09", "day 25 of a month")),
        ("Sep '98", ("2098-09", "1998-09")),
    ],
)
def test_what_may_mean_two_things_has_both_readings(text: str, readings: tuple[str, ...]) -> None:
    assert Period(AMBIGUOUS, readings=readings) == read_period(text)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("2010/11", "It may be November 2010 or the fiscal year 2010/11: write what is meant, as 2010-11."),
        ("2020.1", "It may be January 2020 or October 2020 or a number: write what is meant, as 2020-01. Sorted rows tell it, with {is: year.month} in the recipe."),
    ],
)  # fmt: skip
def test_all_readings_are_said_in_words(text: str, advice: str) -> None:
    found = read_period(text)

    assert found
    assert advice == explain_readings(found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024年1-9月累计", ("2024-01/2024-09", "to_date", True)),
        ("2024年9月累计", ("2024-01/2024-09", "to_date", True)),
        ("2024年1月（累计）", ("2024-01", "to_date", True)),
        ("2024年4-9月累计", ("2024-04/2024-09", "over", False)),
        ("2024年9月当月", ("2024-09", "over", True)),
        ("2024年1-9月", ("2024-01/2024-09", "to_date", False)),
        ("2024年前三季度", ("2024-01/2024-09", "to_date", False)),
        ("2024年第一季度", ("2024-01/2024-03", "over", False)),
        ("2024年上半年", ("2024-01/2024-06", "to_date", False)),
        ("2024年全年", ("2024", "over", False)),
        ("2024年末", ("2024", "at", True)),
        ("2024年9月底", ("2024-09", "at", True)),
        ("2024年三季度末", ("2024-09", "at", True)),
        ("2024年上半年末", ("2024-06", "at", True)),
    ],
)
def test_words_and_forms_tell_the_timing(text: str, expected: tuple[str, str, bool]) -> None:
    found = read_period(text)

    assert found
    assert expected == found[:3]


YEARS, QUARTERS = st.integers(1900, 2099), st.integers(1, 4)
TO = st.sampled_from(["-", "—", "~", "至", "到"])
NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()


@given(YEARS, st.integers(1, 12), st.integers(1, 12), TO, st.sampled_from(["", "累计", "(累计)"]))
def test_every_span_of_months_is_read_back(year: int, first: int, last: int, to: str, word: str) -> None:
    expected = (
        f"{year}-{first:02}/{year}-{last:02}" if first < last else f"{year}-{first:02}" if first == last else None
    )
    texts = [f"{year}年{first}{to}{last}月", f"{year}年{first}月{to}{last}月", f"{year}.{first}{to}{last}"]
    texts += [f"{year}年{NUMERALS[first - 1]}月{to}{NUMERALS[last - 1]}月"]

    found = {parse_period(text + word) for text in texts}

    assert {
        expected if "/" in str(expected) or not word or first != last or first == 1 else f"{year}-01/{expected}"
    } == found


@given(YEARS, QUARTERS, QUARTERS, TO)
def test_every_span_of_quarters_is_read_back(year: int, first: int, last: int, to: str) -> None:
    expected = f"{year}-{3 * first - 2:02}/{year}-{3 * last:02}" if first <= last else None
    texts = [f"{year}年第{first}{to}{last}季度", f"{year}年{NUMERALS[first - 1]}{to}{NUMERALS[last - 1]}季度"]
    texts += [f"{year} Q{first}{to}Q{last}", f"Q{first}{to}Q{last} {year}"]

    assert {expected} == {parse_period(text) for text in texts}


@given(YEARS, QUARTERS)
def test_every_quarter_is_read_back_with_its_end(year: int, quarter: int) -> None:
    texts = [f"{year}Q{quarter}", f"Q{quarter} {year}", f"{quarter}Q{year}", f"{year}年第{quarter}季度"]

    assert {f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"} == {parse_period(text) for text in texts}
    assert f"{year}-{3 * quarter:02}" == parse_period(f"{year}年{quarter}季度末")


@given(YEARS, st.integers(1, 12), st.booleans())
def test_every_english_month_is_read_back(year: int, month: int, short: bool) -> None:
    name = MONTHS[month - 1][:3] if short else MONTHS[month - 1]
    texts = [f"{name} {year}", f"{year} {name.upper()}", f"{name}-{year}", f"{name.title()}, {year}"]

    assert {f"{year}-{month:02}"} == {parse_period(text) for text in texts}


@given(st.from_regex(r"[A-Za-z]{1,12}", fullmatch=True), YEARS)
def test_a_word_that_is_no_month_makes_no_month_of_a_year(word: str, year: int) -> None:
    short = [name[:3].casefold() for name in MONTHS]
    known = {*short, *(name.casefold() for name in MONTHS), "sept", "fy", "fiscalyear", "yearend", "end", "endof"}

    assert word.casefold() in known or parse_period(f"{word} {year}") is None


@given(st.permutations(["2024", "年", "第", "1", "-", "3", "季度"]))
def test_shuffled_parts_are_no_period(parts: list[str]) -> None:
    text = "".join(parts)

    assert (parse_period(text) is None) != (text in ("2024年第1-3季度", "2024年1-第3季度"))


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (["2026年", "1月"], "2026-01"), (["2026", "1"], "2026-01"), (["2026", "Q1"], "2026-01/2026-03"),
        (["2026", "十一月"], "2026-11"), (["2026", "Jan"], "2026-01"), (["2026", "13"], None), (["26", "1"], None),
    ],
)  # fmt: skip
def test_a_year_and_a_part_of_it_are_a_period(parts: list[str], expected: str | None) -> None:
    assert expected == parse_parts(parts)


@pytest.mark.parametrize(
    ("text", "form", "period"),
    [
        ("2020.1", "year.month", AMBIGUOUS), ("2020.2", "year.month", "2020-02"), ("2020.9", "year.month", "2020-09"), ("2020.2", "month", AMBIGUOUS), ("2020.2", "a", AMBIGUOUS), ("2020.10", "", "2020-10"),
        ("2020.01", "", "2020-01"), ("2020-02-01", "month", "2020-02"), ("2020-02-29", "month", "2020-02"), ("2020-02-02", "month", None), ("2020-02-01", "", "2020-02-01"), ("2020-02-01", "year.month", "2020-02-01"),
        ("2020-13-01", "", None), ("2020-00-01", "", None), ("2020-01-00", "", None), ("2020-01-32", "", None), ("2020-12-31", "", "2020-12-31"), ("2020-1-1", "", "2020-01-01"), ("2020年12月31日", "", "2020-12-31"),
        ("2020-00", "", None), ("2020-1", "", "2020-01"), ("2020-12", "", "2020-12"), ("2020年1-12月", "", "2020-01/2020-12"), ("2020年3-13月", "", None), ("2020年13-3月", "", None),
        ("2020年3-3月", "", "2020-03"), ("2020年3-4月", "", "2020-03/2020-04"), ("2020年4-3月", "", None), ("2020-03至2020-03", "", "2020-03"), ("2020-03至2019-04", "", None), ("2020-12至2021-01", "", "2020-12/2021-01"),
        ("2020年前0个月", "", None), ("2020年前12个月", "", "2020-01/2020-12"), ("2020年前13个月", "", None), ("2020年下半年", "", "2020-07/2020-12"), ("2020H1", "", "2020-01/2020-06"), ("2020年第二季度", "", "2020-04/2020-06"),
        ("2020Q2", "", "2020-04/2020-06"), ("2020年四季度", "", "2020-10/2020-12"), ("May 2020", "", "2020-05"), ("Dec-2020", "", "2020-12"), ("Foo 2020", "", None), ("2020M12", "", "2020-12"),
    ],
)  # fmt: skip
def test_a_cell_names_a_period_by_its_form(text: str, form: str, period: str | None) -> None:
    assert period == parse_period(text, form)


@pytest.mark.parametrize(
    ("parts", "period"),
    [
        (["2026", "十月"], "2026-10"), (["2026", "十二月"], "2026-12"), (["2026", "一月"], "2026-01"), (["2026", "九月"], "2026-09"), (["2026年", "09"], "2026-09"), (["2026", "10"], "2026-10"), (["2026", "12"], "2026-12"),
        (["2026", "0"], None), (["2026", "00"], None), (["2026", "上半年"], "2026-01/2026-06"), (["2026", "may"], "2026-05"), (["2026", "x"], None), (["x2026", "1"], None), (["2126", "1"], None), (["2026", "9"], "2026-09"),
    ],
)  # fmt: skip
def test_a_part_of_a_year_may_be_a_number_a_word_or_a_numeral(parts: list[str], period: str | None) -> None:
    assert period == parse_parts(parts)
