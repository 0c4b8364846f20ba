"""What a PDF shows is read from its source."""

from __future__ import annotations

from pathlib import Path

from statbook.pdf.shown_parts import shown_in


def test_what_a_pdf_shows_is_read_from_its_source_and_of_the_appendix_apart(tmp_path: Path) -> None:
    main = tmp_path / "main.typ"
    main.write_text(
        '#drawing("fig-a", title: [#"x"])\n#number("e#obs-b", [#"1 \\"2\\""])#lead("to:c", [])#numbered-table(columns: 1)\n'
        '#appendix([], [], [#anchor("e#obs-b")])',
        encoding="utf-8",
    )
    shown = shown_in(lambda: main)

    assert (["fig-a"], ["e#obs-b"], ["to:c"], ["numbered-table("]) == tuple(
        [name.lstrip("#") for name in shown[part]] for part in ("charts", "numbers", "links", "tables")
    )
    assert ["e#obs-b"] == shown["places of the appendix"] and [] == shown["places"]
