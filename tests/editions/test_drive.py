"""Driving runs: what is lost is done again, what fails is told, and an executor that breaks is made anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from statbook.editions import drive
from statbook.editions.drive import MOST_TRIES, Drive
from statbook.editions.executors import ExecutorChoice
from statbook.editions.results import Results
from statbook.editions.run_job import Outcome, RunJob
from statbook.errors import BuildError

Run = Callable[[RunJob], Outcome]


def job(name: str) -> RunJob:
    return {
        "inputs": "",
        "tools": {},
        "key": name,
        "name": name,
        "title": "",
        "chapter": "trade",
        "parameters": {},
        "number": "",
    }


def outcome(asked: RunJob, fault: str = "") -> Outcome:
    return {"key": asked["key"], "name": asked["name"], "fault": fault, "worker": "here"}


class Scripted(Executor):
    """Gives each submission what *answers* say: an outcome, or an error."""

    def __init__(self, answers: Iterator[Any]) -> None:
        self.answers = answers

    def submit(self, call: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        future: Future[Any] = Future()
        answer = next(self.answers)
        if isinstance(answer, BaseException):
            future.set_exception(answer)
        elif answer == "cancel":
            future.cancel()
            future.set_running_or_notify_cancel()
        else:
            future.set_result(call(*arguments))
        return future


def driven(
    monkeypatch: pytest.MonkeyPatch, folder: Path, make: Callable[[], Executor], jobs: list[RunJob], run: Run = outcome
) -> tuple[list[Outcome], list[str]]:
    monkeypatch.setattr(drive, "do_run", run)
    told: list[Outcome] = []
    warned: list[str] = []
    Drive(ExecutorChoice(make, 2), Results(folder), told.append, warned.append).do(jobs)
    return told, warned


def test_every_job_has_one_outcome(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    jobs = [job(str(number)) for number in range(9)]
    told, _ = driven(monkeypatch, tmp_path, lambda: ThreadPoolExecutor(3), jobs)

    assert {str(number) for number in range(9)} == {one["key"] for one in told} and len(told) == 9


def test_a_run_that_fails_is_told_and_the_others_go_on(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def run(asked: RunJob) -> Outcome:
        return outcome(asked, "bad: cell 3" if asked["name"] == "bad" else "")

    told, _ = driven(monkeypatch, tmp_path, lambda: ThreadPoolExecutor(1), [job("bad"), job("good")], run)

    assert {"bad": "bad: cell 3", "good": ""} == {one["name"]: one["fault"] for one in told}


def test_a_run_that_is_lost_is_done_again(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = iter([RuntimeError("the worker is gone"), "cancel", "done"])
    told, _ = driven(monkeypatch, tmp_path, lambda: Scripted(answers), [job("a")])

    assert [("a", "")] == [(one["name"], one["fault"]) for one in told]


def test_a_run_that_is_lost_again_and_again_names_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    answers = iter([RuntimeError("killed")] * MOST_TRIES)
    told, _ = driven(monkeypatch, tmp_path, lambda: Scripted(answers), [job("a")])

    assert ["a: lost 4 times, the last time by RuntimeError: killed"] == [one["fault"] for one in told]


def test_a_lost_run_whose_result_is_there_is_done(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    results = Results(tmp_path)
    with results.begin("abc") as folder:
        results.put("abc", folder, {})
    told, _ = driven(monkeypatch, tmp_path, lambda: Scripted(iter([RuntimeError("late")])), [job("abc")])

    assert [""] == [one["fault"] for one in told]


def test_an_executor_that_breaks_is_made_anew(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    made = iter([Scripted(iter(["done", BrokenExecutor("a process was killed")])), Scripted(iter(["done"] * 3))])
    told, warned = driven(monkeypatch, tmp_path, lambda: next(made), [job("a"), job("b"), job("c")])

    assert ["a", "b", "c"] == sorted(one["name"] for one in told)
    assert ["the executor is made anew: a process was killed"] == warned


def test_an_executor_that_only_breaks_is_given_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match="broke 10 times without doing one of a: killed"):
        driven(monkeypatch, tmp_path, lambda: Scripted(iter([BrokenExecutor("killed")])), [job("a")])
