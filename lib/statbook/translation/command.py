"""The command that brings catalogues up to date."""

import click

from statbook.project.paths import book
from statbook.project.terminal_help import TerminalCommand
from statbook.project.terminal_words import tell


@click.command(cls=TerminalCommand, epilog="Example: statbook translate zh")
@click.argument("languages", nargs=-1)
def translate(languages: tuple[str, ...]) -> None:
    """Bring the catalogues of LANGUAGES (without names of all there are) up to date with the book.

    They are locale/LANGUAGE/LC_MESSAGES/CHAPTER.po, statbook.po for the words of the library and data.po for those of
    data, for any editor of gettext catalogues. What changed in the original is marked fuzzy; what is gone stays as a
    comment.
    """
    from statbook.translation.catalogue import refresh

    for language in languages or book().languages[1:]:
        for chapter, counts in refresh(book(), language).items():
            found = f"{counts.new} new, {counts.changed} changed, {counts.untranslated} without translation"
            click.echo(tell(f"{language} {chapter}: {found}, {counts.obsolete} obsolete"))
