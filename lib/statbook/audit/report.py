"""The audit as text for the terminal."""

from collections import Counter
from collections.abc import Iterator

from statbook.audit.audit import Audit
from statbook.audit.verdict import AT_LEAST, CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, ORDER, Verdict
from statbook.audit.verdict_text import describe_verdict
from statbook.messages import join_words, say, spoken
from statbook.project.terminal_words import in_columns, tell
from statbook.store import consistency_checks

WIDE = 16
COUNTED = {
    CONTRADICTS: "{count} contradict",
    NARROWLY: "{count} hold narrowly",
    HOLDS: "{count} hold",
    CANNOT_TELL: "{count} cannot be told",
}
KINDS = {
    "nested": "{count} nested",
    "base": "{count} base",
    "order": "{count} order",
    "list": "{count} list",
    "repeat": "{count} repeat",
}
"""The kinds of checks of the data."""


def report(audit: Audit, *, with_power: bool = False) -> Iterator[str]:
    """Line by line: the verdicts, those that ask for attention first, their counts, and what a misprint would do.

    It is in the language that is spoken.
    """
    for message, verdicts in (
        ("{count} equations: {verdicts}", audit.equations),
        ("{count} equations that follow from these, on other numbers: {verdicts}", audit.following),
        ("{count} limits: {verdicts}", audit.limits),
    ):
        counts = Counter(verdict.outcome for verdict in verdicts)
        words = [say(COUNTED[outcome], count=counts[outcome]) for outcome in ORDER if counts[outcome]]
        yield say(message, count=len(verdicts), verdicts=join_words(words, ", ") or say("none"))
        for verdict in verdicts:
            yield from verdict_lines(audit, verdict)
        yield ""
    made = consistency_checks(audit.store)
    counted = Counter(check.kind for check in made).items()
    kinds = join_words((say(KINDS[kind], count=count) for kind, count in counted), ", ")
    failing = [check for check in made if not check.holds]
    outcome = say("{count} fail", count=len(failing)) if failing else say("all hold")
    yield say("{count} checks of the data ({kinds}): {outcome}", count=len(made), kinds=kinds, outcome=outcome)
    yield from (f"  {check.description}" for check in failing)
    yield ""
    if with_power:
        yield from _power(audit)


def verdict_lines(audit: Audit, verdict: Verdict) -> Iterator[str]:
    """A verdict in two lines or more: the number, what others give for it, and of a contradiction what explains it."""
    words = describe_verdict(audit.store, verdict, spoken())
    numbers = join_words((row.printed_compact for row in verdict.relation.others.inputs), ", ")
    yield f"  {in_columns(words.outcome, WIDE)}{join_words((words.name, words.period), ', ')}"
    told = say(
        "printed {number}; {identity}, from {numbers}: {others} ({range})",
        number=words.as_printed,
        identity=words.identity,
        numbers=numbers,
        others=words.others,
        range=words.range,
    )
    yield f"  {'':<{WIDE}}{told}"
    if verdict.outcome == CONTRADICTS:
        reason = audit.reason(verdict, spoken())
        yield f"  {'':<{WIDE}}{say('explained: {reason}', reason=reason) if reason else tell(audit.advice(verdict))}"
    elif verdict.outcome == CANNOT_TELL and verdict.relation.breakdown and _add_up(verdict):
        advice = say(
            "The parts add up to the whole. If they are all of it, remove `rest` from the breakdown {breakdown} in "
            "data/cuts.yaml: then\ntheir sum is checked, and not only that it is no more than the whole.",
            breakdown=verdict.relation.breakdown,
        )
        yield from (f"  {'':<{WIDE}}{line}" for line in advice.split("\n"))


def _add_up(verdict: Verdict) -> bool:
    """Whether parts that need not cover their whole are it to the last printed digit."""
    return verdict.relation.sense == AT_LEAST and verdict.relation.others.value == float(
        verdict.relation.observation.value
    )


def _power(audit: Audit) -> Iterator[str]:
    tried = audit.power
    yield say(
        "{digits} digits are printed in {printed} numbers; {worded} numbers are words, fractions or ranges.",
        digits=tried.digits,
        printed=tried.observations - tried.worded,
        worded=tried.worded,
    )
    told = "Of {misprints} misprints of one digit {caught} are caught: {part}."
    yield say(told, misprints=tried.misprints, caught=tried.caught, part=_part(tried.caught, tried.misprints))
    for message, part in (
        (
            "{count} numbers take part in an equation; of their {misprints} misprints {caught} are caught: {part}.",
            audit.power_of("equal"),
        ),
        (
            "{count} numbers take part in limits alone; of their {misprints} misprints {caught} are caught: {part}.",
            audit.power_of("limited"),
        ),
    ):
        share = _part(part.caught, part.related)
        yield say(message, count=part.observations, misprints=part.related, caught=part.caught, part=share)
        told = say(
            "Of their {digits} digits every misprint is caught in {always}, some in {sometimes}, none in {never}.",
            digits=part.related_digits,
            always=part.always,
            sometimes=part.sometimes,
            never=part.never,
        )
        yield f"  {told}"
    yield say("By kind of arithmetic, each by itself:")
    for identity, (misprints, caught) in tried.by_identity.items():
        name = in_columns(audit.store.identity_names[identity][spoken()], 32)
        told = "{caught} of {misprints} misprints of its numbers: {part}"
        yield f"  {name}{say(told, caught=caught, misprints=misprints, part=_part(caught, misprints))}"


def _part(some: int, whole: int) -> str:
    return f"{some / whole * 100:.1f}%" if whole else say("none")
