"""The commands that bring numbers into data/ and take them back.

What they import stands in them, so that other commands do not wait for it.
"""

from pathlib import Path

import click

from statbook.project.command_line import FILE, texts_option
from statbook.project.paths import book
from statbook.project.progress import inert_text, late_progress


@click.command(
    epilog="Example: statbook add credit_money_supply_monthly.csv --recipe money_supply --date 2026-08-21 --dry-run"
)
@click.argument("file", type=FILE)
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
@texts_option("find offsets in the texts that rows name as their source")
def add(
    file: Path,
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

    A table in the layout of a theme needs no recipe.
    """
    from statbook.ingest.add import AddRequest
    from statbook.ingest.add import add as add_file
    from statbook.ingest.recipe_draft import write_draft
    from statbook.ingest.report import report

    if new_recipe:
        with late_progress() as progress:
            progress(f"drafting a recipe for {file.name}")
            path, drafted = write_draft(book().data, file, sheet)
        click.echo("\n".join(map(inert_text, drafted.splitlines())))
        click.echo(
            f"Drafted {path}. Fill in what says FILL_IN, then: statbook add {file} --recipe {path.stem}", err=True
        )
        return
    if sheet:
        raise click.UsageError("--sheet goes with --new-recipe; a recipe names its sheet itself")
    if (because != "revision") != bool(reason.strip()):
        raise click.UsageError("--because correction and --because misreading want a --reason, a revision none")
    if text and recipe:
        raise click.UsageError(
            "--text goes with the layout of a theme; a recipe reads a table, which is its own source"
        )
    request = AddRequest(recipe or "", day, because, reason.strip(), waiver=knowingly.strip(), text=text, texts=texts)
    with late_progress() as progress:
        result = add_file(book().data, file, request, dry=dry, progress=progress)
    for line in report(result, dry=dry):
        click.echo(inert_text(line))


@click.command(epilog="Example: statbook undo --dry-run")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be taken back; change nothing.")
def undo(dry: bool) -> None:
    """Take back the last addition whole: data/ becomes what it was before.

    Nothing is taken back if a file that it changed has changed since.
    """
    from statbook.ingest.undo import undo_addition

    undone = undo_addition(book().data, dry=dry)
    files = ", ".join(f"data/{name}" for name in undone.files)
    click.echo(inert_text(f"{'Would take back' if dry else 'Took back'} {undone.source}: {files}"))
