"""The audit: what is found to be related, what is said of it, and what a misprint would do."""

from __future__ import annotations

import csv
import math
import subprocess
import sys
from decimal import Decimal
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statbook.analysis import printed, rounding_unit, share
from statbook.audit import verdict_text as told
from statbook.audit import (CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, Audit, Relation, altered, judged, mends, power, relations, report)
from statbook.audit.levels import Levels
from statbook.audit.relation import AT_LEAST, AT_MOST
from statbook.project.paths import Book
from statbook.store import Observation, Store


def figure(name: str, text: str, value: float | str, unit: str = "CNY", **more: object) -> Observation:
    plain: dict[str, object] = dict(theme="t", indicator="i", region="P", period="2025", timing="over")
    plain |= {"members": (("part", name),)}
    plain |= dict(measure="level", bound="exact", status="actual", source="s", offset=0, known_from="2026-01-01")
    return Observation(obs=name, printed=text, value=Decimal(str(value)), unit=unit, **(plain | more))  # type: ignore[arg-type]


def sum_of(whole: Observation, *parts: Observation, sense: str = "equal") -> Relation:
    first, *others = (printed(part) for part in parts)
    for other in others:
        first = first + other
    return Relation("sum", whole, first, sense)


def share_of(rate: Observation, part: Observation, whole: Observation) -> Relation:
    return Relation("share", rate, share(printed(part), printed(whole)))


def rewritten(book: Book, table: str, obs: str, **cells: str) -> None:
    """Change cells of one row of a copy of the data."""
    path = book.data / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        if row["obs"] == obs:
            row.update(cells)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


# -- verdicts ---------------------------------------------------------------------------------------------------------


def test_parts_that_give_the_printed_sum_to_its_digit_hold() -> None:
    verdict = judged(sum_of(figure("w", "10.0", 10), figure("a", "4.0", 4), figure("b", "6.0", 6)))

    assert (HOLDS, 3) == (verdict.said, verdict.passing)


def test_a_sum_that_only_rounding_can_mend_holds_narrowly() -> None:
    verdict = judged(sum_of(figure("w", "10.1", 10.1), figure("a", "4.0", 4), figure("b", "6.0", 6)))

    assert verdict.said == NARROWLY


def test_a_sum_beyond_all_rounding_contradicts() -> None:
    verdict = judged(sum_of(figure("w", "10.2", 10.2), figure("a", "4.0", 4), figure("b", "6.0", 6)))

    assert verdict.said == CONTRADICTS


def test_an_approximate_figure_never_gives_a_verdict() -> None:
    near = judged(sum_of(figure("w", "10", 10), figure("a", "约4", 4, bound="about"), figure("b", "6", 6)))
    far = judged(sum_of(figure("w", "约20", 20, bound="about"), figure("a", "4", 4), figure("b", "6", 6)))

    assert [CANNOT_TELL, CANNOT_TELL] == [near.said, far.said]


def test_a_fraction_in_words_never_gives_a_verdict() -> None:
    for value in (25, 30, 90):
        rate = figure("r", "1/4", value, "percent")

        assert judged(share_of(rate, figure("a", "4", 4), figure("w", "16", 16))).said == CANNOT_TELL


def test_where_every_last_digit_would_pass_one_cannot_tell() -> None:
    verdict = judged(share_of(figure("r", "50.0%", 50, "percent"), figure("a", "5", 5), figure("w", "10", 10)))

    assert verdict.said == CANNOT_TELL
    assert verdict.passing >= 10


@pytest.mark.parametrize(("part", "said"), [("8", HOLDS), ("6", CONTRADICTS), ("7", CANNOT_TELL)])
def test_a_bound_holds_only_if_all_that_rounding_allows_lies_within_it(part: str, said: str) -> None:
    rate = figure("r", "超70%", 70, "percent", bound="more_than")
    verdict = judged(share_of(rate, figure("a", part, part), figure("w", "10.00", 10)))

    assert (said, math.inf) == (verdict.said, verdict.passing)


@pytest.mark.parametrize(
    ("sense", "whole", "said"),
    [
        (AT_LEAST, "12", HOLDS),
        (AT_LEAST, "10", CANNOT_TELL),
        (AT_LEAST, "8", CONTRADICTS),
        (AT_MOST, "8", HOLDS),
        (AT_MOST, "10", CANNOT_TELL),
        (AT_MOST, "12", CONTRADICTS),
    ],
)
def test_a_limit_is_left_open_where_rounding_reaches_across_it(sense: str, whole: str, said: str) -> None:
    limit = sum_of(figure("w", whole, whole), figure("a", "4", 4), figure("b", "6", 6), sense=sense)

    assert said == judged(limit).said


def test_an_open_end_that_meets_itself_is_followed_to_its_limit() -> None:
    a, b = printed(figure("a", "超260", 260, bound="more_than")), printed(figure("b", "15", 15))
    share_, half = a / (a + b) * 100, a - a * 0.5

    assert (94.37, 100.0) == tuple(round(end, 2) for end in share_.interval)
    assert ("at_least", (130.0, math.inf)) == (share_.bound, half.interval)


