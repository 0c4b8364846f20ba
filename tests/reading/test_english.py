"""English sentences read by the engine."""

from __future__ import annotations

from dataclasses import replace

import pytest

from english_releases import LEXICON, read
from statbook.reading import UNKNOWN, Proposal, read_text
from statbook.reading.english import clean, meaning
from statbook.reading.lexicon import INDICATOR, REGION, Entry


def row(proposal: Proposal) -> tuple[object, ...]:
    members = "/".join(code for _, code in proposal.members if code not in ("all", "total"))
    return proposal.printed, proposal.measure, f"{proposal.indicator} {members}".strip(), proposal.period


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "In the first five months of 2031, Haixi's exports rose 7.2 percent to 10.67 billion yuan.",
            [
                ("7.2 percent", "growth", "trade export", "2031-01/2031-05"),
                ("10.67 billion yuan", "level", "trade export", "2031-01/2031-05"),
            ],
        ),
        (
            "Haixi's exports rose 7% and imports fell 3% in May.",
            [("7%", "growth", "trade export", "2031-05"), ("3%", "growth", "trade import", "2031-05")],
        ),
        (
            "In 2030 Haixi's exports of tea came to 4 billion yuan, up 5% year on year.",
            [("4 billion yuan", "level", "trade export/tea", "2030"), ("5%", "growth", "trade export/tea", "2030")],
        ),
        (
            "In 2030 private firms accounted for 24.1 percent of Haixi's foreign trade.",
            [("24.1 percent", "share", "trade private", "2030")],
        ),
        (
            "In 2030 Haixi's exports came to 4 billion yuan, 1 billion yuan more than a year earlier.",
            [
                ("4 billion yuan", "level", "trade export", "2030"),
                ("1 billion yuan", "difference", "trade export", "2030"),
            ],
        ),
        (
            "At the end of 2030 Haixi's use rate stood at 3.4%, down 40 basis points from a year earlier.",
            [("3.4%", "level", "use_rate", "2030"), ("40 basis points", "difference", "use_rate", "2030")],
        ),
        (
            "In 2030 tea contributed 2.5 percentage points to the growth of Haixi's exports.",
            [("2.5 percentage points", "contribution", "trade export/tea", "2030")],
        ),
        (
            "In 2030 Haixi's exports came to 4 billion yuan, after 3 billion yuan a year earlier.",
            [("4 billion yuan", "level", "trade export", "2030"), ("3 billion yuan", "level", "trade export", "2029")],
        ),
        (
            "In 2030 Haixi's exports stood at RMB5.2 billion, registering a growth of 3 percent.",
            [("RMB5.2 billion", "level", "trade export", "2030"), ("3 percent", "growth", "trade export", "2030")],
        ),
        (
            "In 2030 Haixi's exports, a measure of what leaves the country, rose 3 percent.",
            [("3 percent", "growth", "trade export", "2030")],
        ),
        (
            "From January to May 2031 Haixi's exports rose 3 percent. In the period imports reached 4 billion yuan.",
            [
                ("3 percent", "growth", "trade export", "2031-01/2031-05"),
                ("4 billion yuan", "level", "trade import", "2031-01/2031-05"),
            ],
        ),
        (
            "In 2030 Haixi's exports rose 3 percent to 5 billion yuan and imports 7 percent to 4 billion yuan.",
            [
                ("3 percent", "growth", "trade export", "2030"),
                ("5 billion yuan", "level", "trade export", "2030"),
                ("7 percent", "growth", "trade import", "2030"),
                ("4 billion yuan", "level", "trade import", "2030"),
            ],
        ),
        (
            "In 2030 lamps rose 3 percent year on year. The lamps stood at 5 billion yuan.",
            [("3 percent", "growth", "unknown", "2030"), ("5 billion yuan", "level", "unknown", "2030")],
        ),
    ],
)
def test_a_sentence_is_read(text: str, rows: list[tuple[object, ...]]) -> None:
    assert rows == [row(proposal) for proposal in read(text)]


