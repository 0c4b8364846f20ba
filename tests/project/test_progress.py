"""What commands say while they work."""

from __future__ import annotations

import re
import time

import pytest

from statbook.project.progress import inert_text, late_progress, progress_lines


def test_each_step_is_told_with_the_seconds(capsys: pytest.CaptureFixture[str]) -> None:
    progress_lines()("reading")

    assert re.fullmatch(r" +\d+\.\d s  reading\n", capsys.readouterr().err)


def test_only_a_step_that_takes_long_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with late_progress(after=0.2) as progress:
        progress("reading")
        progress("comparing\x1b")
        time.sleep(0.6)
        progress("writing")

    assert re.fullmatch(r" +\d+\.\d s  comparing\\x1b …\n", capsys.readouterr().err)


def test_text_for_the_terminal_controls_nothing() -> None:
    assert "a\\x1b[2J" == inert_text("a\x1b[2J")