def test_a_lower_bound_among_the_others_does_not_make_a_contradiction() -> None:
    a, b = printed(figure("a", "超4", 4, bound="more_than")), printed(figure("b", "6.0", 6))
    verdict = judged(Relation("share", figure("r", "90.0%", 90, "percent"), a / (a + b) * 100))

    assert verdict.said == CANNOT_TELL


@settings(max_examples=200, deadline=None)
@given(st.integers(1000, 999_999), st.integers(1000, 999_999), st.integers(0, 2))
def test_figures_rounded_from_true_ones_are_never_contradicted(a: int, b: int, places: int) -> None:
    def rounded(name: str, exact: Fraction) -> Observation:
        text = str(round(Decimal(exact.numerator) / exact.denominator, places))
        return figure(name, text, text)

    x, y = Fraction(a, 997), Fraction(b, 991)
    parts = rounded("a", x), rounded("b", y)

    assert judged(sum_of(rounded("w", x + y), *parts)).said != CONTRADICTS


@settings(max_examples=100, deadline=None)
@given(st.integers(101, 999), st.integers(1000, 9999), st.integers(1, 999))
def test_a_verdict_on_a_share_is_that_of_exact_arithmetic(a: int, w: int, r: int) -> None:
    relation = share_of(
        figure("r", f"{r / 10:.1f}%", r / 10, "percent"), figure("a", str(a), a), figure("w", str(w), w)
    )
    half = Fraction(1, 2)
    ends = [Fraction(a + s * half) / (w + t * half) * 100 for s, t in product((-1, 1), repeat=2)]
    low, high = Fraction(r, 10) - Fraction(1, 20), Fraction(r, 10) + Fraction(1, 20)
    apart = min(ends) > high or max(ends) < low

    assert apart == (judged(relation).said == CONTRADICTS)


# -- what is found ----------------------------------------------------------------------------------------------------


def test_a_relation_never_uses_the_figure_that_it_checks(store: Store) -> None:
    assert [] == [r.key for r in relations(store) if r.figure.obs in {row.obs for row in r.others.inputs}]


def test_the_figures_of_the_book_are_related_and_do_not_contradict_one_another(store: Store) -> None:
    audit = Audit(store)
    kinds = {verdict.relation.identity for verdict in audit.equations}

    assert {"sum", "growth", "share", "contribution"} == kinds
    assert (20, 7) == (len(audit.equations), len(audit.following))
    assert 0 == audit.counts[CONTRADICTS]


def test_the_growth_of_a_whole_is_computed_from_its_parts_alone(store: Store) -> None:
    relation = next(r for r in relations(store) if r.identity == "growth" and r.figure.region == "Xian")

    assert 4 == len(relation.others.inputs)
    assert (69.32, 69.44) == tuple(
        round(end + push, 2) for end, push in zip(relation.others.interval, (-0.005, 0.005), strict=True)
    )
    assert judged(relation).said == NARROWLY


def test_a_share_of_an_unnamed_whole_is_related_to_nothing(store: Store) -> None:
    unnamed = {row.obs for row in store.observations if row.of == "unknown"}

    assert unnamed
    assert set() == {r.figure.obs for r in relations(store)} & unnamed


def test_parts_that_may_be_negative_have_no_limit(store: Store) -> None:
    limits = [r for r in relations(store) if r.identity == "within" and r.figure.indicator == "new_loans"]

    assert store.cuts["loans_by_borrower"].net
    assert [] == limits


def test_a_base_that_a_rule_forbids_is_not_known_to_the_audit(store: Store) -> None:
    comparable = next(row for row in store.observations if row.nature.growth_basis and row.measure == "growth")

    assert Levels(store).level(comparable, comparable.broken_down_by, comparable.period) is not None
    assert Levels(store).level(comparable, comparable.broken_down_by, comparable.base_period) is None


def test_the_strict_reading_ignores_the_rounding_units_of_rows(store: Store) -> None:
    def contribution(strict: bool) -> list[float]:
        relation = next(r for r in relations(store, strict=strict) if r.identity == "contribution")
        return [round(end, 2) for end in relation.others.interval]

    assert [28.69, 28.79] == contribution(False)
    assert [28.47, 29.01] == contribution(True)


# -- misprints --------------------------------------------------------------------------------------------------------


def test_every_digit_is_replaced_by_every_other_without_a_leading_zero() -> None:
    found = [row.printed for row in altered(figure("a", "10.5亿元", "1050000000"))]

    assert 8 + 9 + 9 == len(found)
    assert "90.5亿元" in found
    assert not [text for text in found if text.startswith("0")]
    assert Decimal(9_050_000_000) == next(
        row.value for row in altered(figure("a", "10.5亿元", "1050000000")) if row.printed == "90.5亿元"
    )


@pytest.mark.parametrize(("text", "value"), [("1/10", 10), ("七成", 70), ("近百个", 100)])
def test_words_and_fractions_have_no_digit_to_misprint(text: str, value: int) -> None:
    assert [] == list(altered(figure("a", text, value)))


