"""How well and how fast releases are read: `make bench TEXTS=FOLDER`.

FOLDER holds texts (*.txt), figures.csv with the labels, and may hold bases.csv (text_file, char_start, base).
The texts of the book itself are scored against data/ with SOURCES=FOLDER; ERRORS=1 lists what was read wrong.
"""

from __future__ import annotations

import csv
import re
import sys
import time
from collections import Counter
from decimal import Decimal
from pathlib import Path

import click
from text_scores import RESPECTS, Label, Score, add_scores, read_labels

from statbook.project.paths import book
from statbook.reading import Lexicon, load_lexicon, read_text
from statbook.store.package import Package, read_table


def score_texts(folder: Path, lexicon: Lexicon) -> Score:
    """The score of all texts of *folder*."""
    score = Score()
    labels = read_labels(folder)
    for path in sorted(folder.glob("*.txt")):
        text = path.read_bytes().decode("utf-8-sig")
        add_scores(score, path.name, labels.get(path.name, []), read_text(text, lexicon, date=""), lexicon)
    return score


def score_sources(folder: Path, lexicon: Lexicon) -> Score:
    """The score of the book's own sources against data/. An article's numbers are read with the day of its source."""
    score = Score()
    package = Package(book().data)
    sources = read_table(package, "sources").set_index("source").to_dict("index")
    rows = {row["obs"]: row for theme in package.themes for row in read_table(package, theme).to_dict("records")}
    places = [(row, row) for row in rows.values()]
    places += [(again, rows[again["obs"]]) for again in read_table(package, "prints").to_dict("records")]
    texts: dict[str, dict[int, Label]] = {}
    days: dict[str, str] = {}
    for place, row in places:
        if place["offset"]:
            base = row["base_period"] if row["measure"] in ("growth", "difference") else None
            measures = frozenset({row["measure"]})
            label = Label(
                int(place["offset"]),
                place["printed"],
                Decimal(row["value"]),
                row["unit"],
                measures,
                row["period"],
                base,
            )
            source = sources[place["source"]]
            texts.setdefault(source["file"], {})[label.start] = label
            days[source["file"]] = max(days.get(source["file"], ""), source["date"])
    for name, labels in texts.items():
        text = (folder / name).read_bytes().decode("utf-8-sig")
        add_scores(score, name, [*labels.values()], read_text(text, lexicon, date=days[name]), lexicon)
    return score


def show(score: Score) -> None:
    click.echo(f"  figures: {score.labels:,} labelled, {score.proposals:,} proposed, {score.both:,} of both")
    click.echo(f"  precision {score.precision:.3f}  recall {score.recall:.3f}  F1 {score.f1:.3f}")
    for respect in RESPECTS:
        if score.asked[respect]:
            share = score.right[respect] / score.asked[respect]
            click.echo(f"  {respect:<22}{share:.3f}  ({score.right[respect]} of {score.asked[respect]})")
    kinds = Counter(kind for kind, *_ in score.errors)
    click.echo(f"  errors: {', '.join(f'{kind} {number}' for kind, number in kinds.most_common()) or 'none'}")


def show_speed(folder: Path, lexicon: Lexicon) -> None:
    """Megabytes a CPU second: of the texts over and over, and of their sentences without a digit.

    Nothing is read behind the last number of a text, so one is put behind all, too.
    """
    text = "\n".join(path.read_bytes().decode("utf-8-sig") for path in sorted(folder.glob("*.txt")))
    parts = re.split(r"(?<=。)|(?<=\. )|(?<=\n)", text)
    empty = "".join(part for part in parts if not any(map(str.isdigit, part)))
    samples = (
        ("as dense as the texts", text, ""),
        ("without figures", empty, ""),
        ("with one at the end", empty, "5%"),
    )
    for words, sample, end in samples:
        for size in (250_000, 2_500_000) if sample else ():
            many = sample * (size // len(sample.encode()) + 1) + end
            start = time.process_time()
            count = sum(1 for _ in read_text(many, lexicon, date="2026-01-01"))
            spent = time.process_time() - start
            megabytes = len(many.encode()) / 1e6
            click.echo(f"  {megabytes:.2f} MB {words}: {megabytes / spent:.2f} MB a second, {count:,} numbers")


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--sources", type=click.Path(path_type=Path), help="The folder of the book's own source texts.")
@click.option("--errors", is_flag=True, help="List what was read wrong.")
@click.option("--speed", is_flag=True, help="Measure the speed, too.")
def main(folder: Path | None, sources: Path | None, errors: bool, speed: bool) -> None:
    """Score the reading of the labelled texts in FOLDER."""
    lexicon = load_lexicon(book().data)
    scores = {}
    if folder and (folder / "figures.csv").is_file():
        scores["labelled texts"] = score_texts(folder, lexicon)
    if sources and any(sources.glob("*.txt")):
        scores["sources of the book"] = score_sources(sources, lexicon)
    if not scores:
        click.echo("There are no labelled texts here: name a folder that holds *.txt and figures.csv.")
        return
    for words, score in scores.items():
        click.echo(f"{words}:")
        show(score)
        if errors:
            csv.writer(sys.stdout, lineterminator="\n").writerows(sorted(score.errors))
    if speed and folder:
        click.echo("speed:")
        show_speed(folder, lexicon)


if __name__ == "__main__":
    main()
