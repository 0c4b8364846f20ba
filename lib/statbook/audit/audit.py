"""The audit of a book: the verdict on every relation between its printed numbers, and the faults that follow."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from statbook.audit.misprints import Detection, Power, find_misprints, power
from statbook.audit.relations import find_relations
from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, EQUAL, HOLDS, NARROWLY, ORDER, Relation, Verdict, judge
from statbook.audit.verdict_text import describe_verdict
from statbook.errors import Fault
from statbook.messages import say
from statbook.prose.number_words import RATIOS
from statbook.store import Store
from statbook.store.grouping import group as group_rows

MAX_MISPRINTS = 3
"""Misprints that an advice names."""
CORRECTIONS = "data/corrections.yaml"
WORDS = {"observations": "figures", "related_observations": "related_figures"}
"""Counts whose names in the sentences of a chapter are others."""


@dataclass(frozen=True)
class Audit:
    """The verdicts on all relations of *store*; *strict* ignores the rounding units that rows name.

    >>> from statbook.project.paths import book
    >>> sorted(Audit(Store.load(book().data)).counts) == sorted(ORDER)
    True
    """

    store: Store
    strict: bool = False

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """Contradictions first, then by outcome (ORDER); within an outcome in the order of the relations."""
        found = [judge(relation) for relation in find_relations(self.store, strict=self.strict)]
        return sorted(found, key=lambda verdict: ORDER.index(verdict.outcome))

    @property
    def relations(self) -> list[Relation]:
        return [verdict.relation for verdict in self.verdicts]

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many relations there are of each outcome."""
        counted = Counter(verdict.outcome for verdict in self.verdicts)
        return {outcome: counted[outcome] for outcome in ORDER}

    def among(self, **wanted: str) -> list[Verdict]:
        """The verdicts on observations whose columns equal *wanted*."""
        return [
            verdict
            for verdict in self.verdicts
            if all(getattr(verdict.relation.observation, name) == code for name, code in wanted.items())
        ]

    @property
    def equations(self) -> list[Verdict]:
        """The verdicts on equations, without those that follow from others."""
        follow = {entry["identity"] for entry in self.store.identities if entry.get("follows")}
        return [v for v in self.verdicts if v.relation.sense == EQUAL and v.relation.identity not in follow]

    @property
    def following(self) -> list[Verdict]:
        """The verdicts on equations that follow from others, tested on other numbers."""
        own = {verdict.relation.key for verdict in self.equations}
        return [v for v in self.verdicts if v.relation.sense == EQUAL and v.relation.key not in own]

    @property
    def limits(self) -> list[Verdict]:
        """The verdicts on inequalities."""
        return [verdict for verdict in self.verdicts if verdict.relation.sense != EQUAL]

    @property
    def counts_in_words(self) -> dict[str, str]:
        """The counts that sentences cite, and shares in percent (`…_part`)."""
        everything, equal, limited = self.power, self.power_of("equal"), self.power_of("limited")
        own = Counter(verdict.outcome for verdict in self.equations)
        counts = {WORDS.get(name, name): many for name, many in vars(everything).items() if isinstance(many, int)}
        counts |= {name: len(getattr(self, name)) for name in ("equations", "following", "limits")}
        counts |= {"hold": own[HOLDS], "narrowly": own[NARROWLY], "never": everything.never}
        counts |= {"untold": self.counts[CANNOT_TELL], "contradicted": self.counts[CONTRADICTS]}
        counts |= {"equal": equal.observations, "limited": limited.observations}
        shares = {"caught": (everything.caught, everything.misprints)}
        shares |= {name: (each.caught, each.related) for name, each in (("equal", equal), ("limited", limited))}
        return {name: f"{count:,}" if count else say("none") for name, count in counts.items()} | {
            f"{name}_part": f"{some / of * 100:.0f}%" if of else say("none") for name, (some, of) in shares.items()
        }

    def power_of(self, group: str) -> Power:
        """The power for numbers that take part in an equation (`equal`), or in inequalities only (`limited`)."""
        equal = {row.obs for relation in self.relations if relation.sense == EQUAL for row in relation.observations}
        either = {row.obs for relation in self.relations for row in relation.observations}
        wanted = equal if group == "equal" else either - equal
        return power([row for row in self.store.observations if row.obs in wanted], self._detection)

    @cached_property
    def _detection(self) -> Detection:
        return Detection(self.relations)

    @cached_property
    def power(self) -> Power:
        """How many misprints of one digit the relations would notice."""
        return power(self.store.observations, self._detection)

    @cached_property
    def power_by_theme(self) -> dict[str, Power]:
        """The power for the numbers of each theme."""
        rows = group_rows((row.theme, row) for row in self.store.observations)
        return {theme: power(rows.get(theme, []), self._detection) for theme in self.store.themes}

    def reason(self, verdict: Verdict, lang: str = "en") -> str:
        """The reason that corrections.yaml gives for a contradiction; empty if there is none."""
        key = _correction_key(verdict)
        return next((str(entry["reason"][lang]) for entry in self.store.corrections if _entry_key(entry) == key), "")

    def advice(self, verdict: Verdict) -> str:
        """The smallest misprints of one digit that would explain the contradiction, as a sentence."""
        found = find_misprints(verdict.relation, self.relations)
        if not found:
            return "No change of one printed digit mends it."
        named = "; or ".join(
            f"{each.observation.obs}, {each.instead.printed_compact} instead of {each.observation.printed_compact}"
            + (f" (but that contradicts {_count(each.breaks, 'other relation')})" if each.breaks else "")
            for each in found[:MAX_MISPRINTS]
        )
        further = len(found) - MAX_MISPRINTS
        more = f"; {_count(further, 'further digit')} would do" if further > 0 else ""
        return f"The smallest change of one printed digit that mends it: {named}{more}."

    def faults(self) -> list[Fault]:
        """Contradictions that nothing explains, and corrections that explain nothing."""
        contradictions = [verdict for verdict in self.verdicts if verdict.outcome == CONTRADICTS]
        known = {_correction_key(verdict) for verdict in contradictions}
        unused = [
            Fault(
                f"{CORRECTIONS}: entry {number}",
                f"{entry.get('figure')}, {entry.get('identity')}, printed {entry.get('printed')}",
                "number, identity (and breakdown) of a contradiction, with the number as it is printed",
                "Take it out if the numbers agree now; `statbook audit` lists them.",
            )
            for number, entry in enumerate(self.store.corrections, 1)
            if _entry_key(entry) not in known
        ]
        return [*(self._fault(verdict) for verdict in contradictions if not self.reason(verdict)), *unused]

    def _fault(self, verdict: Verdict) -> Fault:
        row, words = verdict.relation.observation, describe_verdict(self.store, verdict)
        inputs = ", ".join(f"{other.printed_compact} ({other.obs})" for other in verdict.relation.others.inputs)
        limits = words.limits
        if row.unit not in RATIOS:
            limits += f" ({describe_verdict(self.store, verdict, 'zh').limits})"  # as Chinese pages write amounts
        return Fault(
            f"data/{row.theme}.csv: {row.obs}",
            f"{words.as_printed}, which contradicts other printed numbers ({words.identity})",
            f"{limits}, from {inputs}",
            f"{self.advice(verdict)} Look both up in the texts; an error of the source goes to {CORRECTIONS}.",
        )


def _count(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _entry_key(entry: dict[str, str]) -> tuple[str, ...]:
    return tuple(entry.get(name, "") for name in ("figure", "printed", "identity", "cut"))


def _correction_key(verdict: Verdict) -> tuple[str, ...]:
    """How corrections.yaml names a relation. It holds the printed form, so that a later error is not excused."""
    row = verdict.relation.observation
    return row.obs, row.printed_compact, verdict.relation.identity, verdict.relation.breakdown