def test_a_cut_in_value_keeps_its_sign() -> None:
    assert {Decimal(-18), Decimal(-28)} <= {row.value for row in altered(figure("a", "58%", -58, "percent"))}


def test_the_smallest_misprint_that_mends_is_named_first() -> None:
    wrong = sum_of(figure("w", "19.0", 19), figure("a", "4.0", 4), figure("b", "6.0", 6))
    best = mends(wrong, [wrong])[0]

    assert ("w", "10.0", 0) == (best.figure.obs, best.instead.printed, best.breaks)


def test_a_misprint_that_contradicts_another_relation_comes_last() -> None:
    whole, a, b = figure("w", "12.0", 12), figure("a", "4.0", 4), figure("b", "6.0", 6)
    wrong, right = sum_of(whole, a, b), sum_of(figure("v", "18.0", 18), whole, b)
    found = mends(wrong, [wrong, right])

    assert [("a", "6.0", 0), ("w", "10.0", 1), ("b", "8.0", 1)] == [
        (mend.figure.obs, mend.instead.printed, mend.breaks) for mend in found if mend.instead.value % 2 == 0
    ]


def test_power_counts_what_is_caught_and_what_is_not() -> None:
    whole, a, b, alone = figure("w", "10", 10), figure("a", "4", 4), figure("b", "6", 6), figure("c", "77", 77)
    tried = power([whole, a, b, alone], [sum_of(whole, a, b)])

    assert (4, 0, 6) == (tried.figures, tried.worded, tried.digits)
    assert (3, 4, 2) == (tried.related_figures, tried.related_digits, tried.outside)
    # 10: eight other first digits, nine second; 4 and 6: eight each; 77: eight and nine.
    assert 17 + 8 + 8 + 17 == tried.misprints
    assert tried.caught == tried.by_identity["sum"][1]
    assert tried.always + tried.sometimes + tried.never == tried.related_digits


def test_most_misprints_of_related_figures_are_noticed(store: Store) -> None:
    tried = Audit(store).power

    assert tried.figures == len(store.observations)
    assert tried.by_identity["sum"][1] / tried.by_identity["sum"][0] > 0.9
    assert Audit(store).power_of("equal").caught / Audit(store).power_of("equal").related > 0.85
    assert tried.caught < tried.related < tried.misprints


# -- words, commands, corrections -------------------------------------------------------------------------------------

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


def test_a_correction_does_not_excuse_a_later_error_of_the_same_figure(copy: Book) -> None:
    entry = f'- {{figure: {SHARE}, printed: 67.7%, identity: share, reason: {{en: "the page errs", zh: "原文有误"}}}}\n'
    (copy.data / "corrections.yaml").write_text(entry, encoding="utf-8")
    rewritten(copy, "trade", SHARE, value="67.1", printed="67.1%")

    assert 2 == len(Audit(Store.load(copy.data)).faults())


def statbook(book: Book, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).with_name("statbook")), *arguments]
    return subprocess.run(command, cwd=book.root, capture_output=True, text=True, check=False)


def test_the_command_ends_with_one_where_figures_contradict_and_check_says_so_too(copy: Book) -> None:
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


def test_a_verdict_is_told_in_both_languages(store: Store) -> None:
    verdict = next(v for v in Audit(store).verdicts if v.relation.figure.obs == SHARE)
    english, chinese = told(store, verdict), told(store, verdict, "zh")

    assert ("share", "67.9%", "67.89%", "67.878 to 67.894%", "1", "holds") == (
        english.identity,
        english.printed,
        english.others,
        english.range,
        english.passing,
        english.said,
    )
    assert ("占比", "成立") == (chinese.identity, chinese.said)


def test_identities_name_every_kind_in_both_languages(store: Store) -> None:
    assert [] == [entry["identity"] for entry in store.identities if not (entry["name"]["en"] and entry["name"]["zh"])]
    assert {r.identity for r in relations(store)} <= set(store.identity_names)


def test_intervals_of_relations_are_those_of_exact_fractions(store: Store) -> None:
    def exact(relation: Relation) -> tuple[Fraction, Fraction]:
        part, whole = relation.others.inputs
        halves = [Fraction(rounding_unit(row) or 0) / 2 for row in (part, whole)]
        ends = [
            (Fraction(part.value) + s * halves[0]) / (Fraction(whole.value) + t * halves[1]) * 100
            for s, t in product((-1, 1), repeat=2)
        ]
        return min(ends), max(ends)

    shares = [r for r in relations(store) if r.identity == "share" and len(r.others.inputs) == 2]

    assert len(shares) >= 10
    for relation in shares:
        for found, wanted in zip(relation.others.interval, exact(relation), strict=True):
            assert abs(found - float(wanted)) < 1e-9


def test_the_folder_of_the_audit_knows_no_region_and_no_indicator(store: Store) -> None:
    code = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(sys.modules[Audit.__module__].__file__ or "").parent.glob("*.py")
    )
    names = {row.region for row in store.observations} | {
        row.indicator for row in store.observations if "_" in row.indicator
    }

    assert [] == [name for name in names if f'"{name}"' in code]
