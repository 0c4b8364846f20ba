"""What the tables say of a figure beyond its own row: what kind of thing it counts, who counted it, and what lies in it."""

from __future__ import annotations

__all__ = ["Member", "Nature", "Natures"]

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

WHOLE = ("all", "total")
"""The members that do not set a part aside."""


class Member(NamedTuple):
    """A member of a dimension with its names."""

    code: str
    en: str
    zh: str


@dataclass(frozen=True)
class Nature:
    """What a figure is; empty where the tables do not say.

    kind          of its indicator: stock, flow, count, rate, price and the like
    sort, factor  what its unit measures (money, percent), and how much of it one is
    producer      who compiled the figure
    basis         net or gross
    growth_basis  comparable, if growth does not lead from one published level to the next
    breaks        when its definition changed
    reach         for region and dimensions, where a part is set aside, all members that lie in it, itself included;
                  of two members that may share something, the shared part lies in both
    names         what it is called, by language
    """

    kind: str = ""
    sort: str = ""
    factor: float = 1.0
    producer: str = ""
    basis: str = ""
    growth_basis: str = ""
    breaks: tuple[str, ...] = ()
    reach: Mapping[str, frozenset[Member]] | None = None
    names: Mapping[str, str] | None = None


class Natures:
    """The natures of the figures of a book, from its tables of indicators, members and units as lists of rows."""

    def __init__(
        self, indicators: Iterable[Any], members: Iterable[Any], units: Iterable[Any], apart: Iterable[str] = ()
    ) -> None:
        """*apart* are the indicators whose breakdowns do not lie inside one another: a member is no part of another."""
        self._apart = {*apart}
        self._indicators = {row["indicator"]: row for row in indicators}
        self._units = {row["unit"]: row for row in units}
        self._members = {(row["dimension"], row["code"]): row for row in members}
        self._reach: dict[tuple[str, str], set[Member]] = {}
        self._known: dict[object, Nature] = {}
        for (dimension, code), row in self._members.items():
            self._place(dimension, [code], Member(code, row["name_en"], row["name_zh"]))
            for other in filter(None, row.get("overlaps", "").split(";")):
                also = self._members.get((dimension, other), row)
                shared = Member(
                    f"{code} & {other}",
                    f"what {row['name_en']} and {also['name_en']} may share",
                    f"{row['name_zh']}与{also['name_zh']}可能重合的部分",
                )
                self._place(dimension, [code, other], shared)

    def of(self, figure: Mapping[str, str], dimensions: Iterable[str]) -> Nature:
        """The nature of the row *figure*. Codes that no table has are left as they are: the check reports them."""
        told = tuple((name, figure[name]) for name in ("region", *dimensions) if figure[name] not in WHOLE)
        key = (figure["indicator"], figure["unit"], figure.get("producer", ""), told)
        # Figures that differ in period and measure alone share one: a book may hold a million.
        if key not in self._known:
            self._known[key] = self._of(figure, dict(told))
        return self._known[key]

    def _of(self, figure: Mapping[str, str], told: Mapping[str, str]) -> Nature:
        indicator = self._indicators.get(figure["indicator"], {})
        unit = self._units.get(figure["unit"], {})
        return Nature(
            kind=indicator.get("kind", ""),
            sort=unit.get("quantity", ""),
            factor=float(unit.get("factor") or 1),
            producer=figure.get("producer", "") or indicator.get("producer", ""),
            basis=indicator.get("basis", ""),
            growth_basis=indicator.get("growth_basis", ""),
            breaks=tuple(filter(None, indicator.get("breaks", "").split(";"))),
            reach={name: self._within(figure["indicator"], name, code) for name, code in told.items()},
            names={lang: self._name(lang, figure["indicator"], told) for lang in ("en", "zh")},
        )

    def _within(self, indicator: str, dimension: str, code: str) -> frozenset[Member]:
        """All members that lie in one: of a region always those of the table."""
        members = frozenset(self._reach.get((dimension, code), ()))
        alone = indicator in self._apart and dimension != "region"
        return frozenset(member for member in members if member.code == code) if alone else members

    def _place(self, dimension: str, codes: list[str], member: Member) -> None:
        """Put *member* into *codes* and all that they lie in."""
        queue, seen = list(codes), set()
        while queue:
            code = queue.pop()
            if code not in seen:
                seen.add(code)
                self._reach.setdefault((dimension, code), set()).add(member)
                queue += filter(None, self._members.get((dimension, code), {}).get("parents", "").split(";"))

    def _name(self, lang: str, indicator: str, told: Mapping[str, str]) -> str:
        """Indicator, members and region in words."""
        code = told.get("region", "")
        names = [
            self._members.get(item, {}).get(f"name_{lang}", item[1]) for item in told.items() if item[0] != "region"
        ]
        place = self._members.get(("region", code), {}).get(f"name_{lang}", code)
        what = self._indicators.get(indicator, {}).get(f"name_{lang}", indicator)
        if lang == "zh":
            return f"{place}{what}" + (f"({'、'.join(names)})" if names else "")
        return ", ".join([what + (f" ({', '.join(names)})" if names else ""), *([place] if place else [])])
