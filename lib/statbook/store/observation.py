"""One figure, as one row of data/ holds it."""

from __future__ import annotations

__all__ = ["ARTICLE", "MEASURES", "Observation", "anchor_of", "article_anchor"]

from dataclasses import dataclass, field
from decimal import Decimal

from statbook.store.classification import WHOLE, Nature

ARTICLE = "source-"
"""How the identifiers of articles begin."""
MEASURES = (
    "level",
    "growth",
    "difference",
    "share",
    "share_change",
    "growth_gap",
    "contribution",
    "rank",
)


def anchor_of(obs: str) -> str:
    """Identifier of a figure in the pages, from its key: letters, digits and hyphens."""
    return "obs-" + obs.replace(".", "-").replace("_", "-")


def article_anchor(code: str) -> str:
    """Identifier of an article in the pages, from its code."""
    return ARTICLE + code


@dataclass(frozen=True)
class Observation:
    """A printed figure. The fields are the columns of data/datapackage.json; *members* are its dimensions.

    *producer* is told where it is not that of the indicator; *nature* is what the other tables say of it.
    *revises*: whether it took the place of an earlier value; *last_printed*: the last day on which a source that was
    read gave this value.
    """

    obs: str
    theme: str
    indicator: str
    region: str
    members: tuple[tuple[str, str], ...]
    period: str
    timing: str
    measure: str
    value: Decimal
    unit: str
    bound: str
    status: str
    printed: str
    source: str
    offset: int | None
    known_from: str
    base_period: str = ""
    of: str = ""
    value_to: Decimal | None = None
    step: Decimal | None = None
    cell: str = ""
    known_to: str = ""
    note: str = field(default="", compare=False)
    producer: str = ""
    nature: Nature = field(default_factory=Nature, compare=False, repr=False)
    revises: bool = field(default=False, compare=False)
    last_printed: str = field(default="", compare=False)

    @property
    def broken_down_by(self) -> dict[str, str]:
        """The dimensions in which this figure is a part: dimension to member, without those that are `all`."""
        return {name: code for name, code in self.members if code not in WHOLE}

    @property
    def anchor(self) -> str:
        """Identifier of this figure in the pages."""
        return anchor_of(self.obs)
