"""What is told of runs: lines where there is no terminal, a bar in one, or events."""

from __future__ import annotations

import json

import pytest

from statbook.build.editions import EditionPage
from statbook.editions import report
from statbook.editions.report import Report
from statbook.editions.run_job import Outcome

EMPTY = EditionPage("trade", "trade-south-2002", "", {"region": "South"}, 1, ("South", "2002"))


def outcome(fault: str = "") -> Outcome:
    return {"key": "k", "name": "trade-north", "fault": fault, "worker": "here"}


def test_lines_tell_the_first_the_last_and_every_failure(capsys: pytest.CaptureFixture[str]) -> None:
    told = Report()
    told.begin(3, 1)
    told.step(outcome("trade-north: cell 3: no number"))
    told.step(outcome())
    lines = capsys.readouterr().err.splitlines()

    assert ["3 runs, 1 of them kept", "trade-north: cell 3: no number"] == [line[10:] for line in lines[:2]]
    assert lines[-1].endswith("3 of 3 runs, 1 failed, about 0 s left")


def test_a_terminal_has_a_bar(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(report.sys.stderr, "isatty", lambda: True, raising=False)
    told = Report()
    told.begin(2, 0)
    told.step(outcome())

    assert f"\r[{'#' * 15}{'.' * 15}] 1 of 2 runs" in capsys.readouterr().err


def test_what_is_not_printed_is_one_table(capsys: pytest.CaptureFixture[str]) -> None:
    Report().empty((EMPTY, EMPTY))
    lines = capsys.readouterr().err.splitlines()

    assert ["2 combinations for which nothing is printed:", "  trade          South                2002; 2002"] == lines


def test_events_are_one_line_of_json_each(capsys: pytest.CaptureFixture[str]) -> None:
    told = Report(events=True)
    told.empty((EMPTY,))
    told.begin(1, 0)
    told.warn("made anew")
    told.step(outcome("bad\nworse"))
    told.progress("making the site")
    told.end(good=False)
    found = capsys.readouterr()
    events = [json.loads(line) for line in found.out.splitlines()]

    assert "" == found.err
    assert ["empty", "begin", "lost", "run", "step", "end"] == [event["event"] for event in events]
    assert ("bad\nworse", 1, 1) == tuple(events[3][name] for name in ("fault", "done", "runs"))
