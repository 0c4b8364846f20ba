"""Runs of an edition that are killed at any moment, workers or all, leave results that are whole; the rest is made again.

`make torture` strikes twenty times here: each blow costs the start of two workers.
"""

from __future__ import annotations

import random
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest

from killable import finish, kill, start
from matrix_book import make_runs, matrix_book, prepare_runs, state_of_results
from statbook.editions.executors import ExecutorChoice, SerialExecutor, choose_executor
from statbook.editions.make_edition import do_jobs
from statbook.editions.report import Report
from statbook.editions.results import Results
from statbook.editions.run_job import RESULTS, RunJob

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))
from kill_runs import own_cluster

MOST_SECONDS = 15.0
BLOWS = 5
"""One in so many rounds."""


def go_on(home: Path, jobs: list[RunJob], cluster: str = "") -> None:
    """Make the runs that are not there, by two processes or on a *cluster*."""
    do_jobs(jobs, Results(home / RESULTS), choose_executor(None if cluster else 2, cluster, ""), Report())


@pytest.mark.slow
def test_nothing_is_lost_and_the_bytes_are_the_same(tmp_path: Path, fonts_of_the_book: Path, rounds: int) -> None:
    home, jobs = prepare_runs(matrix_book(tmp_path / "book", fonts_of_the_book))
    good = make_runs(home, jobs, ExecutorChoice(SerialExecutor, 1))
    seed = random.randrange(sys.maxsize)
    rng = random.Random(seed)
    for number in range(max(2, rounds // BLOWS)):
        Results(home / RESULTS).drop(rng.choice(jobs)["key"])
        process = start(go_on, home, jobs, output=tmp_path / "log")
        time.sleep(rng.uniform(0, MOST_SECONDS))
        with suppress(psutil.Error):
            below = psutil.Process(process.pid or 0).children(recursive=True)
            if below and rng.random() < 0.7:
                rng.choice(below).kill()
                time.sleep(rng.uniform(0, 2))
        kill(process, group=True)
        assert 0 == finish(start(go_on, home, jobs, output=tmp_path / "log")), (tmp_path / "log").read_text()
        assert good == state_of_results(home), f"round {number}, seed {seed}"


@pytest.mark.slow
def test_a_scheduler_that_is_killed_and_started_again_loses_nothing(tmp_path: Path, fonts_of_the_book: Path) -> None:
    pytest.importorskip("distributed")
    home, jobs = prepare_runs(matrix_book(tmp_path / "book", fonts_of_the_book))
    good = make_runs(home, jobs, ExecutorChoice(SerialExecutor, 1))
    for job in jobs:
        Results(home / RESULTS).drop(job["key"])
    with own_cluster(1, tmp_path / "logs") as cluster:
        process = start(go_on, home, jobs, cluster.address, output=tmp_path / "log")
        time.sleep(random.uniform(3, MOST_SECONDS))
        for one in cluster.processes("scheduler"):
            one.kill()
        while process.is_alive():
            cluster.start_missing()
            time.sleep(0.5)
        told = (tmp_path / "log").read_text()

    assert 0 == finish(process) and "Traceback" not in told, told
    assert good == state_of_results(home)
