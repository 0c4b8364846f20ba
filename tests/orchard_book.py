"""A book of one theme with invented numbers (1, 2, 3 …), for tests that add to it, break it or kill it."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from statbook.cli import main

ROOT = Path(__file__).resolve().parents[1]
HEADER = (
    "obs,indicator,region,sector,kind,period,timing,measure,base_period,of,value,value_to,unit,bound,step,status,"
    "printed,source,offset,cell,known_from,known_to,note"
)
INDICATORS = """indicator,theme,name_en,name_zh,definition_en,definition_zh,producer,kind,unit,warning_en,warning_zh,basis,growth_basis,breaks,term_basis
apples,credit,Apples,苹果,Invented.,虚构。,Nobody,flow,CNY,,,,,,
pears,credit,Pears,梨,Invented.,虚构。,Nobody,flow,CNY,,,,,,
trees,credit,Trees,树,Invented.,虚构。,Nobody,stock,CNY,,,,,,
sweetness,credit,Sweetness,甜度,Invented.,虚构。,Nobody,rate,percent,,,,,,
"""
MEMBERS = """dimension,code,name_en,name_zh,parents,note,overlaps,parents_if,term_basis,forms,gb_code
region,China,China,中国,,,,,,,
region,North,North,北方,China,,,,,,
region,South,South,南方,China,,,,,,
sector,red,Red,红,,,,,,,
sector,green,Green,绿,,,,,,,
"""
UNITS = """unit,name_en,name_zh,symbol_en,symbol_zh,quantity,factor
CNY,yuan,元,yuan,元,money,1
USD,dollars,美元,dollars,美元,money_usd,1
percent,percent,百分比,%,%,percent,1
percentage_point,percentage points,百分点,percentage points,个百分点,percentage_point,1
basis_point,basis points,基点,basis points,个基点,percentage_point,0.01
"""
SOURCES = """source,title,title_en,publisher,date,date_basis,file,sha256,use,note
old,旧,Old,Nobody,2025-12-31,printed,old.txt,0000000000000000000000000000000000000000000000000000000000000000,read,
"""
CUTS = """- cut: colour
  theme: credit
  indicator: apples
  title: {en: by colour, zh: 按颜色}
  is: {sector: all}
  parts:
    - is: {sector: red}
    - is: {sector: green}
"""
RECIPE = """theme: credit
source: {code: orchard, title: 果园, title_en: Orchard, publisher: Nobody}
period: {column: month}
region: {is: China}
values:
  - {column: apples, indicator: apples, unit: 亿元}
  - {column: pears, indicator: pears, unit: 亿元}
  - {column: growth, indicator: apples, measure: growth, base: year_before, unit: "%"}
leave_out: {remark: Words are no numbers.}
"""
TABLE = "month,apples,pears,growth,remark\n"


def row(indicator: str, period: str, value: int, sector: str = "all", known_from: str = "2025-12-31") -> str:
    """A row of credit.csv: *value* hundred millions in a cell of the source `old`."""
    key = f"china.{period}.{indicator}" + ("" if sector == "all" else f".{sector}")
    numbers = f"{value}00000000,,CNY,exact,,actual,{value},old,,B{value + 1},{known_from},,"
    return f"{key},{indicator},China,{sector},all,{period},over,level,,,{numbers}\n"


def orchard(root: Path) -> Path:
    """The folder data/ of a new book in *root*: apples of 1 to 6, pears of 61 to 66 hundred million in early 2025."""
    data = root / "data"
    (data / "captions").mkdir(parents=True)
    (data / "recipes").mkdir()
    (root / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    descriptor = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    others = set(descriptor["statbook"]["themes"]) - {"credit"}
    descriptor["statbook"]["themes"] = {"credit": ["sector", "kind"]}
    descriptor["resources"] = [each for each in descriptor["resources"] if each["name"] not in others]
    months = [f"2025-{month:02}" for month in range(1, 7)]
    numbers = [row("apples", month, number) for number, month in enumerate(months, 1)]
    numbers += [row("pears", month, 60 + number) for number, month in enumerate(months, 1)]
    files = {
        "datapackage.json": json.dumps(descriptor),
        "credit.csv": HEADER + "\n" + "".join(numbers),
        "indicators.csv": INDICATORS,
        "members.csv": MEMBERS,
        "units.csv": UNITS,
        "sources.csv": SOURCES,
        "cuts.yaml": CUTS,
        "identities.yaml": "{identities: [], relations: [], formulas: [], orders: [], lists: [], not_nested: [], knowingly: []}\n",
        "corrections.yaml": "[]\n",
        "traps.yaml": "[]\n",
        "captions/credit.yaml": "{}\n",
        "recipes/orchard.yaml": RECIPE,
    }
    for name in ("prints", "changes", "events", "statements", "coverage"):
        fields = next(each for each in descriptor["resources"] if each["name"] == name)["schema"]["fields"]
        files[f"{name}.csv"] = ",".join(field["name"] for field in fields) + "\n"
    for name, text in files.items():
        (data / name).write_text(text, encoding="utf-8", newline="")
    return data


def bytes_of(data: Path) -> dict[str, bytes]:
    """Every file below *data* with its bytes."""
    return {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}


def add(root: Path, order: list[str]) -> None:
    """`statbook` with the arguments *order*, in the book *root*."""
    os.chdir(root)
    sys.argv = ["statbook", *order]
    main()


def add_slowly(root: Path, order: list[str]) -> None:
    """The same, while each call that changes the disk takes a little longer: the moments that matter are short."""

    def slow(real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*arguments: Any, **more: Any) -> Any:
            time.sleep(0.01)
            return real(*arguments, **more)

        return call

    for name in ("fsync", "rename", "unlink", "rmdir"):
        setattr(os, name, slow(getattr(os, name)))
    add(root, order)
