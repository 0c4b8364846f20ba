from __future__ import annotations

import re
from pathlib import Path

from statbook.reading.rule import Rule

DOCS = Path(__file__).resolve().parents[2] / "docs" / "reading.md"


def test_each_rule_is_explained_once() -> None:
    text = DOCS.read_text(encoding="utf-8")
    lines = text.partition("## The rules")[2].partition("\n## ")[0].splitlines()
    named = [name for line in lines for name in re.findall(r"`([a-z-]+)`(?=[^|]*\|)", line.partition(" | ")[0] + " |")]

    assert sorted(str(rule) for rule in Rule) == sorted(named)


def test_each_rule_is_used() -> None:
    package = Path(__file__).resolve().parents[2] / "lib" / "statbook" / "reading"
    code = "".join(path.read_text(encoding="utf-8") for path in package.glob("*.py") if path.name != "rule.py")

    assert [] == [rule.name for rule in Rule if f"Rule.{rule.name}" not in code]
