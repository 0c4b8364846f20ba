"""The command `statbook export`. What it needs is imported when it runs, so that other commands start quickly."""

from pathlib import Path

import click

from statbook.project.paths import book
from statbook.project.progress import inert_text, late_progress
from statbook.project.terminal_help import TerminalCommand
from statbook.project.terminal_words import tell


@click.command(cls=TerminalCommand, epilog="Example: statbook export observations.parquet")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--history", is_flag=True, help="With the values that were replaced, too; not in SDMX-CSV.")
@click.option("--force", is_flag=True, help="Replace FILE if it is there.")
def export(file: Path, history: bool, force: bool) -> None:
    """Write all observations to FILE, in the format that its name ends with.

    \b
    .parquet   one table, numbers as exact decimals
    .xlsx      a workbook with the observations and what their codes mean
    .sqlite    a database of the same tables, numbers as exact text and as binary ones
    .sdmx.csv  SDMX-CSV 2.0, for statistical systems
    """
    from statbook.export.write_file import export_file

    with late_progress() as progress:
        progress(f"writing {file.name}")
        done = export_file(book().data, file, history=history, force=force)
    click.echo(tell(inert_text(f"{done.rows:,} observations written to {file}")))
    if done.left_out:
        click.echo(tell(f"{done.left_out:,} without a dated period are left out: SDMX has no word for it"))
