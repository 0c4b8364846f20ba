"""All rules on figures brought together, and a way to break one knowingly, with the reason told."""

from __future__ import annotations

__all__ = ["RULES", "Waiver", "check", "knowingly"]

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from statbook.errors import MixedFigures, ParameterError
from statbook.rules.amounts import AMOUNTS
from statbook.rules.rule_input import Figure
from statbook.rules.origins import ORIGINS
from statbook.rules.rates import RATES
from statbook.rules.rule import ACTS, Gathering, Rule
from statbook.rules.times import TIMES
from statbook.rules.vintages import VINTAGES

RULES: dict[str, Rule] = {rule.name: rule for rule in (*AMOUNTS, *RATES, *TIMES, *ORIGINS, *VINTAGES)}
"""Every rule by its name."""
_BY_ACT: dict[str, tuple[Rule, ...]] = {act: tuple(r for r in RULES.values() if act in r.acts) for act in ACTS}
LANGUAGES = ("en", "zh")
_known: ContextVar[tuple[Waiver, ...]] = ContextVar("knowingly", default=())


@dataclass(frozen=True)
class Waiver:
    """A rule that was broken knowingly, and the reason in each language in which it is told."""

    rule: str
    because: tuple[tuple[str, str], ...]

    def reason(self, lang: str) -> str:
        """The reason in *lang*."""
        return dict(self.because)[lang]


def check(act: str, *sides: tuple[Figure, ...], **more: Any) -> tuple[Waiver, ...]:
    """The rules that *sides*, brought together for *act*, break knowingly, with the reasons.

    *more* is what else a Gathering holds. Raises MixedFigures where a rule is broken for no reason.
    """
    gathering = Gathering(act, sides, **more)
    broken = [(rule, found) for rule in _BY_ACT[act] if (found := rule.test(gathering)) is not None]
    if not broken:
        return ()
    waivers = {waiver.rule: waiver for waiver in _known.get()}
    refused = [rule.refusal(act, found) for rule, found in broken if rule.name not in waivers]
    if refused:
        raise MixedFigures(refused)
    return tuple(waivers[rule.name] for rule, _ in broken)


@contextmanager
def knowingly(rule: str, *, because: str | Mapping[str, str]) -> Iterator[None]:
    """Within this context the rule called *rule* may be broken; *because* is shown with what comes of it.

    Raises ParameterError for a rule that does not exist, or without a reason in both languages or as one string.
    """
    if rule not in RULES:
        raise ParameterError(f"knowingly: no rule is called {rule!r}; there are {', '.join(RULES)}")
    reasons = {lang: because for lang in LANGUAGES} if isinstance(because, str) else because
    told = isinstance(reasons, Mapping) and reasons.keys() == {*LANGUAGES}
    if not told or not all(isinstance(reason, str) and reason.strip() for reason in reasons.values()):
        raise ParameterError(
            f"knowingly: {rule} needs a reason in English and Chinese, or one string: "
            'because={"en": "…", "zh": "…"} or because="…"'
        )
    token = _known.set((*_known.get(), Waiver(rule, tuple(reasons.items()))))
    try:
        yield
    finally:
        _known.reset(token)
