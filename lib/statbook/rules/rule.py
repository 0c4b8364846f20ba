"""What a rule is: a name, what it looks at, and its words."""

from __future__ import annotations

__all__ = ["ACTS", "Finding", "Gathering", "Rule", "Test", "page_of", "pair_where"]

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations

from statbook.errors import Refusal
from statbook.rules.figure import Figure

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

    figures  in their order; of `based` the level, then the rate; of `compared` now, then then
    implied  further figures of a series that are drawn apart from it, as derived
    years    over how many years a rate is spread, where it is read as one of a year
    """

    act: str
    figures: tuple[Figure, ...]
    implied: tuple[Figure, ...] = ()
    years: float = 1.0

    @property
    def all(self) -> tuple[Figure, ...]:
        return (*self.figures, *self.implied)


@dataclass(frozen=True)
class Finding:
    """The figures that do not go together, and the words that the rule needs to say so."""

    figures: tuple[Figure, ...]
    told: Words = field(default_factory=dict)


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
        return Refusal(self.name, said.strip(), lines, self.why[lang], self.instead[lang], page_of(self.name) + ".html")


def page_of(name: str) -> str:
    """The document of the book that explains a rule."""
    return f"traps/{name}"


def pair_where(holds: Callable[[Figure, Figure], bool], *, implied: bool = True) -> Test:
    """A test that looks for the first two figures of which *holds* is true."""

    def test(gathering: Gathering) -> Finding | None:
        for one, other in combinations(gathering.all if implied else gathering.figures, 2):
            if holds(one, other):
                return Finding((one, other))
        return None

    return test
