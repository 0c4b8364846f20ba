"""The book's font: the simplified Chinese face of its package, with the signs that are wanted and no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from statbook.charts import fonts


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    for name in ("drawing", "page"):
        (folder / name).mkdir()
    fonts._make("Ab骨", folder)
    return folder


@pytest.mark.parametrize("file", ["drawing/StatbookSC-{}.ttf", "page/StatbookSC-{}.woff2"])
@pytest.mark.parametrize(("name", "weight"), fonts.WEIGHTS.items())
def test_a_font_is_the_simplified_chinese_face_in_its_weight(made: Path, file: str, name: str, weight: int) -> None:
    font = TTFont(made / file.format(name))

    assert "Noto Sans CJK SC" == font["name"].getDebugName(1)
    assert weight == font["OS/2"].usWeightClass
    assert {ord(sign) for sign in "Ab骨"} == set(font.getBestCmap())


def test_bold_letters_are_wider_than_regular_ones_and_chinese_signs_as_wide(made: Path) -> None:
    regular, bold = (
        {sign: font["hmtx"][font.getBestCmap()[ord(sign)]][0] for sign in "b骨"}
        for font in (TTFont(made / f"drawing/StatbookSC-{name}.ttf") for name in fonts.WEIGHTS)
    )

    assert regular["b"] < bold["b"] < regular["骨"] == bold["骨"]
