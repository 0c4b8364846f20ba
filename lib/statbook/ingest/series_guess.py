"""Guess what a series is from its name: measure, timing, indicator, members, by the words that data/ and recipes know.

The module is long because names, titles and columns of members are read with one vocabulary.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.readers.grid import normalize_name, plain_name, strip_marks
from statbook.ingest.series_words import (
    WHOLE,
    bare_forms,
    clues_in,
    is_change,
    is_of_which,
    is_since_start,
    is_whole,
    rest_of,
    split_name,
    unit_in,
)
from statbook.store import Recipe, load_recipes
from statbook.store.package import read_table

_WORDS = re.compile(r"\s+|(?<=[一-鿿])(?=[A-Z]\d$)")
KEYS = ("indicator", "members", "measure", "base", "of", "timing", "when")
"""The fields of an entry of a recipe, in their order."""
_CHANGES = ("growth", "difference", "share_change")


@dataclass(frozen=True)
class Guess:
    """What the name of a series suggests.

    spec     fields of a recipe's entry, without the column
    clues    the words of CLUES that stand in the name, by what they tell
    choices  indicators of which one may be meant
    found    dimension to the words in the name that are a member, as they stand there
    origin   the recipe that has a series of this name; empty if none
    unknown  parts of the name, beside members, of which nothing says what they mean: 美国 in 出口:美国
    is_bare  whether the name says only how it is measured: 同比
    """

    spec: dict[str, Any]
    clues: list[str]
    choices: list[str] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)
    origin: str = ""
    unknown: list[str] = field(default_factory=list)
    is_bare: bool = False


class SeriesGuesser:
    """Guesses by the indicators and members of a *vocabulary*, and by the series of its recipes."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._units = vocabulary.unit_parser

    def guess(self, name: str, unit: str = "", common: Mapping[str, str] = MappingProxyType({})) -> Guess:
        """What a series of this *name* and with the words *unit* for its unit may be; *common* are members of the table."""
        name = strip_marks(name)
        own_unit = unit_in(name, self._units) or unit
        indicator, members, found, unknown = self._read_words(name)
        clues, spec = self._guess_measure(self._beside_indicator(name), own_unit)
        clues += [*(["whole"] if is_whole(name) else []), *(["of which"] if is_of_which(name) else [])]
        if (origin := self._recipe_series.get(normalize_name(name))) and any(map(rest_of, split_name(name))):
            recipe, entry = origin
            return Guess({key: entry[key] for key in KEYS if key in entry}, clues, origin=recipe)
        members = {**common, **members}
        choices = [indicator] if indicator else self._indicators_of([*members], "" if "measure" in spec else own_unit)
        members = members if choices else {key: each for key, each in members.items() if key in found}
        if members.pop("region", "") and "flow" in found:  # its exports, or those to it?
            unknown.append(found["region"])
        known: dict[str, Any] = {"indicator": choices[0]} if len(choices) == 1 else {}
        known |= {"members": members} if members else {}
        is_bare = not (indicator or found) and not (unknown and (choices or members))
        unknown = unknown if found or common else []
        return Guess(known | spec, clues, choices if len(choices) > 1 else [], found, unknown=unknown, is_bare=is_bare)

    def _beside_indicator(self, name: str) -> str:
        """A name without the parts that are names of indicators, in which 比重 or 增速 tells what these are."""
        return "/".join(part for part in split_name(name) if part.casefold() not in self._indicator_names)

    def _guess_measure(self, name: str, unit: str) -> tuple[list[str], dict[str, Any]]:
        """What the words of a name and its *unit* tell, and the fields for it: an index and a rate in ‰ are levels, points are a change."""
        clues, units = clues_in(name), self._units.readings(unit)
        is_points = any(each.code == "percentage_point" for each in units)
        spec: dict[str, Any] = {}
        if any(self._units.is_index(each) or each.code == "permille" for each in units):
            clues = [each for each in clues if each == "to_date"]
        elif is_change(name) and "growth" not in clues and self._units.is_amount(unit):
            clues = ["difference", *clues]
        elif is_points:
            clues = ["difference", *(each for each in clues if each not in ("growth", "difference"))]
        if "growth" in clues and "difference" not in clues:
            spec = {"measure": "growth", "base": "year_before"}
        elif "difference" in clues:
            base = "unknown" if is_since_start(name) else "year_before"
            spec = {"measure": "share_change" if "share" in clues else "difference", "base": base}
        elif "share" in clues:
            spec = {"measure": "share"}
        return clues, spec | ({"timing": "to_date"} if "to_date" in clues else {})

    def guess_title(self, titles: Iterable[str]) -> tuple[dict[str, str], str]:
        """Members by dimension that a title names, and the words for its unit: 2025年1-10月进出口（亿元）."""
        members: dict[str, str] = {}
        unit = ""
        for title in titles:
            unit = unit or self._units.unit_words(title)
            bare = normalize_name(title).casefold()
            for name in sorted(self._members, key=len, reverse=True):
                if len(name) > 1 and not name.isascii() and name in bare:
                    for dimension, code in self._members[name].items():
                        members.setdefault(dimension, code)
                    bare = bare.replace(name, " ")
        return {dimension: code for dimension, code in members.items() if dimension != "region"}, unit

    def settle(self, guesses: Iterable[Guess]) -> list[Guess]:
        """*guesses*, where several indicators may be meant with the one that another series of the table is.

        A change of which the name says nothing is that of the series before it: 出口, 同比. 其中 has the members of what it is in.
        """
        all_guesses, above = list[Guess](), dict[str, str]()
        for each in self._add_wholes([*guesses]):
            own = each.spec.get("members", {})
            if "of which" in each.clues and above:
                named = {dimension: own[dimension] for dimension in each.found if dimension in own}
                each = replace(each, spec={**each.spec, "members": own | above | named})
            else:
                above = own or above
            before = all_guesses[-1] if all_guesses else each
            is_alike = before.spec.get("members") == each.spec.get("members")
            of_same = is_alike and before.spec.get("indicator") in each.choices
            measure, of_before = each.spec.get("measure"), before.spec.get("measure", "level")
            if measure == "difference" and of_before == "share" and each.is_bare:
                each = replace(each, spec={**each.spec, "measure": "share_change"})
            fits = of_before in ("level", measure) or (of_before == "share" and measure != "growth")
            if measure in _CHANGES and (each.is_bare or of_same) and fits:
                known = {key: before.spec[key] for key in ("indicator", "members", "of") if key in before.spec}
                spec: dict[str, Any] = each.spec | known if all_guesses else each.spec
                each = replace(each, spec=spec, choices=[] if of_same else before.choices)
            all_guesses.append(each)
        chosen = {each.spec["indicator"] for each in all_guesses if "indicator" in each.spec}
        return self.choose(chosen, all_guesses)

    @staticmethod
    def choose(known: Collection[str], guesses: Iterable[Guess]) -> list[Guess]:
        """*guesses*, where several indicators may be meant with the only one of them that is *known*."""
        settled = []
        for each in guesses:
            same = [code for code in each.choices if code in known]
            spec = {"indicator": same[0]} | each.spec if len(same) == 1 else each.spec
            settled.append(replace(each, spec=spec, choices=[] if len(same) == 1 else each.choices))
        return settled

    def _add_wholes(self, guesses: list[Guess]) -> list[Guess]:
        """*guesses*, of which those of a whole have the member in which two others of the table lie: 合计 beside 出口, 进口."""
        parents: dict[tuple[str, str], set[str]] = {}
        for each in guesses:
            for dimension, code in each.spec.get("members", {}).items():
                of = self._vocabulary.members.get((dimension, code), {}).get("parents", "")
                if of and (dimension, of) in self._vocabulary.members:
                    parents.setdefault((dimension, of), set()).add(code)
        wholes = [key for key, parts in parents.items() if len(parts) > 1 and key[0] != "region"]
        if len(wholes) != 1:
            return guesses
        members = dict(wholes)
        return [
            replace(each, spec={**each.spec, "members": members}, choices=self._indicators_of([*members], ""))
            if "whole" in each.clues and not ({"indicator", "members"} & each.spec.keys() or each.unknown)
            else each
            for each in guesses
        ]

    def theme_of(self, guesses: Iterable[Guess]) -> str:
        """The theme that most of the guessed indicators belong to; empty if there is none."""
        indicators = self._vocabulary.indicators
        codes = [each.spec.get("indicator") or next(iter(each.choices), "") for each in guesses]
        themes = Counter(str(indicators[code]["theme"]) for code in codes if code in indicators)
        return themes.most_common(1)[0][0] if themes else ""

    def member_dimension(self, texts: Iterable[str]) -> str:
        """The dimension of which most of the *texts* are members; empty if there is none."""
        names = [plain_name(text).casefold() for text in texts if text.strip()]
        counts = Counter(dimension for name in names for dimension in self._members.get(name, {}))
        best = counts.most_common(1)
        return best[0][0] if best and 2 * best[0][1] >= len(names) else ""

    def _read_words(self, name: str) -> tuple[str, dict[str, str], dict[str, str], list[str]]:
        """The indicator, the members by dimension and their words, which the parts of a name are, and the other parts."""
        unit = self._units.unit_words(name)
        indicator = ""
        members: dict[str, str] = {}
        found: dict[str, str] = {}
        unknown: list[str] = []
        for part in (part for part in split_name(name) if part != unit):
            for bare in (part, *bare_forms(part)):
                if code := self._indicator_names.get(bare.casefold()):
                    indicator = indicator or code
                    break
                if bare.casefold() not in WHOLE and (known := self._members.get(bare.casefold())):
                    dimension = min(known, key=lambda name: name == "region")
                    if self._is_part(dimension, known[dimension], members.get(dimension)):
                        members[dimension], found[dimension] = known[dimension], bare
                    break
            else:
                unknown += [part] if self._has_rest(part) else []
        return indicator, members, found, unknown

    def _is_part(self, dimension: str, code: str, of: str | None) -> bool:
        """Whether a member is the first of its dimension in a name, or lies in the one before: 出口 below 进出口."""
        return of is None or of in self._vocabulary.members[dimension, code]["parents"].split(";")

    def _has_rest(self, part: str) -> bool:
        """Whether a part of a name says more than how it is measured, and in what unit."""
        return not self._units.readings(part) and bool(rest_of(part.replace(self._units.unit_words(part) or " ", "")))

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
                    found.setdefault(name.casefold(), {})[dimension] = code
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
