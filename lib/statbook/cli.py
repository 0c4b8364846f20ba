"""The commands. Exit 0: good. 1: something in the book or the data is wrong. 2: wrong usage. 75: another build is at work."""

from __future__ import annotations

__all__ = ["main"]

import re
import sys
import time
from pathlib import Path

import click

from statbook.errors import Busy, StatbookError

PENDING = ".pending"
"""What a killed command left in data/, as statbook.store.transaction has it."""


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="statbook")
def commands() -> None:
    """The data module and the press of the book From Bookshelf to Marketplace."""
    from statbook.project.paths import book

    data = book().data
    # Looked for here, so that a command with nothing to finish does not import the tables.
    if (data / PENDING).exists():
        from statbook.store.transaction import recover

        recover(data)


@commands.command()
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="STATBOOK_TEXTS",
    help="Folder of the source texts, to read each number at its place (or STATBOOK_TEXTS).",
)
def check(texts: Path | None) -> None:
    """Check data, sources, chapters and prose; nothing is executed.

    \b
    Example:
      statbook check --texts ../shared/seeds
    """
    from statbook.project.paths import book
    from statbook.checks.whole_book import proof

    found = proof(book(), texts)
    for fault in found.faults:
        click.echo(fault)
    if found.faults:
        click.echo(f"{len(found.faults)} faults", err=True)
        sys.exit(1)
    places = f"{found.verified} printed numbers and passages stand at their place"
    if texts is None:
        places = f"{found.unverified} places were not verified: no folder of source texts is given (--texts)"
    click.echo(f"{found.figures} numbers, {found.chapters} chapters: good. {places}.")


@commands.command()
@click.option("--strict", is_flag=True, help="Last printed digit only: without the rounding units that rows name.")
@click.option("--power", is_flag=True, help="Alter every printed digit in turn and count what would be noticed.")
def audit(strict: bool, power: bool) -> None:
    """Do the printed numbers add up: a verdict for each relation between them.

    Exit 1 if numbers contradict one another and data/corrections.yaml does not say why, if a check of the data fails,
    or if a row does not say what its printed form says.

    \b
    Example:
      statbook audit --power
    """
    from statbook.analysis import unsound
    from statbook.audit import Audit, report
    from statbook.project.paths import book
    from statbook.store import Store, broken, faults, misdated, misread

    store = Store.load(book().data)
    found = faults(store.package) or [*misdated(store.package), *unsound(store), *misread(store.package)]
    if not found:
        inquiry = Audit(store, strict)
        for line in report(inquiry, with_power=power):
            click.echo(line)
        found = [*inquiry.faults(), *broken(store)]
    for fault in found:
        click.echo(fault, err=True)
    if found:
        sys.exit(1)


@commands.command()
@click.argument("chapter")
@click.option("-p", "parameters", nargs=2, multiple=True, metavar="NAME VALUE", help="A parameter of the chapter.")
@click.option("--as-of", "day", metavar="DAY", default="", help="As it was known on a day, such as 2026-03-25.")
def run(chapter: str, parameters: tuple[tuple[str, str], ...], day: str) -> None:
    """Run one CHAPTER and print the paths of its page and its PDF; the book is not touched.

    \b
    Example:
      statbook run trade -p region Gansu -p period 2023
    """
    from statbook.project.paths import book
    from statbook.build.single_chapter import run_chapter

    for path in run_chapter(book(), chapter, dict(parameters), _say(), day):
        click.echo(path)


