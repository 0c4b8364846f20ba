"""Text of a cell in several runs: raised digits become raised characters, and a run that is struck out is told."""

from collections.abc import Sequence
from typing import NamedTuple

_RAISED = str.maketrans("0123456789+-−=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾")
_LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")


class Run(NamedTuple):
    """A piece of text in one style; *script*: super, sub or nothing."""

    text: str
    script: str = ""
    is_struck: bool = False


def join_runs(runs: Sequence[Run]) -> str:
    """The text of *runs*, so that a raised digit never joins a number: 5.3 and a raised 2 are 5.3².

    >>> join_runs([Run("5.3"), Run("2", "super")]), join_runs([Run("CO"), Run("2", "sub"), Run("吨")])
    ('5.3²', 'CO₂吨')
    """
    tables = {"super": _RAISED, "sub": _LOWERED}
    return "".join(run.text.translate(tables.get(run.script, {})) for run in runs)


def struck_text(runs: Sequence[Run]) -> str:
    """The text of the runs that are struck out."""
    return "".join(run.text for run in runs if run.is_struck).strip()
