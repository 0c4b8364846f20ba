"""Looks up the entries of a number, a key or an article, and the passage in the source text."""

import difflib
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from statbook.errors import StatbookError
from statbook.evidence.entry import entry
from statbook.evidence.formula import letters_of
from statbook.evidence.ledger import Ledger
from statbook.messages import say
from statbook.prose.number_words import SCALES
from statbook.store import Observation, article_anchor, normalize, passage_at, source_text

AROUND = 45
"""Characters of a passage before and after the printed number."""
MOST = 50
"""Numbers of a large table that are listed."""
_POWERS = {word.strip(): power for scales in SCALES.values() for words in scales.values() for power, word in words}
_FORMS = ("Printed", "Reads", "Also printed", "Number")
"""The facts of an entry that write its number."""
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")


def find_anchors(ledger: Ledger, text: str) -> tuple[list[str], list[str]]:
    """Anchors of the entries that *text* names, and close keys where there are none.

    A key, an anchor or the code of an article names its own; an article, the numbers read from it.
    A number is looked for as it is printed, as the book writes it in English and in Chinese, and by its value.
    """
    store = ledger.store
    wanted = text.strip()
    if wanted in store.by_obs:
        return [store.by_obs[wanted].anchor], []
    if wanted.lstrip("#") in ledger.page_of:
        return [wanted.lstrip("#")], []
    if wanted in store.sources.index:
        rows = [row for row in store.observations if row.source == wanted]
        return [article_anchor(wanted), *(row.anchor for row in sorted(rows, key=lambda row: row.offset or 0))], []
    cited = [number["anchor"] for number in ledger.numbers.values() if number["key"] == wanted]
    by_name = [row.anchor for row in store.observations if len(wanted) > 2 and row.obs.startswith(wanted)]
    # A printed form may have no digits: 一年多, 首位.
    by_print = [anchor for anchor, row in ledger.rows.items() if wanted and _plain(row.printed) == _plain(wanted)]
    by_words = cited or [*_by_number(ledger, wanted), *by_name, *by_print]
    if by_words:
        return list(dict.fromkeys(by_words)), []
    return [], difflib.get_close_matches(wanted, [*store.by_obs, *map(str, store.sources.index)], 3)


def look_up(ledger: Ledger, text: str, texts: Path | None = None) -> list[tuple[str, list[tuple[str, str]]]]:
    """Title and facts (name and words) of each entry that *text* names; with *texts*, also the source passages.

    Raises StatbookError if there is no such entry.
    """
    published, ledger = ledger, _with_large_numbers(ledger, text)
    anchors, close = find_anchors(ledger, text)
    if not anchors:
        hint = f" Close to it: {', '.join(close)}." if close else ""
        raise StatbookError(f"no number, key or article of the book is {text!r}.{hint}")
    found = []
    for anchor in anchors:
        shown = entry(ledger, anchor)
        facts = [(say(fact.name), fact.text) for fact in shown.facts]
        if texts is not None:
            inputs = printed_inputs(ledger, anchor)
            facts += [(say("Passage {name}", name=name).strip(), passage(ledger, row, texts)) for name, row in inputs]
        if anchor in published.page_of:
            facts.append((say("Page"), f"{published.page_of[anchor]}.html#{anchor}"))
        found.append((shown.title, facts))
    return found


def _with_large_numbers(ledger: Ledger, text: str) -> Ledger:
    """*ledger* with the numbers of large tables that *text* names, which have no page unless the book uses them."""
    store, wanted = ledger.store, text.strip()
    keys = {*store.large.matching(wanted, _value(_plain(wanted)), MOST)}
    return ledger if keys <= store.chosen else replace(ledger, store=store.with_large(keys=keys | store.chosen))


def printed_inputs(ledger: Ledger, anchor: str) -> list[tuple[str, Observation]]:
    """The printed numbers of an entry: itself without a name, or those of its formula by their letters."""
    if anchor in ledger.rows:
        return [("", ledger.rows[anchor])]
    keys = ledger.numbers[anchor]["inputs"] if anchor in ledger.numbers else []
    return [(letter, ledger.store.by_obs[key]) for key, letter in letters_of(keys).items()]


def passage(ledger: Ledger, row: Observation, texts: Path) -> str:
    """The words of the source around a number, the number itself between brackets. Raises DataError if it is not there."""
    if row.offset is None:
        return ""
    source = ledger.store.sources.loc[row.source]
    text = source_text(texts, str(source["file"]), str(source["sha256"]))
    before, printed, after = passage_at(text, row.offset, row.printed, AROUND)
    return f"…{before}【{printed}】{after}…"


def _by_number(ledger: Ledger, text: str) -> Iterator[str]:
    """Entries whose printed form, words or value is the number *text*."""
    plain = _plain(text)
    if not _NUMBER.search(plain):
        return
    # The digits of one number are not those of a longer one.
    bounded = re.compile(rf"(?<![\d.]){re.escape(plain)}(?![\d])(?!\.\d)")
    value = _value(plain)
    for anchor in (*ledger.rows, *ledger.numbers):
        forms = (fact.text for fact in entry(ledger, anchor).facts if fact.name in _FORMS)
        is_value = anchor in ledger.rows and value == ledger.rows[anchor].value
        if is_value or any(bounded.search(_plain(form)) for form in forms):
            yield anchor


def _plain(text: str) -> str:
    """*text* in one way of writing: no blanks or thousands separators, one minus sign, lower case."""
    return normalize(text).lower().replace("−", "-")


def _value(plain: str) -> Decimal | None:
    """The value of a number with a word of scale: 1.18万亿, 1.18trillion; None for anything else."""
    match = re.fullmatch(rf"({_NUMBER.pattern})({'|'.join(_POWERS)})?(?:元|yuan|%)?", plain)
    return Decimal(match[1]) * 10 ** _POWERS.get(match[2], 0) if match else None
