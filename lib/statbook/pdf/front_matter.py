"""What stands around the text: the words of the cover, the facts of the PDF about itself, and the colophon."""

from __future__ import annotations

__all__ = ["colophon", "cover"]

from importlib.metadata import version
from typing import Any

from statbook.pdf.typst_source import Source, call, content, curled
from statbook.pdf.compile import STANDARDS
from statbook.prose import period_in_words
from statbook.store import Store

LICENCE = "Text and data CC BY 4.0, code MIT"
TOOLS = ("jupyter-book", "papermill", "pandas", "altair", "vl-convert-python", "typst")
FONTS = "manimgx-fonts-cjk"


def cover(
    config: Any,
    stage: dict[str, Any],
    store: Store,
    name: str,
    chapters: dict[str, dict[str, Any]],
    attached: list[dict[str, str]],
) -> dict[str, Any]:
    """What book.typ asks of a report: title and part, the facts of the cover, and what goes into the PDF's metadata."""
    title, _, subtitle = curled(str(config.html_title)).partition(": ")
    alone = chapters.get(name)
    part = curled(alone["title"]) if alone else None
    place = curled(alone["place"]) if alone and alone["place"] else None
    as_of = period_in_words(stage["as_of"], "en")
    year, month, day = (int(number) for number in stage["as_of"].split("-"))
    themes = [str(resource["title"]) for theme, resource in store.package.resources.items() if theme in store.themes]
    return {
        "title": title,
        "subtitle": subtitle,
        "chinese": str(config.paper_title_zh),
        "part": part,
        "place": place,
        "name": ": ".join(filter(None, (title, part, place) if part else (title, subtitle))),
        "head": f"{title}: {place}" if alone and alone["parameters"] and place else title,
        "author": str(config.author),
        "description": ". ".join(filter(None, (part or subtitle, f"Numbers as of {as_of}."))),
        "keywords": ["China", "innovation", "statistics", *(themes if not part else [part])],
        "date": Source(f"datetime(year: {year}, month: {month}, day: {day})"),
        "facts": [
            ("Numbers as of", as_of),
            ("Version of the data", stage["version"]),
            *(("Parameters", told) for told in [_parameters(chapters)] if told),
            ("Published by", str(config.author)),
            ("Licence", LICENCE),
        ],
        "attached": attached,
    }


def colophon(
    stage: dict[str, Any],
    store: Store,
    chapters: dict[str, dict[str, Any]],
    figures: list[str],
    attached: list[dict[str, str]],
    sums: dict[str, str],
) -> Source:
    """How the PDF was made from *figures* (keys), and how it can be checked: a call with rows of name and words.

    *sums* are the SHA-256 of what it was made from, by name.
    """
    articles = {store.by_obs[obs].source for obs in figures}
    tools = ", ".join(f"{tool} {version(tool)}" for tool in TOOLS)
    archive = f"PDF/{STANDARDS[1][:-1].upper()}{STANDARDS[1][-1]}"
    rows: list[tuple[Source, Source]] = []
    if figures:
        rows.append(_row("Made from", f"{len(figures)} printed numbers of {len(articles)} articles."))
    rows.append(_row("Data", f"Version {stage['version']}, as known on {period_in_words(stage['as_of'], 'en')}."))
    if _parameters(chapters):
        rows.append(_row("Parameters", f"{_parameters(chapters)}."))
    rows += [
        _row("Made by", f"Notebooks run once, for the pages and for this document: {tools}."),
        *((content(f"SHA-256 of {what}"), Source(f"[{call('raw', sum_)}]")) for what, sum_ in sums.items()),
        _row("Date", "That of the latest number, not of the clock: the same data give the same bytes."),
        _row("Attached", "; ".join(f"{file['name']}: {_small(file['description'])}" for file in attached) + "."),
        _row("Form", f"PDF/{STANDARDS[0].upper()} and {archive}: tagged, to be read aloud and to be kept."),
        _row(
            "Type",
            f"Noto Sans CJK SC, under the SIL Open Font License, from the package {FONTS} {version(FONTS)}; "
            "DejaVu Sans Mono, under its free licence.",
        ),
        _row("Licence", f"{LICENCE}. Printed numbers are facts; their publishers are named in the entries."),
        (
            content("To make it again"),
            Source(f"[{call('raw', 'make book')}{content(', in the folder of the book.')[1:]}"),
        ),
    ]
    return call("colophon", rows)


def _parameters(chapters: dict[str, dict[str, Any]]) -> str:
    """The parameters that were given to a run; a book has none."""
    return ", ".join(f"{name} = {value}" for one in chapters.values() for name, value in one["parameters"].items())


def _row(name: str, said: str) -> tuple[Source, Source]:
    return content(name), content(said)


def _small(words: str) -> str:
    return words[:1].lower() + words[1:]
