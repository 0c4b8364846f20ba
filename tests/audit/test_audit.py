"""The audit: what is found to be related, what is said of it, and what a misprint would do."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

import pytest

from audit_numbers import rewritten
from changed_book import statbook
from statbook.audit import (
    CONTRADICTS,
    Audit,
    find_relations,
    report,
)
from statbook.project.paths import Book
from statbook.store import Store

SHARE = "xian.2026-01_2026-02.trade.total.processing.share"


def test_an_altered_digit_is_a_fault_that_names_row_and_mend(copy: Book) -> None:
    rewritten(copy, "trade", SHARE, value="67.7", printed="67.7%")
    faults = [str(fault) for fault in Audit(Store.load(copy.data)).faults()]

    assert 1 == len(faults)
    assert f"data/trade.csv: {SHARE}: found 67.7%" in faults[0]
    assert "67.878 to 67.894%" in faults[0]
    assert f"{SHARE}, 67.9% instead of 67.7%" in faults[0]


def test_a_correction_explains_a_contradiction_and_must_explain_one(copy: Book) -> None:
    entry = f'- {{figure: {SHARE}, printed: 67.7%, identity: share, reason: {{en: "the page errs", zh: "原文有误"}}}}\n'
    (copy.data / "corrections.yaml").write_text(entry, encoding="utf-8")
    idle = Audit(Store.load(copy.data)).faults()
    rewritten(copy, "trade", SHARE, value="67.7", printed="67.7%")
    audit = Audit(Store.load(copy.data))

    assert ["data/corrections.yaml: entry 1"] == [fault.where for fault in idle]
    assert [] == audit.faults()
    assert 1 == audit.counts[CONTRADICTS]
    assert "the page errs" in "\n".join(report(audit))


def test_a_correction_does_not_excuse_a_later_error_of_the_same_number(copy: Book) -> None:
    entry = f'- {{figure: {SHARE}, printed: 67.7%, identity: share, reason: {{en: "the page errs", zh: "原文有误"}}}}\n'
    (copy.data / "corrections.yaml").write_text(entry, encoding="utf-8")
    rewritten(copy, "trade", SHARE, value="67.1", printed="67.1%")

    assert 2 == len(Audit(Store.load(copy.data)).faults())


def test_the_command_ends_with_one_where_numbers_contradict_and_check_says_so_too(copy: Book) -> None:
    good = statbook(copy, "audit", "--power")
    rewritten(copy, "trade", SHARE, value="67.7", printed="67.7%")
    bad, check = statbook(copy, "audit"), statbook(copy, "check")

    assert 0 == good.returncode
    assert "20 equations" in good.stdout
    assert "misprints of one digit" in good.stdout
    assert [1, 1] == [bad.returncode, check.returncode]
    assert "contradicts" in bad.stdout
    assert SHARE in check.stdout
    assert "Traceback" not in bad.stderr + check.stderr


def test_a_failing_check_of_the_data_ends_the_command_with_one(copy: Book) -> None:
    rewritten(copy, "patents", "china.2025.tech_contracts", value="1280000000000", printed="1.28万亿元")
    told_ = statbook(copy, "audit")

    assert 1 == told_.returncode
    assert "1 fail" in told_.stdout
    assert "is printed again" in told_.stderr


def test_a_value_that_its_print_does_not_say_is_told_before_any_verdict(copy: Book) -> None:
    rewritten(copy, "trade", SHARE, value="67.7")
    told_ = statbook(copy, "audit")

    assert (1, "") == (told_.returncode, told_.stdout)
    assert "as '67.9%' says" in told_.stderr


def test_a_limit_is_told_as_a_limit_and_amounts_in_the_units_of_the_page(copy: Book) -> None:
    korea = "xian.2026-01_2026-02.trade.total.korea"
    rewritten(copy, "trade", korea, value="93690000000", printed="936.9亿元")
    faults = [str(fault) for fault in Audit(Store.load(copy.data)).faults()]

    assert any("expected at least 125.4" in fault and "至少1254." in fault for fault in faults)


def test_identities_name_every_kind_in_both_languages(store: Store) -> None:
    assert [] == [entry["identity"] for entry in store.identities if not (entry["name"]["en"] and entry["name"]["zh"])]
    assert {r.identity for r in find_relations(store)} <= set(store.identity_names)


def test_the_folder_of_the_audit_knows_no_region_and_no_indicator(store: Store) -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(sys.modules[Audit.__module__].__file__ or "").parent.glob("*.py")
    )
    names = {row.region for row in store.observations} | {
        row.indicator for row in store.observations if "_" in row.indicator
    }

    assert [] == [name for name in names if f'"{name}"' in code]


def test_sentences_may_cite_every_count_of_the_power_and_of_the_verdicts(store: Store) -> None:
    audit = Audit(store)
    words = audit.counts_in_words

    assert f"{audit.power.observations:,}" == words["figures"]
    assert f"{audit.power.related_digits:,}" == words["related_digits"]
    assert words.keys() >= {
        "digits",
        "misprints",
        "worded",
        "always",
        "sometimes",
        "never",
        "caught_part",
        "equal_part",
    }
    assert f"{len(audit.equations):,}" == words["equations"]
    assert "none" == words["contradicted"]


@pytest.mark.parametrize(
    ("count", "end"),
    [
        (1, "1 instead of 9."),
        (3, "1 instead of 9; or 1, 1 instead of 9; or 2, 1 instead of 9."),
        (4, "; 1 further digit would do."),
        (5, "; 2 further digits would do."),
    ],
)
def test_the_advice_names_three_misprints_and_counts_the_others(
    count: int, end: str, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [
        mock.Mock(
            observation=mock.Mock(obs=str(n), printed_compact="9"), instead=mock.Mock(printed_compact="1"), breaks=0
        )
        for n in range(count)
    ]
    monkeypatch.setattr("statbook.audit.audit.find_misprints", lambda *_: found)

    assert Audit(store).advice(mock.Mock()).endswith(end)
    assert (count > 3) == ("further" in Audit(store).advice(mock.Mock()))
