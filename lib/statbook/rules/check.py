"""All rules applied to numbers that are combined, and waivers: a rule that is broken on purpose, with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from statbook.errors import MixedNumbers, ParameterError
from statbook.messages import Words, spoken
from statbook.rules.conditions import CONDITIONS
from statbook.rules.rule import ACTS, TEXTS, Rule, RuleInputs

RULES: dict[str, Rule] = {
    name: Rule(name, condition=condition, **TEXTS[name] | {"acts": tuple(TEXTS[name]["acts"])})
    for name, condition in CONDITIONS.items()
}
"""Every rule by its name; operations and words come from rules.toml."""
_BY_ACT = {act: tuple(rule for rule in RULES.values() if act in rule.acts) for act in ACTS}
LANGUAGES = ("en", "zh")
_waivers: ContextVar[tuple[Waiver, ...]] = ContextVar("waivers", default=())


@dataclass(frozen=True)
class Waiver:
    """A rule that may be broken, and the reason in each language."""

    rule: str
    reasons: tuple[tuple[str, str], ...]

    def reason(self, lang: str) -> str:
        """The reason in *lang*."""
        return str(Words(self.reasons)[lang])


def check(inputs: RuleInputs) -> tuple[Waiver, ...]:
    """The waivers that *inputs* need, in the order of the rules; empty if no rule is broken.

    Raises MixedNumbers, naming every rule that is broken without a waiver.
    """
    broken = [(rule, found) for rule in _BY_ACT[inputs.act] if (found := rule.condition(inputs)) is not None]
    waivers = {waiver.rule: waiver for waiver in _waivers.get()}
    refused = [rule.refusal(inputs.act, found, spoken()) for rule, found in broken if rule.name not in waivers]
    if refused:
        raise MixedNumbers(refused)
    return tuple(waivers[rule.name] for rule, _ in broken)


@contextmanager
def allow(rule: str, *, reason: str | Mapping[str, str]) -> Iterator[None]:
    """Within this context the rule named *rule* may be broken; the result carries the *reason*.

    *reason* is one string, or one string a language: `{"en": "…", "zh": "…"}`.
    Raises ParameterError for an unknown rule or an empty reason.

    >>> from statbook import together
    >>> with together.allow("overlapping-groups", reason="to show the overlap"):
    ...     pass
    """
    if rule not in RULES:
        raise ParameterError(f"allow: no rule is called {rule!r}; there are {', '.join(RULES)}")
    reasons: Any = {lang: reason for lang in LANGUAGES} if isinstance(reason, str) else reason
    complete = isinstance(reasons, Mapping) and reasons.keys() == {*LANGUAGES}
    if not complete or not all(isinstance(words, str) and words.strip() for words in reasons.values()):
        raise ParameterError(
            f"allow: {rule} needs a reason in English and Chinese, or one string: "
            'reason={"en": "…", "zh": "…"} or reason="…"'
        )
    token = _waivers.set((*_waivers.get(), Waiver(rule, tuple(reasons.items()))))
    try:
        yield
    finally:
        _waivers.reset(token)


@contextmanager
def allow_all(reasons: Mapping[str, str | Mapping[str, str]]) -> Iterator[None]:
    """Within this context every rule that *reasons* name may be broken, for the reason that they give."""
    with ExitStack() as stack:
        for rule, reason in reasons.items():
            stack.enter_context(allow(rule, reason=reason))
        yield