def test_a_fall_is_negative_and_has_its_base() -> None:
    (proposal,) = read("In May 2031 Haixi's exports fell 3 percent from a year earlier.")

    assert ("-3", "2030-05", "Haixi") == (str(proposal.value), proposal.base_period, proposal.region)


def test_what_is_above_another_period_has_it_as_its_base() -> None:
    text = (
        "In May 2031 Haixi's exports rose 7 percent. The growth was 0.5 percentage points higher than that at the end"
        " of April and 0.6 points higher than the same period of the previous year."
    )

    assert [("2031-05", "2031-04"), ("2031-05", "2030-05")] == [
        (each.period, each.base_period) for each in read(text)[1:]
    ]


def test_a_dateline_is_neither_region_nor_name() -> None:
    (proposal,) = read("HAIDONG, Sept. 13 (Newswire) -- Haixi's exports rose 7 percent in 2030.")

    assert ("Haixi", "exports", "trade") == (proposal.region, proposal.name, proposal.indicator)


def test_the_last_month_is_that_before_the_release() -> None:
    (proposal,) = read("Haixi's use rate stood at 3 percent at the end of last month.", day="2031-02-03")

    assert ("2031-01", "at") == (proposal.period, proposal.timing)


def test_loans_that_rise_by_an_amount_have_the_level_of_the_flow() -> None:
    (proposal,) = read("In 2030 green loans rose by 3 billion yuan.")

    assert ("level", "3000000000") == (proposal.measure, str(proposal.value))


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("In 2030 there were nearly 3.6 million valid invention patents.", "patents"),
        ("The number of new firms in Haixi reached 4,900.", "firms"),
        ("Haixi has 4,900 lamps.", "lamps"),
        ("Valid invention patents in Haixi totaled nearly 1.3 million, as said.", "patents"),
        ("The number of valid invention patents reached 4.4 million pieces.", "patents"),
        ("Of these, 4,900 involved tea.", "unknown"),
        ("The number of valid invention patents per 10,000 people reached 12.9.", "patents"),
    ],
)
def test_a_count_is_of_what_its_words_say(text: str, unit: str) -> None:
    assert [unit] == [each.unit for each in read(text)]


def test_a_number_by_which_others_are_divided_is_no_figure() -> None:
    assert ["4 percent"] == [each.printed for each in read("Lamps per 10,000 people rose 4 percent.")]


def test_a_text_without_a_region_has_that_which_an_indicator_implied() -> None:
    words = {**LEXICON.words, "coins": (Entry(INDICATOR, "coins", region="Haixi", stock=True),)}
    found = [*read_text("In 2030 coins rose 3 percent. Lamps rose 4 percent.", replace(LEXICON, words=words), date="")]

    assert ["Haixi", "Haixi"] == [each.region for each in found]
    assert [False, True] == ["text-region" in each.rules for each in found]


def test_a_mode_that_a_name_says_does_not_go_on_to_what_follows() -> None:
    first, second = read("In 2030 Haixi's processing trade made 60% of foreign trade, and private firms made 20%.")

    assert ("owner", "processing") in first.members
    assert ("owner", "private") in second.members


def test_a_place_with_which_something_is_traded_is_a_partner() -> None:
    (proposal,) = read("In 2030 Haixi's foreign trade with Haidong rose 7%.")

    assert ("Haixi", True) == (proposal.region, ("partner", "Haidong") in proposal.members)


@pytest.mark.parametrize(
    "text",
    [
        "Chapter 3, Chart 1.2 and No. 6 of 18 March 2031.",
        "5G, M2, COVID-19, ISO 9001, v1.2.3 and a 24-hour line.",
        "1. First\n2) Second\nCall 010-1234-5678 or see https://x.example/2031/5.",
        "The 14th meeting took 3 years.",
    ],
)
def test_numbers_that_are_no_figures_are_left_out(text: str) -> None:
    assert [] == read(text)


def test_a_number_that_may_be_misread_is_refused_with_its_place() -> None:
    (proposal,) = read("Haixi's exports rose 1O.5%.")

    assert (None, 21) == (proposal.value, proposal.offset)
    assert "may be a misread number" in proposal.fault


