"""The page on verification says what each verdict means."""

from __future__ import annotations

import re
from pathlib import Path

from statbook.verification.verdict import WRONG, Kind

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "verification.md").read_text(encoding="utf-8")


def test_every_verdict_stands_there_in_its_order() -> None:
    assert [kind.value for kind in Kind] == re.findall(r"^\| (?!Verdict|-)([\w ,]+) \|", PAGE, re.MULTILINE)


def test_what_makes_the_command_exit_with_1_stands_there() -> None:
    assert 3 == len(WRONG)
    assert "exits with 1 if a number contradicts, is that of another period, base or unit, or mixes" in PAGE
