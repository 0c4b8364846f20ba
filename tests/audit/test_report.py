"""Tests of audit/report.py."""

from __future__ import annotations

from statbook.audit import (
    Audit,
    describe_verdict,
)
from statbook.store import Store

SHARE = "xian.2026-01_2026-02.trade.total.processing.share"


def test_a_verdict_is_told_in_both_languages(store: Store) -> None:
    verdict = next(v for v in Audit(store).verdicts if v.relation.observation.obs == SHARE)
    english, chinese = describe_verdict(store, verdict), describe_verdict(store, verdict, "zh")

    assert ("share", "67.9%", "67.89%", "67.878 to 67.894%", "1", "holds") == (
        english.identity,
        english.printed,
        english.others,
        english.range,
        english.passing,
        english.outcome,
    )
    assert ("占比", "成立") == (chinese.identity, chinese.outcome)
