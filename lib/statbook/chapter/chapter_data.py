"""Where a chapter stands in the data, and what one may ask from there."""

from __future__ import annotations

__all__ = ["Position"]

from dataclasses import replace
from typing import Any, Self

from statbook.analysis import DERIVED, MONTH, ROUNDING, Part, Quantity, Scope, printed
from statbook.chapter.arguments import given
from statbook.errors import ChapterError, Fault, ParameterError, listed, near
from statbook.charts import Labels, Point, Series, below_zero, record
from statbook.project.paths import book
from statbook.prose import period_in_words
from statbook.store import IN_WORDS, MEASURES, Observation, Store, noted
from statbook.store.periods import UNDATED, length_of

PROSE = "en"
"""The language of the sentences."""


class Position:
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
        here = book()
        store = Store.load(here.data)
        called = {"region": region, "period": period, "lang": lang, "rounding": rounding}
        typed = given(here, name, called | parameters, store)
        if lang != PROSE:
            raise ParameterError(
                f"{name}: lang is {lang!r}; the sentences of a chapter are in {PROSE!r} alone until there is an edition "
                f"in another language. Figures have words in it: Labels(store, {lang!r})"
            )
        own = {key: value for key, value in typed.items() if key not in called}
        period = typed.get("period")
        self._stand(noted(store), name, region, period, lang, rounding, own)
        if region is not None and not self.store.find(theme=name, region=region):
            known = sorted({row.region for row in self.store.observations if row.theme == name})
            raise ChapterError(f"{name}: nothing is printed for region {region!r}; there are {', '.join(known)}")
        if self.period is not None and not self.store.find(theme=name, region=region or "", period=self.period):
            rows = [row for row in self.store.observations if row.theme == name and row.region == region]
            periods = listed(sorted({row.period for row in rows}))
            raise ChapterError(f"{name}: nothing is printed for {region} and {self.period!r}; there are {periods}")

    def _stand(
        self,
        store: Store,
        name: str,
        region: str | None,
        period: str | int | None,
        lang: str,
        rounding: str,
        parameters: dict[str, str | int | float | bool],
    ) -> None:
        self.name = name
        self.store = store
        self.lang = lang
        # papermill's command line passes 2023 as a number.
        self.period = str(period) if period is not None else None
        self.region = region
        self.rounding = rounding
        self.parameters = parameters
        self.scope = Scope(self.store, region, self.period, strict=rounding == "strict")
        self.labels = Labels(self.store, lang)

    @property
    def called(self) -> dict[str, Any]:
        """What the chapter was called with, so that it can be read again: `again(store, called)`."""
        names = ("name", "region", "period", "lang", "rounding", "parameters")
        return {name: getattr(self, name) for name in names}

    @classmethod
    def again(cls, store: Store, called: dict[str, Any]) -> Self:
        """The chapter that was *called* so, read from *store*."""
        here = cls.__new__(cls)
        here._stand(store, **called)
        return here

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

    def pieces(self, cut: str) -> list[Part]:
        """The pieces of a cut that exclude one another: its leaves with their rests."""
        parts = [part for part in self.cut(cut) if not part.overlap]
        inner = {id(part.whole) for part in parts}
        return [part for part in parts if id(part) not in inner]

    def groups(self, cut: str) -> list[Part]:
        """The figures of a cut as they are printed, overlapping groups among them, without the whole and the rests."""
        return [part for part in self.cut(cut) if part.whole is not None and not part.rest]

    def two_readings(self, *keys: str) -> list[tuple[str, Quantity | None, Quantity | None]]:
        """Each key as (name, by the rule, by the last printed digit only)."""
        rule, strict = replace(self.scope, strict=False, _known={}), replace(self.scope, strict=True, _known={})
        return [(self._words_of(key).split(": ")[0], rule.get(key), strict.get(key)) for key in keys]

    def caption(self, figure: str, part: str = "") -> Any:
        """The words of *figure* (data/captions), or a *part* of them. Raises ChapterError where they are not written."""
        told = self.store.captions(self.name)
        where = f"data/captions/{self.name}.yaml"
        if figure not in told:
            raise ChapterError(
                str(Fault(where, f"no words on {figure!r}", f"one of {', '.join(told)}", near(figure, told).strip()))
            )
        if part and part not in told[figure]:
            raise ChapterError(
                str(Fault(f"{where}: {figure}", f"no {part}", f"{part}", f"The chapter asks for {part}."))
            )
        return told[figure][part] if part else told[figure]

    def rows(self, **wanted: str) -> list[Observation]:
        """Figures of this chapter's theme, region and period, further narrowed by columns."""
        here = {"theme": self.name} | {
            column: value for column, value in (("region", self.region), ("period", self.period)) if value is not None
        }
        return self.store.find(None, **(here | wanted))

    def series(self, figure: str, measure: str = "level") -> list[Series]:
        """The series by month that *figure* shows (captions, `series`), those that the data hold, in their order."""
        told = self.caption(figure)
        found = []
        for key, words in self.caption(figure, "series").items():
            name, at, place = key.partition("@")
            whole = key if measure == "level" else f"{name}.{measure}{at}{place}"
            months, to_date = ([self._read(row) for row in rows] for rows in self.scope.along(whole))
            same = dict.fromkeys(quantity.inputs[0].obs for quantity in months)
            replaced = tuple(self._read(row) for obs in same for row in self.store.before.get(obs, []))
            broken = told.get("breaks", {}).get(key, {}).get(self.lang, "")
            found.append(Series(words[self.lang], tuple(months), tuple(to_date), replaced, self.period or "", broken))
        return [series for series in found if series.months]

    def views(self, figure: str) -> dict[str, list[Series]]:
        """The same for each measure that *figure* shows (captions, `views`)."""
        return {view: self.series(figure, view) for view in self.caption(figure, "views")}

    def below_zero(self, figure: str) -> str:
        """In how many months the series of *figure* lie below zero, in words; empty where they are not there."""
        return "; ".join(below_zero(series, self.lang) for series in self.series(figure))

    def record(self, figure: str) -> str:
        """How the month of the chapter stands among those of earlier years in the series of *figure*, in words."""
        return "; ".join(filter(None, (record(series, self.lang) for series in self.series(figure))))

    def beside(self, figure: str) -> list[Point]:
        """Single months of another concept that *figure* shows beside its series (captions, `beside`)."""
        keys = self.caption(figure, "beside")
        return [
            Point(words[self.lang], self._read(row))
            for key, words in keys.items()
            for row in self.scope.told(key)
            if length_of(row.period) == MONTH
        ]

    def _read(self, row: Observation) -> Quantity:
        return printed(row, strict=self.scope.strict)

    def growth_points(self, *always: str) -> list[Point]:
        """The growth rates printed for this region and period, largest first; keys of *always* even if missing.

        Rates of the indicator of the first key only, if there is one.
        The size of a point is the implied level of the base period, where the level is printed.
        """
        points = []
        indicator = {"indicator": always[0].split(".")[0]} if always else {}
        for row in self.rows(measure="growth", **indicator):
            key = ".".join((row.indicator, *row.broken_down_by.values()))
            before = self.scope.get(f"{key}.base@{row.region}@{row.period}") if self._has_level(row) else None
            size = before.value if before is not None else None
            points.append(Point(self.labels.name(row), printed(row), size=size))
        points.sort(key=lambda point: -(point.quantity.value if point.quantity else 0))
        silent = [key for key in always if self.scope.get(f"{key}.growth") is None]
        alike = {key: self.store.find(indicator=key.split(".")[0]) for key in silent}
        return points + [Point(self._name(key, alike[key]), None) for key in silent]

    def across(self, whole: str, *keys: str) -> list[Point]:
        """The quantities of *keys* for every region and period in which the level of *whole* is printed."""
        points = []
        for row in self.store.find(theme=self.name, indicator=whole, measure="level", members={}):
            panel = f"{self.store.name('region', row.region, self.lang)}, {period_in_words(row.period, self.lang)}"
            here = row.region == self.region and row.period == self.period
            for key in keys:
                quantity = self.scope.get(f"{key}@{row.region}@{row.period}")
                name = self._name(key, self.store.find(indicator=whole))
                points.append(Point(name, quantity, panel, here))
        return points

    def _words_of(self, key: str) -> str:
        """What a key that has no print here would have said: the name, and the measure where it is not the level."""
        name = key.split("@")[0]
        if name in self.store.formulas:
            return str(self.store.formulas[name]["name"][self.lang])
        first, last = name.split(".")[0], name.split(".")[-1]
        if first in self.store.cuts:
            rest = self.store.cuts[first].root.rest
            told = rest[self.lang] if rest else f"{ROUNDING[self.lang]}, {self.store.cuts[first].title[self.lang]}"
        else:
            told = self._name(key, self.store.find(indicator=first))
        measure = IN_WORDS[self.lang].get(last)
        return f"{told}: {measure}" if measure else told

    def _has_level(self, row: Observation) -> bool:
        same = {"region": row.region, "period": row.period, "indicator": row.indicator, "measure": "level"}
        return any(found.broken_down_by == row.broken_down_by for found in self.store.find(None, **same))

    def _name(self, key: str, rows: list[Observation]) -> str:
        """The words for a key: the name of any figure that bears it."""
        codes = sorted(code for code in key.split("@")[0].split(".")[1:] if code not in (*MEASURES, *DERIVED))
        row = next((row for row in rows if sorted(row.broken_down_by.values()) == codes), None)
        return self.labels.name(row) if row is not None else key

    def _base_period(self) -> str:
        rows = [row for row in self.rows(measure="growth") if row.base_period not in ("", UNDATED)]
        # The whole speaks for its parts.
        rows.sort(key=lambda row: len(row.broken_down_by))
        return rows[0].base_period if rows else ""
