"""Roles in Markdown that cite numbers by key.

{num}`key`    the number                       1.18 trillion yuan
{rose}`key`   a change with its direction      rose 18.8%
{up}`key`     the same as an adverb            up 18.8%
{size}`key`   the number without its sign      19.0%
{range}`key`  the interval rounding allows     988 to 998 billion yuan
{time}`key`   the period that the number speaks of   July 2026
{say}`name`   a parameter in words             Xi'an; January–February 2026
{when}`key`   the paragraph stands only where something is printed for the key; leaves no word
{unless}`key` the paragraph stands only where nothing is printed for the key; leaves no word
{decided}`key`    the paragraph stands only where rounding leaves no doubt of the number's sign; leaves no word
{undecided}`key`  the paragraph stands only where rounding allows either sign; leaves no word
{printed}`form` a form as an article prints it, quoted as an example; it must stand in the data   1.18万亿元
{missing}`all`  alone in its paragraph: what the chapter cites and these parameters have no print for

A chapter leaves the cited numbers as JSON; after its run the site puts them into the text here, so that every
output sees the same words. No role reaches the book tool, and no word of the data is markup for it.

The module is long because it has one paragraph of code for each role.
"""

import re
from collections.abc import Callable
from typing import Any

from statbook.analysis import Quantity, Scope
from statbook.errors import KeyUnknown
from statbook.prose.markup import plain
from statbook.prose.number_words import change_in_words, quantity_in_words, range_in_words
from statbook.store import Store

ROLES = (
    *("num", "rose", "up", "size", "range", "time", "say"),
    *("when", "unless", "decided", "undecided", "printed", "missing"),
)

WRITTEN = re.compile(rf"\{{({'|'.join(ROLES)})\}}`([^`\n]+)`")
"""A role as it is written: its name and its key."""

CONDITION = re.compile(r"\{(?:when|unless|decided|undecided)\}`[^`]+` ?")
"""The roles that leave no word, with the blank after them."""

Mark = Callable[[str], str]
"""Anchor of a number to the name of the place that cites it."""


def render_number(store: Store, key: str, quantity: Quantity, lang: str, name: str = "") -> dict[str, Any]:
    """The quantity of *key* in every form that a role may ask for, with the *name* that readers know it by.

    `knowingly` are the rules that it breaks knowingly: name, and the reason in English and in Chinese. `vintage` are
    inputs that have been revised since, by key, with the day on which the value used here became known.
    """
    units = store.units
    low, high = (end if abs(end) != float("inf") else None for end in quantity.interval)
    return {
        "key": key,
        "words": {
            "num": quantity_in_words(quantity, units, lang),
            "rose": change_in_words(quantity, units, lang),
            "up": change_in_words(quantity, units, lang, short=True),
            "size": quantity_in_words(quantity, units, lang, absolute=True),
            "range": range_in_words(quantity, units, lang),
        },
        "value": quantity.value,
        "low": low,
        "high": high,
        "unit": quantity.unit,
        "derived": quantity.is_derived,
        "formula": quantity.formula,
        "inputs": tuple(item.obs for item in quantity.inputs),
        "name": name,
        "anchor": quantity.anchor,
        "measure": quantity.measure,
        "strict": quantity.strict and quantity.is_derived,
        "period": quantity.period,
        "base_period": quantity.base_period,
        "knowingly": tuple((w.rule, w.reason("en"), w.reason("zh")) for w in quantity.waivers),
        "vintage": earlier_vintage(store, quantity) if quantity.is_derived else {},
    }


def earlier_vintage(store: Store, quantity: Quantity) -> dict[str, str]:
    """The inputs of *quantity* that are not the values in force, by key, with the day from which they were."""
    return {
        item.obs: item.known_from
        for item in quantity.inputs
        if (row := store.by_obs.get(item.obs)) is None or row.known_from != item.known_from
    }


def cited_keys(markdown: str) -> list[tuple[str, str]]:
    """The roles of a text that ask for a number: (role, key), in order."""
    return [(role, key) for role, key in WRITTEN.findall(markdown) if role not in ("say", "printed", "missing")]


