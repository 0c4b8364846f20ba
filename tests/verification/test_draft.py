"""The text of a draft, and what of it stands in tables."""

from __future__ import annotations

from statbook.verification.draft import Draft


def test_tables_are_blanks_in_the_prose_and_all_else_is_blank_in_the_cells() -> None:
    draft = Draft("d", "a 1\nb 2\nc 3\n", ((0, 1, 1),), ((4, 8),))

    assert "a 1\n   \nc 3\n" == draft.prose
    assert "   \nb 2\n   \n" == draft.cells
    assert draft.in_table(5)
    assert not draft.in_table(1)
