"""How new numbers agree with known ones, in short lines."""

from __future__ import annotations

from pathlib import Path

from reviewing import proposal, reviewed
from statbook.ingest.add import AddRequest
from statbook.review.add_reviewed import add_reviewed

IDENTITIES = """
identities:
  - {identity: sum, cut: sum, name: {en: sum, zh: 合计}}
  - {identity: growth_of_levels, measure: growth, formula: "({own} / {own.before} - 1) * 100", name: {en: growth from levels, zh: 增速}}
relations: []
formulas: []
orders: []
lists: []
not_nested: []
knowingly: []
"""


def told(data: Path, files: tuple[Path, Path]) -> list[str]:
    return list(add_reviewed(data, files[0], AddRequest(text=files[1])).agreement)


def test_a_number_that_data_has_from_another_source_agrees(data: Path) -> None:
    text = "2025年6月苹果6亿元，梨70亿元。"
    found = [
        proposal("6亿元", "600000000", text, period="2025-06"),
        proposal("70亿元", "7000000000", text, period="2025-06", indicator="pears"),
    ]

    assert [
        "Agrees: china.2025-06.apples: 6亿元, as 6 of old",
        "Audit: no printed number can be compared with the new ones",
    ] == told(data, reviewed(data, found=found, text=text))


def test_what_adds_up_is_counted_and_what_does_not_is_told_with_what_it_should_be(data: Path) -> None:
    (data / "identities.yaml").write_text(IDENTITIES, encoding="utf-8")
    assert ["Audit: 1 hold"] == told(data, reviewed(data))

    text = "2025年8月苹果9亿元，同比增长50%，2024年8月苹果3亿元。"
    growth = {"measure": "growth", "unit": "percent", "base_period": "2024-08"}
    found = [
        proposal("9亿元", "900000000", text, period="2025-08"),
        proposal("50%", "50", text, period="2025-08", **growth),
        proposal("3亿元", "300000000", text, period="2024-08"),
    ]
    lines = told(data, reviewed(data, found=found, text=text))

    assert "Audit: 1 contradict" == lines[0]
    assert "  contradicts     China: Apples, growth, August 2025" == lines[1]
    assert "printed 50%; growth from levels, from 9亿元, 3亿元: 200% (140 to 280%)" in lines[2]
    assert "Look the contradictions up in the texts; `statbook undo` takes the addition back." == lines[-1]
