"""Guess what a series is from its name: measure, timing, indicator, members, by the words that data/ and recipes know.

The module is long because names, titles and columns of members are read with one vocabulary.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import normalize_name
from statbook.store import Recipe, load_recipes
from statbook.store.package import read_table

CLUES = {
    "growth": ("同比", "增速", "增长", "比上年", "比去年", "yoy", "growth", "±%"),
    "share": ("占比", "比重", "share"),
    "to_date": ("累计", "ytd", "年初至"),
    "before": ("环比", "比上月", "比上季", "mom", "qoq"),
    "difference": ("增减额", "增加额", "增减量"),
}
"""Words in names of columns that tell what is measured."""
_LEVEL_WORDS = tuple("当月值 当期值 当季值 当月 本月 本期 绝对数 绝对值 金额 总额 数额 数值 余额 总值 值 额".split())
_PLAIN_WORDS = tuple("其中 数量 当月 当期 合计 总计 人民币 全国 全省 全市 进出口 月度 季度 年度".split())
"""Words that say nothing of what a series is of, or what the table says as a whole."""
_PART_OF_YEAR = re.compile("[0-9]*月份?|第?[一二三四1-4]季度?|前三季度?|[上下]半年|年?[末底初]|年度?")
_WORDS = re.compile(r"\s+|(?<=[一-鿿])(?=[A-Z]\d$)")
_SPLIT = re.compile(r"[:/,、;\-_|·()（）\[\]【】#]+")
PERIOD_IN_NAME = re.compile(
    r"(?:19|20)\d\d年度?(?:第?[一二三四1-4]季度|前三季度|上半年|\d{1,2}(?:[-—–~至到]\d{1,2})?月份?)?"
)
"""A period in the name of a series, which says nothing of what it is."""
_TOWARDS = "对"
"""Before the name of a partner: 对东盟."""
KEYS = ("indicator", "members", "measure", "base", "of", "timing")
"""The fields of an entry of a recipe, in their order."""


@dataclass(frozen=True)
class Guess:
    """What the name of a series suggests.

    spec     fields of a recipe's entry, without the column
    clues    the words of CLUES that stand in the name, by what they tell
    choices  indicators of which one may be meant
    found    dimension to the words in the name that are a member, as they stand there
    origin   the recipe that has a series of this name; empty if none
    unknown  parts of the name, beside members, of which nothing says what they mean: 美国 in 出口:美国
    """

    spec: dict[str, Any]
    clues: list[str]
    choices: list[str] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    origin: str = ""
    unknown: list[str] = field(default_factory=list)


def clues_in(name: str) -> list[str]:
    """What the words of a name tell of what is measured."""
    lower = name.casefold()
    return [clue for clue, words in CLUES.items() if any(word in lower for word in words)]


class SeriesGuesser:
    """Guesses by the indicators and members of a *vocabulary*, and by the series of its recipes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._units = vocabulary.unit_parser

    def guess(self, name: str, unit: str = "", common: Mapping[str, str] = MappingProxyType({})) -> Guess:
        """What a series of this *name* and with the words *unit* for its unit may be; *common* are members of the table."""
        clues = clues_in(name)
        spec: dict[str, Any] = {}
        if "growth" in clues and "difference" not in clues:
            spec = {"measure": "growth", "base": "year_before"}
        elif "difference" in clues:
            spec = {"measure": "difference", "base": "year_before"}
        elif "share" in clues:
            spec = {"measure": "share"}
        if "to_date" in clues:
            spec["timing"] = "to_date"
        if origin := self._recipe_series.get(normalize_name(name)):
            recipe, entry = origin
            return Guess({key: entry[key] for key in KEYS if key in entry}, clues, origin=recipe)
        indicator, members, found, unknown = self._read_words(name)
        members = {**common, **members}
        choices = (
            [indicator]
            if indicator
            else self._indicators_of([*members], "" if "measure" in spec else unit or self._units.unit_words(name))
        )
        if members.pop("region", "") and "flow" in found:  # its exports, or those to it?
            unknown.append(found["region"])
        known: dict[str, Any] = {"indicator": choices[0]} if len(choices) == 1 else {}
        known |= {"members": members} if members else {}
        return Guess(known | spec, clues, choices if len(choices) > 1 else [], found, unknown=unknown if found else [])

    def guess_title(self, titles: Iterable[str]) -> tuple[dict[str, str], str]:
        """Members by dimension that a title names, and the words for its unit: 2025年1-10月进出口（亿元）."""
        members: dict[str, str] = {}
        unit = ""
        for title in titles:
            unit = unit or self._units.unit_words(title)
            bare = normalize_name(title)
            for name in sorted(self._members, key=len, reverse=True):
                if len(name) > 1 and not name.isascii() and name in bare:
                    for dimension, code in self._members[name].items():
                        members.setdefault(dimension, code)
                    bare = bare.replace(name, " ")
        return {dimension: code for dimension, code in members.items() if dimension != "region"}, unit

    def settle(self, guesses: Iterable[Guess]) -> list[Guess]:
        """*guesses*, where several indicators may be meant with the one that another series of the table is.

        Growth of which the name says nothing is that of the series before it: 出口, 同比.
        """
        all_guesses: list[Guess] = []
        for each in guesses:
            before = all_guesses[-1] if all_guesses else each
            of_same = before.spec.get("indicator") in each.choices and before.spec.get("members") == each.spec.get(
                "members"
            )
            is_bare = not (each.choices or {"indicator", "members"} & each.spec.keys())
            if (
                each.spec.get("measure") == "growth"
                and (is_bare or of_same)
                and before.spec.get("measure", "level") in ("level", "growth")
            ):
                of_before = {key: before.spec[key] for key in ("indicator", "members") if key in before.spec}
                each = replace(each, spec=of_before | each.spec, choices=[] if of_same else before.choices)
            all_guesses.append(each)
        chosen = {each.spec["indicator"] for each in all_guesses if "indicator" in each.spec}
        settled = []
        for each in all_guesses:
            same = [code for code in each.choices if code in chosen]
            spec = {"indicator": same[0]} | each.spec if len(same) == 1 else each.spec
            settled.append(replace(each, spec=spec, choices=[] if len(same) == 1 else each.choices))
        return settled

    def theme_of(self, guesses: Iterable[Guess]) -> str:
        """The theme that most of the guessed indicators belong to; empty if there is none."""
        indicators = self._vocabulary.indicators
        codes = [each.spec.get("indicator") or next(iter(each.choices), "") for each in guesses]
        themes = Counter(str(indicators[code]["theme"]) for code in codes if code in indicators)
        return themes.most_common(1)[0][0] if themes else ""

    def member_dimension(self, texts: Iterable[str]) -> str:
        """The dimension of which most of the *texts* are members; empty if there is none."""
        names = [normalize_name(text) for text in texts if text.strip()]
        counts = Counter(dimension for name in names for dimension in self._members.get(name, {}))
        best = counts.most_common(1)
        return best[0][0] if best and 2 * best[0][1] >= len(names) else ""

    def _read_words(self, name: str) -> tuple[str, dict[str, str], dict[str, str], list[str]]:
        """The indicator, the members by dimension and their words, which the parts of a name are, and the other parts."""
        unit = self._units.unit_words(name)
        parts = [part for part in _SPLIT.split(PERIOD_IN_NAME.sub("", normalize_name(name))) if part and part != unit]
        indicator = ""
        members: dict[str, str] = {}
        found: dict[str, str] = {}
        unknown: list[str] = []
        for part in parts:
            for bare in (part, *self._bare_forms(part)):
                if code := self._indicator_names.get(bare.casefold()):
                    indicator = indicator or code
                    break
                if bare in self._members:
                    dimension = min(self._members[bare], key=lambda name: name == "region")
                    code = self._members[bare][dimension]
                    members.setdefault(dimension, code)
                    found.setdefault(dimension, bare)
                    break
            else:
                unknown += [part] if self._rest(part) else []
        return indicator, members, found, unknown

    def _rest(self, part: str) -> str:
        """A part of a name without the words that tell how it is measured, and without its unit."""
        bare = "" if self._units.readings(part) else part.replace(self._units.unit_words(part) or " ", "")
        words = (*_LEVEL_WORDS, *_PLAIN_WORDS, *(word for each in CLUES.values() for word in each))
        for word in sorted(words, key=len, reverse=True):
            bare = bare.casefold().replace(word, "")
        return _PART_OF_YEAR.sub("", bare).strip("%±0123456789.")

    @staticmethod
    def _bare_forms(part: str) -> list[str]:
        """A part of a name without the words that tell how it is measured."""
        bare = part
        for word in sorted((word for words in CLUES.values() for word in words), key=len, reverse=True):
            bare = bare.replace(word, "")
        forms = [bare, bare.removeprefix(_TOWARDS)]
        forms += [bare.removesuffix(word) for word in _LEVEL_WORDS if bare.endswith(word)]
        forms += [bare.removeprefix(word) for word in _LEVEL_WORDS if bare.startswith(word)]
        return [form for form in forms if form]

    def _indicators_of(self, dimensions: list[str], unit: str) -> list[str]:
        """The indicators that have numbers of these dimensions, the most frequent first, of a fitting unit if one is told."""
        own = [dimension for dimension in dimensions if dimension != "region"]
        if not own:
            return []
        codes = [code for code, used in self._used_dimensions.items() if {*own} <= used]
        read = {each.code for each in self._units.readings(unit)} if unit else set()
        near = [code for code, used in self._used_dimensions.items() if {*own} & used]
        return next(filter(None, ([c for c in each if self._unit_of(c) in read] for each in (codes, near))), codes)

    def _unit_of(self, code: str) -> str:
        return str(self._vocabulary.indicators[code]["unit"])

    @cached_property
    def _indicator_names(self) -> dict[str, str]:
        rows = self._vocabulary.indicators.items()
        words = [
            (normalize_name(word).casefold(), code) for code, row in rows for word in _WORDS.split(str(row["name_zh"]))
        ]
        often = Counter(word for word, _ in words)
        short = {word: code for word, code in words if often[word] == 1}  # M2 of 广义货币M2
        names = short | {
            normalize_name(str(row[key])).casefold(): code for code, row in rows for key in ("name_en", "name_zh")
        }
        return names | {code.casefold(): code for code in self._vocabulary.indicators}

    @cached_property
    def _members(self) -> dict[str, dict[str, str]]:
        """Normalized names to codes by dimension."""
        found: dict[str, dict[str, str]] = {}
        for dimension in dict.fromkeys(name for name, _ in self._vocabulary.members):
            for name, code in self._vocabulary.codes_by_name(dimension).items():
                if code != "all":
                    found.setdefault(name, {})[dimension] = code
        return found

    @cached_property
    def _recipe_series(self) -> dict[str, tuple[str, Mapping[str, Any]]]:
        """The series of recipes by normalized name, each with its recipe, where all recipes agree."""
        found: dict[str, tuple[str, Mapping[str, Any]]] = {}
        apart = set()
        for name, recipe in self._recipes.items():
            for entry in recipe.values if not {"rows", "series"} & recipe.content.keys() else ():
                key = normalize_name(entry["column"])
                shown = {each: entry.get(each) for each in KEYS}
                other = found.setdefault(key, (name, entry))[1]
                apart |= {key} if shown != {each: other.get(each) for each in KEYS} else set()
        return {key: each for key, each in found.items() if key not in apart and "indicator" in each[1]}

    @cached_property
    def _used_dimensions(self) -> dict[str, set[str]]:
        """Indicator to the dimensions by which it is broken down, in data/ and in recipes, the most frequent first."""
        package = self._vocabulary.store.package
        counts: Counter[str] = Counter()
        used: dict[str, set[str]] = {}
        for theme, dimensions in package.themes.items():
            table = read_table(package, theme)
            counts.update(table["indicator"])
            for dimension in dimensions:
                for code in table.loc[table[dimension] != "all", "indicator"].unique():
                    used.setdefault(code, set()).add(dimension)
        for recipe in self._recipes.values():
            for entry in recipe.values:
                names = {*entry.get("members", {}), *recipe.content.get("dimensions", {})}
                used.setdefault(entry.get("indicator", ""), set()).update(names)
        planned = {entry.get("indicator") for recipe in self._recipes.values() for entry in recipe.values}
        most: Counter[str] = Counter()
        codes = sorted(used.keys() & self._vocabulary.indicators.keys(), key=lambda code: (-counts[code], code))
        themes = {code: str(self._vocabulary.indicators[code]["theme"]) for code in codes}
        for code in codes:
            most[themes[code]] = max(most[themes[code]], counts[code])
        return {code: used[code] for code in codes if code in planned or 5 * counts[code] >= most[themes[code]]}

    @cached_property
    def _recipes(self) -> dict[str, Recipe]:
        return load_recipes(self._vocabulary.store.package.folder)
