"""A ledger with one chapter and one computed number, for the tests of the evidence."""

from __future__ import annotations

from typing import Any

from statbook.evidence import Ledger, entry

BASE = "num-0123456789ab"


def number(**changes: Any) -> dict[str, Any]:
    plain = {
        "key": "tech_contracts.base",
        "words": {"num": "993 billion yuan", "range": "988 to 998 billion yuan"},
        "value": 993e9,
        "low": 988e9,
        "high": 998e9,
        "unit": "CNY",
        "derived": True,
        "formula": f"({LEVEL} / (1 + ({RATE} / 100)))",
        "inputs": [LEVEL, RATE],
        "name": "Contracts: level of the base period",
        "anchor": BASE,
        "measure": "base",
        "strict": False,
        "period": "2024",
        "base_period": "",
    }
    return plain | changes


def chapter(**changes: Any) -> dict[str, Any]:
    plain = {
        "title": "Patents",
        "document": "chapters/patents",
        "cited": {"tech_contracts.base": number()},
        "shown": {},
        "uses": [
            {"place": "use-patents-1", "words": "", "anchors": [BASE]},
            {"place": "fig-patents-x", "words": "A finding", "anchors": [BASE, "obs-china-2025-tech-contracts"]},
        ],
    }
    return plain | changes


def facts(ledger: Ledger, anchor: str) -> dict[str, str]:
    return {fact.name: fact.text for fact in entry(ledger, anchor).facts}


LEVEL, RATE = "china.2025.tech_contracts", "china.2025.tech_contracts.growth"
