"""What a chapter calls: its place in the data, its numbers, its figures and tables."""

from __future__ import annotations

__all__ = ["NUMBERS", "Chapter", "Sentence"]

import json
import pathlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from statbook.analysis import Part, Quantity, Scope
from statbook.errors import ChapterError, KeyUnknown
from statbook.figures import Draft, Drawing, Labels, Words, table
from statbook.paths import book
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.prose.numbers import cited, numbers
from statbook.store import Observation, Store

NUMBERS = "application/vnd.statbook.numbers+json"
SAY = {
    "en": {
        "missing": "Nothing is printed for these parameters under:",
        "no_figure": "The figure “{title}” is left out: what it needs is not printed for {place}.",
        "source": "Source: {sources}. {how}",
        "printed": "As printed.",
        "derived": "As printed, and derived from it.",
        "page": "press page",
        "inferred": "date inferred",
    },
    "zh": {
        "missing": "下列数字在所选参数下未见印出:",
        "no_figure": "图“{title}”从略:{place}未印出所需数字。",
        "source": "来源:{sources}。{how}",
        "printed": "按原文。",
        "derived": "按原文及据其推算。",
        "page": "报刊版面",
        "inferred": "日期系推断",
    },
}


@dataclass(frozen=True)
class Sentence:
    """Words that stand where a figure cannot."""

    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/markdown": self.text, "text/plain": self.text}


@dataclass(frozen=True)
class Table:
    """A table of the chapter, for pages and for print."""

    rows: pd.DataFrame
    caption: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        html = f'<div class="sb-scroll" tabindex="0" role="region" aria-label="table">{table(self.rows)}</div>'
        return {"text/html": html, "text/plain": self.caption}


class Numbers(dict[str, Any]):
    """The numbers that the chapter's sentences cite, as the press reads them."""

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {NUMBERS: dict(self), "text/plain": f"{len(self['figures'])} numbers"}