@commands.command()
@click.option("--as-of", "day", metavar="DAY", default="", help="As it was known on a day, into _build/as-of/DAY.")
@click.option(
    "--edition",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What FILE describes: chapters with their parameters, into _build/editions.",
)
@click.option("--since", metavar="DAY|FOLDER", default="", help="Compare with that book on the page What changed.")
@click.option("--no-wait", is_flag=True, help="Where another build is at work, do not wait for it: exit 75.")
def build(day: str, edition: Path | None, since: str, no_wait: bool) -> None:
    """Build the book: its pages and its PDFs. Chapters that nothing changed for are not run again.

    \b
    Example:
      statbook build
    """
    # No more than this is imported where nothing changed.
    from statbook.project.paths import book
    from statbook.build.up_to_date import build_book
    from statbook.build.targets import Volume

    if day and edition:
        raise click.UsageError("an edition names its day itself: as_of in its file")
    volume = Volume()
    if day:
        from statbook.build.snapshot import as_known_on

        volume = Volume(day=as_known_on(book(), day))
    if edition:
        from statbook.build.editions import edition as described

        volume = described(book(), edition)
    say = _say()
    if since:
        from dataclasses import replace

        from statbook.build.previous_builds import folder_of

        volume = replace(volume, since=folder_of(book(), since, say))
    page = build_book(book(), say, volume, wait=not no_wait)
    say("done")
    click.echo(f"The book is at {page}")


@commands.command()
@click.argument("old", default="before")
@click.argument("new", default="now")
@click.option("--changelog", is_flag=True, help="Write what the data tell into CHANGELOG.md; compare no books.")
def diff(old: str, new: str, changelog: bool) -> None:
    """What is published in NEW that was not in OLD: numbers of the data and of the chapters, charts, and why.

    \b
    OLD and NEW are a day (the book as known then), the folder of a built book, or
      before  the last book built here that said something else (OLD, if none is named)
      now     the book as it was built last (NEW, if none is named)

    \b
    Example:
      statbook diff 2026-03-24
    """
    from statbook.changes import changelog as section
    from statbook.changes import compared, history, report, with_section
    from statbook.project.paths import book
    from statbook.build.previous_builds import record_at
    from statbook.store import Store

    if changelog:
        store, path = Store.load(book().data), book().root / "CHANGELOG.md"
        path.write_text(
            with_section(path.read_text(encoding="utf-8"), section(store, history(store))), encoding="utf-8"
        )
        click.echo(f"{path} tells what became of the numbers of data/")
        return
    if _DAY.fullmatch(old) and _DAY.fullmatch(new) and new < old:
        raise click.UsageError(f"{new} lies before {old}: name the earlier day first")
    say = _say()
    for line in report(compared(*(record_at(book(), where, say) for where in (old, new)))):
        click.echo(_inert(line))


@commands.command()
@click.argument("chapters", nargs=-1)
@click.option("--no-wait", is_flag=True, help="Where a build is at work, do not wait for it: exit 75.")
def pdf(chapters: tuple[str, ...], no_wait: bool) -> None:
    """Typeset the PDFs of CHAPTERS, or `book` for the whole; without names, all of them. Prints their paths.

    \b
    Example:
      statbook pdf trade
    """
    from statbook.project.paths import book
    from statbook.build.single_chapter import build_pdfs

    for path in build_pdfs(book(), list(chapters), _say(), wait=not no_wait):
        click.echo(path)


@commands.command(context_settings={"ignore_unknown_options": True})
@click.argument("what", metavar="NUMBER|OBS")
@click.option(
    "--texts",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    envvar="STATBOOK_TEXTS",
    help="Folder of the source texts, to show the passage (or STATBOOK_TEXTS).",
)
def trace(what: str, texts: Path | None) -> None:
    """From a number to where it was printed, or from a key or an article to where the book uses it.

    A number may be written as it is printed or as the book writes it: 1.18万亿, "1.18 trillion yuan", 20.9%.
    Numbers that the book computes, and uses, are known from the last build.

    \b
    Example:
      statbook trace 1.18万亿
    """
    from statbook.evidence import behind, found, passage, told
    from statbook.project.paths import book
    from statbook.press import known_evidence

    ledger, notice = known_evidence(book())
    if notice:
        click.echo(notice, err=True)
    if not what.strip():
        raise click.UsageError("say a number, a key or the code of an article")
    anchors, close = found(ledger, what)
    if not anchors:
        hint = f" Close to it: {', '.join(close)}." if close else ""
        raise StatbookError(f"no number, key or article of the book is {what!r}.{hint}")
    for anchor in anchors:
        entry = told(ledger, anchor)
        facts = [(fact.name, fact.text) for fact in entry.facts]
        if texts is not None:
            facts += [(f"Passage {name}".strip(), passage(ledger, row, texts)) for name, row in behind(ledger, anchor)]
        facts.append(("Page", f"{ledger.page_of[anchor]}.html#{anchor}"))
        click.secho(_inert(entry.title), bold=True)
        for name, words in facts:
            click.echo(f"  {name:<17}{_inert(words)}")
        click.echo()
    click.echo(f"{len(anchors)} {'entry' if len(anchors) == 1 else 'entries'}", err=True)


