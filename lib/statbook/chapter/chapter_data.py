"""What a chapter asks of the data: quantities, breakdowns, series and points for its region and period.

The module is long because it holds every question that a chapter asks of the data.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Self

from statbook.analysis import DERIVED, MONTH, ROUNDING, Part, Quantity, Scope, printed_quantity
from statbook.chapter.arguments import check_arguments
from statbook.charts.labels import Labels
from statbook.charts.named_points import Point
from statbook.charts.series import Series, months_below_zero, rank_by_month
from statbook.errors import ChapterError, Fault, ParameterError, join_values, suggestion
from statbook.messages import WRITTEN, join_words, speak
from statbook.project.paths import book
from statbook.prose import period_in_words
from statbook.store import MEASURE_NAMES, MEASURES, Observation, Store
from statbook.store.periods import UNDATED, length_of
from statbook.store.recorded_store import RecordedStore

PROSE = "en"
"""The language of the sentences."""


class ChapterData:
    """The data as the chapter *name* reads them, for a region and a period.

    *region* and *period* may be left out by chapters without such a parameter.
    *rounding* is `rule` (with the rounding units that rows name) or `strict` (last printed digit only).
    Raises ParameterError for arguments outside the declared domains, ChapterError if nothing is printed for them.
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
        own_book = book()
        known_languages = (*WRITTEN, *(path.parent.name for path in own_book.locale.glob("*/LC_MESSAGES")))
        speak(lang if lang in known_languages else PROSE, own_book.locale)
        # Where a build runs the chapter, it is told what the chapter asks.
        store = RecordedStore.into(own_book.asked, own_book.data)
        named = {"region": region, "period": period, "lang": lang, "rounding": rounding}
        values = check_arguments(own_book.root, name, named | parameters, store)
        if lang not in known_languages:
            told = " and ".join(known_languages)
            raise ParameterError(f"{name}: lang is {lang!r}; charts and numbers have words in {told}")
        further = {key: value for key, value in values.items() if key not in named}
        self._set(store, named | {"name": name, "period": values.get("period"), "parameters": further})
        if region is not None and (region,) not in self.store.values(name, "region"):
            known = sorted(code for (code,) in self.store.values(name, "region"))
            raise ChapterError(f"{name}: nothing is printed for region {region!r}; there are {', '.join(known)}")
        if self.period is not None and (self.period,) not in self.store.values(name, "period", region=region or ""):
            periods = join_values(sorted(each for (each,) in self.store.values(name, "period", region=region or "")))
            raise ChapterError(f"{name}: nothing is printed for {region} and {self.period!r}; there are {periods}")

    def _set(self, store: Store, arguments: dict[str, Any]) -> None:
        self.store = store
        self.name: str = arguments["name"]
        self.region: str | None = arguments["region"]
        # papermill's command line passes 2023 as a number.
        self.period = str(arguments["period"]) if arguments["period"] is not None else None
        self.lang: str = arguments["lang"]
        self.rounding: str = arguments["rounding"]
        self.parameters: dict[str, str | int | float | bool] = arguments["parameters"]
        self.scope = Scope(store, self.region, self.period, strict=self.rounding == "strict")
        self.labels = Labels(store, self.lang)

    @property
    def arguments(self) -> dict[str, Any]:
        """What the chapter was called with; `restore(store, arguments)` gives the same chapter."""
        return {name: getattr(self, name) for name in ("name", "region", "period", "lang", "rounding", "parameters")}

    @classmethod
    def restore(cls, store: Store, arguments: dict[str, Any]) -> Self:
        """The chapter that was called with *arguments*, reading from *store*."""
        chapter = cls.__new__(cls)
        chapter._set(store, arguments)
        return chapter

    def get(self, key: str) -> Quantity | None:
        """The quantity of *key*; None if nothing is printed for it here. Raises KeyUnknown if the key names nothing."""
        return self.scope.get(key)

    def breakdown(self, name: str) -> list[Part]:
        """The parts of a breakdown (data/cuts.yaml) for this region and period."""
        return self.scope.parts(name)

    def breakdowns(self, *names: str) -> dict[str, list[Part]]:
        """Several breakdowns by their titles, as far as anything is printed for them here."""
        found = {self.store.breakdowns[name].title[self.lang]: self.breakdown(name) for name in names}
        return {title: parts for title, parts in found.items() if parts}

    def pieces(self, breakdown: str) -> list[Part]:
        """The parts of a breakdown that exclude one another: its leaves with their residuals."""
        parts = [part for part in self.breakdown(breakdown) if not part.overlap]
        inner = {id(part.whole) for part in parts}
        return [part for part in parts if id(part) not in inner]

    def groups(self, breakdown: str) -> list[Part]:
        """The printed numbers of a breakdown, overlapping groups included, without the whole and the residuals."""
        return [part for part in self.breakdown(breakdown) if part.whole is not None and not part.residual]

    def two_readings(self, *keys: str) -> list[tuple[str, Quantity | None, Quantity | None]]:
        """Each key as (name, quantity with the rounding rule, quantity by the last printed digit only)."""
        rule, strict = replace(self.scope, strict=False, _known={}), replace(self.scope, strict=True, _known={})
        return [
            (self._words_of(key).split(join_words(("", ""), ": "))[0], rule.get(key), strict.get(key)) for key in keys
        ]

    def caption(self, chart: str, part: str = "") -> Any:
        """The words of *chart* (data/captions), or a *part* of them. Raises ChapterError if there are none."""
        captions = self.store.captions(self.name)
        where = f"data/captions/{self.name}.yaml"
        if chart not in captions:
            hint = suggestion(chart, captions).strip()
            raise ChapterError(str(Fault(where, f"no words on {chart!r}", f"one of {', '.join(captions)}", hint)))
        if part and part not in captions[chart]:
            fault = Fault(f"{where}: {chart}", f"no {part}", part, f"The chapter asks for {part}.")
            raise ChapterError(str(fault))
        return captions[chart][part] if part else captions[chart]

    def rows(self, **columns: str) -> list[Observation]:
        """The observations of this chapter's theme, region and period whose *columns* have the given values.

        Example: `here.rows(indicator="money_m2", measure="growth")`.
        """
        place = {"theme": self.name, "region": self.region, "period": self.period}
        return self.store.find(None, **{key: value for key, value in (place | columns).items() if value is not None})

    def series(self, chart: str, measure: str = "level") -> list[Series]:
        """The monthly series of *chart* (captions, `series`) that the data hold, in the order of the captions."""
        words = self.caption(chart)
        found = []
        for key, names in self.caption(chart, "series").items():
            name, at, place = key.partition("@")
            whole = key if measure == "level" else f"{name}.{measure}{at}{place}"
            rows, sums = self.scope.series_of(whole)
            earlier = [row for obs in dict.fromkeys(row.obs for row in rows) for row in self.store.earlier_of(obs)]
            months, to_date, replaced = (tuple(map(self._quantity, each)) for each in (rows, sums, earlier))
            breaks = words.get("breaks", {}).get(key, {}).get(self.lang, "")
            if months:
                found.append(Series(names[self.lang], months, to_date, replaced, self.period or "", breaks))
        return found

    def views(self, chart: str) -> dict[str, list[Series]]:
        """The series of *chart* by measure (captions, `views`)."""
        return {view: self.series(chart, view) for view in self.caption(chart, "views")}

    def below_zero(self, chart: str) -> str:
        """In how many months the series of *chart* are below zero, in words; empty if there are no series."""
        return join_words((months_below_zero(series, self.lang) for series in self.series(chart)), "; ")

    def record(self, chart: str) -> str:
        """How the month of the chapter compares with the same month of earlier years in the series, in words."""
        return join_words(filter(None, (rank_by_month(series, self.lang) for series in self.series(chart))), "; ")

    def beside(self, chart: str) -> list[Point]:
        """Single months of another concept that *chart* shows beside its series (captions, `beside`)."""
        return [
            Point(words[self.lang], self._quantity(row))
            for key, words in self.caption(chart, "beside").items()
            for row in self.scope.observations_of(key)
            if length_of(row.period) == MONTH
        ]

    def _quantity(self, row: Observation) -> Quantity:
        return printed_quantity(row, strict=self.scope.strict)

    def growth_points(self, *always: str, panels: Mapping[str, str] | None = None) -> list[Point]:
        """The growth rates printed for this region and period, largest first, and the keys *always* even if missing.

        With *always*, only rates of the indicator of its first key. The size of a point is the implied level of the base
        period, where the level is printed. *panels* puts rates together by the last of their dimensions that it names.
        """
        points, named = [], dict(panels or {})
        indicator = {"indicator": always[0].split(".")[0]} if always else {}
        for row in self.rows(measure="growth", **indicator):
            key = ".".join((row.indicator, *row.broken_down_by.values()))
            same = {"region": row.region, "period": row.period, "indicator": row.indicator}
            has_level = self.store.find(row.broken_down_by, measure="level", **same)
            before = self.scope.get(f"{key}.base@{row.region}@{row.period}") if has_level else None
            size = before.value if before else None
            panel = next((named[d] for d in reversed(row.broken_down_by) if d in named), next(iter(named.values()), ""))
            points.append(Point(self.labels.name(row), printed_quantity(row), panel, size=size))
        missing = [key for key in always if self.scope.get(f"{key}.growth") is None]
        points += [Point(self._name(key), None, next(iter(named.values()), "")) for key in missing]
        order = ["", *named.values()]
        return sorted(
            points, key=lambda p: (order.index(p.panel), p.quantity is None, -(p.quantity.value if p.quantity else 0))
        )

    def across(self, whole: str, *keys: str) -> list[Point]:
        """The quantities of *keys* for every region and period in which the level of *whole* is printed."""
        points = []
        for row in self.store.find(theme=self.name, indicator=whole, measure="level", members={}):
            panel = join_words(
                (self.store.name("region", row.region, self.lang), period_in_words(row.period, self.lang)), ", "
            )
            highlighted = row.region == self.region and row.period == self.period
            for key in keys:
                quantity = self.scope.get(f"{key}@{row.region}@{row.period}")
                name = self._name(key)
                points.append(Point(name, quantity, panel, highlighted))
        return points

    def _words_of(self, key: str) -> str:
        """The name of the number that *key* would give, with its measure unless it is the level."""
        name = key.split("@")[0]
        if name in self.store.formulas:
            return str(self.store.formulas[name]["name"][self.lang])
        first, last = name.split(".")[0], name.split(".")[-1]
        if first in self.store.breakdowns:
            breakdown = self.store.breakdowns[first]
            residual = breakdown.root.residual
            words = (
                residual[self.lang] if residual else join_words((ROUNDING[self.lang], breakdown.title[self.lang]), ", ")
            )
        else:
            words = self._name(key)
        measure = MEASURE_NAMES[self.lang].get(last)
        return join_words(filter(None, (words, measure)), ": ")

    def _name(self, key: str) -> str:
        """The name of any observation that *key* fits, or else the key."""
        indicator, *more = key.split("@")[0].split(".")
        codes = sorted(code for code in more if code not in (*MEASURES, *DERIVED))
        return next((self.labels.name(row) for row in self.store.series_rows(indicator, codes, self.region)), key)

    def _base_period(self) -> str:
        rows = [row for row in self.rows(measure="growth") if row.base_period not in ("", UNDATED)]
        # The least broken-down observation stands for the others.
        return min(rows, key=lambda row: len(row.broken_down_by)).base_period if rows else ""
