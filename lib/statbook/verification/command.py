"""The command `statbook verify`. What it needs is imported when it runs, so that other commands start quickly."""

import sys
from pathlib import Path

import click

from statbook.errors import DataError, Fault
from statbook.project.command_line import FILE
from statbook.project.paths import book
from statbook.project.progress import inert_text
from statbook.project.terminal_help import TerminalCommand


@click.command(cls=TerminalCommand, epilog="Example: statbook verify draft.md --html draft-verified.html")
@click.argument("draft", type=FILE)
@click.option(
    "--lang", type=click.Choice(["zh", "en"]), default=None, help="Language of the draft.  [default: by its text]"
)
@click.option(
    "--date", "day", metavar="DAY", default="", help="Day on which it was written, as 2026-06-09: what this year is."
)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option(
    "--html",
    "page",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the draft with its findings to this page.",
)
def verify(draft: Path, lang: str | None, day: str, as_json: bool, page: Path | None) -> None:
    """Verify each number of DRAFT against the data: Markdown, Word, HTML or plain text, Chinese or English.

    Exit 1 if a number contradicts the data, is that of another period, region, base or unit, or mixes what must not be
    mixed. What the draft does not say is asked, not guessed.
    """
    from statbook.messages import speaking
    from statbook.reading import language_of, load_lexicon
    from statbook.store import Store
    from statbook.store.periods import is_day
    from statbook.verification.page import write_page
    from statbook.verification.read_draft import read_draft
    from statbook.verification.report import is_wrong, report_json, report_lines
    from statbook.verification.verify import Verifier

    if day and not is_day(day):
        raise click.UsageError(f"--date {inert_text(day)}: write the day as 2026-06-09")
    text = read_draft(draft)
    lang = lang or language_of(text.text.lstrip()).code
    with speaking(lang, book().locale):
        findings = Verifier(Store.load(book().data), load_lexicon(book().data)).verify(text, day, lang)
        if page is not None:
            try:
                write_page(page, text, findings)
            except OSError as error:
                raise DataError([Fault(str(page), str(error.strerror), "a file that can be written")]) from None
        if as_json:
            click.echo(report_json(text, findings))
        else:
            for line in report_lines(text, findings):
                click.echo(inert_text(line))
    if is_wrong(findings):
        sys.exit(1)
