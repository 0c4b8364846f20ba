"""The spec of a chart: a form filled with data, before it has its text and its place in a chapter."""

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Concatenate, ParamSpec

import altair as alt
import pandas as pd

from statbook.analysis import Combination, Quantity
from statbook.charts.data_table import columns_and_rows
from statbook.charts.labels import Labels, first_of

_Given = ParamSpec("_Given")
TITLE_WORDS: dict[str, tuple[str, ...]] = {}
"""Name of a form to the words that it gives for titles and captions."""
STATES: dict[str, tuple[str, ...]] = {}
"""Name of a form to the states of its control for which captions may have other words."""


@dataclass(frozen=True)
class ChartSpec:
    """A form fill with data.

    draw         a chart for a width in pixels; at NARROW labels stand above their marks
    rows         the data table, its columns named as readers see them
    facts        words and numbers for title and caption, in the language of the labels
    obs          keys of the observations behind it; if none are given, those behind the quantities cited
    start        the rows that are seen before a slider is moved, if it hides some
    basis        what the marks are, where neither printed nor derived says it
    multiples    the switch whose states print shows side by side; its options stand in the spec
    names        names beside the rows of each of its states, where they are rows; print makes these as low as names allow
    alike        those of its states that print leaves out, because they say the same in another unit
    derived      whether it shows computed numbers that the kinds of its rows do not tell
    combined     what the drawing sums up, joins or puts in one order, for the rules
    cited        the quantities that marks and rows name, by their anchors (fill in by `form`)
    states       the facts that differ in other states of its control, by the value of the control; in a state that is
                 missing the chart has the title that always holds
    """

    draw: Callable[[int], alt.TopLevelMixin]
    rows: pd.DataFrame
    facts: dict[str, str] = field(default_factory=dict)
    obs: tuple[str, ...] = ()
    start: pd.DataFrame | None = None
    basis: str = ""
    multiples: str = ""
    names: Mapping[Any, Sequence[str]] = field(default_factory=dict)
    alike: tuple[str, ...] = ()
    derived: bool = False
    combined: tuple[Combination, ...] = ()
    cited: Mapping[str, tuple[str, Quantity]] = field(default_factory=dict)
    states: Mapping[Any, Mapping[str, str]] = field(default_factory=dict)

    def anchors(self) -> set[str]:
        """The entries of the evidence that the data table leads to."""
        return {anchor for *_, anchor in columns_and_rows(self.rows)["links"]}


Form = Callable[Concatenate[Labels, _Given], ChartSpec | None]


def form(*words: str, states: tuple[str, ...] = ()) -> Callable[[Form[_Given]], Form[_Given]]:
    """Makes a function a form of charts: it gets labels of its own, and its spec carries the numbers that these named.

    *words* are the names of the facts that its specs may have, which titles and captions may ask for in braces; `value_1`
    stands for value_1, value_2 and so on. A spec with another fact raises TypeError.
    *states* are the values of its control for which captions may have words of their own.
    """

    def wrap(function: Form[_Given]) -> Form[_Given]:
        @functools.wraps(function)
        def fill(labels: Labels, /, *args: _Given.args, **kwargs: _Given.kwargs) -> ChartSpec | None:
            own = replace(labels, cited={})
            spec = function(own, *args, **kwargs)
            if spec is None:
                return None
            given = {first_of(name) for facts in (spec.facts, *spec.states.values()) for name in facts}
            if strange := given - {*words}:
                raise TypeError(f"{function.__name__} gives {', '.join(sorted(strange))}, which it does not declare")
            obs = spec.obs or observations(quantity for _, quantity in own.cited.values())
            return replace(spec, cited=dict(own.cited), obs=obs)

        TITLE_WORDS[function.__name__], STATES[function.__name__] = words, states
        return fill

    return wrap


def observations(quantities: Iterable[Quantity]) -> tuple[str, ...]:
    """The keys of the observations behind *quantities*, each once."""
    return tuple(dict.fromkeys(item.obs for quantity in quantities for item in quantity.inputs))
