"""The audit of a book's data: every verdict, and what stands against it."""

from __future__ import annotations

__all__ = ["Audit"]

from collections import Counter
from dataclasses import dataclass, fields
from functools import cached_property

from statbook.audit.misprints import Mend, mends
from statbook.audit.power import Power, power
from statbook.audit.relation import EQUAL
from statbook.audit.relations import relations
from statbook.audit.verdict_text import told
from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, ORDER, Verdict, judged
from statbook.errors import Fault
from statbook.prose.number_words import RATIOS
from statbook.store import Observation, Store

MOST = 3
"""Misprints that an advice names."""
CORRECTIONS = "data/corrections.yaml"


@dataclass(frozen=True)
class Audit:
    """The verdicts on all relations of *store*; strict ignores the rounding units that rows name."""

    store: Store
    strict: bool = False

    @cached_property
    def verdicts(self) -> list[Verdict]:
        """Those that ask for attention first; else in the order of the relations."""
        found = [judged(relation) for relation in relations(self.store, strict=self.strict)]
        return sorted(found, key=lambda verdict: ORDER.index(verdict.said))

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many relations there are of each verdict."""
        counted = Counter(verdict.said for verdict in self.verdicts)
        return {said: counted[said] for said in ORDER}

    def among(self, **wanted: str) -> list[Verdict]:
        """The verdicts on figures whose columns equal *wanted*."""
        return [
            v for v in self.verdicts if all(getattr(v.relation.figure, name) == code for name, code in wanted.items())
        ]

    @property
    def equations(self) -> list[Verdict]:
        """What must be equal, without what follows from the others."""
        follow = {entry["identity"] for entry in self.store.identities if entry.get("follows")}
        return [v for v in self.verdicts if v.relation.sense == EQUAL and v.relation.identity not in follow]

    @property
    def following(self) -> list[Verdict]:
        """What must be equal if the other equations hold, tested on other figures."""
        own = {verdict.relation.key for verdict in self.equations}
        return [v for v in self.verdicts if v.relation.sense == EQUAL and v.relation.key not in own]

    @property
    def limits(self) -> list[Verdict]:
        """What must not be more, or less, than something."""
        return [verdict for verdict in self.verdicts if verdict.relation.sense != EQUAL]

    @property
    def words(self) -> dict[str, str]:
        """The counts that sentences cite."""
        everything, equal, limited = self.power, self.power_of("equal"), self.power_of("limited")
        own = Counter(verdict.said for verdict in self.equations)
        counts = {field.name: getattr(everything, field.name) for field in fields(everything) if field.type == "int"}
        counts |= {
            "equations": len(self.equations),
            "following": len(self.following),
            "limits": len(self.limits),
            "hold": own[HOLDS],
            "narrowly": own[NARROWLY],
            "untold": self.counts[CANNOT_TELL],
            "contradicted": self.counts[CONTRADICTS],
            "never": everything.never,
            "equal": equal.figures,
            "limited": limited.figures,
        }
        parts = {"caught": (everything.caught, everything.misprints)}
        parts |= {name: (tried.caught, tried.related) for name, tried in (("equal", equal), ("limited", limited))}
        return {name: f"{count:,}" if count else "none" for name, count in counts.items()} | {
            f"{name}_part": f"{some / of * 100:.0f}%" if of else "none" for name, (some, of) in parts.items()
        }

    def power_of(self, group: str) -> Power:
        """The same for the figures that take part in an equation (`equal`), or in limits alone (`limited`)."""
        found = [verdict.relation for verdict in self.verdicts]
        equal = {row.obs for relation in found if relation.sense == EQUAL for row in relation.figures}
        either = {row.obs for relation in found for row in relation.figures}
        wanted = equal if group == "equal" else either - equal
        return power([row for row in self.store.observations if row.obs in wanted], found)

    @cached_property
    def power(self) -> Power:
        """What would be noticed if a printed digit were another."""
        return power(self.store.observations, [verdict.relation for verdict in self.verdicts])

    @cached_property
    def power_by_theme(self) -> dict[str, Power]:
        """The same for the figures of each theme."""
        found = [verdict.relation for verdict in self.verdicts]
        themes = {theme: [row for row in self.store.observations if row.theme == theme] for theme in self.store.themes}
        return {theme: power(rows, found) for theme, rows in themes.items()}

    def reason(self, verdict: Verdict, lang: str = "en") -> str:
        """Why a contradiction stands, by corrections.yaml; empty if nothing explains it."""
        key = _named(verdict)
        return next((str(entry["reason"][lang]) for entry in self.store.corrections if _key(entry) == key), "")

    @property
    def unexplained(self) -> list[Verdict]:
        return [verdict for verdict in self.verdicts if verdict.said == CONTRADICTS and not self.reason(verdict)]

    def mends(self, verdict: Verdict) -> list[Mend]:
        """The single digits that would mend the contradiction, the best first."""
        return mends(verdict.relation, [other.relation for other in self.verdicts])

    def advice(self, verdict: Verdict) -> str:
        """The smallest misprints of one digit that would explain the contradiction, in words."""
        found = self.mends(verdict)
        if not found:
            return "No change of one printed digit mends it."
        named = "; or ".join(
            f"{mend.figure.obs}, {_closed(mend.instead)} instead of {_closed(mend.figure)}"
            + (f" (but that contradicts {_counted(mend.breaks, 'other relation')})" if mend.breaks else "")
            for mend in found[:MOST]
        )
        more = f"; {_counted(len(found) - MOST, 'further digit')} would do" if len(found) > MOST else ""
        return f"The smallest change of one printed digit that mends it: {named}{more}."

    def _expected(self, verdict: Verdict) -> str:
        """What other figures allow; amounts also as Chinese pages write them."""
        english, chinese = (told(self.store, verdict, lang).limits for lang in ("en", "zh"))
        return english if verdict.relation.figure.unit in RATIOS else f"{english} ({chinese})"

    def faults(self) -> list[Fault]:
        """Contradictions that nothing explains, and corrections that explain nothing."""
        found = []
        for verdict in self.unexplained:
            row, words = verdict.relation.figure, told(self.store, verdict)
            figures = ", ".join(f"{_closed(other)} ({other.obs})" for other in verdict.relation.others.inputs)
            found.append(
                Fault(
                    f"data/{row.theme}.csv: {row.obs}",
                    f"{words.as_printed}, which contradicts other printed numbers ({words.identity})",
                    f"{self._expected(verdict)}, from {figures}",
                    f"{self.advice(verdict)} Look both up in the texts; an error of the source goes to {CORRECTIONS}.",
                )
            )
        known = {_named(verdict) for verdict in self.verdicts if verdict.said == CONTRADICTS}
        for number, entry in enumerate(self.store.corrections, 1):
            if _key(entry) not in known:
                found.append(
                    Fault(
                        f"{CORRECTIONS}: entry {number}",
                        f"{entry.get('figure')}, {entry.get('identity')}, printed {entry.get('printed')}",
                        "number, identity (and cut) of a contradiction, with the number as it is printed",
                        "Take it out if the numbers agree now; `statbook audit` lists them.",
                    )
                )
        return found


def _closed(row: Observation) -> str:
    return "".join(row.printed.split())


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}{'' if count == 1 else 's'}"


def _key(entry: dict[str, str]) -> tuple[str, ...]:
    return tuple(entry.get(name, "") for name in ("figure", "printed", "identity", "cut"))


def _named(verdict: Verdict) -> tuple[str, ...]:
    """How corrections.yaml names a relation: with the figure as printed, so that no later error of it is excused."""
    figure = verdict.relation.figure
    return figure.obs, _closed(figure), verdict.relation.identity, verdict.relation.cut
