"""The package: what a chapter finds in it, without importing at once what draws."""

from __future__ import annotations

import subprocess
import sys

import pytest

from statbook import charts

LIGHT = "import sys, statbook.build.pipeline; print(*{'altair', 'docutils', 'sphinx'} & {*sys.modules})"


def test_everything_that_a_chapter_finds_is_there() -> None:
    assert {"bars", "points", "Card"} < {*charts.__all__} <= {*dir(charts)}
    assert all(callable(getattr(charts, name)) for name in charts.__all__)


def test_what_there_is_not_is_refused_by_its_name() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'barz'"):
        charts.barz  # noqa: B018


def test_a_build_begins_without_what_draws_and_what_lays_out() -> None:
    found = subprocess.run([sys.executable, "-c", LIGHT], capture_output=True, text=True, check=True)

    assert "" == found.stdout.strip()
