"""The commands that make documents to take along."""

from pathlib import Path

import click

from statbook.project.command_line import language_option
from statbook.project.paths import ORIGINAL, book
from statbook.project.terminal_help import TerminalCommand

_language = language_option("In a language of locale/ instead of English.")


@click.command(cls=TerminalCommand, epilog="Example: statbook docx trade")
@click.argument("chapters", nargs=-1)
@click.option("--out", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder for the files (here).")
@_language
def docx(chapters: tuple[str, ...], folder: Path, lang: str) -> None:
    """Write CHAPTERS (all without names) as DOCX, for people who must edit. Prints their paths.

    Charts are pictures with their descriptions; each number links to a note that says how it is printed or computed.
    """
    from statbook.documents.office import write_docx

    for path in write_docx(book(), chapters, folder, lang or ORIGINAL):
        click.echo(path)


@click.command(cls=TerminalCommand, epilog="Example: statbook epub book.epub")
@click.argument("file", type=click.Path(path_type=Path), default=Path("book.epub"))
@_language
def epub(file: Path, lang: str) -> None:
    """Write the book to FILE as EPUB 3 (book.epub without a name), for reading devices. Prints its path."""
    from statbook.documents.office import write_epub

    click.echo(write_epub(book(), file, lang or ORIGINAL))
