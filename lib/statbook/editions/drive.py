"""Does runs with an executor until each has a result or a fault; what is lost on the way is done again.

The coordinator holds few runs at a time and keeps nothing of those that are done, so its memory does not grow with them.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Executor, Future, wait
from contextlib import suppress

from statbook.editions.executors import ExecutorChoice
from statbook.editions.results import Results
from statbook.editions.run_job import Outcome, RunJob, do_run
from statbook.errors import BuildError

MOST_TRIES = 4
"""How often a run may be lost."""
MOST_RENEWALS = 10
"""How often an executor may break before another run is done."""
SECONDS = 1.0
"""How often lost executors are looked for."""


class Drive:
    """Runs on their way: *report* is told each outcome, *warn* what was lost."""

    def __init__(
        self,
        choice: ExecutorChoice,
        results: Results,
        report: Callable[[Outcome], None],
        warn: Callable[[str], None],
    ) -> None:
        self._choice, self._results, self._report, self._warn = choice, results, report, warn
        self._tries: Counter[str] = Counter()
        self._running: dict[Future[Outcome], RunJob] = {}
        self._waiting: deque[RunJob] = deque()
        self._fruitless = 0

    def do(self, jobs: Iterable[RunJob]) -> None:
        """Do all *jobs*. Raises BuildError if the executor breaks again and again."""
        coming = iter(jobs)
        executor = self._choice.make()
        try:
            while True:
                try:
                    self._submit(executor, coming)
                    if not self._running:
                        return
                    self._collect(executor)
                except (BrokenExecutor, OSError) as error:
                    executor = self._renew(executor, error)
        finally:
            # Without waiting, so that an interruption ends at once; what is done already stays in the results.
            with suppress(Exception):
                executor.shutdown(wait=not self._running, cancel_futures=True)

    def _submit(self, executor: Executor, coming: Iterable[RunJob]) -> None:
        while len(self._running) < self._choice.window:
            job = self._waiting.popleft() if self._waiting else next(iter(coming), None)
            if job is None:
                return
            try:
                self._running[executor.submit(do_run, job)] = job
            except BaseException:
                self._waiting.appendleft(job)
                raise

    def _collect(self, executor: Executor) -> None:
        """Take what is done. Raises BrokenExecutor if the executor has lost what it was given."""
        done, _ = wait(self._running, SECONDS, FIRST_COMPLETED)
        broken: BaseException | None = None
        for future in done:
            job = self._running.pop(future)
            error = None if future.cancelled() else future.exception()
            if error is None and not future.cancelled():
                self._fruitless = 0
                self._report(future.result())
                continue
            if isinstance(error, BrokenExecutor) or getattr(executor, "is_lost", False):
                broken = error or broken  # which run has broken it, nobody knows
                self._waiting.append(job)
            else:
                self._lose(job, f"{type(error).__name__}: {error}" if error else "the executor dropped it")
        if broken or getattr(executor, "is_lost", False):
            raise BrokenExecutor(str(broken or "the cluster is gone"))

    def _lose(self, job: RunJob, cause: str) -> None:
        """Do a run again that was lost, unless its result is there, or it was lost too often."""
        self._tries[job["key"]] += 1
        words = " ".join(cause.split())[:200]
        if self._results.has(job["key"]):
            self._report({"key": job["key"], "name": job["name"], "fault": "", "worker": ""})
        elif self._tries[job["key"]] < MOST_TRIES:
            self._waiting.append(job)
        else:
            fault = f"{job['name']}: lost {MOST_TRIES} times, the last time by {words}"
            self._report({"key": job["key"], "name": job["name"], "fault": fault, "worker": ""})

    def _renew(self, executor: Executor, error: BaseException) -> Executor:
        """Another executor in the place of one that is broken, for all that it had not done."""
        self._fruitless += 1
        words = " ".join(str(error).split())[:200]
        with suppress(Exception):
            executor.shutdown(wait=False, cancel_futures=True)
        self._waiting.extendleft(reversed(self._running.values()))
        self._running.clear()
        if self._fruitless > MOST_RENEWALS:
            names = ", ".join(job["name"] for job in self._waiting)
            raise BuildError(
                f"the executor broke {MOST_RENEWALS} times without doing one of {names}: {words}"
            ) from None
        self._warn(f"the executor is made anew: {words}")
        return self._choice.make()