def test_a_text_is_read_in_the_language_in_which_it_is_written() -> None:
    english = "In 2030 Haixi's exports came to 4 billion yuan."

    assert ["4 billion yuan"] == [each.printed for each in read_text(english, LEXICON, date="")]
    assert ["4亿元"] == [each.printed for each in read_text("2030年，海西省出口4亿元。", LEXICON, date="")]


def test_words_that_say_nothing_are_taken_away() -> None:
    assert "exports of tea" == clean("the exports of tea as a whole")
    assert "leadingindustries" == meaning("of the leading industries")


@pytest.mark.parametrize(
    "text",
    [
        "Haixi's exports came to from 900 million to 1.2 billion yuan",
        "Haixi's exports were between 900 million and 1.2 billion yuan",
        "Haixi's exports were 900 million yuan to 1.2 billion yuan",
    ],
)
def test_a_range_may_cross_scales(text: str) -> None:
    (proposal,) = read(text)

    assert (900_000_000, 1_200_000_000, "trade") == (proposal.value, proposal.value_to, proposal.indicator)


def test_what_rose_by_an_amount_to_another_is_no_range() -> None:
    change, level = read("Haixi's exports rose 300 million yuan to 1.2 billion yuan in May 2031.")

    assert ("difference", "level", None) == (change.measure, level.measure, level.value_to)


def test_growth_by_a_percentage_to_another_is_refused() -> None:
    (proposal,) = read("Haixi's exports grew by 3 percent to 5 percent in May 2031.")

    assert proposal.fault


def test_what_will_be_is_a_forecast() -> None:
    (proposal,) = read("Haixi's exports will reach 3 billion yuan in 2035.")

    assert "forecast" == proposal.status


def test_a_multiple_is_of_the_year_behind_it() -> None:
    _, multiple = read("In 2031, Haixi's exports were 9 billion yuan, 2.3 times those of 2025.")

    assert ("2031", "2025") == (multiple.period, multiple.base_period)


def test_the_year_of_a_level_is_no_figure() -> None:
    assert ["2.3 times"] == [each.printed for each in read("In 2031, Haixi's exports were 2.3 times the 2025 level.")]


def test_a_share_of_something_unknown_is_of_nothing_known() -> None:
    (share,) = read("In 2031, tea made up 30 percent of Haixi's farm exports.")

    assert UNKNOWN == share.of


def test_numbers_of_several_places_together_have_no_region() -> None:
    numbers = read("In 2031, exports of Haixi and Haidong were 3 billion yuan, 2 billion yuan and 1 billion yuan.")

    assert {UNKNOWN} == {each.region for each in numbers}


def test_what_is_without_something_is_unknown() -> None:
    (apart,) = read("In May 2031, Haixi's imports, excluding tea, fell 3 percent.")

    assert UNKNOWN == apart.indicator


@pytest.mark.parametrize(
    "change",
    [
        "an increase that made up 31 percent of the total",
        "an acceleration of 0.1 percentage points",
        "a slowdown of 2 percentage points from 2029",
        "a reduction of 3 percent",
        "accelerating from the 4 percent growth in 2029",
    ],
)
def test_a_word_of_change_is_no_name(change: str) -> None:
    _, number = read(f"In 2030 Haixi's private firms saw exports rise 5 percent, {change}.")

    assert ("trade", "Haixi") == (number.indicator, number.region)
    assert {"flow": "export", "owner": "private"}.items() <= dict(number.members).items()


def test_a_reduction_is_a_fall() -> None:
    found = read("In 2030 Haixi's exports saw a reduction of 15.3 percent to 25 billion yuan; imports narrowed by 3%.")

    assert [("growth", "trade"), ("level", "trade"), ("growth", "trade")] == [(e.measure, e.indicator) for e in found]
    assert ["-15.3", "-3"] == [str(each.value) for each in found[::2]]


def test_trade_under_a_mode_has_the_flow_that_was_named() -> None:
    (number,) = read("In 2030 Haixi's exports under the processing trade category rose 4 percent.")

    assert ("trade", "export", "processing") == (
        number.indicator,
        *(dict(number.members)[n] for n in ("flow", "owner")),
    )


