"""The ledger: all numbers of the data and of the chapters by anchor, with the pages of their entries and their uses."""

import math
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from statbook.audit import Audit, Verdict
from statbook.messages import say
from statbook.store import Observation, Store, article_anchor
from statbook.store.grouping import group
from statbook.translation.blocks import say_blocks

MOST = 120
"""Entries of a page; more begin another page."""


def theme_name(store: Store, theme: str) -> str:
    """What a theme is called."""
    return say(str(store.package.resources[theme]["title"]))


def slug(theme: str) -> str:
    """The name of a theme in addresses."""
    return theme.replace("_", "-")


def template(name: str) -> str:
    """The Markdown text of evidence/templates/*name*.md."""
    return say_blocks((Path(__file__).parent / "templates" / f"{name}.md").read_text(encoding="utf-8"))


@dataclass(frozen=True)
class Use:
    """A place of the book that shows a number: the name of the place within its document, and the title of a chart."""

    chapter: str
    document: str
    place: str
    words: str = ""


@dataclass(frozen=True)
class Page:
    """A page of entries: printed numbers, then the numbers computed from them. *name* says the year and the part."""

    document: str
    theme: str
    name: str
    rows: tuple[Observation, ...]
    numbers: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Ledger:
    """The evidence of a book.

    store      the printed numbers
    chapters   what each chapter cites and shows, as the site records it: title, document, cited, shown, uses
    articles   the document that lists the articles
    linked     the anchors of the printed numbers that it holds, besides those of formulas; None if it holds all
    """

    store: Store
    chapters: Mapping[str, dict[str, Any]]
    articles: str
    linked: Collection[str] | None = None

    @cached_property
    def rows(self) -> dict[str, Observation]:
        """Printed numbers by their anchors."""
        rows = {row.anchor: row for row in self.store.observations}
        if self.linked is None:
            return rows
        inputs = {self.store.by_obs[obs].anchor for number in self.numbers.values() for obs in number["inputs"]}
        return {anchor: row for anchor, row in rows.items() if anchor in self.linked or anchor in inputs}

    @cached_property
    def numbers(self) -> dict[str, dict[str, Any]]:
        """Computed numbers by their anchors, in the order of the chapters; what a sentence calls it goes first."""
        found: dict[str, dict[str, Any]] = {}
        for records in ("cited", "shown"):
            for chapter in self.chapters.values():
                for number in chapter[records].values():
                    if number is not None and number["derived"]:
                        found.setdefault(number["anchor"], number)
        return found

    @cached_property
    def uses(self) -> dict[str, list[Use]]:
        """Where each number stands in the book, in the order of the book."""
        return group(
            (anchor, Use(chapter["title"], chapter["document"], use["place"], use["words"]))
            for chapter in self.chapters.values()
            for use in chapter["uses"]
            for anchor in use["anchors"]
        )

    @cached_property
    def prints(self) -> dict[str, list[dict[str, str]]]:
        """Key of a number to its further printings, as rows of prints.csv."""
        rows = self.store.prints.to_dict("records")
        return group((str(row["obs"]), {str(name): str(cell) for name, cell in row.items()}) for row in rows)

    @cached_property
    def verdicts(self) -> dict[str, list[Verdict]]:
        """Key of a number to the verdicts of the audit in which it takes part."""
        verdicts = Audit(self.store).verdicts
        return group((row.obs, verdict) for verdict in verdicts for row in verdict.relation.observations)

    @cached_property
    def results(self) -> dict[str, list[str]]:
        """Anchor of a printed number to those of the numbers computed from it."""
        return group(
            (self.store.by_obs[obs].anchor, anchor)
            for anchor, number in self.numbers.items()
            for obs in number["inputs"]
        )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages of entries: by theme and by the year in which the period ends, of at most MOST entries each.

        A computed number stands on the page of the first number of its formula. Numbers that the ledger leaves out
        are counted, so that an entry has the same page in every ledger of the same data.
        """
        computed = group((number["inputs"][0], anchor) for anchor, number in self.numbers.items() if number["inputs"])
        found = group(((row.theme, _year(row)), row) for row in self.store.observations)
        made = []
        for theme in self.store.themes:
            for year in sorted((year for other, year in found if other == theme), key=lambda year: year or math.inf):
                entries = [anchor for row in found[theme, year] for anchor in (row.anchor, *computed.get(row.obs, ()))]
                for part, start in enumerate(range(0, len(entries), MOST), 1):
                    made.append(self._page(theme, year, part, entries[start : start + MOST]))
        return tuple(page for page in made if page.rows or page.numbers)

    def _page(self, theme: str, year: int, part: int, entries: list[str]) -> Page:
        dated, further = str(year or "undated"), part > 1
        document = f"evidence/{slug(theme)}-{dated}" + (f"-{part}" if further else "")
        name = say("{year}, part {part}", year=say(dated), part=part) if further else say(dated)
        rows = tuple(self.rows[anchor] for anchor in entries if anchor in self.rows)
        numbers = tuple(anchor for anchor in entries if anchor in self.numbers)
        return Page(document, theme, name, rows, numbers)

    @cached_property
    def page_of(self) -> dict[str, str]:
        """Anchor of every entry, articles included, to the document that holds it."""
        found = {
            anchor: page.document
            for page in self.pages
            for anchor in (*(row.anchor for row in page.rows), *page.numbers)
        }
        if self.articles:
            found |= {article_anchor(str(code)): self.articles for code in self.store.sources.index}
        return found


def _year(row: Observation) -> int:
    """The year in which the period of a number ends; 0 if the text dates it not at all."""
    years = re.findall(r"\d{4}", row.period)
    return int(years[-1]) if years else 0
