"""`make bench ROWS=1`: large tables. How long `add` and `check` take, beside the first edition and beside peers, and
what everything after costs with a large table and without.

The table is invented: months, regions, products, partners, modes and owners, read by a recipe. Each time is that of one
run, start of Python included; ratios are of times measured one after another. `--sizes 100000,1000000` names sizes; of
more than a million numbers, and with `--alone`, builds and the first edition are left out. `--write` puts what was measured into
docs/large-tables.md, where the other sizes stay as they were measured before.

The module is long because it holds the table, its recipe, the peers and the page.
"""

from __future__ import annotations

import csv
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import date
from itertools import islice, product
from pathlib import Path

import click
import yaml
from beside import FIRST_EDITION, ROOT, Bench, first_edition, from_nothing, present
from measure import GANSU, table

WRITTEN = ROOT / "docs" / "large-tables.md"
HEAD = """# Large tables, measured

Written by `make bench ROWS=1 WRITE=1`, a size at a time (`SIZES=100000`). Seconds are those of the processor, all
processes together, of one run each, so that other work on the machine counts little; memory is that of the largest
process. *Beside* is the same without the large table, the first edition (commit {commit}), or the clock.
With `ALONE=1`, and above a million numbers, builds and the first edition are left out.

"""
PART = """## {size:,} numbers

Measured on {day}, {cores} cores, Python {python}{load}.

"""
_LARGEST_BUILT = 1_000_000
"""Of a larger table only `add` and `check` are measured."""
DAY = "2026-12-01"
RECIPE = """theme: trade
source: {code: table-invented, title: Invented, title_en: Invented, publisher: Nobody}
period: {column: month, is: month}
values: [{column: value, indicator: invented, unit: 亿元}]
defines:
  indicators:
    - {indicator: invented, theme: trade, name_en: Invented, name_zh: 虚构, definition_en: Invented., definition_zh: 虚构。,
       producer: Nobody, kind: flow, unit: CNY}
"""
DIMENSIONS = ("region", "product", "partner", "mode", "owner")
PANDERA = """
import sys, pandas, pandera.pandas as pa
text = pa.Column(str, nullable=False)
columns = {name: text for name in ("region", "product", "partner", "mode", "owner")}
columns |= {"month": pa.Column(str, pa.Check.str_matches("^[0-9]{4}-[0-9]{2}$"))}
columns |= {"value": pa.Column(str, pa.Check.str_matches("^[0-9]+[.][0-9]$"))}
pa.DataFrameSchema(columns, strict=True, unique=["month", *list(columns)[:5]]).validate(pandas.read_csv(sys.argv[1], dtype=str))
"""
READ = "import duckdb, sys; print(duckdb.sql(f\"SELECT count(*) FROM read_csv('{sys.argv[1]}', all_varchar=true)\"))"
PEERS = {
    "frictionless validate": ["-m", "frictionless", "validate"],
    "pandera alone": ["-c", PANDERA],
    "DuckDB, reading alone": ["-c", READ],
}
"""What follows the name of a Python that has them."""


def write_recipe(data: Path, codes: dict[str, dict[str, str]]) -> None:
    """The recipe `invented`: *codes* gives for each dimension the names in the table and their codes."""
    where = {"region": {"column": "region", "codes": codes["region"]}}
    where["dimensions"] = {name: {"column": name, "codes": codes[name]} for name in DIMENSIONS[1:]}
    text = RECIPE + yaml.safe_dump(where, allow_unicode=True, sort_keys=False)
    (data / "recipes" / "invented.yaml").write_text(text, encoding="utf-8")


def read_codes(data: Path) -> dict[str, dict[str, str]]:
    """Dimension to the names and codes of its members that lie in no other."""
    with (data / "members.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        name: {
            row["name_zh"]: row["code"]
            for row in rows
            if row["dimension"] == name and (name == "region" or not row["parents"])
        }
        for name in DIMENSIONS
    }


def write_table(path: Path, codes: dict[str, dict[str, str]], rows: int, first: int = 0) -> None:
    """*rows* rows from the *first* on: numbers that grow by 0.2 percent a month."""
    months = [f"{year}-{month:02}" for year in range(1900, 2026) for month in range(1, 13)]
    series = product(*(enumerate(codes[name]) for name in DIMENSIONS))
    cells = ((at, one, number, month) for at, one in enumerate(series) for number, month in enumerate(months))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(["month", *DIMENSIONS, "value"])
        for at, one, number, month in islice(cells, first, first + rows):
            size = 1000 + 37 * at
            wave = 1 + (sum(place for place, _ in one) + 3 * number) % 11 / 100
            writer.writerow([month, *(name for _, name in one), f"{size * 1.002**number * wave:.1f}"])


def seconds(bench: Bench, *arguments: str | Path) -> tuple[float, float]:
    """Seconds of the processor and peak megabytes of a command of the book of *bench*; raises ClickException if it fails."""
    order = [bench.python, "-c", "from statbook.cli import main; main()", *arguments]
    return timed(order, bench.book.root)


