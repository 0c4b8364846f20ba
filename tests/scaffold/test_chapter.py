"""The notebook of a new chapter."""

from __future__ import annotations

import json

import pytest

from statbook.scaffold.chapter import chapter_text


def cells(*dimensions: str) -> list[dict[str, object]]:
    text = chapter_text("ponds", "Ponds", "pond_area", dimensions, "North", "2024")
    return list(json.loads(text)["cells"])


def test_a_chapter_has_title_parameters_a_cited_number_a_chart_and_what_is_missing() -> None:
    sources = ["".join(cell["source"]) for cell in cells("kind", "owner")]  # type: ignore[arg-type]

    assert sources[0].startswith("# Ponds\n")
    assert 'region: str = "North"  # region of ponds' in sources[1] and 'period: str = "2024"' in sources[1]
    assert "{num}`pond_area`" in sources[3]
    assert 'here.rows(indicator="pond_area", measure="level", owner="all")' in sources[5]
    assert 'rows, "kind", first="all"' in sources[5]
    assert "{missing}`all`" in sources[6]
    assert "(#evidence-ponds)" in sources[7]


def test_without_dimensions_the_chart_shows_the_regions() -> None:
    source = "".join(cells()[5]["source"])  # type: ignore[arg-type]

    assert 'here.store.find(theme="ponds", indicator="pond_area", measure="level", period=period)' in source
    assert 'rows, "region", first=region' in source


@pytest.mark.parametrize("dimensions", [(), ("kind",)])
def test_the_same_names_give_the_same_bytes_and_no_outputs(dimensions: tuple[str, ...]) -> None:
    assert cells(*dimensions) == cells(*dimensions)
    assert [[], []] == [cell["outputs"] for cell in cells(*dimensions) if cell["cell_type"] == "code"][:2]
