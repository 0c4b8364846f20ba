"""What stands around the text: the words of the cover, the facts of the PDF about itself, and the colophon."""

from __future__ import annotations

__all__ = ["colophon", "cover"]

from importlib.metadata import version
from typing import Any

from statbook.paper.source import Source, call, content
from statbook.paper.typeset import STANDARDS
from statbook.prose import period_in_words
from statbook.store import Store

TOOLS = ("jupyter-book", "papermill", "pandas", "altair", "vl-convert-python", "typst", "manimgx-fonts-cjk")


def cover(
    config: Any,
    stage: dict[str, Any],
    store: Store,
    name: str,
    chapters: dict[str, dict[str, Any]],
    attached: list[dict[str, str]],
) -> dict[str, Any]:
    """What book.typ asks of a report: title and part, the facts of the cover, and what goes into the PDF's metadata."""
    title, _, subtitle = str(config.html_title).partition(": ")
    alone = next(iter(chapters.values())) if name in chapters else None
    part = str(alone["title"]) if alone else None
    place = str(alone["place"]) if alone and alone["place"] else None
    whole = ": ".join(filter(None, (title, part, place))) if part else f"{title}: {subtitle}"
    year, month, day = (int(number) for number in stage["as_of"].split("-"))
    facts = [
        ("Figures as of", period_in_words(stage["as_of"], "en")),
        ("Version of the data", stage["version"]),
        *(
            [("Parameters", ", ".join(f"{k} = {v}" for k, v in alone["parameters"].items()))]
            if alone and alone["parameters"]
            else []
        ),
        ("Published by", str(config.author)),
        ("Licence", "text and data CC BY 4.0, code MIT"),
    ]
    return {
        "title": title,
        "subtitle": subtitle,
        "chinese": str(config.paper_title_zh),
        "part": part,
        "place": place,
        "name": whole,
        "head": title if not part else f"{title}: {part}",
        "author": str(config.author),
        "description": f"{subtitle}. Figures as of {period_in_words(stage['as_of'], 'en')}.",
        "keywords": ["China", "innovation", "statistics", *(store.themes if not part else [name])],
        "date": Source(f"datetime(year: {year}, month: {month}, day: {day})"),
        "depth": 2,
        "facts": facts,
        "attached": attached,
    }


def colophon(stage: dict[str, Any], store: Store, attached: list[dict[str, str]]) -> Source:
    """How the PDF was made, and how it can be checked."""
    read = int((store.sources["use"] == "read").sum())
    tools = ", ".join(f"{tool} {version(tool)}" for tool in TOOLS)
    rows: list[tuple[Source, Source]] = [
        _row(
            "Made from",
            f"{len(store.observations)} figures, read from {read} articles; version {stage['version']} of the data.",
        ),
        _row(
            "Made by",
            "Notebooks run once; pages and PDF come from the same run. The date of this document is that of its latest figure, so that the same data give the same bytes.",
        ),
        _row("With", f"{tools}."),
        *(_hash(f"SHA-256 of {what}", digest) for what, digest in stage["hashes"].items()),
        _row("Attached", "; ".join(f"{file['name']} ({file['description'].lower()})" for file in attached) + "."),
        _row(
            "Form",
            f"PDF/{STANDARDS[0].upper()} and PDF/{STANDARDS[1][:-1].upper()}{STANDARDS[1][-1]}: tagged, with alternative texts, for reading aloud and for archives.",
        ),
        _row("Type", "Noto Sans CJK SC, under the SIL Open Font License; DejaVu Sans Mono, under its free licence."),
        _row(
            "Licence",
            "Text and data CC BY 4.0, code MIT. Printed figures are facts of their publishers, whom the entries name.",
        ),
        _row("To make it again", "make book, in the folder of the book, with Python and a package index."),
    ]
    return call("colophon", rows)


def _row(name: str, said: str) -> tuple[Source, Source]:
    return content(name), content(said)


def _hash(name: str, digest: str) -> tuple[Source, Source]:
    return content(name), Source(f"[{call('raw', digest)}]")
