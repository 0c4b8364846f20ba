"""The words that charts write by themselves, in each language; they stand in words.yaml."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml

_SECTIONS = yaml.load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)


@cache
def words(section: str, lang: str) -> dict[str, Any]:
    """The words of a *section* of words.yaml in the language *lang*, by their keys."""
    chosen: dict[str, Any] = _in_language(_SECTIONS[section], lang)
    return chosen


def _in_language(node: dict[str, Any], lang: str) -> Any:
    if "en" in node:
        return node[lang]
    return {key: _in_language(child, lang) for key, child in node.items()}
