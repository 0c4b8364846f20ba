"""The cover, the metadata and the colophon of a PDF."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from statbook.charts.font_sources import source_with_version
from statbook.messages import join_words, say, say_count, spoken
from statbook.pdf.compile import STANDARDS
from statbook.pdf.typst_source import Source, call, content, curl_apostrophes
from statbook.prose import period_in_words
from statbook.store import Store

WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
"""What a PDF says beside its chapters."""
LICENCE = "Text and data CC BY 4.0, code MIT"
TOOLS = ("jupyter-book", "papermill", "pandas", "altair", "vl-convert-python", "typst")


FONTS_TOLD = "Noto Sans CJK SC, under the SIL Open Font License, from the package {package}; DejaVu Sans Mono, under its free licence."


def cover(
    config: Any,
    manifest: dict[str, Any],
    store: Store,
    name: str,
    chapters: dict[str, dict[str, Any]],
    attached: list[dict[str, str]],
    edition: str = "",
) -> dict[str, Any]:
    """The arguments of `report` in book.typ: title and part, the facts of the cover, and the metadata of the PDF.

    *name* is that of the PDF, *chapters* are those in it, *attached* its attached files; *edition* says what is left out.
    """
    language, _, region = str(config.language).partition("_")
    title, _, subtitle = curl_apostrophes(str(config.html_title)).partition(": " if language == "en" else "：")
    alone = chapters.get(name)
    part = curl_apostrophes(alone["title"]) if alone else None
    place = curl_apostrophes(alone["place"]) if alone and alone["place"] else None
    as_of = period_in_words(manifest["as_of"], spoken())
    year, month, day = (int(number) for number in manifest["as_of"].split("-"))
    themes = [
        say(str(resource["title"])) for theme, resource in store.package.resources.items() if theme in store.themes
    ]
    parameters = _parameters(chapters)
    return {
        "lang": language,
        "region": region.lower() or "gb",
        "title": title,
        "subtitle": subtitle,
        "chinese": str(config.paper_title_other or config.paper_title_zh),
        "part": part,
        "place": place,
        "name": join_words(filter(None, (title, part, place) if part else (title, subtitle)), ": "),
        "head": join_words((title, place), ": ") if alone and alone["parameters"] and place else title,
        "author": say(str(config.author)),
        "description": say("{title}. Numbers as of {day}.", title=part or subtitle, day=as_of).removeprefix(". "),
        "keywords": [*config.paper_keywords, *(themes if not part else [part])],
        "date": Source(f"datetime(year: {year}, month: {month}, day: {day})"),
        "facts": [
            (say("Numbers as of"), as_of),
            (say("Version of the data"), manifest["version"]),
            *([(say("Edition"), edition)] if edition else []),
            *([(say("Parameters"), parameters)] if parameters else []),
            (say("Published by"), say(str(config.author))),
            (say("Licence"), say(LICENCE)),
        ],
        "attached": attached,
    }


def colophon(
    manifest: dict[str, Any],
    store: Store,
    chapters: dict[str, dict[str, Any]],
    observations: list[str],
    attached: list[dict[str, str]],
    digests: dict[str, str],
) -> Source:
    """How the PDF was made from *observations* (keys) and how to check it: a call with rows of name and words.

    *digests* are the SHA-256 of what it was made from, by name.
    """
    articles = {store.by_obs[obs].source for obs in observations}
    tools = join_words((f"{tool} {version(tool)}" for tool in TOOLS), ", ")
    forms = say(
        "{one} and {other}",
        one=f"PDF/{STANDARDS[0].upper()}",
        other=f"PDF/{STANDARDS[1][:-1].upper()}{STANDARDS[1][-1]}",
    )
    described = ((file["name"], file["description"]) for file in attached)
    files = join_words(
        (say("{file}: {words}", file=name, words=f"{words[:1].lower()}{words[1:]}") for name, words in described), "; "
    )
    parameters = _parameters(chapters)
    before, _, behind = say("{command}, in the folder of the book.").partition("{command}")
    make = Source(f"[{content(before)[1:-1]}{call('raw', 'make book')}{content(behind)[1:]}")
    day = period_in_words(manifest["as_of"], spoken())
    count = say_count("{count} printed number", "{count} printed numbers", len(observations))
    read = say_count("{count} article", "{count} articles", len(articles))
    rows: list[tuple[str, str]] = [
        ("Made from", say("{numbers} of {articles}.", numbers=count, articles=read) if observations else ""),
        ("Data", say("Version {version}, as known on {day}.", version=manifest["version"], day=day)),
        ("Parameters", say("{parameters}.", parameters=parameters) if parameters else ""),
        ("Made by", say("Notebooks run once, for the pages and for this document: {tools}.", tools=tools)),
        *(
            (say("SHA-256 of {what}", what=say(what)), Source(f"[{call('raw', digest)}]"))
            for what, digest in digests.items()
        ),
        ("Date", say("That of the latest number, not of the clock: the same data give the same bytes.")),
        ("Attached", say("{files}.", files=files)),
        ("Form", say("{forms}: tagged, to be read aloud and to be kept.", forms=forms)),
        ("Type", say(FONTS_TOLD, package=source_with_version().replace("==", " "))),
        (
            "Licence",
            say(
                "{licence}. Printed numbers are facts; their publishers are named in the entries.", licence=say(LICENCE)
            ),
        ),
        ("To make it again", make),
    ]
    cells = [
        (content(say(name)), words if isinstance(words, Source) else content(words)) for name, words in rows if words
    ]
    return call("colophon", cells)


def furniture() -> dict[str, Any]:
    """The words that book.typ writes itself."""
    words: dict[str, Any] = {name: say(words) for name, words in WORDS["furniture"].items()}
    return words | {"pages": say(WORDS["pages"]).split("{pages}")}


def _parameters(chapters: dict[str, dict[str, Any]]) -> str:
    """The parameters of a run; a book has none."""
    return ", ".join(f"{name} = {value}" for one in chapters.values() for name, value in one["parameters"].items())
