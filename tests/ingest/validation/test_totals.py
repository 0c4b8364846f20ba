"""Parts and wholes."""

from __future__ import annotations

from pathlib import Path

import pytest

from adding import DAY, refused
from orchard_book import HEADER, row
from statbook.errors import StatbookError
from statbook.ingest import AddRequest, add

WRONG_SUMS = {
    "parts that do not add up": (HEADER + "\n" + row("apples", "2025-03", 1, "red", DAY) + row("apples", "2025-03", 9, "green", DAY), "own.csv:2:K", "the whole, 300000000"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG_SUMS)
def test_rows_are_refused_for(name: str, shared_data: Path, tmp_path: Path) -> None:
    content, where, words = WRONG_SUMS[name]

    message = refused(shared_data, tmp_path, "own.csv", content.encode(), "")

    assert where in message
    assert words in message


HEAD = "indicator,region,sector,period,timing,measure,value,unit,printed,source,cell\n"


@pytest.mark.parametrize(("red", "green", "fits"), [(1, 2, 1), (1, 1, 1), (2, 2, 1), (4, 1, 0), (1, 0, 0)])
def test_parts_add_up_to_their_whole_within_all_roundings(
    red: int, green: int, fits: int, shared_data: Path, tmp_path: Path
) -> None:
    values = {"red": red, "green": green}
    rows = [f"apples,China,{name},2025-03,over,level,{n}00000000,CNY,{n},,\n" for name, n in values.items()]
    (tmp_path / "own.csv").write_text(HEAD + "".join(rows))
    request = AddRequest("", DAY, waiver="Made up.")

    if fits:
        assert 2 == len(add(shared_data, tmp_path / "own.csv", request, dry=True).plan.new)
    else:
        with pytest.raises(StatbookError, match=f"{red + green}00000000 for the parts of colour in 2025-03"):
            add(shared_data, tmp_path / "own.csv", request, dry=True)


def test_one_part_may_not_exceed_the_whole(shared_data: Path, tmp_path: Path) -> None:
    content = HEADER + "\n" + row("apples", "2025-03", 9, "red", DAY)

    assert "no more than the whole, 300000000" in refused(shared_data, tmp_path, "own.csv", content.encode(), "")


@pytest.mark.parametrize(
    ("printed", "fits"),
    [
        ({"red": "4"}, True), ({"red": "4.1"}, False), ({"red": "1.2", "green": "1.2"}, True), ({"red": "1.2", "green": "1.1"}, False),
        ({"red": "1.8", "green": "1.8"}, True), ({"red": "1.9", "green": "1.8"}, False), ({"green": "1"}, True),
    ],
)  # fmt: skip
def test_parts_that_differ_from_their_whole_by_all_roundings_fit_still(
    printed: dict[str, str], fits: bool, shared_data: Path, tmp_path: Path
) -> None:
    rows = [
        f"apples,China,{name},2025-03,over,level,{round(float(text) * 10**8)},CNY,{text},,\n"
        for name, text in printed.items()
    ]
    content = (HEAD + "".join(rows)).encode()
    (tmp_path / "own.csv").write_bytes(content)

    if fits:
        made = add(shared_data, tmp_path / "own.csv", AddRequest("", DAY, waiver="Made up."), dry=True)
        assert len(printed) == len(made.plan.new)
    else:
        assert "for the parts of colour in 2025-03" in refused(shared_data, tmp_path, "own.csv", content, "")
