"""The pages of the rules: an example of each mistake, its wrong result, the refusal, and the right number.

The module is long because it makes the example and its page together.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from statbook.analysis import Quantity, Scope, constant, together
from statbook.errors import BuildError, MixedNumbers
from statbook.evidence.facts import number_name
from statbook.evidence.ledger import Ledger, template
from statbook.prose import period_in_words, quantity_in_words, range_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.rules import ACTS, RULES, Rule, allow_all, page_of
from statbook.store import MEASURE_NAMES, name_of

INDEX = "traps/index"
HEAD = "---\norphan: true\n---\n\n"
SIGNS: dict[str, tuple[str, Callable[[Any, Any], Any]]] = {
    "added": ("+", operator.add),
    "subtracted": ("-", operator.sub),
    "divided": ("/", operator.truediv),
}
"""Acts that are arithmetic; `together.FUNCTIONS` has the others."""


@dataclass(frozen=True)
class Example:
    """The example of a rule, from data/traps.yaml."""

    ledger: Ledger
    entry: dict[str, Any]

    @property
    def rule(self) -> Rule:
        return RULES[self.entry["rule"]]

    @property
    def keys(self) -> list[str]:
        """The keys of its numbers, the implied ones last."""
        return [*self.entry["keys"], *self.entry.get("implied", [])]

    @cached_property
    def scope(self) -> Scope:
        return Scope(self.ledger.store)

    @cached_property
    def numbers(self) -> dict[str, Quantity]:
        """The numbers by the letters that the call gives them. Raises BuildError for one that is not printed."""
        found = {}
        for letter, key in zip("abcdefgh", self.keys, strict=False):
            quantity = self.scope.get(key)
            if quantity is None:
                raise BuildError(f"data/traps.yaml: {self.rule.name}: nothing is printed for {key}")
            found[letter] = quantity
        return found

    @property
    def is_known(self) -> bool:
        """Whether its numbers were known on the day that the data are read at, and revised if it is about that."""
        if self.ledger.store.has_day and not all(self.scope.get(key) for key in self.keys):
            return False
        return not self.entry.get("revised") or any(q.inputs[0].revises for q in self.numbers.values())

    @property
    def call(self) -> str:
        """The code that makes the mistake in a notebook."""
        act, letters, count = self.entry["act"], list(self.numbers), len(self.entry["keys"])
        words = [*letters[:count], *([f"implied=[{', '.join(letters[count:])}]"] if letters[count:] else [])]
        lines = [
            f"from statbook import Chapter{'' if act in SIGNS else ', together'}\n",
            f'here = Chapter("{self.numbers["a"].inputs[0].theme}")',
            *(f'{letter} = here.get("{key}")' for letter, key in zip(letters, self.keys, strict=True)),
            f" {SIGNS[act][0]} ".join(words)
            if act in SIGNS
            else f"together.{together.FUNCTIONS[act].__name__}({', '.join(words)})",
        ]
        return "\n".join(lines)

    def make(self) -> Any:
        """Make the mistake, and return its result if nothing refuses it."""
        act, numbers, count = self.entry["act"], list(self.numbers.values()), len(self.entry["keys"])
        if act in SIGNS:
            return SIGNS[act][1](*numbers)
        implied = {"implied": numbers[count:]} if numbers[count:] else {}
        return together.FUNCTIONS[act](*numbers[:count], **implied)

    @property
    def refusal(self) -> MixedNumbers:
        """The refusal of the mistake. Raises BuildError if the rule does not refuse it."""
        try:
            self.make()
        except MixedNumbers as error:
            if self.rule.name in error.rules:
                return error
        raise BuildError(f"data/traps.yaml: {self.rule.name} does not refuse its example")

    @property
    def wrong(self) -> str:
        """The wrong result, as Markdown."""
        with allow_all(dict.fromkeys(RULES, "to show what comes of it")):
            made = self.make()
        if isinstance(made, Quantity):
            # Taken at its word: one number, without what rounding and bounds leave open.
            share = self.entry["act"] == "divided"
            number = constant(made.value * (100 if share else 1), "percent" if share else made.unit)
            return f"[{plain(self._words(number))}]{{.wrong}}"
        named = [f"{plain(self._name(number))}, {plain(self._words(number))}" for number in made]
        if self.entry["act"] == "series":
            return f"a line from {named[0]}, to {named[-1]}"
        return f"first {', then '.join(named)}"

    def row(self, quantity: Quantity) -> list[str]:
        """Name, number and period of a number, as cells."""
        period = quantity.rule_input.period if quantity.rule_input is not None else quantity.period
        return [plain(self._name(quantity)), self._link(quantity), plain(period_in_words(period, "en"))]

    @property
    def right(self) -> str:
        """The right number with its name, where there is one."""
        key = self.entry.get("instead")
        quantity = self.scope.get(key) if key else None
        if quantity is None:
            return ""
        formula = self.ledger.store.formulas.get(str(key).split("@")[0])
        name = str(formula["name"]["en"]) if formula else self._name(quantity)
        between = range_in_words(quantity, self.ledger.store.units, "en") if quantity.is_derived else ""
        open_end = between in ("", self._words(quantity))
        interval = "" if open_end else f"; rounding allows {plain(between)}"
        return f"**Right:** {plain(name)}: {self._link(quantity)}{interval}\\."

    def _words(self, quantity: Quantity) -> str:
        return quantity_in_words(quantity, self.ledger.store.units, "en")

    def _link(self, quantity: Quantity) -> str:
        """The number in words, which leads to its entry if it has one."""
        words = plain(self._words(quantity))
        return f"[{words}](#{quantity.anchor})" if quantity.anchor in self.ledger.page_of else words

    def _name(self, quantity: Quantity) -> str:
        if quantity.of is None:
            return quantity.formula
        measure = f", {MEASURE_NAMES['en'][quantity.measure]}" if quantity.is_derived else ""
        return name_of(self.ledger.store, quantity.of) + measure


def traps(ledger: Ledger) -> dict[str, str]:
    """The pages of the rules and their index, by file, as MyST text.

    Raises BuildError where a rule has no example, or an example is not refused by its rule.
    """
    examples = {entry["rule"]: Example(ledger, entry) for entry in ledger.store.traps}
    if examples.keys() != RULES.keys():
        odd = ", ".join(sorted(examples.keys() ^ RULES.keys()))
        raise BuildError(f"data/traps.yaml: every rule has one example, and every example a rule; see {odd}")
    made = {
        f"{page_of(name)}.md": _page(examples[name]) if examples[name].is_known else _without_example(examples[name])
        for name, rule in RULES.items()
    }
    return made | {f"{INDEX}.md": _index()}


def _index() -> str:
    rows = [[f"[{plain(rule.title['en'])}](#trap-{name})", plain(rule.why["en"])] for name, rule in RULES.items()]
    return template("traps").replace("{rules}", markdown_table(["Trap", "Why it misleads"], rows))


def _where(rule: Rule) -> str:
    """What must be done with numbers for the rule to look at them."""
    *others, last = (ACTS[act]["en"] for act in rule.acts)
    return f"Refused where numbers are {' or '.join([', '.join(others), last] if others else [last])}."


def _without_example(example: Example) -> str:
    """The page of a rule whose example was not known on the day of the book, or waits for a revision."""
    rule = example.rule
    why = "had not been revised" if example.entry.get("revised") else "were not known"
    parts = (f"(trap-{rule.name})=\n# {plain(rule.title['en'])}", plain(rule.why["en"]), _where(rule))
    return HEAD + "\n\n".join([*parts, f"The numbers of its example {why} on the day of this book."])


def _page(example: Example) -> str:
    rule, told, act = example.rule, example.entry["told"], ACTS[example.entry["act"]]
    chinese = rule.mixed["zh"].format(act=act["zh"], detail="") + rule.why["zh"] + rule.instead["zh"]
    right, waived = example.right, _waived_numbers(example)
    return template("trap").format(
        name=rule.name,
        title=plain(rule.title["en"]),
        mistake=plain(rule.mixed["en"].format(act=act["en"], detail="").strip()),
        why=plain(rule.why["en"]),
        where=plain(_where(rule)),
        told=plain(told["en"]),
        numbers=markdown_table(["What", "Number", "Period"], [example.row(q) for q in example.numbers.values()]),
        call=example.call,
        wrong=example.wrong,
        refusal=example.refusal,
        instead=plain(rule.instead["en"]),
        right=f"{right}\n\n" if right else "",
        waived=f"{waived}\n\n" if waived else "",
        title_zh=plain(rule.title["zh"]),
        chinese=plain(chinese),
        told_zh=plain(told["zh"]),
    )


def _waived_numbers(example: Example) -> str:
    """The numbers of the book that break the rule knowingly, with the reasons."""
    found: dict[str, list[str]] = {}
    for anchor, number in example.ledger.numbers.items():
        for rule, english, _ in number.get("knowingly", ()):
            if rule == example.rule.name:
                found.setdefault(english, []).append(f"[{plain(number_name(number))}](#{anchor})")
    if not found:
        return ""
    lines = "\n".join(f"- {', '.join(links)}: {plain(reason)}" for reason, links in found.items())
    return f"## Done knowingly in this book\n\n{lines}"
