"""Number formats of OpenDocument in the notation of Open XML."""

from __future__ import annotations

import pytest
from lxml import etree

from spreadsheets import document
from statbook.ingest.readers.number_format import show
from statbook.ingest.readers.ods_formats import read_formats

ONE = '<number:number number:decimal-places="1" number:min-decimal-places="1" number:min-integer-digits="1"/>'
YEAR, MONTH = '<number:year number:style="long"/>', "<number:month/>"
STYLES = {
    "general": ('<number:number-style style:name="N"><number:number number:min-integer-digits="1"/></number:number-style>', "General"),
    "decimals": (f'<number:number-style style:name="N">{ONE}</number:number-style>', "0.0"),
    "decimals of ODF 1.2": ('<number:number-style style:name="N"><number:number number:decimal-places="2" number:min-integer-digits="1"/></number:number-style>', "0.00"),
    "superfluous zeros left off": ('<number:number-style style:name="N"><number:number number:decimal-places="2" number:min-decimal-places="0" number:min-integer-digits="0"/></number:number-style>', "#.##"),
    "groups of thousands": ('<number:number-style style:name="N"><number:number number:decimal-places="0" number:min-integer-digits="1" number:grouping="true"/></number:number-style>', "#,##0"),
    "thousands": ('<number:number-style style:name="N"><number:number number:decimal-places="1" number:min-integer-digits="1" number:display-factor="1000"/><number:text>千元</number:text></number:number-style>', '0.0,"千元"'),
    "percent": (f'<number:percentage-style style:name="N">{ONE}<number:text>%</number:text></number:percentage-style>', "0.0%"),
    "percent behind a blank": (f'<number:percentage-style style:name="N">{ONE}<number:text> %</number:text></number:percentage-style>', '0.0" "%'),
    "a percent sign as a word": (f'<number:number-style style:name="N">{ONE}<number:text>%</number:text></number:number-style>', '0.0"%"'),
    "a unit": (f'<number:number-style style:name="N">{ONE}<number:text>万元</number:text></number:number-style>', '0.0"万元"'),
    "a quotation mark": (f'<number:number-style style:name="N">{ONE}<number:text>"x"</number:text></number:number-style>', '0.0\\""x"\\"'),
    "currency": (f'<number:currency-style style:name="N"><number:currency-symbol number:language="en">US$</number:currency-symbol>{ONE}</number:currency-style>', '"US$"0.0'),
    "exponents": ('<number:number-style style:name="N"><number:scientific-number number:decimal-places="1" number:min-integer-digits="1" number:min-exponent-digits="2"/></number:number-style>', "0.0E+00"),
    "exponents in threes": ('<number:number-style style:name="N"><number:scientific-number number:decimal-places="1" number:min-integer-digits="1" number:min-exponent-digits="1" number:exponent-interval="3"/></number:number-style>', "##0.0E+0"),
    "a blank instead of a zero": ('<number:number-style style:name="N"><number:number number:decimal-places="2" number:min-decimal-places="1" number:min-integer-digits="1" number:decimal-replacement=" "/></number:number-style>', "0.0?"),
    "a sign instead of decimals": ('<number:number-style style:name="N"><number:number number:decimal-places="2" number:min-integer-digits="1" number:decimal-replacement="--"/></number:number-style>', "! signs between the digits, or instead of them"),
    "text between digits": ('<number:number-style style:name="N"><number:number number:min-integer-digits="4"><number:embedded-text number:position="2">-</number:embedded-text></number:number></number:number-style>', "! signs between the digits, or instead of them"),
    "the currency of the reader": (f'<number:currency-style style:name="N"><number:currency-symbol/>{ONE}</number:currency-style>', '"¤"0.0'),
    "a fraction": ('<number:number-style style:name="N"><number:fraction number:min-denominator-digits="1"/></number:number-style>', "# ?/?"),
    "a month": (f'<number:date-style style:name="N">{YEAR}<number:text>年</number:text>{MONTH}<number:text>月</number:text></number:date-style>', 'yyyy"年"m"月"'),
    "a month by name": (f'<number:date-style style:name="N" number:language="zh"><number:month number:textual="true"/><number:text> </number:text>{YEAR}</number:date-style>', '[$-804]mmm" "yyyy'),
    "a year of another calendar": (f'<number:date-style style:name="N"><number:year number:calendar="hijri"/>{MONTH}</number:date-style>', "! yearm"),
    "a duration": ('<number:time-style style:name="N" number:truncate-on-overflow="false"><number:hours/><number:text>:</number:text><number:minutes number:style="long"/></number:time-style>', '[h]":"mm'),
    "parts of seconds": ('<number:time-style style:name="N"><number:minutes/><number:text>:</number:text><number:seconds number:style="long" number:decimal-places="2"/></number:time-style>', 'm":"ss.00'),
    "days with their weekday, quarter and era": ('<number:date-style style:name="N"><number:era/><number:year/><number:quarter number:style="long"/><number:month number:style="long"/><number:day number:style="long"/><number:day-of-week/></number:date-style>', "gyyqqmmddddd"),
    "a month by its whole name": ('<number:date-style style:name="N"><number:month number:textual="true" number:style="long"/></number:date-style>', "mmmm"),
    "hours before noon": ('<number:time-style style:name="N"><number:hours number:style="long"/><number:am-pm/></number:time-style>', "hhAM/PM"),
    "hours of a day": ('<number:date-style style:name="N" number:truncate-on-overflow="false"><number:hours number:style="long"/></number:date-style>', "hh"),
    "hours of a time": ('<number:time-style style:name="N"><number:hours number:style="long"/></number:time-style>', "hh"),
    "a duration of two digits": ('<number:time-style style:name="N" number:truncate-on-overflow="false"><number:hours number:style="long"/></number:time-style>', "[hh]"),
    "zeros in front": ('<number:number-style style:name="N"><number:number number:min-integer-digits="3"/></number:number-style>', "000"),
    "millions in groups": ('<number:number-style style:name="N"><number:number number:decimal-places="0" number:min-integer-digits="5" number:grouping="true" number:display-factor="1000000"/></number:number-style>', "00,000,,"),
    "numbers divided by ten": ('<number:number-style style:name="N"><number:number number:decimal-places="0" number:display-factor="10"/></number:number-style>', "! a number divided by 10"),
    "decimals that need not be shown": ('<number:number-style style:name="N"><number:number number:decimal-places="2" number:min-integer-digits="1" number:decimal-replacement=""/></number:number-style>', "0.##"),
    "exponents without decimals": ('<number:number-style style:name="N"><number:scientific-number number:min-integer-digits="1"/></number:number-style>', "0E+00"),
    "a sign that fills the cell": (f'<number:number-style style:name="N"><number:fill-character>*</number:fill-character>{ONE}<number:fill-character/></number:number-style>', "**0.0"),
    "a colour that is not red": (f'<number:number-style style:name="N"><style:text-properties fo:font-size="9pt"/>{ONE}</number:number-style>', "0.0"),
    "a truth value": ('<number:boolean-style style:name="N"><number:boolean/></number:boolean-style>', "General"),
    "an element that is not known": ('<number:number-style style:name="N"><number:other/></number:number-style>', "! other"),
    "text": ('<number:text-style style:name="N"><number:text-content/></number:text-style>', "@"),
}  # fmt: skip


