"""The audit as plain text, for the terminal."""

from __future__ import annotations

__all__ = ["report"]

from collections import Counter
from collections.abc import Iterator

from statbook.audit.audit import Audit
from statbook.audit.verdict_text import told
from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, ORDER, Verdict
from statbook.store.validation import consistency as checks

WIDE = 16
COUNTED = {CONTRADICTS: "contradict", NARROWLY: "hold narrowly", HOLDS: "hold", CANNOT_TELL: "cannot be told"}


def report(inquiry: Audit, *, with_power: bool = False) -> Iterator[str]:
    """Line by line: the verdicts, those that ask for attention first, their counts, and what a misprint would do."""
    groups = {
        "equations": inquiry.equations,
        "equations that follow from these, on other numbers": inquiry.following,
        "limits": inquiry.limits,
    }
    for name, verdicts in groups.items():
        counts = ", ".join(
            f"{count} {COUNTED[said]}"
            for said, count in ((said, sum(v.said == said for v in verdicts)) for said in ORDER)
            if count
        )
        yield f"{len(verdicts)} {name}: {counts or 'none'}"
        for verdict in verdicts:
            yield from _told(inquiry, verdict)
        yield ""
    made = checks(inquiry.store)
    kinds = ", ".join(f"{count} {kind}" for kind, count in Counter(check.kind for check in made).items())
    failing = [check for check in made if not check.holds]
    yield f"{len(made)} checks of the data ({kinds}): {f'{len(failing)} fail' if failing else 'all hold'}"
    yield from (f"  {check.told}" for check in failing)
    yield ""
    if with_power:
        yield from _power(inquiry)


def _told(inquiry: Audit, verdict: Verdict) -> Iterator[str]:
    words = told(inquiry.store, verdict)
    figures = ", ".join("".join(row.printed.split()) for row in verdict.relation.others.inputs)
    yield f"  {words.said:<{WIDE}}{words.name}, {words.period}"
    yield f"  {'':<{WIDE}}printed {words.as_printed}; {words.identity}, from {figures}: {words.others} ({words.range})"
    if verdict.said == CONTRADICTS:
        reason = inquiry.reason(verdict)
        yield f"  {'':<{WIDE}}{f'explained: {reason}' if reason else inquiry.advice(verdict)}"


def _power(inquiry: Audit) -> Iterator[str]:
    tried = inquiry.power
    yield (
        f"{tried.digits} digits are printed in {tried.figures - tried.worded} numbers; "
        f"{tried.worded} numbers are words, fractions or ranges."
    )
    yield f"Of {tried.misprints} misprints of one digit {tried.caught} are caught: {_part(tried.caught, tried.misprints)}."
    for group, words in (("equal", "an equation"), ("limited", "limits alone")):
        part = inquiry.power_of(group)
        yield (
            f"{part.figures} numbers take part in {words}; of their {part.related} misprints "
            f"{part.caught} are caught: {_part(part.caught, part.related)}."
        )
        yield (
            f"  Of their {part.related_digits} digits every misprint is caught in {part.always}, "
            f"some in {part.sometimes}, none in {part.never}."
        )
    yield "By kind of arithmetic, each by itself:"
    for identity, (misprints, caught) in tried.by_identity.items():
        name = inquiry.store.identity_names[identity]["en"]
        yield f"  {name:<32}{caught} of {misprints} misprints of its numbers: {_part(caught, misprints)}"


def _part(some: int, whole: int) -> str:
    return f"{some / whole * 100:.1f}%" if whole else "none"
