"""The commands that make documents to take along."""

from pathlib import Path

import click

from statbook.project.paths import book


@click.command(epilog="Example: statbook docx trade")
@click.argument("chapters", nargs=-1)
@click.option("--out", "folder", type=click.Path(path_type=Path), default=Path(), help="Folder for the files (here).")
def docx(chapters: tuple[str, ...], folder: Path) -> None:
    """Write CHAPTERS (all without names) as DOCX, for people who must edit. Prints their paths.

    Charts are pictures with their descriptions; each number links to a note that says how it is printed or computed.
    """
    from statbook.documents.office import write_docx

    for path in write_docx(book(), chapters, folder):
        click.echo(path)


@click.command(epilog="Example: statbook epub book.epub")
@click.argument("file", type=click.Path(path_type=Path), default=Path("book.epub"))
def epub(file: Path) -> None:
    """Write the book to FILE as EPUB 3 (book.epub without a name), for reading devices. Prints its path."""
    from statbook.documents.office import write_epub

    click.echo(write_epub(book(), file))
