"""From a number, a key or an article to its entries, as `statbook trace` does."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence_ledger import BASE
from statbook.errors import DataError
from statbook.evidence import Ledger, entry, find_anchors
from statbook.evidence.trace import _plain, _value, look_up, passage
from statbook.messages import speaking
from statbook.project.paths import Book
from statbook.store import Store

CONTRACTS = "obs-china-2025-tech-contracts"


@pytest.mark.parametrize(
    "text",
    ["1.18万亿", "1.18万亿元", "1.18 trillion", "1.18 Trillion yuan", "11800亿", "1,180,000,000,000", "１．１８万亿元"],
)
def test_a_number_is_found_however_it_is_written(ledger: Ledger, text: str) -> None:
    assert CONTRACTS in find_anchors(ledger, text)[0]


def test_an_entry_is_told_in_the_language_that_is_spoken(ledger: Ledger, book: Book) -> None:
    with speaking("zh", book.locale):
        (title, facts), *_ = look_up(ledger, "1.18万亿")

    assert "中国：涉专利技术合同成交额" == title
    assert {"原文": "1.18万亿元", "时期": "2025年"}.items() <= dict(facts).items()


@pytest.mark.parametrize("text", ["18万亿", "1.1", ".18万亿元", "1.18"])
def test_a_piece_of_a_number_is_another_number(ledger: Ledger, text: str) -> None:
    anchors, _ = find_anchors(ledger, text)

    assert CONTRACTS not in anchors or text == "1.18"


@pytest.mark.parametrize("text", ["-18.3%", "−18.3%"])
def test_a_minus_may_be_a_hyphen(ledger: Ledger, store: Store, text: str) -> None:
    falls = {row.anchor for row in store.observations if row.value == -row.value.copy_abs() and "18.3" in row.printed}

    assert falls <= set(find_anchors(ledger, text)[0])


def test_a_key_an_anchor_and_the_key_of_a_computed_number_name_one_entry(ledger: Ledger) -> None:
    assert ([CONTRACTS], []) == find_anchors(ledger, "china.2025.tech_contracts")
    assert ([CONTRACTS], []) == find_anchors(ledger, f"#{CONTRACTS}")
    assert ([BASE], []) == find_anchors(ledger, "tech_contracts.base")


def test_a_computed_number_is_found_as_it_is_written(ledger: Ledger) -> None:
    assert [BASE] == find_anchors(ledger, "993 billion yuan")[0]


def test_an_article_leads_to_its_numbers_in_the_order_of_its_text(store: Store, ledger: Ledger) -> None:
    anchors, _ = find_anchors(ledger, "003-credit")

    assert "source-003-credit" == anchors[0]
    assert {row.anchor for row in store.observations if row.source == "003-credit"} == set(anchors[1:])
    offsets = [ledger.rows[anchor].offset for anchor in anchors[1:]]
    assert offsets == sorted(offsets)


def test_the_beginning_of_a_key_finds_all_keys_that_begin_so(store: Store, ledger: Ledger) -> None:
    anchors, _ = find_anchors(ledger, "china.2025.tech_contract")

    assert [row.anchor for row in store.observations if row.obs.startswith("china.2025.tech_contract")] == anchors


def test_what_is_close_is_told_where_nothing_is_found(ledger: Ledger) -> None:
    anchors, close = find_anchors(ledger, "chima.2025.tech_contracts")

    assert [] == anchors
    assert "china.2025.tech_contracts" in close


def test_an_article_is_told_by_its_title(ledger: Ledger) -> None:
    assert "陕西" in entry(ledger, "source-000-shaanxi-plan").title


@given(st.integers(1, 10**6), st.sampled_from([("万亿", 12), ("亿", 8), ("万", 4), (" billion", 9), ("", 0)]))
def test_a_number_with_a_word_of_scale_is_its_value(digits: int, scale: tuple[str, int]) -> None:
    word, power = scale

    assert digits * 10**power == _value(_plain(f"{digits:,}{word}元"))


def test_the_passage_shows_the_number_where_it_stands(store: Store, ledger: Ledger, texts: Path) -> None:
    told = passage(ledger, store.by_obs["china.2025.tech_contracts"], texts)

    assert "【1.18万亿元】" in told
    assert "\n" not in told


def test_a_text_that_is_not_the_one_that_was_read_is_refused(store: Store, ledger: Ledger, tmp_path: Path) -> None:
    row = store.by_obs["china.2025.tech_contracts"]
    (tmp_path / str(store.sources.at[row.source, "file"])).write_text("1.18万亿元", encoding="utf-8")

    with pytest.raises(DataError, match="another SHA-256"):
        passage(ledger, row, tmp_path)
