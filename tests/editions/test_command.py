"""The options for editions of many runs."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from statbook.build.targets import BuildTarget
from statbook.cli import commands
from statbook.editions.command import build_runs


def test_only_one_place_to_run_may_be_named() -> None:
    with pytest.raises(Exception, match="name one of --jobs, --cluster and --executor"):
        build_runs(BuildTarget(), wait=True, jobs=2, cluster="tcp://here:1", executor="", events=False)


def test_ctrl_c_says_that_nothing_is_lost(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def stop(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("statbook.build.targets.build_book", stop)
    monkeypatch.setattr("statbook.execution.sandbox.kill_descendants", lambda _: None)  # of the tests
    with pytest.raises(SystemExit) as ended:
        build_runs(BuildTarget(), wait=True, jobs=1, cluster="", executor="", events=True)

    assert 130 == ended.value.code
    assert '{"event": "end", "good": false, "stopped": true}' == capsys.readouterr().out.splitlines()[-1]


def test_a_book_that_lists_no_values_takes_no_such_option(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("chapters: [trade]\n", encoding="utf-8")
    for arguments in (["--jobs", "2"], ["--edition", str(path), "--json"]):
        found = CliRunner().invoke(commands, ["build", *arguments])

        assert (2, True) == (found.exit_code, "are for editions that list values" in found.output)
