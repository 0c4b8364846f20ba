"""Parameters of chapters: what their lines declare, and what is answered to each value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchard_book import orchard
from statbook.errors import ChapterError, ParameterError
from statbook.parameters import check_declarations, check_values, parse_parameters
from statbook.store import Store

LINES = """
region: str = "Xian"  # region of trade; a place
period: str = "2026-01/2026-02"  # period of trade; a period
minimum: float = 0.5  # {0.1, 0.5, 1.0}; a limit
base: str = "2023"  # {2023, annualised}; a base
count: int = 0  # {0..300}; a count
share: float = 0.5  # {-1..2.5}; a share
whole: bool = True  # all of it
"""


def one(line: str, value: object, store: Store) -> object:
    (parameter,) = parse_parameters(line, "c").values()
    return parameter.value("c", value, store)


@pytest.mark.parametrize(
    ("name", "given", "value"),
    [
        ("minimum", "1", 1.0),
        ("minimum", 1, 1.0),
        ("minimum", "1.00", 1.0),
        ("base", 2023, "2023"),
        ("count", "300", 300),
        ("count", 0, 0),
        ("share", "-1", -1.0),
        ("whole", "false", False),
        ("whole", True, True),
    ],
)
def test_a_value_comes_in_its_declared_type_whatever_papermill_made_of_it(
    store: Store, name: str, given: object, value: object
) -> None:
    typed, faults = check_values("c", parse_parameters(LINES, "c"), {name: given}, store)

    assert ([], {name: value}) == (faults, typed)
    assert type(value) is type(typed[name])


@pytest.mark.parametrize(
    ("name", "given", "words"),
    [
        ("minimum", "0.3", r"c: minimum is '0.3'; possible are 0.1, 0.5, 1.0. Did you mean 0.5\? \(a limit\)"),
        ("minimum", "nan", "minimum is 'nan'; possible are"),
        ("base", 2024, "base is '2024'; possible are 2023, annualised"),
        ("count", 301, r"count is '301'; possible is 0 to 300. \(a count\)"),
        ("count", -1, "count is '-1'; possible is 0 to 300"),
        ("count", "2.5", "count is '2.5'; expected int"),
        ("share", "inf", "share is 'inf'; possible is -1 to 2.5"),
        ("share", "nan", "share is 'nan'; possible is -1 to 2.5"),
        ("whole", "perhaps", "whole is 'perhaps'; expected true or false"),
        ("regoin", "Xian", "c has no parameter 'regoin'; it has region, .*Did you mean region"),
        (
            "region",
            "Gansu",
            "nothing is printed for region Gansu and period 2026-01/2026-02; for Gansu there is .*2023",
        ),
    ],
)
def test_another_value_is_refused_with_what_is_possible(store: Store, name: str, given: object, words: str) -> None:
    _, faults = check_values("c", parse_parameters(LINES, "c"), {name: given}, store)

    assert [True] == [bool(re.search(words, fault)) for fault in faults], faults


def test_every_fault_is_told_at_once(store: Store) -> None:
    _, faults = check_values("c", parse_parameters(LINES, "c"), {"count": 999, "base": "x", "z": 1}, store)

    assert 3 == len(faults)


@pytest.mark.parametrize(
    "line", ["a = 1", "a: list = []  # {x}; many", "a: int = 'x'  # {1}; a word", "a: int = x  # {1}; y"]
)
def test_a_line_of_another_form_is_refused(line: str) -> None:
    with pytest.raises(ChapterError, match="c: parameters"):
        parse_parameters(line, "c")


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('a: str = "x"  # help', "a: found no domain"),
        ('a: str = "x"  # {y}; help', "a is 'x'; possible are y"),
        ('a: str = "x"  # region of trad; help', "'region of trad'; expected a theme: .* Did you mean trade"),
        ('a: str = "x"  # regoin of trade; help', "'regoin of trade'; expected a column: .* Did you mean region"),
        ('a: str = "x"  # {0..3}; help', "a: found the range {0..3}; expected a range for numbers only"),
        ("a: int = 4  # {0..3}; help", "a is '4'; possible is 0 to 3"),
    ],
)
def test_domains_and_defaults_that_are_wrong_are_named(store: Store, line: str, words: str) -> None:
    found = [str(fault) for fault in check_declarations("c", "c.ipynb, cell 1", parse_parameters(line, "c"), store)]

    assert [True] == [bool(re.match(f"c.ipynb, cell 1.*{words}", fault)) for fault in found], found


def test_sound_lines_have_no_faults(store: Store) -> None:
    assert [] == check_declarations("c", "c.ipynb", parse_parameters(LINES, "c"), store)
    with pytest.raises(ParameterError):
        one('a: str = "x"  # {x}; help', "y", store)


def test_a_theme_without_numbers_is_named_once(tmp_path: Path) -> None:
    data = orchard(tmp_path)
    (data / "credit.csv").write_text((data / "credit.csv").read_text(encoding="utf-8").splitlines()[0] + "\n")
    lines = 'region: str = "China"  # region of credit; a place\nperiod: str = "2025"  # period of credit; a period'

    assert [
        "data/credit.csv: found no numbers; expected the numbers of credit. "
        "Add them: statbook add FILE. Until then nothing may be asked of c."
    ] == [*map(str, check_declarations("c", "c.ipynb", parse_parameters(lines, "c"), Store.load(data)))]
