"""A quantity at two dates: its words, its table rows, and which of several moved most."""

from __future__ import annotations

__all__ = ["SAY", "TwoDates", "facts", "quantities", "twin", "weight"]

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from statbook.analysis import Quantity
from statbook.charts.shared.text_layout import inside
from statbook.charts.labels import Labels
from statbook.prose.number_words import moved

SAY = {
    "en": {
        "show": "Show",
        "level": "both dates",
        "change": "change",
        "growth": "change in percent",
        "derived": "hollow, derived",
        "printed": "grey, printed",
        "both": "grey where printed, hollow where derived",
    },
    "zh": {
        "show": "显示",
        "level": "两个时点",
        "change": "变动额",
        "growth": "变动幅度",
        "derived": "空心,推算",
        "printed": "灰色,印出",
        "both": "灰色为印出,空心为推算",
    },
}


@dataclass(frozen=True)
class TwoDates:
    """A quantity at two dates. Change and growth are the views a reader may switch to, where they are given."""

    name: str
    before: Quantity | None
    now: Quantity | None
    change: Quantity | None = None
    growth: Quantity | None = None

    @classmethod
    def of(cls, get: Callable[[str], Quantity | None], key: str, name: str) -> TwoDates:
        """The figure of *key* now, before, its change and its growth, each as *get* gives it.

        The change is the printed one, or that of the two levels where both are printed: it may be of another vintage.
        """
        before = get(f"{key}.base")
        printed = get(f"{key}.difference") if before is None or before.derived else None
        return cls(name, before, get(key), printed or get(f"{key}.change"), get(f"{key}.growth"))


def quantities(pair: TwoDates) -> list[Quantity]:
    """Both dates, change and growth, those that are given."""
    return [q for q in (pair.before, pair.now, pair.change, pair.growth) if q is not None]


def twin(labels: Labels, pair: TwoDates, quantity: Quantity) -> dict[str, str]:
    """The row of the table twin; what stands for the date before bears the period compared with."""
    row = labels.twin(pair.name, quantity)
    if quantity is pair.before:
        row |= {labels.column("period"): labels.period(quantity.period), labels.column("base"): ""}
    say = SAY[labels.lang]
    for view, other in (("change", pair.change), ("growth", pair.growth)):
        if quantity is other:
            row[labels.column("name")] = f"{pair.name}, {say[view]}"
    return row


def weight(pair: TwoDates) -> float:
    """By what pairs are ranked: growth, or else the change."""
    move = pair.growth or pair.change
    return move.value if move is not None else 0.0


def facts(labels: Labels, ranked: Sequence[TwoDates]) -> dict[str, str]:
    """The pair that moved most, the one that moved least, and how the values before are known and drawn."""
    kinds = {pair.before.derived for pair in ranked if pair.before is not None}
    how = "both" if len(kinds) > 1 else "derived" if True in kinds else "printed"
    told = {"before_how": SAY[labels.lang][how]}
    for place, pair in (("first", ranked[0]), ("last", ranked[-1])):
        move = pair.growth or pair.change
        told[place] = pair.name if place == "first" else inside(pair.name)
        told[f"{place}_moved"] = moved(move, labels.store.units, labels.lang, short=True) if move is not None else ""
        told[f"{place}_before"] = labels.number(pair.before) if pair.before is not None else ""
        told[f"{place}_now"] = labels.number(pair.now) if pair.now is not None else ""
    return told
