"""What a rule is: a name, what it looks at, and its words."""

from __future__ import annotations

__all__ = ["ACTS", "Finding", "Gathering", "Rule", "Test", "page_of", "pair_where"]

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations, product

from statbook.errors import Refusal
from statbook.rules.rule_input import Figure

Words = dict[str, str]
ACTS: dict[str, Words] = {
    "added": {"en": "added up", "zh": "相加"},
    "subtracted": {"en": "taken from one another", "zh": "相减"},
    "divided": {"en": "divided by one another", "zh": "相除"},
    "stacked": {"en": "stacked", "zh": "堆叠"},
    "series": {"en": "joined into one series", "zh": "连成一条序列"},
    "ranked": {"en": "put in one order", "zh": "并列排序"},
    "compared": {"en": "compared as now and then", "zh": "作前后比较"},
    "yearly": {"en": "read as the growth of a year", "zh": "当作年增速"},
    "based": {"en": "turned into a base", "zh": "用于推算基期"},
}
"""What figures may be brought together for, in words that follow “were” (and 被 in Chinese)."""


@dataclass(frozen=True)
class Gathering:
    """Figures brought together.

    sides    in their order, each one figure or the parts of a sum; of `based` the level, then the rate; of `compared`
             now, then then
    implied  further sides of a series that are drawn apart from it, as derived
    years    over how many years a rate is spread, where it is read as one of a year
    """

    act: str
    sides: tuple[tuple[Figure, ...], ...]
    implied: tuple[tuple[Figure, ...], ...] = ()
    years: float = 1.0

    @property
    def figures(self) -> tuple[Figure, ...]:
        return tuple(chain.from_iterable(self.sides))

    @property
    def all(self) -> tuple[Figure, ...]:
        return tuple(chain.from_iterable((*self.sides, *self.implied)))

    @cached_property
    def pairs(self) -> tuple[tuple[Figure, Figure], ...]:
        """Every figure of a side with every figure of another; the parts of one sum were looked at when it was made."""
        between = combinations((*self.sides, *self.implied), 2)
        return tuple(pair for one, other in between for pair in product(one, other))


@dataclass(frozen=True)
class Finding:
    """The figures that do not go together, and the words that the rule needs to say so.

    *until*: the last day on which the values of all of them were of one vintage; empty where that is not the matter.
    """

    figures: tuple[Figure, ...]
    told: Words = field(default_factory=dict)
    until: str = ""


Test = Callable[[Gathering], Finding | None]


@dataclass(frozen=True)
class Rule:
    """A trap: *mixed* says what was done, *why* what is wrong with it, *instead* what is right.

    In *mixed*, `{act}` stands for what was done and `{told}` for what the test found.
    """

    name: str
    title: Words
    acts: tuple[str, ...]
    test: Test
    mixed: Words
    why: Words
    instead: Words

    def refusal(self, act: str, found: Finding, lang: str = "en") -> Refusal:
        """What is said to one who broke the rule."""
        said = self.mixed[lang].format(act=ACTS[act][lang], told=found.told.get(lang, ""))
        lines = tuple(dict.fromkeys(figure.words(lang) for figure in found.figures))
        page = page_of(self.name) + ".html"
        return Refusal(self.name, said.strip(), lines, self.why[lang], self.instead[lang], page, found.until)


def page_of(name: str) -> str:
    """The document of the book that explains a rule."""
    return f"traps/{name}"


def pair_where(holds: Callable[[Figure, Figure], bool]) -> Test:
    """A test that looks for the first two figures of which *holds* is true."""

    def test(gathering: Gathering) -> Finding | None:
        found = next((pair for pair in gathering.pairs if holds(*pair)), None)
        return Finding(found) if found else None

    return test