class Chapter:
    """The chapter *name* read for a region and a period.

    *region* and *period* may be left out by chapters that have no such parameter.
    *rounding* is `rule` (with the overrides of data/) or `strict` (last printed digit only).
    """

    def __init__(
        self,
        name: str,
        *,
        region: str | None = None,
        period: str | int | None = None,
        lang: str = "en",
        rounding: str = "rule",
        **parameters: str | int | float | bool,
    ) -> None:
        self.name = name
        self.book = book()
        self.store = Store.load(self.book.data)
        self.lang = lang
        # papermill's command line passes 2023 as a number.
        self.period = str(period) if period is not None else None
        self.region = region
        self.parameters = parameters
        self.scope = Scope(self.store, region, self.period, strict=rounding == "strict")
        self.labels = Labels(self.store, lang)
        if region is not None and not self.store.find(theme=name, region=region):
            known = sorted({row.region for row in self.store.observations if row.theme == name})
            raise ChapterError(f"{name}: nothing is printed for region {region!r}; there are {', '.join(known)}")
        if self.period is not None and not self.store.find(theme=name, region=region or "", period=self.period):
            rows = [row for row in self.store.observations if row.theme == name and row.region == region]
            periods = ", ".join(sorted({row.period for row in rows}))
            raise ChapterError(f"{name}: nothing is printed for {region} and {self.period!r}; there are {periods}")

    # -- numbers --------------------------------------------------------------------------------------------------

    def numbers(self) -> Numbers:
        """The numbers cited in the chapter's sentences. Raises KeyUnknown naming chapter, cell and key."""
        figures: dict[str, Any] = {}
        for place, markdown in self._markdown():
            keys = list(dict.fromkeys(key for _, key in cited(markdown)))
            try:
                figures |= numbers(self.scope, keys, self.lang)
            except KeyUnknown as error:
                raise KeyUnknown(f"chapter {self.name}, cell {place}: {error}") from None
        return Numbers(figures=figures, said=self.said)

    @property
    def said(self) -> dict[str, str]:
        """The words for {say}: region, period, its base, the as-of date, and each further parameter."""
        words = {"missing": SAY[self.lang]["missing"], "as_of": period_in_words(self.store.as_of, self.lang)}
        if self.region is not None:
            words["region"] = self.store.name("region", self.region, self.lang)
        if self.period is not None:
            words["period"] = period_in_words(self.period, self.lang)
            words["base"] = period_in_words(self._base_period(), self.lang)
        return words | {name: str(value) for name, value in self.parameters.items()}

    def get(self, key: str) -> Quantity | None:
        """The quantity of *key*, None if nothing is printed for it here."""
        return self.scope.get(key)

    def cut(self, name: str) -> list[Part]:
        """The pieces of a cut, for this region and period."""
        return self.scope.parts(name)

    def cuts(self, *names: str) -> dict[str, list[Part]]:
        """Several cuts by their titles, those that are printed here."""
        found = {self.store.cuts[name].title[self.lang]: self.cut(name) for name in names}
        return {title: parts for title, parts in found.items() if parts}

    def rows(self, **wanted: str) -> list[Observation]:
        """Figures of this chapter's theme, region and period, further narrowed by columns."""
        here = {"theme": self.name} | {
            column: value for column, value in (("region", self.region), ("period", self.period)) if value is not None
        }
        return self.store.find(**(here | wanted))

    # -- figures --------------------------------------------------------------------------------------------------

    def show(self, name: str, draft: Draft | None, **facts: str) -> Drawing | Sentence:
        """The figure *name* with its words of captions.yaml; a sentence where the data do not support it."""
        words = self.store.captions(self.name)[name]
        told = self._places() | {key: value for key, value in facts.items() if value}
        if draft is None:
            place = ", ".join(filter(None, (told.get("region"), told.get("period")))) or self.name
            title = _filled(words["plain"][self.lang], told) or words["plain"][self.lang]
            return Sentence(SAY[self.lang]["no_figure"].format(title=title, place=place))
        told |= {key: value for key, value in draft.facts.items() if value}
        title = _filled(words.get("title", words["plain"])[self.lang], told)
        title = title or _filled(words["plain"][self.lang], told)
        subtitle = _filled(words["subtitle"][self.lang], told)
        caption = _filled(words["caption"][self.lang], told)
        for part, text in (("plain", title), ("subtitle", subtitle), ("caption", caption)):
            if text is None:
                raise ChapterError(
                    f"data/captions/{self.name}.yaml: {name}: {part} asks for a word the figure does not give; "
                    f"there are {', '.join(sorted(told))}"
                )
        summary = "; ".join(
            ": ".join(str(cell) for cell in row[:2]) for row in draft.rows.head(12).itertuples(index=False)
        )
        described = f"{title}. {subtitle}. {summary}"
        return Drawing(
            self.name,
            name,
            draft,
            Words(str(title), str(subtitle), str(caption), self._source(draft), described),
            self.lang,
        )

    def table(self, rows: pd.DataFrame | list[dict[str, str]], caption: str = "") -> Table:
        """A table of words and numbers; cells are escaped."""
        return Table(pd.DataFrame(rows), caption)

    def sources(self) -> Sentence:
        """Every article with its publisher, date and use; each entry is the target of links from the evidence."""
        rows = []
        for row in self.store.sources.to_dict("records"):
            date = period_in_words(str(row["date"]), self.lang)
            rows.append(
                [
                    f"[{plain(row['source'])}]{{#source-{row['source']}}}",
                    f"{plain(row['title'])}<br>{plain(row['title_en'])}",
                    plain(row["publisher"]),
                    plain(f"{date} ({row['date_basis']})"),
                    plain(row["use"].replace("_", " ")),
                    plain(row["note"]),
                ]
            )
        head = ["Article", "Title", "Publisher", "Date", "Use", "Note"]
        return Sentence(markdown_table(head, rows))

    # -- within ---------------------------------------------------------------------------------------------------

    def _places(self) -> dict[str, str]:
        return {key: word for key, word in self.said.items() if word and key != "missing"}

    def _base_period(self) -> str:
        rows = [row for row in self.rows(measure="growth") if row.base_period]
        return rows[0].base_period if rows else ""

    def _source(self, draft: Draft) -> str:
        say = SAY[self.lang]
        codes = dict.fromkeys(self.store.by_obs[obs].source for obs in draft.obs if obs in self.store.by_obs)
        sources: dict[str, None] = {}
        for code in codes:
            row = self.store.sources.loc[code]
            publisher = say["page"] if row["publisher"] == "not printed" else str(row["publisher"])
            date = period_in_words(str(row["date"]), self.lang)
            note = f" ({say['inferred']})" if row["date_basis"] == "inferred" else ""
            sources[f"{publisher}, {date}{note}"] = None
        how = (
            say["derived"]
            if any("derived" in str(cell) or "推算" in str(cell) for cell in draft.rows.to_numpy().flat)
            else say["printed"]
        )
        return say["source"].format(sources="; ".join(sources), how=how)

    def _markdown(self) -> list[tuple[int, str]]:
        path = self.book.root / ("index.ipynb" if self.name == "index" else f"chapters/{self.name}.ipynb")
        with pathlib.Path(path).open(encoding="utf-8") as file:
            cells = json.load(file)["cells"]
        return [(n, "".join(cell["source"])) for n, cell in enumerate(cells) if cell["cell_type"] == "markdown"]


def _filled(template: str, told: Mapping[str, str]) -> str | None:
    """The template with its words put in; None if one is not there."""
    try:
        return template.format_map(told)
    except KeyError:
        return None
