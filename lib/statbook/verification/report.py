"""The findings on a draft, as lines for the terminal and as JSON."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from statbook.messages import bracket, join_words, say, say_count
from statbook.reading import UNKNOWN
from statbook.verification.draft import Draft
from statbook.verification.fact import Fact
from statbook.verification.verdict import WRONG, Kind, kind_in_words
from statbook.verification.verify import Finding

_CLAIM = ("name", "indicator", "region", "period", "timing", "measure", "base_period", "of", "unit", "bound", "status")


def report_lines(draft: Draft, findings: Sequence[Finding]) -> Iterator[str]:
    """A line for each finding, and one with the counts."""
    for finding in findings:
        verdict = finding.verdict
        facts = join_words((bracket(fact.anchor, fact.source) for fact in verdict.facts), ", ")
        printed = " ".join(verdict.proposal.printed.split())
        rule = f" [{verdict.rule}]" if verdict.rule else ""
        told = say("{number}: {verdict}.", number=printed, verdict=f"{kind_in_words(verdict.kind)}{rule}")
        where = f"{draft.name}:{finding.line}:{finding.column}"
        yield f"{where}: {join_words(filter(None, (told, verdict.words, facts)), ' ')}"
    yield f"{draft.name}: {count_in_words(findings)}"


def count_in_words(findings: Sequence[Finding]) -> str:
    """How many numbers got which verdict."""
    counts = Counter(finding.verdict.kind for finding in findings)
    each = (say("{count} {kind}", count=counts[kind], kind=kind_in_words(kind)) for kind in Kind if counts[kind])
    listed = join_words(each, ", ")
    same = sum(finding.verdict.same for finding in findings)
    if same:
        listed = say("{listed} (of the unclear, {same} may be a number of the data)", listed=listed, same=same)
    return join_words(filter(None, (say_count("{count} number", "{count} numbers", len(findings)), listed)), ": ")


def is_wrong(findings: Sequence[Finding]) -> bool:
    """Whether a number of the draft is wrong."""
    return any(finding.verdict.kind in WRONG for finding in findings)


def report_json(draft: Draft, findings: Sequence[Finding]) -> str:
    """The same for programs (docs/verification.md says what the names mean)."""
    counts = Counter(finding.verdict.kind.value for finding in findings)
    content = {
        "draft": draft.name,
        "numbers": len(findings),
        "counts": {kind.value: counts[kind.value] for kind in Kind},
        "findings": [_finding(finding) for finding in findings],
    }
    return json.dumps(content, ensure_ascii=False, indent=1)


def _finding(finding: Finding) -> dict[str, Any]:
    verdict = finding.verdict
    proposal = verdict.proposal
    claim = {name: getattr(proposal, name) for name in _CLAIM}
    claim["members"] = {dimension: code for dimension, code in proposal.members if code not in ("all", UNKNOWN)}
    claim["value"] = _text(proposal.value)
    claim["value_to"] = _text(proposal.value_to)
    return {
        "line": finding.line,
        "column": finding.column,
        "printed": proposal.printed,
        "verdict": verdict.kind.value,
        "rule": verdict.rule,
        "words": verdict.words,
        "same": verdict.same,
        "claim": claim,
        "facts": [_fact(fact) for fact in verdict.facts],
    }


def _fact(fact: Fact) -> dict[str, Any]:
    named = ("key", "anchor", "name", "words", "unit", "bound", "status", "source", "printed", "formula")
    placed = ("region", "period", "measure", "base_period")
    content: dict[str, Any] = {name: getattr(fact, name) for name in named}
    content |= {name: getattr(fact.place, name) for name in placed}
    return content | {name: _text(getattr(fact, name)) for name in ("value", "low", "high")}


def _text(number: Decimal | None) -> str | None:
    """A number without an exponent; None for none, or an open end."""
    return f"{number:f}" if number is not None and number.is_finite() else None
