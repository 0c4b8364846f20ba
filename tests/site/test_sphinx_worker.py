"""The worker builds with one builder, and says in a file what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from statbook.errors import BuildError
from statbook.site import sphinx_worker
from statbook.site.sphinx_build import WORKER


def job_of(folder: Path, **changes: str) -> Path:
    names = ("source", "out", "site", "kept", "result")
    job: dict[str, Any] = {name: str(folder / name) for name in names} | {"module": WORKER, "builder": "html"}
    job |= {"environment": {"SOURCE_DATE_EPOCH": "1"}, "after": ""}
    (folder / "job.json").write_text(json.dumps(job | changes), encoding="utf-8")
    return folder / "job.json"


@pytest.mark.parametrize("fault", ["", "print has no rule for this"])
def test_what_is_wrong_is_in_its_result(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str) -> None:
    def build(job: dict[str, Any]) -> str:
        if fault:
            raise BuildError(fault)
        return ""

    monkeypatch.setattr(sphinx_worker, "_build", build)
    monkeypatch.setattr(sphinx_worker, "exit_with_parent", lambda parent: None)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    sphinx_worker.main(str(job_of(tmp_path)), 1)

    assert {"fault": fault} == json.loads((tmp_path / "result").read_text(encoding="utf-8"))
