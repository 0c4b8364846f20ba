"""The cover, the metadata and the colophon of a PDF."""

from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from statbook.pdf.compile import STANDARDS
from statbook.pdf.typst_source import Source, call, content, curl_apostrophes
from statbook.prose import period_in_words
from statbook.store import Store

WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("words.yaml").read_text(encoding="utf-8"))
"""What a PDF says beside its chapters."""
LICENCE = "Text and data CC BY 4.0, code MIT"
TOOLS = ("jupyter-book", "papermill", "pandas", "altair", "vl-convert-python", "typst")
FONTS = "manimgx-fonts-cjk"


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
    as_of = period_in_words(manifest["as_of"], "en")
    year, month, day = (int(number) for number in manifest["as_of"].split("-"))
    themes = [str(resource["title"]) for theme, resource in store.package.resources.items() if theme in store.themes]
    parameters = _parameters(chapters)
    return {
        "lang": language,
        "region": region.lower() or "gb",
        "title": title,
        "subtitle": subtitle,
        "chinese": str(config.paper_title_other or config.paper_title_zh),
        "part": part,
        "place": place,
        "name": ": ".join(filter(None, (title, part, place) if part else (title, subtitle))),
        "head": f"{title}: {place}" if alone and alone["parameters"] and place else title,
        "author": str(config.author),
        "description": ". ".join(filter(None, (part or subtitle, f"Numbers as of {as_of}."))),
        "keywords": [*config.paper_keywords, *(themes if not part else [part])],
        "date": Source(f"datetime(year: {year}, month: {month}, day: {day})"),
        "facts": [
            ("Numbers as of", as_of),
            ("Version of the data", manifest["version"]),
            *([("Edition", edition)] if edition else []),
            *([("Parameters", parameters)] if parameters else []),
            ("Published by", str(config.author)),
            ("Licence", LICENCE),
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
    tools = ", ".join(f"{tool} {version(tool)}" for tool in TOOLS)
    archive = f"PDF/{STANDARDS[1][:-1].upper()}{STANDARDS[1][-1]}"
    described = ((file["name"], file["description"]) for file in attached)
    files = "; ".join(f"{name}: {words[:1].lower()}{words[1:]}" for name, words in described)
    parameters = _parameters(chapters)
    make = Source(f"[{call('raw', 'make book')}{content(', in the folder of the book.')[1:]}")
    font = f"Noto Sans CJK SC, under the SIL Open Font License, from the package {FONTS} {version(FONTS)}"
    rows: list[tuple[str, str]] = [
        ("Made from", f"{len(observations)} printed numbers of {len(articles)} articles." if observations else ""),
        ("Data", f"Version {manifest['version']}, as known on {period_in_words(manifest['as_of'], 'en')}."),
        ("Parameters", f"{parameters}." if parameters else ""),
        ("Made by", f"Notebooks run once, for the pages and for this document: {tools}."),
        *((f"SHA-256 of {what}", Source(f"[{call('raw', digest)}]")) for what, digest in digests.items()),
        ("Date", "That of the latest number, not of the clock: the same data give the same bytes."),
        ("Attached", f"{files}."),
        ("Form", f"PDF/{STANDARDS[0].upper()} and {archive}: tagged, to be read aloud and to be kept."),
        ("Type", f"{font}; DejaVu Sans Mono, under its free licence."),
        ("Licence", f"{LICENCE}. Printed numbers are facts; their publishers are named in the entries."),
        ("To make it again", make),
    ]
    cells = [(content(name), words if isinstance(words, Source) else content(words)) for name, words in rows if words]
    return call("colophon", cells)


def _parameters(chapters: dict[str, dict[str, Any]]) -> str:
    """The parameters of a run; a book has none."""
    return ", ".join(f"{name} = {value}" for one in chapters.values() for name, value in one["parameters"].items())
