"""The findings as lines and as JSON."""

from __future__ import annotations

import json

from statbook.verification.read_draft import read_plain
from statbook.verification.report import count_in_words, is_wrong, report_json, report_lines
from verified_orchard import verifier

TEXT = "In 2025 China's apples rose 8.7% to 125.04 billion yuan. Plums rose 77%."


def test_a_line_says_where_what_which_verdict_what_it_should_be_and_where_that_is_printed() -> None:
    draft = read_plain("draft.txt", TEXT)

    first, second, third, last = report_lines(draft, verifier().verify(draft))

    assert "draft.txt:1:29: 8.7%: contradicts. It should be 8.6% (8.6%). obs-china-2025-apples-growth (old)" == first
    assert "draft.txt:1:37: 125.04 billion yuan: stands. obs-china-2025-apples (old)" == second
    assert third.startswith("draft.txt:1:69: 77%: not in the data.")
    assert "draft.txt: 3 numbers: 1 stands, 1 contradicts, 1 not in the data" == last


def test_json_holds_the_same_with_the_claim_and_the_facts() -> None:
    draft = read_plain("draft.txt", TEXT)

    content = json.loads(report_json(draft, verifier().verify(draft)))

    assert (3, 1) == (content["numbers"], content["counts"]["contradicts"])
    finding = content["findings"][0]
    assert (1, 29, "8.7%", "contradicts") == tuple(finding[name] for name in ("line", "column", "printed", "verdict"))
    assert ("apples", "2025", "8.7") == tuple(finding["claim"][name] for name in ("indicator", "period", "value"))
    assert ("obs-china-2025-apples-growth", "8.6", "old") == tuple(
        finding["facts"][0][name] for name in ("anchor", "value", "source")
    )


def test_a_draft_is_wrong_if_a_number_of_it_is() -> None:
    assert is_wrong(verifier().verify(read_plain("d", TEXT)))
    assert not is_wrong(verifier().verify(read_plain("d", "Plums rose 77%.")))
    assert "1 number: 1 not in the data" == count_in_words(verifier().verify(read_plain("d", "Plums rose 77%.")))
