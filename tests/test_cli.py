"""The commands as a whole: what they are, and what went wrong in one sentence."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from statbook.cli import commands, main
from statbook.errors import Busy, StatbookError


def test_every_command_says_what_it_does_in_one_line() -> None:
    listed = CliRunner().invoke(commands, ["--help"]).output

    assert {"add", "audit", "build", "check", "diff", "export", "new", "pdf", "run", "trace", "undo"} <= {
        *commands.commands
    }
    for name, command in commands.commands.items():
        assert f"  {name}" in listed
        assert command.get_short_help_str(200)


@pytest.mark.parametrize(
    ("error", "status"), [(StatbookError("data/: no."), 1), (Busy("Another build is at work."), 75)]
)
def test_an_error_of_the_users_is_one_message_with_its_exit_status(
    error: StatbookError, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise error

    monkeypatch.setattr("statbook.cli.commands", fail)
    with pytest.raises(SystemExit) as ended:
        main()
    assert status == ended.value.code
    assert f"statbook: {error}\n" == capsys.readouterr().err
