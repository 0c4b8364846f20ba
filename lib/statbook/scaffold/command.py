"""The commands `statbook new …`, which write the first files of what a book gets."""

from pathlib import Path

import click

from statbook.project.paths import book
from statbook.project.terminal_help import TerminalGroup
from statbook.project.terminal_words import tell


@click.group(cls=TerminalGroup)
def new() -> None:
    """Write the first files of something new: all of them or, if a name is taken, none."""


@new.command(epilog="Example: statbook new theme water --dimensions waters --indicator water_area")
@click.argument("name")
@click.option(
    "--dimensions", metavar="A,B", default="", help="What its numbers are broken down by, besides the region."
)
@click.option("--like", metavar="THEME", default="", help="With the dimensions of this theme.")
@click.option(
    "--indicator", metavar="CODE", default="", help="The indicator that the chapter begins with.  [default: NAME]"
)
@click.option("--period", default="", help="The period that the chapter shows at first.  [default: last year]")
@click.option("--title", default="", help="The title of the chapter.  [default: NAME]")
@click.option("--title-zh", default="", help="The title in Chinese, for its chart.")
def theme(name: str, dimensions: str, like: str, indicator: str, period: str, title: str, title_zh: str) -> None:
    """Write table, schema, captions, chapter and contents of the theme NAME; say what is left to do."""
    # Nothing more is imported if the usage is wrong.
    from statbook.scaffold.theme import NewTheme, new_theme

    if dimensions and like:
        raise click.UsageError("--dimensions or --like, not both")
    names = tuple(filter(None, (each.strip() for each in dimensions.split(","))))
    left = new_theme(book(), NewTheme(name, names, like, title, title_zh, indicator, period))
    begun = f"The theme {name} has its table, schema, captions, chapter and a line in _toc.yml. What is left to do:"
    for line in (begun, *(f"  {each}" for each in left)):
        click.echo(tell(line))


@new.command(
    epilog="Example: statbook new source release.txt --date 2026-01-31 --title 标题 --title-en Title --publisher Nobody"
)
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--date", "day", metavar="DAY", required=True, help="Day on which the text became public, as 2026-01-31.")
@click.option(
    "--date-basis",
    type=click.Choice(["printed", "dateline", "inferred"]),
    default="printed",
    show_default=True,
    help="How the day is known.",
)
@click.option("--title", default="", help="Its title as printed.  [default: the name of the file]")
@click.option("--title-en", default="", help="What it is, in English.  [default: the name of the file]")
@click.option("--publisher", default="not stated", show_default=True, help="Who published it, as printed.")
def source(text: Path, day: str, date_basis: str, title: str, title_en: str, publisher: str) -> None:
    """Name the file TEXT as a source in data/sources.csv, with its SHA-256; print its code."""
    from statbook.scaffold.source import NewSource, new_source

    click.echo(new_source(book().data, text, NewSource(day, title, title_en, publisher, date_basis)))