def test_what_stands_behind_brackets_with_another_currency_is_said_of_the_amount() -> None:
    first, again, fall = read(
        "Haixi had 6 billion yuan ($1 billion) in exports in May, a drop of 2 billion yuan.", "2031-07-01"
    )

    assert ("trade", "2031-05", "2031-05") == (first.indicator, first.period, again.period)
    assert ("USD", "-2000000000") == (again.unit, str(fall.value))


def test_a_second_base_has_a_change_of_its_own() -> None:
    found = read(
        "In May 2031 exports rose 9 percent, down 0.1 points from a month earlier and 2.3 points from a year earlier."
    )

    assert ["9", "-0.1", "-2.3"] == [str(each.value) for each in found]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("In 2030 the share of tea in all increased to 12.7 percent.", "12.7", "level"),
        ("In 2030 exports reached 3 billion yuan, representing a year-on-year decrease of 4 percent.", "-4", "growth"),
        ("In 2030 tea made up around one-fifth of exports.", "20", "share"),
    ],
)
def test_a_share_is_told_from_a_change(text: str, value: str, measure: str) -> None:
    *_, proposal = read(text)

    assert (value, measure) == (str(proposal.value), proposal.measure)


def test_a_pace_that_is_the_same_as_before_is_no_time_of_a_number() -> None:
    *_, proposal = read(
        "In May 2031 exports grew 11 percent, the same pace as a month earlier but up 0.1 points from a year earlier."
    )

    assert "2031-05" == proposal.period


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("From January to May 2031 exports rose 3 percent compared to the previous year.", "2030-01/2030-05"),
        ("From January to May 2031 exports rose 3 percent compared to 2028.", "2028"),
        (
            "From January to May 2031 tea made up 9 percent, 2 points higher than the same period in 2030.",
            "2030-01/2030-05",
        ),
        ("In 2031 exports rose 3 percent compared to 2030.", "2030"),
    ],
)
def test_a_year_with_which_months_are_compared_means_its_months(text: str, base: str) -> None:
    *_, proposal = read(text)

    assert base == proposal.base_period


@pytest.mark.parametrize(
    ("words", "of"),
    [
        ("the average growth rate", "owner=all"),
        ("the growth rate of imports", "unknown"),
        ("that of Haidong", "region=Haidong"),
        ("planned", "unknown"),
    ],
)
def test_growth_that_is_faster_than_another_says_whose(words: str, of: str) -> None:
    *_, proposal = read(
        f"In 2030 Haixi's private firms saw exports grow 9 percent, 2.7 percentage points faster than {words}."
    )

    assert ("growth_gap", of) == (proposal.measure, proposal.of)


def test_growth_of_exports_may_be_faster_than_that_of_imports() -> None:
    *_, proposal = read(
        "In 2030 Haixi's exports grew 9 percent, 2.7 percentage points faster than the growth rate of imports."
    )

    assert ("growth_gap", "flow=import") == (proposal.measure, proposal.of)


def test_products_say_nothing_of_what_is_traded() -> None:
    (known,) = read("In 2030 Haixi's exports of products grew 9 percent.")
    alone, named = read("In 2030 Haixi's exports grew 9 percent. The products grew 4 percent.")

    assert ("trade", "trade", "unknown") == (known.indicator, alone.indicator, named.indicator)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("In 2030 Haixi's exports fell by nearly one third.", "-33.3333"),
        ("In 2030 Haixi's exports rose by a quarter.", "25"),
        ("In 2030 Haixi's exports fell by half.", "-50"),
    ],
)
def test_a_change_may_be_a_fraction(text: str, value: str) -> None:
    (proposal,) = read(text)

    assert ("growth", value) == (proposal.measure, str(proposal.value))


def test_a_quarter_is_a_time_too() -> None:
    (proposal,) = read("In 2030 Haixi's exports rose 3 percent, more than they did a quarter earlier.")

    assert "3 percent" == proposal.printed


