"""The commands that read numbers in a text, bring numbers into data/ and take them back.

What they import stands in them, so that other commands do not wait for it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from statbook.project.command_line import FILE, texts_option
from statbook.project.paths import book
from statbook.project.progress import inert_text, late_progress
from statbook.project.terminal_help import TerminalCommand
from statbook.project.terminal_words import tell

if TYPE_CHECKING:
    from statbook.ingest.add import AddRequest


@click.command(
    cls=TerminalCommand,
    epilog="Example: statbook read release.txt --out review.html --date 2026-01-31 --publisher 某局 --title 标题",
)
@click.argument("text", type=FILE)
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    required=True,
    help="The review: FILE.csv, FILE.xlsx, or FILE.html, a page for the browser.",
)
@click.option(
    "--date",
    "day",
    metavar="DAY",
    default="",
    help="Day on which the text became public, as 2026-01-31; without it the text is read as of the first day that it names.",
)
@click.option("--publisher", default="", help="Who published it, as printed.")
@click.option("--title", default="", help="Its title, as printed.")
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default=None, help="Language of a page.  [default: that of TEXT]"
)
@click.option("--force", is_flag=True, help="Replace the review if it is there, with all that was decided in it.")
def read(text: Path, out: Path, day: str, publisher: str, title: str, lang: str | None, force: bool) -> None:
    """Propose a row of data/ for each number that TEXT prints, for a person to review.

    TEXT is plain text (UTF-8 or GB18030), HTML or PDF. What the text does not say is `unknown`; nothing is guessed.
    A review with day, publisher and title is added with `statbook add --reviewed`.
    """
    from statbook.review.begin_review import begin_review

    with late_progress() as progress:
        progress(f"reading {text.name}")
        words = {"date": day, "publisher": publisher, "title": title}
        begun = begin_review(book().data, text, out, words, force=force, lang=lang or "", locale=book().locale)
    for line in begun:
        click.echo(tell(inert_text(line)))


@click.command(
    cls=TerminalCommand,
    epilog="Example: statbook add credit_money_supply_monthly.csv --recipe money_supply --date 2026-08-21 --dry-run",
)
@click.argument("file", type=FILE, required=False)
@click.option("--reviewed", type=FILE, help="Instead of FILE: a review of --text; its accepted rows are added.")
@click.option("--recipe", metavar="NAME", help="How the table is read: data/recipes/NAME.yaml.")
@click.option("--date", "day", metavar="DAY", default="", help="Day on which the file became public, as 2026-01-31.")
@click.option("--dry-run", "dry", is_flag=True, help="Report what would be added; change nothing.")
@click.option(
    "--because",
    type=click.Choice(["revision", "correction", "misreading"]),
    default="revision",
    show_default=True,
    help="Why numbers differ from before: the source revised them, the source had erred, or we had misread it.",
)
@click.option("--reason", default="", help="The reason of a correction or a misreading, for data/changes.csv.")
@click.option(
    "--new-recipe", is_flag=True, help="Draft a recipe from FILE into data/recipes/ and print it; add nothing."
)
@click.option("--sheet", metavar="NAME", default="", help="With --new-recipe: the sheet that is meant.")
@click.option(
    "--knowingly", metavar="REASON", default="", help="Accept numbers that look wrong but are right, for this reason."
)
@click.option("--text", type=FILE, help="The text that prints the numbers: their source, in which offsets are found.")
@texts_option(
    "Folder of the source texts, to find offsets in the texts that rows name as their source (or STATBOOK_TEXTS)."
)
def add(
    file: Path | None,
    reviewed: Path | None,
    recipe: str,
    day: str,
    dry: bool,
    because: str,
    reason: str,
    new_recipe: bool,
    sheet: str,
    knowingly: str,
    text: Path | None,
    texts: Path | None,
) -> None:
    """Put the numbers of FILE into data/: all of them, or none if one has a fault.

    A table in the layout of a theme needs no recipe. A review that `statbook read` began is added with --reviewed.
    """
    from statbook.ingest.add import AddRequest
    from statbook.ingest.add import add as add_file
    from statbook.ingest.recipe_draft import write_draft
    from statbook.ingest.report import report

    if (because != "revision") != bool(reason.strip()):
        raise click.UsageError("--because correction and --because misreading want a --reason, a revision none")
    request = AddRequest(recipe or "", day, because, reason.strip(), waiver=knowingly.strip(), text=text, texts=texts)
    if reviewed:
        if file or recipe or day or new_recipe or sheet or not text:
            raise click.UsageError("--reviewed takes the place of FILE, and needs --text; the review has the rest")
        _add_reviewed(reviewed, request, dry=dry)
        return
    if not file:
        raise click.UsageError("name a FILE, or a review with --reviewed")
    if new_recipe:
        with late_progress() as progress:
            progress(f"drafting a recipe for {file.name}")
            path, drafted = write_draft(book().data, file, sheet)
        click.echo("\n".join(map(inert_text, drafted.splitlines())))
        drafted = f"Drafted {path}. Fill in what says FILL_IN, then: statbook add {file} --recipe {path.stem}"
        click.echo(tell(drafted), err=True)
        return
    if sheet:
        raise click.UsageError("--sheet goes with --new-recipe; a recipe names its sheet itself")
    if text and recipe:
        raise click.UsageError(
            "--text goes with the layout of a theme; a recipe reads a table, which is its own source"
        )
    with late_progress() as progress:
        result = add_file(book().data, file, request, dry=dry, progress=progress)
    for line in report(result, dry=dry):
        click.echo(tell(inert_text(line)))


def _add_reviewed(file: Path, request: AddRequest, *, dry: bool) -> None:
    from statbook.ingest.report import report
    from statbook.review.add_reviewed import add_reviewed

    with late_progress() as progress:
        done = add_reviewed(book().data, file, request, dry=dry, progress=progress)
    for line in (*report(done.added, dry=dry), f"{done.rejected:,} rejected", *done.agreement):
        click.echo(tell(inert_text(line)))


@click.command(cls=TerminalCommand, epilog="Example: statbook undo --dry-run")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be taken back; change nothing.")
def undo(dry: bool) -> None:
    """Take back the last addition whole: data/ becomes what it was before.

    Nothing is taken back if a file that it changed has changed since.
    """
    from statbook.ingest.undo import undo_addition

    undone = undo_addition(book().data, dry=dry)
    files = ", ".join(f"data/{name}" for name in undone.files)
    told = f"Would take back {undone.source}: {files}" if dry else f"Took back {undone.source}: {files}"
    click.echo(tell(inert_text(told)))
