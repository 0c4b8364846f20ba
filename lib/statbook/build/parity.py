"""Compares two languages of a book: each page and each PDF shows the same numbers, charts, tables, entries and links in both.

The numbers are those of the records of the chapters, with their values and intervals; what pages and PDFs show is read
from themselves. What a PDF shows, its page shows as well.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from statbook.errors import BuildError
from statbook.project.paths import MANIFEST, PDF

MOST = 5
"""Names that are told of what differs in one place."""
_ARTICLE = re.compile(r'<article class="bd-article.*?</article>', re.DOTALL)
_INSIDE = re.compile(r' href="(?![a-z]+:)([^"]*)"')
_PLACE = re.compile(r' id="((?:fig|tab|obs|num|ind|source)-[^"]*)"')
_CHART = re.compile(r'<figure class="sb-figure" id="([^"]*)"')
_OWN = re.compile(r"#id\d+$|\?q=")
"""Addresses that a language has for itself: counted ones, of what has no other, and words to search for."""
_USE = re.compile(r"(#use-[\w-]+)-\d+$")
"""The place of a number in a chapter: they are counted in the order of its sentences, which a translation may change."""

Facts = Mapping[str, Counter[str]]
"""What a book shows, by the place that shows it."""


def book_facts(staging: Path, site: Path, shown: Mapping[str, Mapping[str, list[str]]]) -> Facts:
    """What the book of *staging* shows on the pages in *site* and in its PDFs, by their names, as these have *shown*.

    Raises BuildError if a page and its PDF do not show the same.
    """
    manifest = json.loads((staging / MANIFEST).read_text(encoding="utf-8"))
    found = {"evidence": Counter(f"{page}#{anchor}" for anchor, page in manifest["entries"].items())}
    for name, chapter in manifest["chapters"].items():
        for part in ("cited", "shown"):
            found[f"{name}: numbers {part}"] = Counter(_numbers(chapter[part]))
        found[f"{name}: charts and tables"] = Counter([*chapter["labels"]])
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        article = _article(path)
        found[f"{name}: links"] = Counter(_drop_own(_INSIDE.findall(article)))
        found[f"{name}: places"] = Counter(_PLACE.findall(article))
    for pdf, parts in shown.items():
        for part, names in parts.items():
            found[f"{pdf}.{PDF}: {part}"] = Counter(_drop_own(names))
    both = {name: chapter for name, chapter in manifest["chapters"].items() if name in shown}
    if faults := [fault for name, chapter in both.items() for fault in _media(name, chapter, site, shown[name])]:
        raise BuildError("\n".join(["pages and PDFs do not show the same:", *faults]))
    return found


def differences(facts: Mapping[str, Facts]) -> list[str]:
    """What one language shows and another does not, by place, in words; *facts* are by language."""
    (first, own), *others = facts.items()
    found = []
    for language, other in others:
        for place in dict.fromkeys([*own, *other]):
            here, there = own.get(place, Counter()), other.get(place, Counter())
            for which, more in ((first, here - there), (language, there - here)):
                if more:
                    found.append(f"{place}: only in {which}: {_list_names(more)}")
    return found


def _media(name: str, chapter: Mapping[str, Any], site: Path, shown: Mapping[str, list[str]]) -> list[str]:
    """What the PDF of a chapter shows and its page does not, and charts the other way round."""
    article = _article(site / f"{chapter['document']}.html")
    cited = {link.partition("#")[2] for link in _INSIDE.findall(article)}
    numbers = {target.partition("#")[2] for target in shown["numbers"]}
    charts, printed = Counter(_CHART.findall(article)), Counter(shown["charts"])
    parts = {
        f"{name}.{PDF}: numbers that the page lacks": Counter(numbers - cited),
        f"{name}.{PDF}: charts that the page lacks": printed - charts,
        f"{name}: charts that the PDF lacks": charts - printed,
    }
    return [f"{words}: {_list_names(more)}" for words, more in parts.items() if more]


def _numbers(numbers: Mapping[str, Any]) -> Iterator[str]:
    """Each number with its key, value, interval and unit."""
    for key, number in numbers.items():
        yield " ".join(map(str, (key, *(number[part] for part in ("value", "low", "high", "unit"))))) if number else key


def _drop_own(addresses: Iterable[str]) -> Iterator[str]:
    return (_USE.sub(r"\1", address) for address in addresses if not _OWN.search(address))


def _article(page: Path) -> str:
    found = _ARTICLE.search(page.read_text(encoding="utf-8"))
    return found[0] if found else ""


def _list_names(names: Counter[str]) -> str:
    more = len(names) - MOST
    return ", ".join(sorted(names)[:MOST]) + (f" and {more} more" if more > 0 else "")
