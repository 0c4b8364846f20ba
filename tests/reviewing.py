"""Shared by the tests of the review: an invented release about the orchard, and proposals as if it had been read."""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from orchard_book import ROOT
from statbook.reading.proposal import Candidate, Proposal, Span
from statbook.review.proposed_rows import proposed_rows
from statbook.review.review_file import ACCEPT
from statbook.review.write_review import write_review

RELEASE = "某果园2026年1月31日发布：2025年7月，苹果7亿元，同比增长5%；其中红苹果3亿元，绿苹果4亿元。梨67亿元，O8亿元。"
HARMLESS = "</script><b>粗</b><img src=x onerror=alert(1)>苹果7亿元 & \"'{{ x }}"
"""A text with markup that does nothing but would be seen."""
DAY = "2026-01-31"
WORDS = {"date": DAY, "publisher": "某果园", "title": "七月果园"}
_APPLES = Candidate("credit", "apples", (), Decimal("0.9"))
_PEARS = Candidate("credit", "pears", (), Decimal("0.4"))


def proposal(printed: str, value: str = "", text: str = RELEASE, **cells: Any) -> Proposal:
    """A proposal for the first place of *printed* in *text*: apples of July in China, unless *cells* say otherwise."""
    at = text.index(printed)
    found = re.search(r"[\d.]+", printed)
    number = Span(at, at + len(printed), printed)
    if found:
        number = Span(at + found.start(), at + found.end(), found[0])
    made = Proposal(
        offset=at,
        printed=printed,
        number=number,
        sentence=Span(0, len(text), text),
        value=Decimal(value) if value else None,
        unit="CNY",
        measure="level",
        period="2025-07",
        timing="over",
        region="China",
        name="苹果",
        theme="credit",
        indicator="apples",
        candidates=(_APPLES, _PEARS),
        rules=("level", "carried-period"),
        words=(Span(0, 3, "某果园"),),
    )
    return replace(made, **cells)


def proposals() -> list[Proposal]:
    """Those of RELEASE: the last one cannot be read."""
    red, green = ((("sector", colour),) for colour in ("red", "green"))
    growth = {"measure": "growth", "unit": "percent", "base_period": "2024-07"}
    return [
        proposal("7亿元", "700000000"),
        proposal("5%", "5", **growth),
        proposal("3亿元", "300000000", members=red),
        proposal("4亿元", "400000000", members=green),
        proposal("67亿元", "6700000000", indicator="pears"),
        proposal("O8亿元", unit="unknown", indicator="unknown", fault="O8: a letter among digits"),
    ]


def decided(rows: list[dict[str, str]], *decisions: str, **cells: str) -> list[dict[str, str]]:
    """*rows* with *decisions*, the last one for all that follow, and with *cells* in the first row."""
    made = [row | {"decision": decisions[min(at, len(decisions) - 1)]} for at, row in enumerate(rows)]
    return [made[0] | cells, *made[1:]]


def reviewed(
    data: Path,
    *decisions: str,
    found: list[Proposal] | None = None,
    text: str = RELEASE,
    file: str = "r.csv",
    **cells: str,
) -> tuple[Path, Path]:
    """The file of a review with *decisions* (all accepted if none is given), and that of its text, beside *data*."""
    source = data.parent / "release.txt"
    source.write_text(text, encoding="utf-8")
    words = {f"text_{key}": said for key, said in WORDS.items()}
    known = {"text_file": source.name, "text_sha256": hashlib.sha256(text.encode()).hexdigest()} | words
    known |= {key: cells.pop(key) for key in [*cells] if key.startswith("text_")}
    rows = [*proposed_rows(text, proposals()[:5] if found is None else found)]
    rows = decided(rows, *(decisions or (ACCEPT,)), **cells)
    write_review(data, data.parent / file, known, rows, force=True)
    return data.parent / file, source


def page_of(data: Path, **more: Any) -> Path:
    """The page of a review in which nothing is decided, beside *data*."""
    return reviewed(data, "", file="r.html", **more)[0]


def add_theme(data: Path) -> None:
    """A second theme for the orchard, `patents`, with the indicator `ideas`."""
    real = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    own = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    own["statbook"]["themes"]["patents"] = ["holder"]
    table = next(each for each in real["resources"] if each["name"] == "patents")
    own["resources"].append(table)
    (data / "datapackage.json").write_text(json.dumps(own), encoding="utf-8")
    header = ",".join(field["name"] for field in table["schema"]["fields"])
    (data / "patents.csv").write_text(f"{header}\n", encoding="utf-8")
    (data / "captions" / "patents.yaml").write_text("{}\n", encoding="utf-8")
    with (data / "indicators.csv").open("a", encoding="utf-8") as file:
        file.write("ideas,patents,Ideas,主意,Invented.,虚构。,Nobody,count,ideas,,,,,,\n")
    with (data / "units.csv").open("a", encoding="utf-8") as file:
        file.write("ideas,ideas,项,ideas,项,ideas,1\n")
