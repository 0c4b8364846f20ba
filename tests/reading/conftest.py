from __future__ import annotations

from pathlib import Path

import pytest

from orchard_book import orchard

LEXICON = """\
indicators:
  - {words: [苹果, 苹果产量], indicator: apples}
  - {words: [梨园面积], name: 梨园面积, stock: true, unit: m2, members: {kind: young}}
members:
  - {words: [幼树], dimension: kind, name: young}
regions:
  - {words: [我国], code: China}
publishers:
  - {words: [果园署], code: China}
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data of a book of apples and pears, with a lexicon."""
    folder = orchard(tmp_path)
    (folder / "lexicon.yaml").write_text(LEXICON, encoding="utf-8")
    return folder
