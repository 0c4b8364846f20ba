"""The options of `statbook build` for editions of many runs, and what they do."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from statbook.errors import StatbookError
from statbook.project.paths import book

if TYPE_CHECKING:
    from statbook.build.targets import BuildTarget

INTERRUPTED = 130
"""The exit code after Ctrl+C."""


def runs_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options that say where the runs of an edition are made, and how they are told."""
    options = (
        click.option("--jobs", type=click.IntRange(1), help="Runs at a time here; as many as fit, if none is given."),
        click.option("--cluster", default="", metavar="ADDRESS", help="Runs on the Dask cluster tcp://… or tls://…"),
        click.option("--executor", default="", metavar="MODULE:NAME", help="Runs by what this makes, an Executor."),
        click.option("--json", "events", is_flag=True, help="Tell of runs as events in JSON, one on a line of stdout."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def build_runs(target: BuildTarget, *, wait: bool, jobs: int | None, cluster: str, executor: str, events: bool) -> Path:
    """Build the edition *target*; gives its front page."""
    if sum(map(bool, (jobs, cluster, executor))) > 1:
        raise click.UsageError("name one of --jobs, --cluster and --executor")
    from statbook.build.targets import build_book
    from statbook.editions.executors import choose_executor
    from statbook.editions.make_edition import make_edition
    from statbook.editions.report import Report
    from statbook.execution.sandbox import kill_descendants

    report = Report(events=events)
    choice = choose_executor(jobs, cluster, executor)
    try:
        page = build_book(
            book(),
            report.progress,
            target,
            wait=wait,
            make=lambda own, wanted, progress, lock: make_edition(own, wanted, progress, lock, choice, report),
        )
    except KeyboardInterrupt:
        kill_descendants(os.getpid())  # workers would end the runs that they have begun
        report.progress("stopped. What was made is kept: the same command goes on from there")
        report.end(good=False, stopped=True)
        raise SystemExit(INTERRUPTED) from None
    except StatbookError as error:
        report.end(good=False, faults=str(error).splitlines())
        raise
    report.end(good=True, page=str(page))
    return page
