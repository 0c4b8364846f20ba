"""The audit: what is found to be related, what is said of it, and what a misprint would do."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest import mock

import pytest

from audit_numbers import part, parts_of, rewritten, store_of
from changed_book import statbook
from statbook.audit import (
    CANNOT_TELL,
    CONTRADICTS,
    HOLDS,
    NARROWLY,
    Audit,
    find_relations,
    report,
)
from statbook.project.paths import Book
from statbook.store import Observation, Store

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


W, A, B = part("w", "10.0"), part("a", "4.0"), part("b", "6.0")
A_SHARE, B_SHARE = part("a", "40%", "share"), part("b", "55%", "share")
ALONE = part("c", "7", theme="t2")
RULES = [
    {"identity": "sum", "cut": "sum", "name": {"en": "sum", "zh": "合计"}},
    {
        "identity": "share",
        "measure": "share",
        "formula": "{own} / {whole} * 100",
        "name": {"en": "share", "zh": "占比"},
    },
    {"identity": "hundred", "cut": "hundred", "follows": True, "name": {"en": "hundred", "zh": "一百"}},
    {"identity": "within", "cut": "within", "name": {"en": "within", "zh": "不超过"}},
]
CUTS = parts_of("a", "b") | parts_of("a", "b", rest=True, name="some")


def small(*rows: Observation, **known: object) -> Audit:
    """Parts that hold with their sum and one share; the other share is contradicted by two relations."""
    store = store_of(*(rows or (W, A, B, A_SHARE, B_SHARE, ALONE)), breakdowns=CUTS, identities=RULES, **known)
    vars(store.package)["themes"] = {"t": ["part"], "t2": ["part"]}
    return Audit(store)


def test_verdicts_are_sorted_into_equations_those_that_follow_and_limits() -> None:
    audit = small()
    names = [
        [(verdict.relation.identity, verdict.relation.observation.obs[0], verdict.outcome) for verdict in group]
        for group in (audit.equations, audit.following, audit.limits)
    ]

    assert [("share", "b", CONTRADICTS), ("sum", "w", HOLDS), ("share", "a", HOLDS)] == names[0]
    assert [("hundred", "b", CONTRADICTS)] == names[1]
    assert [("within", "w", CANNOT_TELL)] == names[2]
    assert {CONTRADICTS: 2, NARROWLY: 0, HOLDS: 2, CANNOT_TELL: 1} == audit.counts
    assert ["share", "hundred", "sum", "share", "within"] == [relation.identity for relation in audit.relations]


def test_verdicts_are_chosen_by_the_columns_of_their_number() -> None:
    audit = small()

    assert ["share", "hundred"] == [v.relation.identity for v in audit.among(measure="share", obs="b.share.2025")]
    assert [] == audit.among(measure="share", region="Q")
    assert audit.verdicts == audit.among()


def test_the_power_is_that_of_all_numbers_of_those_in_equations_and_of_those_in_limits_alone() -> None:
    audit = small(W, A, B, part("c", "50%", "share"), ALONE)
    kinds = [audit.power, audit.power_of("equal"), audit.power_of("limited"), *audit.power_by_theme.values()]

    assert [5, 3, 0, 4, 1] == [power.observations for power in kinds]
    assert [3, 3, 0, 3, 0] == [power.related_observations for power in kinds]
    limited = Audit(store_of(W, A, B, breakdowns=parts_of("a", "b", rest=True), identities=RULES))
    assert (0, 3) == (limited.power_of("equal").observations, limited.power_of("limited").observations)


def test_counts_in_words_tell_verdicts_numbers_and_shares_in_percent() -> None:
    rest = parts_of("a", "b", rest=True)
    some = Audit(store_of(W, A, B, ALONE, breakdowns=rest, identities=RULES)).counts_in_words
    words = small().counts_in_words

    told = {"equations": "3", "following": "1", "limits": "1", "hold": "2", "narrowly": "none", "untold": "1"}
    told |= {"contradicted": "2", "equal": "5", "limited": "none", "limited_part": "none", "figures": "6"}
    assert told == {name: words[name] for name in told}
    assert ("none", "none", "3", "none") == tuple(some[name] for name in ("hold", "equal", "limited", "equal_part"))
    power = small().power
    assert f"{power.caught / power.misprints * 100:.0f}%" == words["caught_part"]
    assert f"{power.caught / power.related * 100:.0f}%" == words["equal_part"]


ENTRY = {"figure": "b.share.2025", "printed": "55%", "identity": "share", "reason": {"en": "an error", "zh": "有误"}}


def test_a_contradiction_without_a_reason_and_a_reason_without_a_contradiction_are_faults() -> None:
    explained = small(corrections=[ENTRY])
    faults = explained.faults() + small(corrections=[ENTRY | {"printed": "56%"}]).faults()

    assert ["data/t.csv: b.share.2025"] * 3 == [fault.where for fault in faults[:3]]
    assert ["hundred", "share", "hundred"] == [fault.found.rpartition("(")[2].rstrip(")") for fault in faults[:3]]
    assert ["data/corrections.yaml: entry 1"] == [fault.where for fault in faults[3:]]
    assert "b.share.2025, share, printed 56%" == faults[3].found
    contradicted = explained.verdicts[0]
    assert ("an error", "有误") == (explained.reason(contradicted), explained.reason(contradicted, "zh"))
    assert "" == explained.reason(explained.verdicts[1])


def test_a_contradiction_is_told_with_its_limits_its_inputs_and_what_would_mend_it() -> None:
    share, _ = small().faults()
    amount = small(part("w", "13.0"), A, B).faults()[0]

    assert "55%, which contradicts other printed numbers (share)" == share.found
    assert "59 to 61%, from 6.0 (b.level.2025), 10.0 (w.level.2025)" == share.expected
    assert "9.9 to 10.1 yuan (9.9至10.1元), from 4.0 (a.level.2025), 6.0 (b.level.2025)" == amount.expected
    assert str(amount.fix).endswith("Look both up in the texts; an error of the source goes to data/corrections.yaml.")
    assert "w.level.2025, 10.0 instead of 13.0" in str(amount.fix)


def test_the_advice_tells_what_a_change_would_contradict_and_where_none_helps(monkeypatch: pytest.MonkeyPatch) -> None:
    found = [mock.Mock(breaks=breaks) for breaks in (0, 1, 2)]
    advice = small().advice
    monkeypatch.setattr("statbook.audit.audit.find_misprints", lambda *_: found)
    words = advice(mock.Mock())

    assert 2 == words.count("but that contradicts")
    assert "(but that contradicts 1 other relation)" in words and "(but that contradicts 2 other relations)" in words
    found.clear()
    assert "No change of one printed digit mends it." == advice(mock.Mock())