def test_numbers_of_two_kinds_are_no_list() -> None:
    rate, month, year = read(
        "In May 2031 the use rate stood at 1.5 percent, 0.1 points and 0.4 points lower than in April and a year earlier."
    )

    assert ("level", "use_rate") == (rate.measure, rate.indicator)
    assert ["-0.1", "-0.4"] == [str(month.value), str(year.value)]


def test_growth_in_dollars_is_not_that_of_the_indicator() -> None:
    dollars, fall = read("In dollar terms, Haixi's exports rose 3 percent in 2030, and imports fell 2 percent.")

    assert ["unknown", "unknown"] == [dollars.indicator, fall.indicator]


def test_an_abbreviation_in_capitals_is_no_percentage() -> None:
    (proposal,) = read("In 2030 Haixi had 38,000 PCT applications.")

    assert ("applications", "level") == (proposal.unit, proposal.measure)


@pytest.mark.parametrize(("words", "place"), [("fifth", "5"), ("first", "1")])
def test_a_rank_is_a_place(words: str, place: str) -> None:
    (proposal,) = read(f"In 2030 Haixi's exports ranked {words}.")

    assert ("rank", place) == (proposal.measure, str(proposal.value))


@pytest.mark.parametrize(
    ("part", "printed"),
    [
        ("of which 2 billion yuan came from private firms", "2 billion yuan"),
        ("2 billion yuan of which came from private firms", "2 billion yuan"),
        ("2 billion yuan of which came from private firms, up 3 percent", "3 percent"),
    ],
)
def test_a_part_that_no_word_names_is_unknown(part: str, printed: str) -> None:
    *_, proposal = read(f"In 2030 Haixi's exports came to 3 billion yuan, {part}.")

    assert (printed, "unknown") == (proposal.printed, proposal.indicator)


def test_a_number_of_which_something_is_said_counts_what_was_counted() -> None:
    _, proposal = read("In 2030 Haixi had 3,000 patents, 294 of which were new.")

    assert ("294", "patents", "unknown") == (proposal.printed, proposal.unit, proposal.indicator)


def test_a_name_of_several_cities_is_no_region() -> None:
    words = {**LEXICON.words, "twinport": (Entry(REGION, "unknown"),)}
    (found,) = read_text("In 2030 Twinport's exports rose 3 percent.", replace(LEXICON, words=words), date="")

    assert ("trade", "unknown") == (found.indicator, found.region)


@pytest.mark.parametrize(
    ("change", "value", "bound"),
    [
        ("registered negative growth of 2.3 percent", "-2.3", "exact"),
        ("dipped 2.3 percent", "-2.3", "exact"),
        ("shrank by as much as 2.3 percent", "-2.3", "at_least"),
        ("inched up 2.3 percent", "2.3", "exact"),
        ("were 2.3 percent lower than a year earlier", "-2.3", "exact"),
        ("were 2.3 percent more than in the previous year", "2.3", "exact"),
    ],
)
def test_a_change_has_many_words(change: str, value: str, bound: str) -> None:
    (proposal,) = read(f"In 2030 Haixi's exports {change}.")

    assert ("growth", value, bound) == (proposal.measure, str(proposal.value), proposal.bound)


@pytest.mark.parametrize(
    "head",
    [
        "HAIKOU, (NEWS - Somewhere / Point News - 15th Feb, 2031) ",
        "HAIKOU, Feb. 15 (Xinhua) -- ",
        "HAIDONG, Feb. 15, 2031 -- ",
        "Haidong, 15 February 2031: ",
        "(Haidong, Feb. 15, 2031) ",
    ],
)
def test_the_head_of_a_page_is_no_part_of_a_name(head: str) -> None:
    (proposal,) = read(f"{head}Haixi's exports had exceeded 4 billion yuan in 2030.")

    assert ("exports", "more_than", "2030") == (proposal.name, proposal.bound, proposal.period)


def test_more_of_a_thing_is_no_comparison() -> None:
    (proposal,) = read("In 2030 the number of lamps that shops sell to secure more light rose 4 percent.")

    assert ("growth", "4", "number of lamps that shops sell to secure more light") == (
        proposal.measure, str(proposal.value), proposal.name,
    )  # fmt: skip


