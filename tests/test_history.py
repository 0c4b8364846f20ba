"""The history: a misreading was mended in the value that was in force on the day, not in those before and after it."""

from __future__ import annotations

from statbook.changes import history
from statbook.project.paths import Book
from statbook.store import Store

M1 = "china.2025-01.money_m1"


def test_a_value_that_replaced_a_misread_one_later_is_not_told_on_the_day_it_was_read_anew(copy: Book) -> None:
    table = copy.data / "credit.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    place = next(n for n, line in enumerate(lines) if line.startswith(f"{M1},"))
    later = lines[place].replace(",2025-02-14,,", ",2026-05-01,,").replace("112450000000000", "113000000000000")
    lines[place] = lines[place].replace(",2025-02-14,,", ",2025-02-14,2026-05-01,")
    lines.append(later.replace("112.45万亿元", "113.00万亿元"))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (copy.data / "changes.csv").open("a", encoding="utf-8") as file:
        for cells in ("value,112540000000000,112450000000000", "printed,112.54万亿元,112.45万亿元"):
            file.write(f"{M1},2026-04-01,misreading,{cells},Two digits exchanged.\n")
    told = [
        (day.day, change.kind, *(side.printed for side in (change.before, change.after) if side))
        for day in history(Store.load(copy.data))
        for change in day.changes
        if change.figure.obs == M1
    ]

    assert [
        ("2026-05-01", "revised", "112.45万亿元", "113.00万亿元"),
        ("2026-04-01", "read anew", "112.54万亿元", "112.45万亿元"),
        ("2025-02-14", "new", "112.54万亿元"),
    ] == told
