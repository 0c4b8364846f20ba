"""The pages of the rules: an example of each mistake, its wrong result, the refusal, and the right number.

The module is long because it makes the example and its page together.
"""

import operator
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from statbook.analysis import Quantity, Scope, constant, together
from statbook.errors import BuildError, MixedNumbers, Refusal
from statbook.evidence.facts import number_name
from statbook.evidence.ledger import Ledger, template
from statbook.messages import join_words, say, spoken
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
        named = [plain(join_words((self._name(number), self._words(number)), ", ")) for number in made]
        if self.entry["act"] == "series":
            return say("a line from {first}, to {last}", first=named[0], last=named[-1])
        one, *others = named
        for each in others:
            one = say("{before}, then {next}", before=one, next=each)
        return say("first {numbers}", numbers=one)

    def row(self, quantity: Quantity) -> list[str]:
        """Name, number and period of a number, as cells."""
        period = quantity.rule_input.period if quantity.rule_input is not None else quantity.period
        return [plain(self._name(quantity)), self._link(quantity), plain(period_in_words(period, spoken()))]

    @property
    def right(self) -> str:
        """The right number with its name, where there is one."""
        key = self.entry.get("instead")
        quantity = self.scope.get(key) if key else None
        if quantity is None:
            return ""
        formula = self.ledger.store.formulas.get(str(key).split("@")[0])
        name = str(formula["name"][spoken()]) if formula else self._name(quantity)
        between = range_in_words(quantity, self.ledger.store.units, spoken()) if quantity.is_derived else ""
        told = "**Right:** {name}: {number}; rounding allows {range}\\."
        if between in ("", self._words(quantity)):
            told = "**Right:** {name}: {number}\\."
        return say(told, name=plain(name), number=self._link(quantity), range=plain(between))

    def _words(self, quantity: Quantity) -> str:
        return quantity_in_words(quantity, self.ledger.store.units, spoken())

    def _link(self, quantity: Quantity) -> str:
        """The number in words, which leads to its entry if it has one."""
        words = plain(self._words(quantity))
        return f"[{words}](#{quantity.anchor})" if quantity.anchor in self.ledger.page_of else words

    def _name(self, quantity: Quantity) -> str:
        if quantity.of is None:
            return quantity.formula
        measure = join_words(("", MEASURE_NAMES[spoken()][quantity.measure]), ", ") if quantity.is_derived else ""
        return name_of(self.ledger.store, quantity.of, spoken()) + measure


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
    rows = [
        [f"[{plain(rule.title[spoken()])}](#trap-{name})", plain(rule.why[spoken()])] for name, rule in RULES.items()
    ]
    return template("traps").replace("{rules}", markdown_table([say("Trap"), say("Why it misleads")], rows))


def _where(rule: Rule) -> str:
    """What must be done with numbers for the rule to look at them."""
    *others, last = (ACTS[act][spoken()] for act in rule.acts)
    if not others:
        return say("Refused where numbers are {act}.", act=last)
    between = "、" if spoken() == "zh" else ", "
    return say("Refused where numbers are {acts} or {last}.", acts=between.join(others), last=last)


def _without_example(example: Example) -> str:
    """The page of a rule whose example was not known on the day of the book, or waits for a revision."""
    rule = example.rule
    why = "The numbers of its example were not known on the day of this book."
    if example.entry.get("revised"):
        why = "The numbers of its example had not been revised on the day of this book."
    parts = (f"(trap-{rule.name})=\n# {plain(rule.title[spoken()])}", plain(rule.why[spoken()]), _where(rule))
    return HEAD + "\n\n".join([*parts, say(why)])


def _page(example: Example) -> str:
    rule, told, act = example.rule, example.entry["told"], ACTS[example.entry["act"]]
    right, waived = example.right, _waived_numbers(example)
    return template("trap").format(
        name=rule.name,
        title=plain(rule.title[spoken()]),
        mistake=plain(rule.mixed[spoken()].format(act=act[spoken()], detail="").strip()),
        why=plain(rule.why[spoken()]),
        where=plain(_where(rule)),
        told=plain(told[spoken()]),
        numbers=markdown_table(
            [say(head) for head in ("What", "Number", "Period")], [example.row(q) for q in example.numbers.values()]
        ),
        call=example.call,
        wrong=example.wrong,
        refusal="\n".join(map(_refusal_words, example.refusal.refusals)),
        instead=plain(rule.instead[spoken()]),
        right=f"{right}\n\n" if right else "",
        waived=f"{waived}\n\n" if waived else "",
        chinese="" if spoken() == "zh" else _in_chinese(example),
    )


def _refusal_words(refusal: Refusal) -> str:
    """What a refusal says, in the language that is spoken."""
    why, page = say("Why: {reason}", reason=refusal.why), say("More: {page}", page=refusal.page)
    return "\n  ".join([refusal.head, why, say("Instead: {right}", right=refusal.instead), page])


def _in_chinese(example: Example) -> str:
    """What the page says of the rule, in Chinese."""
    rule, act = example.rule, ACTS[example.entry["act"]]
    told = rule.mixed["zh"].format(act=act["zh"], detail="") + rule.why["zh"] + rule.instead["zh"]
    words = {"title": rule.title["zh"], "told": told, "example": example.entry["told"]["zh"]}
    return template("trap_chinese").format(**{name: plain(text) for name, text in words.items()})


def _waived_numbers(example: Example) -> str:
    """The numbers of the book that break the rule knowingly, with the reasons."""
    found: dict[str, list[str]] = {}
    for anchor, number in example.ledger.numbers.items():
        for rule, english, chinese in number.get("knowingly", ()):
            if rule == example.rule.name:
                reason = chinese if spoken() == "zh" else say(english)
                found.setdefault(reason, []).append(f"[{plain(number_name(number))}](#{anchor})")
    if not found:
        return ""
    lines = "\n".join(
        f"- {join_words((join_words(links, ', '), plain(reason)), ': ')}" for reason, links in found.items()
    )
    return f"## {say('Done knowingly in this book')}\n\n{lines}"