def timed(order: list[str | Path], folder: Path) -> tuple[float, float]:
    """Seconds of the processor and peak megabytes of a command; raises ClickException, with what it said, if it fails."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen([*map(str, order)], cwd=folder, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            said.seek(0)
            raise click.ClickException(f"{' '.join(map(str, order))} failed:\n{said.read().decode()[-2000:]}")
    # Kilobytes on Linux, bytes on macOS.
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / (1_000 if sys.platform != "darwin" else 1_000_000)


def measure(ours: Bench, order: list[str | Path]) -> tuple[float, float]:
    """Seconds and megabytes of an order that leaves data/ as it is; an empty word at its end: nothing is there yet."""
    if order is GANSU:
        shutil.rmtree(ours.book.cache / "chapters", ignore_errors=True)
    elif order[-1] == "":
        from_nothing(ours.book)
    return seconds(ours, *filter(None, order), *(["--dry-run"] if order[0] == "add" else []))


def enlarged(folder: Path, size: int, old: Bench | None, peers: Path, *, alone: bool) -> list[tuple[str, ...]]:
    """Rows of the report for a table of *size* numbers; *peers* is a Python that has the peers. *alone*: builds nothing."""
    ours = present(folder / "present")
    codes = read_codes((old or ours).book.data)
    file, little = folder / "invented.csv", folder / "twelve.csv"
    write_table(file, codes, size)
    write_table(little, codes, 12, size)
    write_recipe(ours.book.data, codes)
    after: dict[str, list[str | Path]] = {}
    if size <= _LARGEST_BUILT and not alone:
        after = {
            "the build, nothing changed": ["build"],
            "add 12 numbers": ["add", little, "--recipe", "invented", "--date", DAY],
            "trace a number": ["trace", "1.18万亿"],
            "a chapter for another region": GANSU,
            "the build, from nothing": ["build", ""],
        }
        seconds(ours, "build")  # cuts the fonts, and compiles what Python imports
    without = {what: measure(ours, order)[0] for what, order in after.items()}
    rows = added(ours, file, size, old)
    if after:
        seconds(ours, "build")
    for what, order in after.items():
        taken, memory = measure(ours, order)
        before = f"{without[what]:.2f} s without"
        rows.append((f"{what}, then", f"{taken:.2f} s", f"{memory:,.0f} MB", before, f"{taken / without[what]:.2f}"))
        click.echo(" ".join(rows[-1]), err=True)
    for name, order in PEERS.items() if size <= _LARGEST_BUILT else ():
        try:
            taken, memory = timed([peers, *order, file.name], folder)
            rows.append((name, f"{taken:.1f} s", f"{memory:,.0f} MB", "", ""))
        except click.ClickException as error:
            click.echo(f"{name}: not measured: {error.message.splitlines()[-1]}", err=True)
    return rows


def added(ours: Bench, file: Path, size: int, old: Bench | None) -> list[tuple[str, ...]]:
    """Rows for `add` of the table *file* and for `check` with it."""
    rows = []
    for what, order in (
        ("add", ["add", file, "--recipe", "invented", "--date", DAY]),
        ("check", ["check"]),
    ):
        start = time.monotonic()
        taken, memory = seconds(ours, *order)
        by_clock = f"{time.monotonic() - start:.1f} s by the clock"
        cells = [f"{what} {size:,} numbers", f"{taken:.1f} s", f"{memory:,.0f} MB"]
        if old is not None:
            write_recipe(old.book.data, read_codes(old.book.data))
            theirs, _ = seconds(old, *order)
            cells += [f"{theirs:.1f} s", f"1/{theirs / taken:.1f}"]
        rows.append((*cells, *[by_clock, ""][: 5 - len(cells)]))
        click.echo(" ".join(rows[-1]), err=True)
    return rows


def write_part(size: int, report: str) -> None:
    """Put the *report* on tables of *size* numbers into the page, in the place of an earlier one."""
    pages = WRITTEN.read_text(encoding="utf-8").split("## ")[1:] if WRITTEN.is_file() else []
    parts = {int(part.split(" ")[0].replace(",", "")): f"## {part.rstrip()}\n" for part in pages} | {size: report}
    text = HEAD.format(commit=FIRST_EDITION) + "\n".join(parts[each] for each in sorted(parts))
    WRITTEN.write_text(text, encoding="utf-8")


@click.command()
@click.option("--sizes", default="100000", show_default=True, help="Numbers of the tables, separated by commas.")
@click.option("--write", is_flag=True, help="Write docs/large-tables.md.")
@click.option(
    "--old", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A folder with the first edition."
)
@click.option("--peers", default=sys.executable, type=Path, help="A Python with frictionless, pandera and DuckDB.")
@click.option("--alone", is_flag=True, help="Measure `add`, `check` and peers alone.")
def main(sizes: str, old: Path | None, peers: Path, *, write: bool, alone: bool) -> None:
    """Measure large tables."""
    for number, size in enumerate(map(int, sizes.split(","))):
        with tempfile.TemporaryDirectory() as folder:
            # The first edition takes minutes for the first size, and hours for others.
            edition = first_edition(Path(folder) / "first", old) if not (number or alone) else None
            if edition is None and not (number or alone):
                click.echo(f"the first edition ({FIRST_EDITION}) is not to be had: no ratios to it", err=True)
            rows = enlarged(Path(folder), size, edition, peers, alone=alone)
        load = f"; the load of the machine was {os.getloadavg()[1]:.0f}" if hasattr(os, "getloadavg") else ""
        facts = {"day": date.today().isoformat(), "cores": os.cpu_count(), "python": platform.python_version()}
        found = table(("What", "This book", "Peak memory", "Beside", "Ratio"), rows)
        report = PART.format(size=size, load=load, **facts) + found + "\n"
        click.echo(report)
        if write:
            write_part(size, report)


if __name__ == "__main__":
    main()
