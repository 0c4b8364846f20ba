"""The source line of a chart or a table."""

from collections.abc import Iterable

from statbook.store import Store
from statbook.store.periods import period_in_words

WORDS = {
    "en": {
        "source": "Source: {sources}. {how}",
        "printed": "As printed.",
        "derived": "As printed, and derived from it.",
        "page": "press page",
        "inferred": "date inferred",
    },
    "zh": {
        "source": "来源:{sources}。{how}",
        "printed": "按原文。",
        "derived": "按原文及据其推算。",
        "page": "报刊版面",
        "inferred": "日期系推断",
    },
}


def sources_in_words(store: Store, articles: Iterable[str], lang: str, *, derived: bool, how: str = "") -> str:
    """The source line of *articles* (codes): publishers with their dates, each once, and how the numbers stand to them.

    *how* replaces the words for that, where neither printed nor derived says it; alone where there are no articles.
    """
    words = WORDS[lang]
    sources: dict[str, None] = {}
    for code in articles:
        row = store.sources.loc[code]
        publisher = words["page"] if row["publisher"] == "not printed" else str(row["publisher"])
        date = period_in_words(str(row["date"]), lang)
        note = f" ({words['inferred']})" if row["date_basis"] == "inferred" else ""
        sources[f"{publisher}, {date}{note}"] = None
    if not sources:
        return how
    return words["source"].format(sources="; ".join(sources), how=how or words["derived" if derived else "printed"])