def test_how_many_of_the_top_there_are_is_the_number() -> None:
    (number,) = read("In 2030 Haixi accounted for 32 of the top 100 lamp makers in Haidong.")

    assert ("32", "makers", "level", "Haixi") == (str(number.value), number.unit, number.measure, number.region)


def test_for_how_many_people_is_no_figure() -> None:
    assert ["9.8 patents"] == [
        each.printed for each in read("In 2030, for every 10,000 people there were 9.8 patents.")
    ]


def test_the_period_is_the_last_that_was_named_also_in_another_line() -> None:
    *_, share, rate = read(
        "Haixi's exports rose 3 percent in May 2031.\n"
        "From January to May 2031, Haixi's exports rose 4 percent.\n"
        "Haixi's imports, accounting for 40 percent of foreign trade, rose 5 percent during the period."
    )

    assert {"2031-01/2031-05"} == {share.period, rate.period}
    assert "2030-01/2030-05" == rate.base_period


def test_the_period_is_unknown_if_the_line_before_named_several() -> None:
    *_, rate = read(
        "Haixi's exports rose 3 percent in May 2031 and 4 percent in April 2031.\nHaixi's imports rose 5 percent in the period."
    )

    assert UNKNOWN == rate.period


def test_a_level_of_a_year_may_be_the_base() -> None:
    (rate,) = read("In 2031 Haixi's exports rose 5 percent from the 2030 level.")

    assert ("5 percent", "growth", "2030") == (rate.printed, rate.measure, rate.base_period)


def test_a_year_before_yuan_and_a_hyphen_is_a_year() -> None:
    assert ["5 percent"] == [
        each.printed for each in read("At the end of May 2031 yuan-denominated exports grew 5 percent.")
    ]


def test_a_stock_that_rose_on_the_year_before_rose_on_the_same_month_of_it() -> None:
    (rate,) = read("At the end of May 2031 Haixi's use rate was up 14 percent from the previous year.")

    assert "2030-05" == rate.base_period


def test_for_the_first_time_is_no_part_of_a_name() -> None:
    (level, _) = read(
        "In 2030 Haixi's exports topped 4 billion yuan for the first time, up 5 percent for a fifth straight year."
    )

    assert ("exports", "trade", "more_than") == (level.name, level.indicator, level.bound)


def test_what_loans_of_a_month_are_is_unknown_unless_they_are_outstanding() -> None:
    balance = Entry(INDICATOR, "balance", stock=True, unit="CNY", flow="lent")
    words = {**LEXICON.words, "yuan loans": (balance,), "outstanding yuan loans": (balance,)}
    lexicon = replace(LEXICON, words=words)

    def indicator(text: str) -> str:
        (proposal,) = read_text(text, lexicon, date="2031-06-20", lang="en")
        return proposal.indicator

    assert UNKNOWN == indicator("In May 2031 yuan loans reached 4 billion yuan.")
    assert "lent" == indicator("In May 2031 yuan loans rose by 4 billion yuan.")
    assert "balance" == indicator("In May 2031 outstanding yuan loans reached 4 billion yuan.")
    assert "balance" == indicator("At the end of May 2031 yuan loans reached 4 billion yuan.")


@pytest.mark.parametrize("terms", ["in yuan-denominated terms", "in RMB terms", "in renminbi terms"])
def test_in_yuan_terms_is_no_part_of_a_name(terms: str) -> None:
    (rate,) = read(f"In May 2031 Haixi's exports {terms} grew 4 percent.")

    assert ("exports", "trade") == (rate.name, rate.indicator)


@pytest.mark.parametrize(("verb", "value"), [("expands", "4.2"), ("shrinks", "-4.2")])
def test_headlines_tell_changes_in_the_present(verb: str, value: str) -> None:
    (rate,) = read(f"Haixi's exports {verb} 4.2 pct in May 2031")

    assert ("growth", value, "trade") == (rate.measure, str(rate.value), rate.indicator)


