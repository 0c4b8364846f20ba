"""Words: every one that charts write is there in both languages, with the same slots."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from statbook.charts import words as module
from statbook.charts.words import words
from statbook.project.paths import LIBRARY

SECTIONS: dict[str, Any] = yaml.safe_load((LIBRARY / "charts" / "words.yaml").read_text(encoding="utf-8"))


def leaves(node: dict[str, Any]) -> Iterator[dict[str, str]]:
    if "en" in node:
        yield node
        return
    for child in node.values():
        yield from leaves(child)


@pytest.mark.parametrize("section", SECTIONS)
def test_every_word_has_both_languages_and_the_same_slots(section: str) -> None:
    for leaf in leaves(SECTIONS[section]):
        assert {"en", "zh"} == set(leaf)
        assert sorted(re.findall(r"\{\w*", leaf["en"])) == sorted(re.findall(r"\{\w*", leaf["zh"])), leaf


def test_words_are_those_of_the_language_also_where_they_are_nested() -> None:
    assert ("target", "目标") == (words("bars", "en")["target"], words("bars", "zh")["target"])
    assert "尚差一项" == words("what_if", "zh")["flat"]["more_than"]


def test_every_section_belongs_to_a_module_of_the_library() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in Path(module.__file__).parents[1].rglob("*.py"))

    assert [] == [section for section in SECTIONS if f'words("{section}"' not in source.replace("'", '"')]
