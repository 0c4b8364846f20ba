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
{chart}`name`   the number of a chart of the chapter, as a link   Chart 1.2
{term}`words <code>`   words that lead to the definition of an indicator
{missing}`all`  alone in its paragraph: what sentences without a condition cite, and is not printed

A chapter leaves the cited numbers as JSON; after its run the site puts them into the text here, so that every
output sees the same words. No role reaches the book tool, and no word of the data is markup for it.

The module is long because it has one paragraph of code for each role.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any

from statbook.analysis import Quantity, Scope
from statbook.errors import KeyUnknown
from statbook.messages import join_words
from statbook.prose.markup import plain
from statbook.prose.number_words import change_in_words, quantity_in_words, range_in_words
from statbook.store import Store, indicator_anchor

CONDITIONS = ("when", "unless", "decided", "undecided")
"""Roles that ask whether something is printed."""

ROLES = ("num", "rose", "up", "size", "range", "time", "say", *CONDITIONS, "printed", "chart", "term", "missing")

KEYLESS = ("printed", "chart", "term", "missing")
"""Roles that ask for no number and no word."""

WRITTEN = re.compile(rf"\{{({'|'.join(ROLES)})\}}`([^`\n]+)`")
"""A role as it is written: its name and its key."""

TERM = re.compile(r"(.+?) <(\w+)>")
"""What {term} holds: words, and the code of an indicator."""

CONDITION = re.compile(rf"\{{(?:{'|'.join(CONDITIONS)})\}}`[^`]+` ?")
"""The roles that leave no word, with the blank after them."""

MOST_NAMES = 3
"""How many names the sentence of what is not printed has."""

_BLOCKS, _ITEMS = re.compile(r"\n{2,}"), re.compile(r"(?m)^(?=[-*] |\d+\. )")

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
        if (row := store.observation(item.obs)) is None or row.known_from != item.known_from
    }


def cited_keys(markdown: str) -> list[tuple[str, str]]:
    """The roles of a text that ask for a number: (role, key), in order."""
    return [(role, key) for role, key in WRITTEN.findall(markdown) if role not in ("say", *KEYLESS)]


def render_numbers(
    scope: Scope, keys: list[str], lang: str, names: Callable[[str], str]
) -> dict[str, dict[str, Any] | None]:
    """Key to number, or to None where nothing is printed for it; *names* gives words for a key. Raises KeyUnknown."""
    quantities = {key: scope.get(key) for key in keys}
    return {
        key: None if quantity is None else render_number(scope.store, key, quantity, lang, names(key))
        for key, quantity in quantities.items()
    }


def resolve(
    markdown: str,
    numbers: dict[str, dict[str, Any] | None],
    said: dict[str, str],
    mark: Mark,
    charts: Mapping[str, tuple[str, str]] | None = None,
) -> str:
    """*markdown* with its numbers written out, marked and linked to their entries of the evidence.

    Paragraphs and list items that cite a number for which nothing is printed, or a chart that is not among *charts* (name
    to label and anchor), are left out.
    In a heading, which contents and search repeat, numbers are words alone; a sentence has them with their links.
    *mark* gives each place a name, by which the entry leads back to it.
    Raises KeyUnknown for a key that *numbers* have no answer to, and for words that nobody *said*.
    """
    for role, key in WRITTEN.findall(markdown):
        known = said if role == "say" else numbers
        if role not in KEYLESS and key not in known:
            raise KeyUnknown(f"{{{role}}}`{key}`: nobody asked for {key!r}; there are {', '.join(known)}")
    blocks = []
    for block in _BLOCKS.split(markdown):
        if re.fullmatch(r"\{missing\}`[^`]+`", block.strip()):
            block = _missing_in_words(numbers, said)
        # An item stands if all that it cites is printed, and what it replaces is not.
        blocks.append("".join(item for item in _ITEMS.split(block) if _stands(item, numbers, charts or {})))
    text = CONDITION.sub("", "\n\n".join(block for block in blocks if block.strip()))
    text = WRITTEN.sub(lambda match: _other_link(match, charts or {}), text)
    return WRITTEN.sub(lambda match: _link(match, numbers, said, mark), text)


def missing_keys(markdown: str, numbers: Mapping[str, Any]) -> Iterator[str]:
    """The keys for which nothing is printed in paragraphs and list items, headings aside, whose conditions hold."""
    for item in (item for block in _BLOCKS.split(markdown) for item in _ITEMS.split(block)):
        roles = [] if _HEADING.search(item.split("\n")[-1]) else cited_keys(item)
        if all(_holds(role, numbers[key]) for role, key in roles if role in CONDITIONS):
            yield from (key for role, key in roles if role not in CONDITIONS and numbers[key] is None)


def _stands(item: str, numbers: Mapping[str, Any], charts: Collection[str]) -> bool:
    shown = all(name in charts for role, name in WRITTEN.findall(item) if role == "chart")
    return shown and all(_holds(role, numbers[key]) for role, key in cited_keys(item))


def _other_link(match: re.Match[str], charts: Mapping[str, tuple[str, str]]) -> str:
    """The role as a link if it names a chart or a term; otherwise as it is."""
    if match[1] == "chart":
        label, anchor = charts[match[2]]
        return f"[{plain(label)}](#{anchor})"
    if match[1] == "term" and (term := TERM.fullmatch(match[2])):
        return f"[[{plain(term[1])}](#{indicator_anchor(term[2])})]{{.sb-term}}"
    return match[0]


def _holds(role: str, number: dict[str, Any] | None) -> bool:
    """Whether a paragraph that cites *number* in *role* is kept."""
    if number is None or role == "unless":
        return (number is None) == (role == "unless")
    if role not in ("decided", "undecided"):
        return True
    ends = number["low"], number["high"]
    either = None in ends or ends[0] <= 0 <= ends[1]
    return either == (role == "undecided")


_HEADING = re.compile(r"(?:^|\n)#{1,6} [^\n]*$")
# A number at the start of a sentence, a list item or a cell begins with a capital: "More than 1,200 institutions".
_OPENS = re.compile(r"(?:^|\n|[.!?]\s|\|)\s*(?:[-*] |\d+\. |#+ )?$")


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
    if number is None or _HEADING.search(match.string[: match.start()]):
        return words
    kind = ".num .derived" if number["derived"] else ".num"
    return f"[[{words}](#{number['anchor']})]{{{kind} #{mark(number['anchor'])}}}"


def _missing_in_words(numbers: dict[str, dict[str, Any] | None], said: dict[str, str]) -> str:
    """A sentence on what is not printed, and one on the charts left out for it; empty if there is neither."""
    wanted = [name for key, number in numbers.items() if number is None and (name := said.get(f"name:{key}", ""))]
    # What is missing as a whole need not be told of its growth as well.
    names = list(
        dict.fromkeys(
            whole if (whole := name.split(join_words(("", ""), ": "))[0]) in wanted else name for name in wanted
        )
    )
    words = said["missing" if len(names) <= MOST_NAMES else "missing_many"] if names else ""
    words = words.replace("{count}", str(len(names))).replace("{names}", join_words(names[:MOST_NAMES], "; "))
    told = [plain(words)] if words else []
    if said.get("left_out"):
        told.append(plain(said["left_out"]))
    return "\n\n".join(told)
