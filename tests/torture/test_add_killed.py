"""`statbook add` killed at random moments: data/ is as it was or as it was to become, and the next command goes on.

`make torture` runs it with 100 rounds; the moments come from a fixed seed.
"""

from __future__ import annotations

import random
import shutil
import time
from multiprocessing.process import BaseProcess
from pathlib import Path

from killable import finish, kill, start
from orchard_book import TABLE, add, add_slowly, bytes_of, orchard
from reviewing import add_theme, proposal, reviewed

MONTHS = "".join(
    f"{year}-{month:02},{1 + month % 2 * 0.2},{60 + month % 5},0,x\n"
    for year in range(2000, 2025)
    for month in range(1, 13)
)


def test_add_killed_at_random_moments_loses_nothing(tmp_path: Path, rounds: int) -> None:
    root = tmp_path / "book"
    root.mkdir()
    orchard(root)
    file = root / "table.csv"
    file.write_text(TABLE + MONTHS)
    _kill_at_random(tmp_path, root, rounds, ["add", str(file), "--recipe", "orchard", "--date", "2026-01-31"])


def test_a_review_of_two_themes_that_is_killed_enters_whole_or_not_at_all(tmp_path: Path, rounds: int) -> None:
    root = tmp_path / "book"
    root.mkdir()
    add_theme(orchard(root))
    text = "2025年7月苹果7亿元，主意12项。"
    ideas = proposal("12项", "12", text, indicator="ideas", unit="ideas")
    review, source = reviewed(root / "data", found=[proposal("7亿元", "700000000", text), ideas], text=text)
    _kill_at_random(tmp_path, root, rounds, ["add", "--reviewed", str(review), "--text", str(source)])


def _kill_at_random(tmp_path: Path, root: Path, rounds: int, order: list[str]) -> None:
    """Kill `statbook` with the arguments *order* in the book *root*, again and again."""
    data = root / "data"
    old = bytes_of(data)
    shutil.copytree(root, tmp_path / "whole")
    assert 0 == finish(start(add, tmp_path / "whole", order))
    new = bytes_of(tmp_path / "whole" / "data")
    moments = random.Random(6)
    states = set()
    for _ in range(rounds):
        running = start(add_slowly, root, order)
        _wait_for_the_write(running, data, moments.random() * 0.25)
        kill(running)
        output = tmp_path / "output"
        code = finish(start(add, root, [*order, "--dry-run"], output=output))
        state = bytes_of(data)
        states.add(state == new)

        assert 0 == code, output.read_text(encoding="utf-8")
        assert state in (old, new)
        for name, content in old.items():
            (data / name).write_bytes(content)
        assert bytes_of(data) == old

    assert states  # at least one round was run


def _wait_for_the_write(running: BaseProcess, data: Path, more: float) -> None:
    """Until the command has begun to write, or is done, and a little *more*."""
    pending = data / ".pending"
    while running.is_alive() and not pending.exists():
        time.sleep(0.002)
    running.join(more)
