"""A printed figure, and what other printed figures make of it."""

from __future__ import annotations

__all__ = ["AT_LEAST", "AT_MOST", "EQUAL", "Relation"]

from dataclasses import dataclass, replace

from statbook.analysis import Quantity
from statbook.store import Observation

EQUAL, AT_LEAST, AT_MOST = "equal", "at_least", "at_most"


@dataclass(frozen=True)
class Relation:
    """One piece of arithmetic that printed figures should satisfy.

    identity   the kind of arithmetic, a key of identities.yaml
    figure     what is printed
    others     what other printed figures make of it, none of them *figure* itself
    sense      whether *figure* should equal that, be at least or be at most that
    cut        the cut it comes from; empty where it comes from the columns of a row or from a single entry
    """

    identity: str
    observation: Observation
    others: Quantity
    sense: str = EQUAL
    breakdown: str = ""

    @property
    def key(self) -> tuple[str, ...]:
        """What sets it apart: the same arithmetic with the same figures is one relation."""
        return (self.identity, self.observation.obs, *sorted(row.obs for row in self.others.inputs))

    @property
    def observations(self) -> tuple[Observation, ...]:
        """Every printed figure that takes part."""
        return (self.observation, *self.others.inputs)

    def with_observation(self, altered: Observation) -> Relation:
        """The same relation, had *altered* been printed in place of the figure of that key."""
        swap = [altered if row.obs == altered.obs else row for row in self.observations]
        return replace(self, figure=swap[0], others=replace(self.others, inputs=tuple(swap[1:])))
