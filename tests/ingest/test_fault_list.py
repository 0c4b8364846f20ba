"""Faults come in the order of the file, each with what to do, and of very many the first."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import DataError, Fault
from statbook.ingest.fault_list import MOST, raise_faults

FILE = Path("loans.csv")


def told(*faults: Fault) -> list[Fault]:
    with pytest.raises(DataError) as error:
        raise_faults(FILE, faults)
    return list(error.value.faults)


def test_nothing_is_raised_where_nothing_is_wrong() -> None:
    raise_faults(FILE, [])


def test_faults_stand_in_the_order_of_the_file_and_say_what_to_do() -> None:
    later, earlier = Fault("loans.csv:12:C", "x", "a number"), Fault("loans.csv:3:B", "y", "a number", "Type it again.")

    first, second = told(later, earlier)
    assert (earlier, "loans.csv:12:C") == (first, second.where)
    assert "Mend it in a copy of the table, or leave it out in the recipe, with the reason." == second.fix
    with pytest.raises(DataError, match=r"expected a number\. Mend it in a copy of the table\.$"):
        raise_faults(FILE, [later], has_recipe=False)


@pytest.mark.parametrize(("where", "fix"), [("data/recipes/a.yaml: values", "Mend the recipe."), ("--date", "")])
def test_what_to_do_is_said_where_it_is_to_be_done(where: str, fix: str) -> None:
    (fault,) = told(Fault(where, "x", "y"))

    assert fix == fault.fix


def test_of_very_many_the_first_are_told_and_how_many_more_there_are() -> None:
    found = told(*(Fault(f"loans.csv:{line}:C", "x", "a number") for line in range(1, MOST + 4)))

    assert MOST + 1 == len(found)
    assert Fault("loans.csv", "3 more faults", "none") == found[-1]
    assert MOST == len(told(*(Fault(f"loans.csv:{line}:C", "x", "a number") for line in range(1, MOST + 1))))
