"""Computing with values of one vintage: after a revision, from what was known on the day before it."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from statbook.errors import MixedNumbers
from statbook.rules import day_before, day_before_revision
from statbook.store import Observation, Store

Made = TypeVar("Made")


def in_one_vintage(store: Store, make: Callable[[Store], Made], rows: Callable[[Made], Iterable[Observation]]) -> Made:
    """What *make* gives of *store*, or of the store as it was known when all of its *rows* were of one vintage.

    Where a revision came in between, and some of it was not known before, *make* gives what it gives without it.
    """
    try:
        made = make(store)
    except MixedNumbers as error:
        until = next((refusal.until for refusal in error.refusals if refusal.until), "")
        if not until:
            raise
    else:
        until = _last_day_together(store, [*rows(made)])
        if not until:
            return made
    return in_one_vintage(store.on(until), make, rows)


def _last_day_together(store: Store, rows: list[Observation]) -> str:
    """The last day on which the values of all *rows* were of one vintage; empty where they are now."""
    days = {day_before_revision(one, other) for one in rows if one.revises for other in rows}
    # A part of the number may have been computed from an earlier vintage already.
    for one in rows:
        now = store.by_obs.get(one.obs)
        if now is not None and now.known_from > one.known_from:
            days |= {day_before(now.known_from) for other in rows if other.known_from >= now.known_from}
    return min(filter(None, days), default="")