@commands.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--recipe", metavar="NAME", help="How the table is read: data/recipes/NAME.yaml.")
@click.option("--date", "day", metavar="DAY", default="", help="Day on which the file became public, as 2026-01-31.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would enter; change nothing.")
@click.option(
    "--because",
    type=click.Choice(["revision", "correction", "misreading"]),
    default="revision",
    show_default=True,
    help="Why numbers are others than before: the source thinks anew, the source had erred, we had misread it.",
)
@click.option("--reason", default="", help="The reason of a correction or a misreading, for data/changes.csv.")
@click.option(
    "--new-recipe", is_flag=True, help="Draft a recipe from FILE into data/recipes/ and print it; add nothing."
)
@click.option("--knowingly", metavar="REASON", default="", help="Let numbers enter that look wrong and are not.")
def add(
    file: Path, recipe: str, day: str, dry: bool, because: str, reason: str, new_recipe: bool, knowingly: str
) -> None:
    """Put the numbers of FILE into data/: all of them, or none if one is at fault.

    A table in the layout of a theme needs no recipe.

    \b
    Example:
      statbook add credit_money_supply_monthly.csv --recipe money_supply --date 2026-08-21 --dry-run
    """
    from statbook.ingest import recipe_draft as draft
    from statbook.ingest import (Wish, report)
    from statbook.ingest import add as add_file
    from statbook.project.paths import book
    from statbook.store import Store

    if new_recipe:
        name, text = draft(Store.load(book().data), file)
        path = book().data / "recipes" / f"{name}.yaml"
        click.echo(_lines(text))
        path.parent.mkdir(exist_ok=True)
        try:
            with path.open("x", encoding="utf-8") as made:
                made.write(text)
        except FileExistsError:
            raise StatbookError(f"{path} is there already; it was not touched") from None
        click.echo(f"Drafted {path}. Fill in what says FILL_IN, then: statbook add {file} --recipe {name}", err=True)
        return
    if (because != "revision") != bool(reason.strip()):
        raise click.UsageError("--because correction and --because misreading want a --reason, a revision none")
    wish = Wish(recipe or "", day, because, reason.strip(), knowingly.strip())
    for line in report(add_file(book().data, file, wish, dry=dry), dry=dry):
        click.echo(_inert(line))


def _lines(text: str) -> str:
    return "\n".join(_inert(line) for line in text.splitlines())


def _inert(words: str) -> str:
    """Words for the terminal, without characters that would steer it."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in words)


def _say() -> _Say:
    return _Say(time.monotonic())


class _Say:
    """Progress on stderr, with the seconds since the start."""

    def __init__(self, start: float) -> None:
        self.start = start

    def __call__(self, words: str) -> None:
        click.echo(f"{time.monotonic() - self.start:6.1f} s  {words}", err=True)


def main() -> None:
    """Run a command; an error of the user's is one message, without a traceback."""
    try:
        commands()
    except StatbookError as error:
        click.echo(f"statbook: {error}", err=True)
        sys.exit(75 if isinstance(error, Busy) else 1)