def formats(styles: str) -> dict[str, str]:
    return read_formats([etree.fromstring(document("", styles).encode())])


@pytest.mark.parametrize("name", STYLES)
def test_a_style_is_a_format(name: str) -> None:
    style, code = STYLES[name]

    assert code == formats(style)["N"]


def test_conditions_are_sections() -> None:
    styles = f"""
        <number:number-style style:name="P0">{ONE}</number:number-style>
        <number:number-style style:name="N"><style:text-properties fo:color="#ff0000"/><number:text>(</number:text>{ONE}
            <number:text>)</number:text><style:map style:condition="value()&gt;=0" style:apply-style-name="P0"/>
        </number:number-style>"""
    code = formats(styles)["N"]

    assert ("[>=0]0.0", "5.3", "-5.3") == (code.split(";")[0], show(5.25, code).text, show(-5.25, code).text)


def test_a_section_that_no_style_defines_is_unclear_and_a_condition_may_be_another_number() -> None:
    maps = "".join(
        f'<style:map style:condition="value(){sign}5" style:apply-style-name="{name}"/>'
        for sign, name in (("!=", "P0"), ("&lt;=", "P9"))
    )
    code = formats(f"""
        <number:number-style style:name="P0">{ONE}</number:number-style>
        <number:number-style style:name="N"><number:text>five</number:text>{maps}</number:number-style>""")["N"]

    assert '[<>5]0.0;[<=5]!;"five"' == code


def test_styles_of_all_parts_are_read_and_the_last_of_a_name_counts() -> None:
    both = [
        f'<number:number-style style:name="N">{each}</number:number-style>'
        for each in (ONE, "<number:text>x</number:text>")
    ]
    roots = [etree.fromstring(document("", each).encode()) for each in (both[0], both[1])]

    assert {"N": '"x"'} == read_formats(roots)


def test_accounts_have_four_sections() -> None:
    maps = "".join(
        f'<style:map style:condition="value(){sign}0" style:apply-style-name="P{at}"/>'
        for at, sign in enumerate(("&gt;", "&lt;", "="))
    )
    styles = f"""
        <number:number-style style:name="P0">{ONE}</number:number-style>
        <number:number-style style:name="P1"><number:text>-</number:text>{ONE}</number:number-style>
        <number:number-style style:name="P2"><number:text>-</number:text></number:number-style>
        <number:text-style style:name="N"><number:text-content/><number:text> </number:text>{maps}</number:text-style>"""
    code = formats(styles)["N"]

    assert ["5.3", "-5.3", "-", "文字 "] == [show(value, code).text for value in (5.25, -5.25, 0.0, "文字")]
