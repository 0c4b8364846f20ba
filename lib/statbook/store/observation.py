"""An observation: one printed number, as one row of data/ holds it."""

from dataclasses import dataclass, field
from decimal import Decimal

from statbook.store.classification import WHOLE, Classification

ARTICLE = "source-"
"""How the anchors of articles begin."""
MEASURES = ("level", "growth", "difference", "share", "share_change", "growth_gap", "contribution", "rank")


def anchor_of(obs: str) -> str:
    """The anchor of an observation in the pages, from its key: letters, digits and hyphens."""
    return "obs-" + obs.replace(".", "-").replace("_", "-")


def article_anchor(code: str) -> str:
    """The anchor of an article in the pages, from its code."""
    return ARTICLE + code


@dataclass(frozen=True)
class Observation:
    """A printed number. The fields are the columns of data/datapackage.json; *members* are its dimensions.

    producer        given if it is not that of the indicator
    classification  what the tables of codes say of it
    revises         whether it replaced an earlier value
    last_printed    the last day on which a source that was read printed this value
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
    classification: Classification = field(default_factory=Classification, compare=False, repr=False)
    revises: bool = field(default=False, compare=False)
    last_printed: str = field(default="", compare=False)

    @property
    def broken_down_by(self) -> dict[str, str]:
        """Dimension to member, without the members that stand for a whole dimension."""
        return {name: code for name, code in self.members if code not in WHOLE}

    @property
    def printed_compact(self) -> str:
        """The printed form without the blanks and line breaks of the page."""
        return "".join(self.printed.split())

    @property
    def anchor(self) -> str:
        """The anchor of this observation in the pages."""
        return anchor_of(self.obs)
