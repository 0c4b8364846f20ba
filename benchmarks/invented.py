"""An invented data set for many runs: the numbers of one printed region and period, for regions and months that do not exist.

The regions are called Invented 01, Invented 02 …, the months are those of 2001, and amounts are those of the printed one
times the number of the region, so that sums and shares still hold. Nothing of it is real.
"""

from __future__ import annotations

import csv
import re
import shutil
from decimal import Decimal
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
YEAR = 2001
TEMPLATES = {"trade": ("Gansu", "2023"), "credit": ("China", "2025-01")}
"""By theme, the region and the period whose numbers are repeated."""
SOURCE = "invented"


def invented_book(root: Path, regions: int, months: int, source: Path = ROOT) -> Path:
    """A copy of the book in *source* with the invented numbers, in the new folder *root*; gives *root*."""
    for name in ("data", "chapters"):
        shutil.copytree(source / name, root / name)
    for name in ("_config.yml", "_toc.yml", "index.ipynb"):
        shutil.copy(source / name, root / name)
    add_invented(root / "data", regions, months)
    return root


def add_invented(data: Path, regions: int, months: int) -> None:
    """Add the numbers of *regions* and *months* to the tables of *data*."""
    codes = [f"Invented{number:02}" for number in range(1, regions + 1)]
    members = ({"dimension": "region", "code": code, "name_en": f"Invented {code[-2:]}"} for code in codes)
    _append(
        data / "members.csv", [each | {"name_zh": f"虚构{each['code'][-2:]}", "parents": "China"} for each in members]
    )
    article = {"source": SOURCE, "title": "虚构", "title_en": "Invented", "publisher": "nobody", "date": "2026-03-25"}
    about = {"date_basis": "inferred", "file": "invented.txt", "sha256": "0" * 64, "use": "read", "note": "Invented."}
    _append(data / "sources.csv", [article | about])
    for theme, (region, period) in TEMPLATES.items():
        with (data / f"{theme}.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if (row["region"], row["period"]) == (region, period)]
        times = [(number, month) for number in range(1, regions + 1) for month in range(1, months + 1)]
        _append(data / f"{theme}.csv", [_row(row, codes[n - 1], n, month) for n, month in times for row in rows])


def _row(row: dict[str, str], code: str, times: int, month: int) -> dict[str, str]:
    """The numbers of *row* for the region *code* in a *month*; amounts are multiplied."""
    period = f"{YEAR}-{month:02}"
    tail = row["obs"].split(".", 2)[2]
    made = row | {"region": code, "period": period, "obs": f"{code.lower()}.{period}.{tail}", "source": SOURCE}
    made |= {"note": "Invented.", "known_from": "2026-03-25", "step": ""}
    made |= {"base_period": f"{YEAR - 1}-{month:02}"} if row["base_period"] else {}
    number = re.search(r"\d+(?:\.\d+)?", row["printed"])
    if row["unit"] == "CNY" and row["measure"] in ("level", "difference") and number:
        more = str(Decimal(number[0]) * times)
        made |= {"printed": row["printed"].replace(number[0], more), "value": str(Decimal(row["value"]) * times)}
    return made


def _append(path: Path, rows: list[dict[str, str]]) -> None:
    """Add *rows* to the table *path*; columns that they do not name stay empty."""
    with path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, restval="", extrasaction="ignore", lineterminator="\n")
        writer.writerows(rows)
