"""The classification of observations by the tables of indicators, members and units."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from statbook.messages import WRITTEN, languages, say, spoken
from statbook.store.grouping import find_reachable

SHARED = "what {one} and {other} may share"
WHOLE = ("all", "total")
"""The members that stand for a whole dimension."""


class Member(NamedTuple):
    """A member of a dimension with its names."""

    code: str
    en: str
    zh: str
    other: str = ""
    """The name in the language that is spoken, if it is another."""

    def name(self, lang: str) -> str:
        """The name in *lang*."""
        return {"en": self.en, "zh": self.zh}.get(lang, self.other)


@dataclass(frozen=True)
class Classification:
    """What the tables say of an observation; empty if they say nothing.

    kind          of its indicator: stock, flow, count, rate, price and the like
    unit_kind, factor  what its unit measures (money, percent), and how much of it one unit is
    producer      who compiled it
    basis         net or gross
    growth_basis  comparable, if growth is not the change from one published level to the next
    breaks        the dates on which its definition changed
    reach         dimension (region included) to all members within its own member, itself included; what two members
                  may share is a member of both
    names         its name by language
    """

    kind: str = ""
    unit_kind: str = ""
    factor: float = 1.0
    producer: str = ""
    basis: str = ""
    growth_basis: str = ""
    breaks: tuple[str, ...] = ()
    reach: Mapping[str, frozenset[Member]] | None = None
    names: Mapping[str, str] | None = None


class Classifier:
    """Classifies observations by the tables of indicators, members and units, given as lists of rows."""

    def __init__(
        self, indicators: Iterable[Any], members: Iterable[Any], units: Iterable[Any], apart: Iterable[str] = ()
    ) -> None:
        """*apart* are the indicators whose members do not lie inside one another."""
        self._apart = {*apart}
        self._indicators = {row["indicator"]: row for row in indicators}
        self._units = {row["unit"]: row for row in units}
        self._members = {(row["dimension"], row["code"]): row for row in members}
        self._reach: dict[tuple[str, str], set[Member]] = {}
        self._known: dict[object, Classification] = {}
        for (dimension, code), row in self._members.items():
            other = "" if spoken() in WRITTEN else row.get(f"name_{spoken()}", "")
            self._place(dimension, [code], Member(code, row["name_en"], row["name_zh"], other))
            for overlapping in filter(None, row.get("overlaps", "").split(";")):
                also = self._members.get((dimension, overlapping), row)
                shared = Member(
                    f"{code} & {overlapping}",
                    SHARED.format(one=row["name_en"], other=also["name_en"]),
                    f"{row['name_zh']}与{also['name_zh']}可能重合的部分",
                    say(SHARED, one=other, other=also.get(f"name_{spoken()}", "")) if other else "",
                )
                self._place(dimension, [code, overlapping], shared)

    def of(self, row: Mapping[Any, str], dimensions: Iterable[str]) -> Classification:
        """The nature of the row. Codes that no table has are left as they are: the check reports them."""
        parts = tuple((name, row[name]) for name in ("region", *dimensions) if row[name] not in WHOLE)
        key = (row["indicator"], row["unit"], row.get("producer", ""), parts)
        # Numbers that differ in period and measure alone share one: a book may hold a million.
        if key not in self._known:
            self._known[key] = self._classify(row, dict(parts))
        return self._known[key]

    def _classify(self, row: Mapping[Any, str], parts: Mapping[str, str]) -> Classification:
        indicator = self._indicators.get(row["indicator"], {})
        unit = self._units.get(row["unit"], {})
        return Classification(
            unit_kind=unit.get("quantity", ""),
            factor=float(unit.get("factor") or 1),
            producer=row.get("producer", "") or indicator.get("producer", ""),
            **{name: indicator.get(name, "") for name in ("kind", "basis", "growth_basis")},
            breaks=tuple(filter(None, indicator.get("breaks", "").split(";"))),
            reach={name: self._within(row["indicator"], name, code) for name, code in parts.items()},
            names={lang: self._name(lang, row["indicator"], parts) for lang in languages()},
        )

    def _within(self, indicator: str, dimension: str, code: str) -> frozenset[Member]:
        """All members that lie in one: of a region always those of the table."""
        alone = indicator in self._apart and dimension != "region"
        return frozenset(each for each in self._reach.get((dimension, code), ()) if not alone or each.code == code)

    def _place(self, dimension: str, codes: list[str], member: Member) -> None:
        """Put *member* into *codes* and all that they lie in."""
        for code in find_reachable(codes, lambda code: self._parents(dimension, code)):
            self._reach.setdefault((dimension, code), set()).add(member)

    def _parents(self, dimension: str, code: str) -> Iterable[str]:
        return filter(None, self._members.get((dimension, code), {}).get("parents", "").split(";"))

    def parents(self, dimension: str, code: str) -> set[str]:
        """All members that *code* lies in, directly or through another."""
        return {*find_reachable(self._parents(dimension, code), lambda parent: self._parents(dimension, parent))}

    def _name(self, lang: str, indicator: str, parts: Mapping[str, str]) -> str:
        """Indicator, members and region in words."""
        code = parts.get("region", "")
        names = [
            self._members.get(item, {}).get(f"name_{lang}", item[1]) for item in parts.items() if item[0] != "region"
        ]
        place = self._members.get(("region", code), {}).get(f"name_{lang}", code)
        what = self._indicators.get(indicator, {}).get(f"name_{lang}", indicator)
        if lang == "zh":
            return f"{place}{what}" + (f"（{'、'.join(names)}）" if names else "")
        return ", ".join([what + (f" ({', '.join(names)})" if names else ""), *([place] if place else [])])


def joined_names(names: list[str], lang: str) -> str:
    """The names of members as one: the first, and the others behind it."""
    if lang == "zh":
        return "".join(names)
    first, *others = names
    return first[0].upper() + first[1:] + (f" ({', '.join(others)})" if others else "")
