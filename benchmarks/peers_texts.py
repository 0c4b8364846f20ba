"""`make bench TEXTS=FOLDER PEERS=1`: this book's reader beside peers, on the same labelled Chinese texts.

Each peer is installed by itself into a temporary folder, with the Python that runs this. One that cannot be installed
or run is left out, and the table says so. cn2an finds no numbers: it is given those of the labels. A size is right
whatever its sign; no peer knows a fall. Times are CPU seconds of the reading alone, the best of several runs.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import click
from measure import table
from text_scores import Label, read_labels

from statbook.project.paths import book
from statbook.reading import load_lexicon, read_text

RUNS = 3
NUMBER = re.compile(r"[\d.,零〇一二两三四五六七八九十百千万亿]+")
AROUND = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
{body}
texts, runs = json.load(sys.stdin)
best = None
for _ in range(runs):
    start = time.process_time()
    found = [list(read(*text)) for text in texts]
    spent = time.process_time() - start
    best = spent if best is None else min(best, spent)
print()
print(json.dumps([found, best]))
"""
"""What runs in a peer's Python: `read` gets a text with the places and words of its numbers, and gives places and values.
Other words that a peer prints stand in lines before the last."""


@dataclass(frozen=True)
class Peer:
    """A package with its pinned requirements, and Python that defines `read` with it."""

    name: str
    requirements: tuple[str, ...]
    body: str


PEERS = (
    Peer(
        "JioNLP 1.5.31",
        ("jionlp==1.5.31",),
        """
import jionlp
def read(text, numbers):
    for each in jionlp.ner.extract_money(text, with_parsing=True):
        yield each["offset"][0], each["offset"][1], str(each["detail"]["num"])
""",
    ),
    Peer(
        "cn2an 0.5.24, numbers given",
        ("cn2an==0.5.24",),
        """
import cn2an
def read(text, numbers):
    for start, number in numbers:
        try:
            yield start, start + len(number), str(cn2an.cn2an(number, "smart"))
        except ValueError:
            pass
""",
    ),
    Peer(
        "Recognizers-Text 1.0.2a2",
        ("recognizers-text-suite==1.0.2a2", "emoji==1.7.0"),  # it imports a name that emoji 2 has no more
        """
from recognizers_text import Culture
from recognizers_number import recognize_number, recognize_percentage
from recognizers_number_with_unit import recognize_currency
def read(text, numbers):
    for recognize in (recognize_currency, recognize_percentage, recognize_number):
        for each in recognize(text, Culture.Chinese):
            yield each.start, each.end + 1, str((each.resolution or {}).get("value"))
""",
    ),
)

Found = tuple[int, int, str]
"""Where a number starts and ends, and its value in digits."""


@dataclass(frozen=True)
class Count:
    """Labelled figures read with the right size, those with the right sign too, and numbers that no label has."""

    sizes: int
    values: int
    others: int


def count(labels: Sequence[Label], found: Iterable[Found]) -> Count:
    """Compare what was *found* in a text with its *labels*; of several readings of one figure the best counts."""
    sizes: set[int] = set()
    values: set[int] = set()
    others: list[tuple[int, int]] = []
    for start, end, digits in found:
        held = next((x for x in labels if start < x.start + len(x.printed) and x.start < end), None)
        if held is None:
            if not any(start < until and begin < end for begin, until in others):
                others.append((start, end))
        elif (value := _value(digits)) is not None and abs(value) == abs(held.value):
            sizes.add(held.start)
            values |= {held.start} if value == held.value else set()
    return Count(len(sizes), len(values), len(others))


def _value(digits: str) -> Decimal | None:
    try:
        return Decimal(digits.removesuffix("%"))
    except InvalidOperation:
        return None


def run_peer(
    peer: Peer, python: Path, texts: Sequence[str], labels: Sequence[Sequence[Label]]
) -> tuple[list[list[Found]], float]:
    """What *peer* finds in each text, and the seconds that it takes; raises ClickException with the last words it says."""
    numbers = [[(label.start, _number(label.printed)) for label in each] for each in labels]
    order = json.dumps([list(zip(texts, numbers, strict=True)), RUNS])
    command = [python, "-c", AROUND.format(body=peer.body)]
    done = subprocess.run(command, input=order, capture_output=True, text=True, check=False)
    if done.returncode:
        raise click.ClickException(_last_line(done.stderr))
    found, seconds = json.loads(_last_line(done.stdout))
    return [[(start, end, digits) for start, end, digits in each] for each in found], seconds


def _number(printed: str) -> str:
    found = NUMBER.search(printed)
    return found[0] if found else printed


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it said nothing"])[-1]


def install(peer: Peer, folder: Path) -> Path:
    """The Python of a new environment in *folder* with *peer*; raises ClickException if it cannot be installed."""
    python = folder / "bin" / "python"
    for command in ([sys.executable, "-m", "venv", folder], [python, "-m", "pip", "install", "-q", *peer.requirements]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise click.ClickException(f"it cannot be installed: {_last_line(done.stderr)}")
    return python


def read_ours(texts: Sequence[str]) -> tuple[list[list[Found]], float]:
    """What this book's reader finds in each text, and the seconds that it takes."""
    lexicon = load_lexicon(book().data)
    best = 0.0
    for _ in range(RUNS):
        start = time.process_time()
        proposals = [list(read_text(text, lexicon, date="")) for text in texts]
        spent = time.process_time() - start
        best = min(best or spent, spent)
    return [[(each.number.start, each.number.end, str(each.value)) for each in one] for one in proposals], best


def report(
    name: str, labels: Sequence[Sequence[Label]], found: Sequence[Sequence[Found]], spent: float, size: int
) -> tuple[str, ...]:
    """The row of the table for a reader that took *spent* seconds for *size* bytes."""
    counts = [count(*pair) for pair in zip(labels, found, strict=True)]
    totals = (sum(x.sizes for x in counts), sum(x.values for x in counts), sum(x.others for x in counts))
    return (name, *(f"{total:,}" for total in totals), f"{spent * 1e6 / size:.2f} ms")


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def main(folder: Path) -> None:
    """Count what this book's reader and its peers find in the labelled texts in FOLDER."""
    if not (folder / "figures.csv").is_file():
        click.echo("There are no labelled texts here: name a folder that holds *.txt and figures.csv.")
        return
    labelled = read_labels(folder)
    texts = {name: (folder / name).read_bytes().decode("utf-8-sig") for name in sorted(labelled)}
    labels = [labelled[name] for name in texts]
    size = sum(len(text.encode()) for text in texts.values())
    rows = [report("This book", labels, *read_ours([*texts.values()]), size)]
    for peer in PEERS:
        with tempfile.TemporaryDirectory() as place:
            try:
                python = install(peer, Path(place))
                rows.append(report(peer.name, labels, *run_peer(peer, python, [*texts.values()], labels), size))
            except click.ClickException as fault:
                rows.append((peer.name, "-", "-", "-", fault.message))
    click.echo(f"{sum(map(len, labels)):,} labelled figures in {size / 1000:.0f} kB:")
    click.echo(table(("Reader", "Right size", "Right sign, too", "Others found", "A kB"), rows))


if __name__ == "__main__":
    main()
