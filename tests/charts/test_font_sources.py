"""Letters come from the first package that is installed, in the forms of the mainland."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import pytest

from statbook.charts import font_sources
from statbook.charts.font_sources import SOURCES, installed_source, open_face, source_with_version
from statbook.errors import BuildError

FIRST, SECOND = SOURCES


def test_the_first_that_is_installed_is_taken_and_named_with_its_version(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (FIRST, f"{FIRST}=={version(FIRST)}") == (installed_source(), source_with_version())

    monkeypatch.setattr(font_sources, "SOURCES", {"no-such-font": "*", FIRST: SOURCES[FIRST]})
    assert FIRST == installed_source()

    monkeypatch.setattr(font_sources, "SOURCES", {"no-such-font": "*"})
    with pytest.raises(BuildError, match="no package with Chinese letters is installed; install one of no-such-font"):
        installed_source()


@pytest.mark.parametrize("source", SOURCES)
def test_each_source_has_both_weights_and_the_signs_of_the_book(source: str) -> None:
    try:
        version(source)
    except PackageNotFoundError:
        pytest.skip(f"{source} is not installed")
    for weight in ("Regular", "Bold"):
        file, font = open_face(source, weight)
        with font:
            assert {*map(ord, "Az09骨直门，。《》—·")} <= {*font.getBestCmap()}
            assert weight.lower() in file or "VF" in file
