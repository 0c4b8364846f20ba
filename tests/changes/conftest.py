"""A revised book, and records of books, for the tests of changes."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from change_records import _change
from statbook.changes import BookRecord, record_of
from statbook.project.paths import Book
from statbook.store import Store

M1 = "china.2025-01.money_m1"


@pytest.fixture
def revised(copy: Book) -> Store:
    """The book with M1 of January 2025 revised on 1 May 2026, M2 read anew on 2 May, a growth rate withdrawn on 3 May."""
    table = copy.data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    for place, line in enumerate([*lines]):
        if line.startswith(f"{M1},"):
            opened = line.replace(",2025-02-14,,", ",2026-05-01,,").replace("112450000000000", "113000000000000")
            lines.append(opened.replace("112.45万亿元", "113.00万亿元"))
            lines[place] = line.replace(",2025-02-14,,", ",2025-02-14,2026-05-01,")
        if line.startswith("china.2025-01.money_m1.growth,"):
            lines[place] = line.replace(",2025-02-14,,", ",2025-02-14,2026-05-03,")
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for cells in ("value,318250000000000,318520000000000", "printed,318.25万亿元,318.52万亿元"):
        _change(copy, f"china.2025-01.money_m2,2026-05-02,misreading,{cells},Two digits exchanged.")
    return Store.load(copy.data)


def chapter(**numbers: tuple[str, str]) -> dict[str, object]:
    """A chapter that cites *numbers*: key to text and the number that it rests on."""
    cited = {
        key: {
            "anchor": f"num-{key}",
            "name": key,
            "key": key,
            "words": {"num": text, "range": f"about {text}"},
            "inputs": [obs],
        }
        for key, (text, obs) in numbers.items()
    }
    uses = [
        {"place": f"use-{key}", "words": "", "anchors": [f"num-{key}", "obs-china-2025-01-money-m1"]} for key in cited
    ]
    return {
        "title": "Credit and money",
        "document": "chapters/credit",
        "cited": cited,
        "shown": {},
        "uses": uses,
        "drawings": {"fig-credit-one": ("A drawing", "digest of " + str(sorted(numbers.values())))},
    }


@pytest.fixture
def record(store: Store) -> Callable[..., BookRecord]:
    def make(of: Store | None = None, **numbers: tuple[str, str]) -> BookRecord:
        return record_of(of or store, {"credit": chapter(**numbers)})

    return make