@pytest.mark.parametrize("scale", ["bln", "bn", "billion"])
def test_headlines_have_short_words(scale: str) -> None:
    (number,) = read(f"Haixi's exports hit 4.7 {scale} yuan in May 2031")

    assert ("4700000000", "CNY", "trade") == (str(number.value), number.unit, number.indicator)


def test_exports_and_imports_of_one_sum_are_neither() -> None:
    (number,) = read("In 2030 imports and exports of Haixi totaled 3 billion yuan.")

    assert "unknown" == number.indicator


def test_a_part_of_a_trade_that_is_not_known_is_unknown() -> None:
    whole, part = read("In 2030 exports of Haixi's poems reached 3 billion yuan, among which exports grew 2 percent.")

    assert ["unknown", "unknown"] == [whole.indicator, part.indicator]


def test_a_plan_is_no_time_but_its_period_is() -> None:
    level, aim = read("In 2031 exports reached 16 billion yuan, above the target of 12 set in the 14th Five-Year Plan.")
    (during,) = read("During the 14th Five-Year Plan exports reached 16 billion yuan.")

    assert ["2031", "2021/2025"] == [level.period, during.period]
    assert "target" == aim.status


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("In 2031 exports rose 3%, representing an average annual growth rate of 2 percent.", "growth"),
        ("In 2031 firms sold tea, contributing 46.7 percent of exports.", "share"),
        ("In 2031 exports rose 3%, adding that it was 8.2 points higher than that of the previous year.", "growth_gap"),
    ],
)
def test_what_represents_and_adds_is_told_apart(text: str, measure: str) -> None:
    *_, proposal = read(text)

    assert measure == proposal.measure


def test_what_a_count_leaves_out_in_brackets_is_no_place() -> None:
    (number,) = read("In 2030 Haixi's exports (excluding those from Haidong and Taiwan) reached 3 billion yuan.")

    assert ("Haixi", "trade") == (number.region, number.indicator)


def test_months_told_early_in_a_year_are_those_of_the_year_before() -> None:
    (number,) = read("Exports reached 3 billion yuan in the first 11 months.", "2031-01-22")

    assert "2030-01/2030-11" == number.period


def test_what_something_is_worth_is_its_value() -> None:
    value, units = read("In 2030 exports of tea were worth 3 billion yuan, 4 million units in all.")

    assert ("trade", "items", "unknown") == (value.indicator, units.unit, units.indicator)


def test_growth_at_a_rate_is_growth() -> None:
    (rate,) = read("Between 2025 and 2030 Haixi's exports grew at an average annual rate of 6.8 percent.")

    assert ("growth", "2025/2030", "trade") == (rate.measure, rate.period, rate.indicator)


def test_a_field_that_is_not_known_makes_what_it_says_unknown() -> None:
    (unknown,) = read("In the field of poetry, Haixi's exports rose 3 percent in 2030.")

    assert "unknown" == unknown.indicator


def test_points_of_a_score_are_no_percentage_points() -> None:
    (score,) = read("The satisfaction score of trade in Haixi hit 82.36 points in 2030.")

    assert ("points", "level") == (score.unit, score.measure)


def test_a_share_that_a_part_of_something_unknown_makes_up_is_unknown() -> None:
    *_, part = read("In 2030 sales of poems reached 3 billion yuan, with exports accounting for 28.4 percent.")

    assert ("share", "unknown") == (part.measure, part.indicator)


@pytest.mark.parametrize("words", ["down from", "slower than", "compared with"])
def test_a_number_that_a_month_owns_is_of_that_month(words: str) -> None:
    now, then = read(f"In May 2031 Haixi's exports rose 3 percent, {words} April's 15.6 percent.")

    assert ["2031-05", "2031-04"] == [now.period, then.period]
    assert ["2030-05", "2030-04"] == [now.base_period, then.base_period]


