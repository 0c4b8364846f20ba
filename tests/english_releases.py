"""English releases of places that there are not."""

from __future__ import annotations

from dataclasses import replace

import made_up_releases
from statbook.reading import Proposal, read_text
from statbook.reading.lexicon import INDICATOR, MEMBER, REGION, Entry

_ENTRIES = {
    "foreign trade": Entry(INDICATOR, "trade", members=(("flow", "total"),), unit="CNY"),
    "exports": Entry(INDICATOR, "trade", members=(("flow", "export"),), unit="CNY"),
    "imports": Entry(INDICATOR, "trade", members=(("flow", "import"),), unit="CNY"),
    "processing trade": Entry(INDICATOR, "trade", members=(("flow", "total"), ("owner", "processing")), unit="CNY"),
    "use rate": Entry(INDICATOR, "use_rate", rate=True, unit="percent"),
    "tea": Entry(MEMBER, "tea", dimension="product"),
    "private firms": Entry(MEMBER, "private", dimension="owner"),
    "east sea": Entry(MEMBER, "East", dimension="partner"),
    "haixi": Entry(REGION, "Haixi"),
    "haidong": Entry(REGION, "Haidong"),
    "the federation": Entry(REGION, "Federation"),
}
LEXICON = replace(
    made_up_releases.LEXICON, words={**made_up_releases.LEXICON.words, **{word: (e,) for word, e in _ENTRIES.items()}}
)


def read(text: str, day: str = made_up_releases.DAY) -> list[Proposal]:
    """The proposals for an English text."""
    return list(read_text(text, LEXICON, date=day, lang="en"))
