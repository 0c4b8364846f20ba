"""The comparison with peers of `make bench TEXTS=FOLDER PEERS=1`. No peer is installed here."""

from __future__ import annotations

import sys
from decimal import Decimal
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "benchmarks"))

from peers_texts import PEERS, Count, Peer, count, main, report, run_peer  # noqa: E402
from text_scores import Label  # noqa: E402

TEXT = "海西省出口下降7%，为4万亿元。"
FALL = Label(7, "7%", Decimal(-7), "percent", frozenset({"growth"}))
LEVEL = Label(11, "4万亿元", Decimal(4_000_000_000_000), "yuan", frozenset({"level"}))
TEN = "def read(text, numbers):\n    print('welcome')\n    for start, number in numbers:\n        yield start, start + 1, '7%'"


def test_a_size_is_right_whatever_its_sign() -> None:
    assert Count(1, 0, 0) == count([FALL, LEVEL], [(7, 9, "7%")])
    assert Count(2, 2, 0) == count([FALL, LEVEL], [(7, 8, "-7"), (11, 15, "4000000000000.00")])


def test_of_several_readings_of_a_figure_the_best_counts() -> None:
    assert Count(1, 1, 0) == count([LEVEL], [(11, 12, "4"), (11, 14, "4000000000000"), (11, 15, "None")])


def test_a_number_that_no_label_has_is_counted_once() -> None:
    assert Count(0, 0, 2) == count([LEVEL], [(0, 2, "5"), (1, 2, "6"), (3, 4, "5"), (11, 12, "9")])


def test_a_peer_gets_the_numbers_of_the_labels_and_may_say_other_things() -> None:
    found, spent = run_peer(Peer("seven", (), TEN), Path(sys.executable), [TEXT], [[FALL, LEVEL]])

    assert [[(7, 8, "7%"), (11, 12, "7%")]] == found
    assert 0 <= spent


def test_a_peer_that_does_not_run_is_a_fault_with_its_last_words() -> None:
    broken = Peer("broken", (), "raise ImportError('no such name')")

    with pytest.raises(click.ClickException, match="no such name"):
        run_peer(broken, Path(sys.executable), [TEXT], [[]])


def test_a_row_has_the_sums_of_all_texts_and_the_time_of_a_thousand_bytes() -> None:
    row = report("seven", [[FALL], [FALL]], [[(7, 9, "7")], [(7, 9, "-7")]], 0.002, 1000)

    assert ("seven", "2", "1", "0", "2.00 ms") == row


def test_each_peer_is_pinned() -> None:
    assert all("==" in requirement for peer in PEERS for requirement in peer.requirements)


def test_a_folder_without_labels_is_said(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, [str(tmp_path)])

    assert (0, "There are no labelled texts here") == (done.exit_code, done.output[:32])
