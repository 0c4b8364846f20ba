"""How many planted errors `statbook verify` finds: `.venv/bin/python benchmarks/planted.py --sources FOLDER`.

The drafts are the articles of the book's source texts, whose numbers are in data/, and the prose of the built chapters,
with and without its links to the evidence.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import click
from planting import Count, Planted, count, lines, moved, plant

from statbook.project.paths import book
from statbook.reading import load_lexicon
from statbook.store import Store
from statbook.verification.draft import Draft
from statbook.verification.read_draft import read_draft, read_plain
from statbook.verification.verdict import Verdict
from statbook.verification.verify import Verifier

AROUND = 200
"""Signs before the first number of an article and behind its last that belong to it."""
Source = tuple[Draft, str]
"""A draft and its day."""


def articles(store: Store, folder: Path) -> Iterator[Source]:
    """The articles of the source texts, each cut out of its page."""
    for code, row in store.sources.iterrows():
        offsets = [item.offset for item in store.observations if item.source == code and item.offset is not None]
        path = folder / str(row["file"])
        if len(offsets) > 4 and path.is_file():
            text = path.read_bytes().decode("utf-8-sig")
            start = text.rfind("\n", 0, max(0, min(offsets) - AROUND)) + 1
            yield read_plain(str(code), text[start : max(offsets) + AROUND]), str(row["date"])


def chapters(folder: str, linked: bool) -> Iterator[Source]:
    """The prose of the built chapters in a *folder* of the site."""
    for path in sorted((book().build / "html" / folder).glob("*.md")):
        draft = read_draft(path)
        if not linked:
            draft = Draft(draft.name, draft.prose, draft.starts)
        yield draft, ""


def verdicts(verifier: Verifier, draft: Draft, day: str) -> dict[int, Verdict]:
    """The verdicts on the numbers of a draft outside of its tables, by their offsets."""
    found = (finding.verdict for finding in verifier.verify(draft, day))
    by_offset = {each.proposal.number.start: each for each in found}
    return {offset: verdict for offset, verdict in by_offset.items() if not draft.in_table(offset)}


def run(verifier: Verifier, sources: list[Source], drafts: int, errors: int, seed: int) -> Count:
    """Plant *errors* in all, in *drafts* drafts that are made of *sources* in turn, and count what is found."""
    result, random_ = Count(), random.Random(seed)
    known = [(draft, day, found) for draft, day in sources if (found := verdicts(verifier, draft, day))]
    for number in range(drafts):
        draft, day, before = known[number % len(known)]
        left = errors - sum(result.planted.values())
        proposals = [verdict.proposal for verdict in before.values()]
        text, planted = plant(draft.text, proposals, random_, -(-left // (drafts - number)))
        count(result, before, verdicts(verifier, _with(draft, text, planted), day), planted, draft.name)
    return result


def _with(draft: Draft, text: str, planted: list[Planted]) -> Draft:
    """The draft with errors: its tables and links lie where they were moved."""
    tables = tuple((moved(start, planted), moved(end, planted)) for start, end in draft.tables)
    links = tuple(replace(link, start=moved(link.start, planted), end=moved(link.end, planted)) for link in draft.links)
    return replace(draft, text=text, tables=tables, links=links)


@click.command()
@click.option(
    "--sources", type=click.Path(file_okay=False, path_type=Path), help="The folder of the book's own source texts."
)
@click.option(
    "--texts", type=click.Path(file_okay=False, path_type=Path), help="A folder of drafts whose numbers are right."
)
@click.option("--drafts", default=60, show_default=True)
@click.option("--errors", default=600, show_default=True)
@click.option("--seed", default=1, show_default=True)
@click.option("--list", "listed", is_flag=True, help="List what was missed, and the false alarms.")
def main(sources: Path | None, texts: Path | None, drafts: int, errors: int, seed: int, listed: bool) -> None:
    """Plant errors, verify, and count."""
    store = Store.load(book().data)
    verifier = Verifier(store, load_lexicon(book().data))
    sets = {"articles": [*articles(store, sources)] if sources else []}
    for words, folder in (("chapters", "chapters"), ("Chinese chapters", "zh/chapters")):
        sets |= {
            f"{words}, with{'' if linked else 'out'} links": [*chapters(folder, linked)] for linked in (False, True)
        }
    sets |= {"drafts": [(read_draft(path), "") for path in sorted(texts.iterdir()) if path.is_file()]} if texts else {}
    for name, known in sets.items():
        if not known:
            click.echo(f"{name}: no texts here")
            continue
        result = run(verifier, known, drafts, errors, seed)
        click.echo(f"{name}: {len(known)} texts, {drafts} drafts")
        for line in [*lines(result), *(result.missed + result.false if listed else [])]:
            click.echo(line)


if __name__ == "__main__":
    main()