def test_the_period_is_not_a_part_that_an_earlier_line_named() -> None:
    text = "Haixi's exports in the first half of 2031 were 3 billion yuan.\nIn May, exports rose 2 percent.\n{} 4 billion yuan in the period."

    assert UNKNOWN == read(text.format("Imports were"), "2031-07-20")[-1].period


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("In 2031 exports of tea, which make up nearly 70 percent of Haixi's exports, rose 3 percent.", "share"),
        ("In 2030 Haixi's exports rose 3 percent. In 2031, the growth accelerated to 4 percent.", "growth"),
        ("In 2030 Haixi's exports reached 3 billion yuan, maintaining a growth rate of 4 percent.", "growth"),
        ("In 2030 private firms were busy, with their exports hitting 3 billion yuan.", "level"),
    ],
)
def test_more_verbs_of_a_share_a_growth_and_a_level(text: str, measure: str) -> None:
    found = read(text)

    assert measure in [each.measure for each in found]
    assert {"trade"} == {each.indicator for each in found}


def test_behind_a_month_alone_the_time_of_the_text_holds_again() -> None:
    text = "Haixi's exports from January to May 2031 were 3 billion yuan.\nIn May alone, exports rose 2 percent. Imports rose 4 percent.\n{}"

    assert ["2031-05", "2031-05", "2031-01/2031-05"] == [
        each.period for each in read(text.format("Imports of tea were 4 billion yuan."), "2031-07-20")[1:]
    ]


def test_over_the_same_period_is_no_base() -> None:
    *_, change = read(
        "From January to May 2031 tea fell 2 percent. Over the same period, Haixi's exports rose 3 percent."
    )

    assert ("2031-01/2031-05", "2030-01/2030-05") == (change.period, change.base_period)


@pytest.mark.parametrize(
    "words", ["the second highest in the country", "the largest in China", "the 5th-fastest in the world"]
)
def test_where_something_is_among_the_first_is_no_place(words: str) -> None:
    _, other = read(f"In 2030 Haixi's exports reached 3 billion yuan, {words}, and imports fell 4 percent.")

    assert ("Haixi", "trade") == (other.region, other.indicator)


def test_average_growth_has_no_year_for_its_base() -> None:
    _, average = read(
        "In 2030 Haixi's exports reached 3 billion yuan, with an average growth of 14 percent over five years."
    )

    assert ("growth", "../..") == (average.measure, average.base_period)


def test_a_city_where_a_text_was_written_is_not_what_its_later_lines_are_about() -> None:
    text = "Haidong, June 9, 2031 -- Haixi's exports rose 3 percent in May.\nImports fell 1 percent."

    assert ["Haixi", "Haixi"] == [each.region for each in read(text)]


def test_points_behind_an_amount_are_of_the_growth_before_it() -> None:
    text = "In 2030 Haixi's exports rose 3 percent to 4 billion yuan, 2 percentage points higher than the average."

    assert ["growth", "level", "growth_gap"] == [each.measure for each in read(text)]


def test_points_of_an_amount_without_a_growth_are_unknown() -> None:
    (_, points) = read("In 2030 Haixi's exports were 4 billion yuan, 2 percentage points higher than the average.")

    assert "unknown" == points.measure


def test_the_scale_of_a_range_may_stand_at_its_end() -> None:
    (number,) = read("In 2030 Haixi's exports were between 3 and 4 billion yuan.")

    assert (3_000_000_000, 4_000_000_000) == (number.value, number.value_to)


@pytest.mark.parametrize(
    "words",
    ["contributing 18 percent to the Federation's export growth", "which was a third of the increase in exports"],
)
def test_a_share_in_growth_has_no_indicator(words: str) -> None:
    share = read(f"In 2030 Haixi's exports rose 3 percent, {words}.")[-1]

    assert "unknown" == share.indicator


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("rose 3 percent, 2 percentage points lower", "-2"),
        ("rose 3 percent, 2 percentage points faster", "2"),
        ("were 4 billion yuan, 1 billion yuan less", "-1000000000"),
    ],
)
def test_what_stands_behind_a_difference_says_its_direction(words: str, value: str) -> None:
    last = read(f"In 2030 Haixi's exports {words}.")[-1]

    assert (value, "2029") == (str(last.value), last.base_period)
    assert last.measure in ("growth_gap", "difference")
