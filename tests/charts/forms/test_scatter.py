"""Scatter: pieces on a small base are left out, printed rates are called printed."""

from __future__ import annotations

from statbook.charts import Labels, scatter


def test_a_scatter_leaves_out_pieces_on_a_small_base_and_calls_printed_rates_printed(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    spec = scatter(labels, cuts("product"), least=1e9)

    assert spec is not None
    assert "Farm products (imports)" not in set(spec.rows["Name"])
    assert {"printed", "derived"} == set(spec.rows["Kind"])


def test_the_table_of_a_scatter_says_in_which_state_each_row_is_drawn(labels: Labels, cuts) -> None:  # type: ignore[no-untyped-def]
    spec = scatter(labels, cuts("product"), least=1e9)

    assert spec is not None
    assert list(spec.states) == list(dict.fromkeys(spec.rows[labels.words("scatter")["cut"]]))
