"""What a rule is: a name, the operations it looks at, a condition that finds what breaks it, and its words.

A number as the rules see it is printed, or derived from one printed number of which it speaks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations, product
from pathlib import Path

from statbook.errors import Refusal
from statbook.messages import say, words_in
from statbook.store import WHOLE, Classification, Member, Observation
from statbook.store.periods import UNDATED, base_in_words, bounds_of, period_in_words, within

Words = dict[str, str]
AMOUNT, CHANGE, SHARE, POINTS, GROWTH = "amount", "change", "share", "points", "growth"
TEXTS = words_in(Path(__file__).parent / "rules.toml")
ACTS: dict[str, Words] = TEXTS["acts"]
"""The operations that rules look at, in words that follow “were” (and 被 in Chinese)."""
RATIOS = ("percent", "percentage_point")
"""What units of rates measure; basis points are hundredths of the second."""


@dataclass(frozen=True)
class RuleInput:
    """The row of which a number speaks, and what was made of it.

    measure      that of the row, or base, change, part, base_part, points, growth of a derived number
    base_period  the period compared with; `../..` if it is not printed
    derived      whether it was computed from the row
    made_of      the observations that it was computed from; empty for the row alone
    """

    row: Observation
    measure: str
    unit: str
    base_period: str = ""
    derived: bool = False
    made_of: tuple[Observation, ...] = field(default=(), compare=False)

    @property
    def classification(self) -> Classification:
        return self.row.classification

    @property
    def sense(self) -> str:
        """amount, change, share, points or growth; empty for a rank."""
        return str(TEXTS["senses"].get(self.measure, ""))

    @property
    def unit_kind(self) -> str:
        """What the unit measures: money, percent, percentage_point."""
        named = self.classification.unit_kind if self.unit == self.row.unit else ""
        return named or (self.unit if self.unit in RATIOS else "")

    @property
    def factor(self) -> float:
        """How much one of its unit is; 1 for percent and percentage points."""
        return self.classification.factor if self.unit == self.row.unit else 1.0

    @property
    def period(self) -> str:
        """The period spoken of: of an implied base, the period compared with."""
        return (self.base_period or UNDATED) if self._past else self.row.period

    @property
    def _past(self) -> bool:
        return self.measure in ("base", "base_part")

    @cached_property
    def reach(self) -> dict[str, frozenset[Member]]:
        """Region and dimensions, where a part is set aside, with all that lies in it."""
        if self.classification.reach is not None:
            return dict(self.classification.reach)
        named = {"region": self.row.region, **self.row.broken_down_by}
        return {name: frozenset([Member(code, code, code)]) for name, code in named.items()}

    @cached_property
    def whole(self) -> frozenset[tuple[str, str]] | None:
        """What a printed share is a share of; None for anything else, or where the row does not name it."""
        dimension, _, code = self.row.of.partition("=")
        if self.sense != SHARE or self.derived or not code:
            return None
        own = {"indicator": self.row.indicator, "region": self.row.region, **self.row.broken_down_by}
        named = own | {"period": self.row.period, dimension: code}
        return frozenset(item for item in named.items() if item[1] not in WHOLE)

    def lies_in(self, other: RuleInput) -> bool:
        """Whether all that this one counts is counted in *other*, by region, dimensions and period."""
        mine, theirs = self.reach, other.reach
        if not all(name in mine and mine[name] <= theirs[name] for name in theirs):
            return False
        return "stock" in (self.classification.kind, other.classification.kind) or within(self.period, other.period)

    def overlap(self, other: RuleInput) -> dict[str, frozenset[Member]] | None:
        """What lies in both by dimension, where both set a part aside; None if nothing can lie in both.

        A state at one date and at another holds the same things; what happened in one period is not in another.
        """
        mine, theirs = self.reach, other.reach
        common = {name: mine[name] & theirs[name] for name in mine.keys() & theirs.keys()}
        if not all(common.values()):
            return None
        if "stock" not in (self.classification.kind, other.classification.kind):
            (start, end), (other_start, other_end) = bounds_of(self.period), bounds_of(other.period)
            if end < other_start or other_end < start:
                return None
        return common

    def words(self, lang: str) -> str:
        """Name, measure, printed form and period, on a line."""
        sense_name = TEXTS["sense_names"][lang].get("base" if self.measure == "base" else self.sense, "")
        printed = self.row.printed_compact
        name = " ".join((self.classification.names or {}).get(lang, self.row.obs).split())
        when = (base_in_words if self._past else period_in_words)(self.period, lang)
        if lang == "zh":
            return f"{name}{sense_name}：{f'由{printed}推算' if self.derived else printed}（{when}）"
        named = f"{name}{f', {sense_name}' if sense_name else ''}"
        message = "{name}: from {printed} ({period})" if self.derived else "{name}: {printed} ({period})"
        return say(message, name=named, printed=printed, period=when)


@dataclass(frozen=True)
class RuleInputs:
    """The numbers that one operation combines.

    sides    in their order, each one number or the parts of a sum; for `based` the level, then the rate; for `compared`
             the later number, then the earlier one
    implied  further sides of a series that are drawn apart from it, as derived
    years    over how many years a rate is spread, where it is read as a yearly rate
    """

    act: str
    sides: tuple[tuple[RuleInput, ...], ...]
    implied: tuple[tuple[RuleInput, ...], ...] = ()
    years: float = 1.0

    @property
    def main(self) -> tuple[RuleInput, ...]:
        """The numbers of all sides, without the implied ones."""
        return tuple(chain.from_iterable(self.sides))

    @property
    def all(self) -> tuple[RuleInput, ...]:
        """The numbers of all sides, then the implied ones."""
        return tuple(chain.from_iterable((*self.sides, *self.implied)))

    @cached_property
    def pairs(self) -> tuple[tuple[RuleInput, RuleInput], ...]:
        """Each number of a side with each number of another side. Parts of one sum were checked when it was made."""
        between = combinations((*self.sides, *self.implied), 2)
        return tuple(pair for one, other in between for pair in product(one, other))


@dataclass(frozen=True)
class Finding:
    """The numbers that must not be combined, with the words that the rule needs to say why.

    *until*: for values of different vintages, the last day on which all of them were of one vintage; else empty.
    """

    inputs: tuple[RuleInput, ...]
    detail: Words = field(default_factory=dict)
    until: str = ""


Condition = Callable[[RuleInputs], Finding | None]
"""Returns what breaks the rule, or None if nothing does."""


@dataclass(frozen=True)
class Rule:
    """A named mistake. *mixed* says what was done, *why* what is wrong with it, *instead* what is right.

    In *mixed*, `{act}` stands for the operation and `{detail}` for what the condition found.
    """

    name: str
    title: Words
    acts: tuple[str, ...]
    condition: Condition
    mixed: Words
    why: Words
    instead: Words

    def refusal(self, act: str, found: Finding, lang: str = "en") -> Refusal:
        """The refusal shown to someone who breaks the rule."""
        mixed = self.mixed[lang].format(act=ACTS[act][lang], detail=found.detail.get(lang, ""))
        lines = tuple(dict.fromkeys(number.words(lang) for number in found.inputs))
        page = page_of(self.name) + ".html"
        return Refusal(self.name, mixed.strip(), lines, self.why[lang], self.instead[lang], page, found.until)


def page_of(name: str) -> str:
    """The document of the book that explains a rule."""
    return f"traps/{name}"
