"""The command `statbook read`. What it needs is imported when it runs, so that other commands start quickly."""

from pathlib import Path

import click

from statbook.project.paths import book
from statbook.project.progress import inert_text


@click.command(epilog="Example: statbook read release.txt --out review.csv --date 2026-06-09 --publisher 海关总署")
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The table for review, a CSV file."
)
@click.option(
    "--date",
    "day",
    metavar="DAY",
    default="",
    help="Day of the release, as 2026-06-09.  [default: the first that it names]",
)
@click.option("--publisher", default="", help="Who published it, as printed.")
def read(text: Path, out: Path, day: str, publisher: str) -> None:
    """Propose a row for each number of the release TEXT: plain text, a web page or a PDF.

    What the text does not say is `unknown`. Nothing is written to data/.
    """
    from statbook.reading import load_lexicon, read_text
    from statbook.reading.document import read_document
    from statbook.reading.write_proposals import write_proposals
    from statbook.store.periods import is_day

    if day and not is_day(day):
        raise click.UsageError(f"--date {day}: write the day as 2026-06-09")
    lexicon = load_lexicon(book().data)
    number = write_proposals(out, read_text(read_document(text), lexicon, date=day, publisher=publisher))
    click.echo(inert_text(f"{number:,} numbers of {text.name} proposed in {out}"))
