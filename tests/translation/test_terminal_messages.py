"""What may be printed in a terminal is found in the code, as templates with a place for each value."""

from __future__ import annotations

import pytest

from statbook.translation.terminal_messages import terminal_messages


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return terminal_messages()


@pytest.mark.parametrize(
    ("message", "place"),
    [
        ("{where}: found {found}; expected {expected}.{tail}", "errors.py"),
        ("{path}: there is no folder {parent}; make it first.", "export/write_file.py"),
        ("no column {name}", "ingest/parsing/table_layout.py"),
        ("Mend it in a copy of the table.", "ingest/fault_list.py"),
        ("{implied}, as the levels say", "ingest/validation/growth_checks.py"),
        ("checking data, chapters and prose", "cli.py"),
        ("an edition names its day itself: as_of in its file", "cli.py"),
        ("No such command {name}.", "project/foreign_words.toml"),
        ("the key of an indicator", "store/schemas/recipe.json"),
        ("Did you mean {close}?", "errors.py"),
    ],
)
def test_a_template_is_found_by_calls_names_functions_and_lists(
    found: dict[str, str], message: str, place: str
) -> None:
    assert message in found
    assert place in found[message] or message == "Did you mean {close}?"


def test_codes_queries_and_words_of_pages_are_none(found: dict[str, str]) -> None:
    assert not {"region", "--date {date}", "{where}: unit", "All evidence"} & {*found}
    assert not [message for message in found if "SELECT" in message or "\n" in message]
