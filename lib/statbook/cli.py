"""The commands. Exit 0: good. 1: something in the book or the data is wrong. 2: wrong usage. 75: another build is at work.

The module is long because it has the help of every command.
"""

import gc
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from statbook.documents.command import docx, epub
from statbook.editions.command import build_runs, runs_options
from statbook.errors import Busy, StatbookError
from statbook.export.command import export
from statbook.messages import say_count, spoken
from statbook.preview.command import preview
from statbook.project.command_line import FILE, language_option, texts_option
from statbook.project.paths import book
from statbook.project.progress import inert_text, late_progress, progress_lines
from statbook.project.terminal_help import TerminalGroup, in_terminal_language
from statbook.project.terminal_words import in_columns, tell
from statbook.review.command import add, read, undo
from statbook.scaffold.command import new
from statbook.translation.command import translate
from statbook.verification.command import verify

PENDING = ".pending"
"""The folder that a killed command leaves in data/ (statbook.store.transaction)."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _as_of(words: str) -> Callable[..., Callable[..., None]]:
    return click.option("--as-of", "day", metavar="DAY", default="", help=words)


_no_wait = click.option("--no-wait", is_flag=True, help="If another build is running, do not wait for it: exit 75.")


@click.group(cls=TerminalGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="statbook")
def commands() -> None:
    """Check, build and extend the book From Bookshelf to Marketplace."""
    # Checked here, so that a command with nothing to recover does not import the tables.
    if (book().data / PENDING).exists():
        from statbook.store.transaction import recover

        recover(book().data)


@commands.command(epilog="Example: statbook check --texts ../shared/seeds")
@texts_option("Folder of the source texts, to read each number at its place (or STATBOOK_TEXTS).")
def check(texts: Path | None) -> None:
    """Check data, sources, chapters and prose; nothing is executed."""
    from statbook.checks.whole_book import check_book

    with late_progress() as progress:
        progress("checking data, chapters and prose")
        found = check_book(book(), texts)
    for fault in found.faults:
        click.echo(tell(fault))
    if found.faults:
        click.echo(tell(f"{len(found.faults)} faults"), err=True)
        sys.exit(1)
    click.echo(tell(found.overview(texts)))
    from statbook.translation.catalogue import catalogue_faults

    for wrong in catalogue_faults(book()):
        click.echo(tell(inert_text(f"translation: {wrong}")))


@commands.command(epilog="Example: statbook audit --power")
@click.option(
    "--strict", is_flag=True, help="Round by the last printed digit only; ignore the rounding units that rows name."
)
@click.option("--power", is_flag=True, help="Change each printed digit in turn and count what would be noticed.")
def audit(strict: bool, power: bool) -> None:
    """Check whether the printed numbers agree: a verdict for each relation between them.

    Exit 1 if numbers contradict one another and data/corrections.yaml does not say why, if a check of the data fails,
    or if a row does not say what its printed form says.
    """
    from statbook.analysis import check_formulas
    from statbook.audit import Audit, report
    from statbook.store import Store, check_consistency, check_dates, check_printed, check_tables

    store = Store.load(book().data)
    package = store.package
    if not (found := check_tables(package) or [*check_dates(package), *check_formulas(store), *check_printed(package)]):
        result = Audit(store, strict)
        with in_terminal_language():
            for line in report(result, with_power=power):
                click.echo(line)
        found = [*result.faults(), *check_consistency(store)]
    for fault in found:
        click.echo(tell(fault), err=True)
    if found:
        sys.exit(1)


@commands.command(epilog="Example: statbook run trade -p region Gansu -p period 2023")
@click.argument("chapter")
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the chapter.")
@_as_of("As it was known on a day, such as 2026-03-25.")
@click.option("--out", type=click.Path(path_type=Path), help="Into this folder; nothing is done if the run is there.")
@click.option("--json", "in_json", is_flag=True, help="With --out: print one line of JSON, with digests.")
def run(chapter: str, parameters: tuple[tuple[str, str], ...], day: str, out: Path | None, in_json: bool) -> None:
    """Run one CHAPTER and print the paths of its page and its PDF; the book is not touched."""
    from statbook.build.run_record import as_json
    from statbook.build.single_chapter import run_chapter

    if in_json and not out:
        raise click.UsageError("--json needs --out, the folder of the run")
    paths = run_chapter(book(), chapter, dict(parameters), progress_lines(), day, out and out.absolute())
    if in_json and out:
        click.echo(as_json(out.absolute()))
        return
    for path in paths:
        click.echo(path)


@commands.command(epilog="Example: statbook build")
@_as_of("As it was known on a day, into _build/as-of/DAY.")
@click.option("--edition", type=FILE, help="What FILE describes: chapters with their parameters, into _build/editions.")
@click.option("--since", metavar="DAY|FOLDER", default="", help="Compare with that book on the page What changed.")
@language_option("In one language: en, or one of locale/, into _build/languages.")
@click.option(
    "--strict", is_flag=True, help="Refuse blocks without a sound translation; otherwise they stay in English."
)
@_no_wait
@runs_options
def build(day: str, edition: Path | None, since: str, lang: str, strict: bool, no_wait: bool, **runs: Any) -> None:
    """Build the book in all its languages: pages and PDFs. Chapters that nothing changed for are not run again.

    An edition whose parameters list values is a page for each combination; --jobs, --cluster or --executor say where
    these are run. If it is stopped, the same command goes on from there.
    """
    # Nothing more is imported if the book is up to date.
    from statbook.build.targets import BuildTarget, build_book

    if day and edition:
        raise click.UsageError("an edition names its day itself: as_of in its file")
    progress = progress_lines()
    target = BuildTarget(languages=(lang,) if lang else book().languages, strict=strict)
    if day:
        from statbook.build.snapshot import check_day

        target = BuildTarget(day=check_day(book().data, day), languages=book().languages)
    if lang and (day or edition):
        raise click.UsageError("a translation is of the whole book: neither --as-of nor --edition goes with --lang")
    if edition:
        from statbook.build.editions import edition_target

        target = edition_target(book(), edition)
        if target.contents and target.contents.is_matrix:
            if since:
                raise click.UsageError("--since is for a book or an edition that lists its pages one by one")
            made = build_runs(target, wait=not no_wait, **runs)
            click.echo(tell(f"The book is at {made}"), err=bool(runs["events"]))
            return
    if any(runs.values()):
        raise click.UsageError("--jobs, --cluster, --executor and --json are for editions that list values")
    if since:
        from dataclasses import replace

        from statbook.build.previous_builds import record_folder

        target = replace(target, since=record_folder(book(), since, progress))
    page = build_book(book(), progress, target, wait=not no_wait)
    progress("done")
    click.echo(tell(f"The book is at {page}"))


@commands.command(epilog="Example: statbook diff 2026-03-24")
@click.argument("old", default="before")
@click.argument("new", default="now")
@click.option("--changelog", is_flag=True, help="Write what the data tell into CHANGELOG.md; compare no books.")
def diff(old: str, new: str, changelog: bool) -> None:
    """What is published in NEW that was not in OLD: numbers of the data and of the chapters, charts, and why.

    \b
    OLD and NEW are a day (the book as known then), the folder of a built book, or
      before  the last book built here that said something else (OLD, if none is named)
      now     the book as it was built last (NEW, if none is named)
    """
    from statbook.build.previous_builds import record_folder, records_in_one_language
    from statbook.changes import compare, report, write_changelog
    from statbook.store import Store

    if changelog:
        path = book().root / "CHANGELOG.md"
        write_changelog(path, Store.load(book().data))
        click.echo(tell(f"{path} tells what became of the numbers of data/"))
        return
    if _DAY.fullmatch(old) and _DAY.fullmatch(new) and new < old:
        raise click.UsageError(f"{new} lies before {old}: name the earlier day first")
    progress = progress_lines()
    folders = [record_folder(book(), where, progress) for where in (old, new)]
    with in_terminal_language():
        for line in report(compare(*records_in_one_language(folders, spoken()))):
            click.echo(inert_text(line))


@commands.command(epilog="Example: statbook pdf trade")
@click.argument("chapters", nargs=-1)
@click.option("--without-evidence", is_flag=True, help="For readers: leave out the entries of the numbers.")
@language_option("In one language: en, or one of locale/; without it in all.")
@_no_wait
def pdf(chapters: tuple[str, ...], without_evidence: bool, lang: str, no_wait: bool) -> None:
    """Typeset the PDFs of CHAPTERS, or `book` for the whole; without names, all of them. Prints their paths.

    With --without-evidence the PDFs are named book-without-evidence.pdf and so on; without names it is the book alone.
    """
    from statbook.build.pdfs import build_pdfs

    how: dict[str, Any] = {"wait": not no_wait, "evidence": not without_evidence, "language": lang}
    for path in build_pdfs(book(), list(chapters), progress_lines(), **how):
        click.echo(path)


@commands.command(epilog="Example: statbook publish ../site")
@click.argument("folder", type=click.Path(path_type=Path))
def publish(folder: Path) -> None:
    """Collect the book and its states of earlier days in FOLDER, for a web server. Prints its front page.

    The newest is at the top, earlier ones (`statbook build --as-of DAY`) are in editions/DAY; each page has a menu of
    the editions. SHA256SUMS has the checksums of all files. What an earlier call left in FOLDER is replaced.
    """
    from statbook.build.publication import publish_editions

    click.echo(publish_editions(book(), folder, progress_lines()))


@commands.command(epilog="Example: statbook trace 1.18万亿", context_settings={"ignore_unknown_options": True})
@click.argument("what", metavar="NUMBER|OBS")
@texts_option("Folder of the source texts, to show the passage (or STATBOOK_TEXTS).")
def trace(what: str, texts: Path | None) -> None:
    """From a number to where it was printed, or from a key or an article to where the book uses it.

    A number may be written as it is printed or as the book writes it: 1.18万亿, "1.18 trillion yuan", 20.9%.
    Numbers that the book computes, and uses, are known from the last build.
    """
    from statbook.evidence import look_up
    from statbook.site.staging import load_ledger

    if not what.strip():
        raise click.UsageError("name a number, a key or the code of an article")
    with in_terminal_language():
        ledger, notice = load_ledger(book())
        if notice:
            click.echo(tell(notice), err=True)
        found = look_up(ledger, what, texts)
        for title, facts in found:
            click.secho(inert_text(title), bold=True)
            for name, words in facts:
                click.echo(f"  {in_columns(name, 17)}{inert_text(words)}")
            click.echo()
        click.echo(say_count("{count} entry", "{count} entries", len(found)), err=True)


for command in (read, add, undo, verify, export, new, preview, docx, epub, translate):
    commands.add_command(command)


def main() -> None:
    """Run a command; an error of the user's is one message, without a traceback."""
    try:
        commands()
    except StatbookError as error:
        click.echo(f"statbook: {tell(error)}", err=True)
        sys.exit(75 if isinstance(error, Busy) else 1)
    finally:
        gc.freeze()  # the process ends: it need not look through all that it holds for garbage once more