def is_printed_form(store: Store, form: str) -> bool:
    """Whether a number is printed in this *form* in the data."""
    return any(row.printed == form for row in store.observations) or form in set(store.prints["printed"])


def render_numbers(
    scope: Scope, keys: list[str], lang: str, names: Callable[[str], str]
) -> dict[str, dict[str, Any] | None]:
    """Key to number, or to None where nothing is printed for it; *names* gives words for a key. Raises KeyUnknown."""
    quantities = {key: scope.get(key) for key in keys}
    return {
        key: None if quantity is None else render_number(scope.store, key, quantity, lang, names(key))
        for key, quantity in quantities.items()
    }


def resolve(markdown: str, numbers: dict[str, dict[str, Any] | None], said: dict[str, str], mark: Mark) -> str:
    """*markdown* with its numbers written out, marked and linked to their entries of the evidence.

    Paragraphs and list items that cite a number for which nothing is printed are left out.
    *mark* gives each place a name, by which the entry leads back to it.
    Raises KeyUnknown for a key that *numbers* have no answer to, and for words that nobody *said*.
    """
    for role, key in WRITTEN.findall(markdown):
        known = said if role == "say" else numbers
        if role not in ("printed", "missing") and key not in known:
            raise KeyUnknown(f"{{{role}}}`{key}`: nobody asked for {key!r}; there are {', '.join(known)}")
    blocks = []
    for block in re.split(r"\n{2,}", markdown):
        if re.fullmatch(r"\{missing\}`[^`]+`", block.strip()):
            block = _list_of_missing(numbers, said)
        items = re.split(r"(?m)^(?=[-*] |\d+\. )", block)
        # An item stands if all that it cites is printed, and what it replaces is not.
        kept = (item for item in items if all(_holds(role, numbers[key]) for role, key in cited_keys(item)))
        blocks.append("".join(kept))
    text = CONDITION.sub("", "\n\n".join(block for block in blocks if block.strip()))
    return WRITTEN.sub(lambda match: _link(match, numbers, said, mark), text)


def _holds(role: str, number: dict[str, Any] | None) -> bool:
    """Whether a paragraph that cites *number* in *role* is kept."""
    if number is None or role == "unless":
        return (number is None) == (role == "unless")
    if role not in ("decided", "undecided"):
        return True
    ends = number["low"], number["high"]
    either = None in ends or ends[0] <= 0 <= ends[1]
    return either == (role == "undecided")


# A number at the start of a sentence, a list item or a cell begins with a capital: "More than 1,200 institutions".
_OPENS = re.compile(r"(?:^|\n|[.!?]\s|\|)\s*(?:[-*] |\d+\. )?$")


def _link(match: re.Match[str], numbers: dict[str, dict[str, Any] | None], said: dict[str, str], mark: Mark) -> str:
    role, key = match[1], match[2]
    opens = _OPENS.search(match.string[: match.start()]) is not None
    if role == "printed":
        return plain(key)
    number = None if role in ("say", "time") else numbers[key]
    if role in ("say", "time"):
        words = said[key] if role == "say" else said[f"time:{key}"]
    elif number is None:
        return ""
    else:
        words = number["words"][role]
    words = plain(words[:1].upper() + words[1:] if opens else words)
    if number is None:
        return words
    kind = ".num .derived" if number["derived"] else ".num"
    return f"[[{words}](#{number['anchor']})]{{{kind} #{mark(number['anchor'])}}}"


def _list_of_missing(numbers: dict[str, dict[str, Any] | None], said: dict[str, str]) -> str:
    """One paragraph of what is not printed, and one of the numbers left out for it; empty if there is neither."""
    wanted = (said.get(f"name:{key}", "") for key, number in numbers.items() if number is None)
    names = [name for name in wanted if name]
    told = [plain(f"{said['missing']} {'; '.join(dict.fromkeys(names))}.")] if names else []
    if said.get("left_out"):
        told.append(plain(said["left_out"]))
    return "\n\n".join(told)
