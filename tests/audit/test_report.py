"""Tests of audit/report.py."""

from __future__ import annotations

import re
import sys
from unittest import mock

import pytest

from audit_numbers import part, parts_of, store_of
from statbook.audit import (
    Audit,
    describe_verdict,
    report,
)
from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.store import Store
from statbook.store.validation.consistency import ConsistencyCheck

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


W, A, B, B_SHARE = part("w", "10.0"), part("a", "4.0"), part("b", "6.0"), part("b", "55%", "share")
IDENTITIES = [
    {"identity": "sum", "cut": "sum", "name": {"en": "sum", "zh": "合计"}},
    {
        "identity": "share",
        "measure": "share",
        "formula": "{own} / {whole} * 100",
        "name": {"en": "share", "zh": "占比"},
    },
]


def lines(*checks: ConsistencyCheck, with_power: bool = False, **known: object) -> list[str]:
    rows = (W, A, B, B_SHARE, part("c", "七", value=7))
    audit = Audit(store_of(*rows, breakdowns=parts_of("a", "b"), identities=IDENTITIES, **known))
    with mock.patch.object(sys.modules[report.__module__], "consistency_checks", lambda _: checks):
        return list(report(audit, with_power=True) if with_power else report(audit))


def test_the_report_is_in_the_language_of_the_terminal(book: Book, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    with speaking("zh", book.locale):
        told = lines(with_power=True)

    assert "等式2个：矛盾1个，成立1个" == told[0]
    assert told[2].startswith(" " * 18 + "印作55%；占比，由6.0，10.0推算：60%（")
    assert "按算法分列：" in told
    assert told[3].strip().startswith("使之相符的最小一位改动：")
    assert [] == [line for line in told if line != told[3] and re.search("[a-z]{3} [a-z]", line)]


def test_the_report_tells_counts_then_each_verdict_with_what_it_is_from() -> None:
    told = lines()

    assert "2 equations: 1 contradict, 1 hold" == told[0]
    assert "  contradicts     Place: Things: Berries, share, 2025" == told[1]
    assert "                  printed 55%; share, from 6.0, 10.0: 60% (59 to 61%)" == told[2]
    assert told[3].strip().startswith("The smallest change of one printed digit that mends it: ")
    assert "  holds           Place: Things, 2025" == told[4]
    assert "                  printed 10.0; sum, from 4.0, 6.0: 10.0 yuan (9.9 to 10.1 yuan)" == told[5]
    assert ["", "0 equations that follow from these, on other numbers: none", "", "0 limits: none", ""] == told[6:11]
    assert ["0 checks of the data (): all hold", ""] == told[11:]


def test_a_contradiction_that_has_a_reason_is_told_as_explained() -> None:
    entry = {"figure": "b.share.2025", "printed": "55%", "identity": "share", "reason": {"en": "an error"}}

    assert "explained: an error" == lines(corrections=[entry])[3].strip()


def test_failing_checks_are_counted_and_told() -> None:
    told = lines(
        *(ConsistencyCheck(kind, (), f"About {n}.", n != 1) for n, kind in enumerate(("nested", "nested", "list"), 1))
    )

    assert ["3 checks of the data (2 nested, 1 list): 1 fail", "  About 1.", ""] == told[-3:]


def test_what_misprints_would_do_is_told_when_asked_for() -> None:
    plain, told = lines(), lines(with_power=True)

    assert plain == told[: len(plain)]
    assert [
        "9 digits are printed in 4 numbers; 1 numbers are words, fractions or ranges.",
        "Of 77 misprints of one digit 57 are caught: 74.0%.",
        "4 numbers take part in an equation; of their 60 misprints 57 are caught: 95.0%.",
        "  Of their 7 digits every misprint is caught in 4, some in 3, none in 0.",
        "0 numbers take part in limits alone; of their 0 misprints 0 are caught: none.",
        "  Of their 0 digits every misprint is caught in 0, some in 0, none in 0.",
        "By kind of arithmetic, each by itself:",
        "  sum                             57 of 60 misprints of its numbers: 95.0%",
    ] == told[len(plain) :]


def test_parts_that_add_up_beside_a_rest_come_with_advice() -> None:
    within = {"identity": "within", "cut": "within", "name": {"en": "within the whole", "zh": "不超过合计"}}
    advice = [
        "                  The parts add up to the whole. If they are all of it, remove `rest` from the breakdown parts"
        " in data/cuts.yaml: then",
        "                  their sum is checked, and not only that it is no more than the whole.",
    ]
    for second, expected in (("6.0", advice), ("5.9", [])):
        rows = (W, A, part("b", second))
        made = parts_of("a", "b", rest=True)
        told = list(report(Audit(store_of(*rows, breakdowns=made, identities=[within]))))

        assert any(line.startswith("  cannot tell") for line in told)
        assert expected == [line for line in told if "The parts add up" in line or "their sum is checked" in line]
