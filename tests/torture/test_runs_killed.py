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

MOST_SECONDS = 15.0
BLOWS = 5
"""One in so many rounds."""


def go_on(home: Path, jobs: list[RunJob]) -> None:
    """Make the runs that are not there, by two processes."""
    do_jobs(jobs, Results(home / RESULTS), choose_executor(2, "", ""), Report())


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
