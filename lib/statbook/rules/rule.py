"""What a rule is: a name, the operations it looks at, a condition that finds what breaks it, and its words."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, combinations, product

from statbook.errors import Refusal
from statbook.rules.rule_input import TEXTS, RuleInput

Words = dict[str, str]
ACTS: dict[str, Words] = TEXTS["acts"]
"""The operations that rules look at, in words that follow “were” (and 被 in Chinese)."""


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
