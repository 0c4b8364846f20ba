"""The source line of a chart or a table."""

from collections.abc import Iterable
from pathlib import Path

from statbook.messages import say, words_in
from statbook.store import Store
from statbook.store.periods import period_in_words

WORDS = words_in(Path(__file__).with_suffix(".toml"))


def sources_in_words(store: Store, articles: Iterable[str], lang: str, *, derived: bool, how: str = "") -> str:
    """The source line of *articles* (codes): publishers with their dates, each once, and how the numbers stand to them.

    *how* replaces the words for that, where neither printed nor derived says it; alone where there are no articles.
    """
    words: dict[str, str] = WORDS[lang]
    sources: dict[str, None] = {}
    for code in articles:
        row = store.sources.loc[code]
        publisher = words["page"] if row["publisher"] == "not printed" else say(str(row["publisher"]))
        date = period_in_words(str(row["date"]), lang)
        source = words["one"].format(publisher=publisher, date=date)
        sources[words["inferred"].format(source=source) if row["date_basis"] == "inferred" else source] = None
    if not sources:
        return how
    return words["source"].format(
        sources=words["between"].join(sources), how=how or words["derived" if derived else "printed"]
    )
