"""A printed number, and what other printed numbers give for it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from statbook.analysis import Quantity
from statbook.store import Observation

EQUAL, AT_LEAST, AT_MOST = "equal", "at_least", "at_most"


@dataclass(frozen=True)
class Relation:
    """Arithmetic that printed numbers should satisfy.

    identity     the kind of arithmetic, a key of identities.yaml
    observation  the printed number
    others       what other printed numbers give for it; the observation is none of its inputs
    sense        whether the observation should equal that, be at least or be at most that
    breakdown    the breakdown it comes from; empty if it comes from the columns of a row or from a single entry
    """

    identity: str
    observation: Observation
    others: Quantity
    sense: str = EQUAL
    breakdown: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What identifies it: the same arithmetic with the same numbers is one relation."""
        return (self.identity, self.observation.obs, *sorted(row.obs for row in self.others.inputs))

    @property
    def observations(self) -> tuple[Observation, ...]:
        """The printed number, then the inputs of the others."""
        return (self.observation, *self.others.inputs)

    def with_observation(self, changed: Observation) -> Relation:
        """The same relation with *changed* in place of the observation of its key."""
        first, *rest = (changed if row.obs == changed.obs else row for row in self.observations)
        return replace(self, observation=first, others=replace(self.others, inputs=tuple(rest)))
