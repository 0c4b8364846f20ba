"""The audit as text for the terminal."""

from collections import Counter
from collections.abc import Iterator

from statbook.audit.audit import Audit
from statbook.audit.verdict import AT_LEAST, CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, ORDER, Verdict
from statbook.audit.verdict_text import describe_verdict
from statbook.store import consistency_checks

WIDE = 16
COUNTED = {CONTRADICTS: "contradict", NARROWLY: "hold narrowly", HOLDS: "hold", CANNOT_TELL: "cannot be told"}


def report(audit: Audit, *, with_power: bool = False) -> Iterator[str]:
    """Line by line: the verdicts, those that ask for attention first, their counts, and what a misprint would do."""
    groups = {
        "equations": audit.equations,
        "equations that follow from these, on other numbers": audit.following,
        "limits": audit.limits,
    }
    for name, verdicts in groups.items():
        counts = Counter(verdict.outcome for verdict in verdicts)
        words = [f"{counts[outcome]} {COUNTED[outcome]}" for outcome in ORDER if counts[outcome]]
        yield f"{len(verdicts)} {name}: {', '.join(words) or 'none'}"
        for verdict in verdicts:
            yield from verdict_lines(audit, verdict)
        yield ""
    made = consistency_checks(audit.store)
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(check.kind for check in made).items())
    failing = [check for check in made if not check.holds]
    yield f"{len(made)} checks of the data ({kinds}): {f'{len(failing)} fail' if failing else 'all hold'}"
    yield from (f"  {check.description}" for check in failing)
    yield ""
    if with_power:
        yield from _power(audit)


def verdict_lines(audit: Audit, verdict: Verdict) -> Iterator[str]:
    """A verdict in two lines or more: the number, what others give for it, and of a contradiction what explains it."""
    words = describe_verdict(audit.store, verdict)
    numbers = ", ".join(row.printed_compact for row in verdict.relation.others.inputs)
    yield f"  {words.outcome:<{WIDE}}{words.name}, {words.period}"
    yield f"  {'':<{WIDE}}printed {words.as_printed}; {words.identity}, from {numbers}: {words.others} ({words.range})"
    if verdict.outcome == CONTRADICTS:
        reason = audit.reason(verdict)
        yield f"  {'':<{WIDE}}{f'explained: {reason}' if reason else audit.advice(verdict)}"
    elif verdict.outcome == CANNOT_TELL and verdict.relation.breakdown and _add_up(verdict):
        where = f"the breakdown {verdict.relation.breakdown} in data/cuts.yaml"
        yield f"  {'':<{WIDE}}The parts add up to the whole. If they are all of it, remove `rest` from {where}: then"
        yield f"  {'':<{WIDE}}their sum is checked, and not only that it is no more than the whole."


def _add_up(verdict: Verdict) -> bool:
    """Whether parts that need not cover their whole are it to the last printed digit."""
    return verdict.relation.sense == AT_LEAST and verdict.relation.others.value == float(
        verdict.relation.observation.value
    )


def _power(audit: Audit) -> Iterator[str]:
    tried = audit.power
    yield (
        f"{tried.digits} digits are printed in {tried.observations - tried.worded} numbers; "
        f"{tried.worded} numbers are words, fractions or ranges."
    )
    yield f"Of {tried.misprints} misprints of one digit {tried.caught} are caught: {_part(tried.caught, tried.misprints)}."
    for group, words in (("equal", "an equation"), ("limited", "limits alone")):
        part = audit.power_of(group)
        yield (
            f"{part.observations} numbers take part in {words}; of their {part.related} misprints "
            f"{part.caught} are caught: {_part(part.caught, part.related)}."
        )
        yield (
            f"  Of their {part.related_digits} digits every misprint is caught in {part.always}, "
            f"some in {part.sometimes}, none in {part.never}."
        )
    yield "By kind of arithmetic, each by itself:"
    for identity, (misprints, caught) in tried.by_identity.items():
        name = audit.store.identity_names[identity]["en"]
        yield f"  {name:<32}{caught} of {misprints} misprints of its numbers: {_part(caught, misprints)}"


def _part(some: int, whole: int) -> str:
    return f"{some / whole * 100:.1f}%" if whole else "none"
