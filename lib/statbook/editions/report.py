"""What is told while runs are made: a bar in a terminal, lines elsewhere, or events in JSON, one on a line."""

import json
import sys
import time
from collections.abc import Sequence
from typing import Any

import click

from statbook.build.editions import EditionPage
from statbook.editions.run_job import Outcome
from statbook.project.progress import inert_text
from statbook.project.terminal_words import tell
from statbook.store.grouping import group

OFTEN = 10.0
"""Seconds between two lines where there is no terminal."""
WIDTH = 30
"""Signs of the bar."""
MOST_LINES = 40
"""Rows of the table of what is not printed."""


class Report:
    """Tells of runs on stderr, or as *events* on stdout."""

    def __init__(self, *, events: bool = False) -> None:
        self._events, self._start = events, time.monotonic()
        self._terminal = sys.stderr.isatty()
        self._all = self._kept = self._done = self._failed = 0
        self._told = 0.0

    def empty(self, pages: Sequence[EditionPage]) -> None:
        """Tell the combinations for which nothing is printed, as one table: a line for each value of the first parameter."""
        if self._events:
            self._event("empty", runs=[{"chapter": page.chapter, "parameters": page.parameters} for page in pages])
            return
        if not pages:
            return
        click.echo(tell(f"{len(pages)} combinations for which nothing is printed:"), err=True)
        rows = group(((page.chapter, page.varied[0]), ", ".join(page.varied[1:])) for page in pages)
        for (chapter, first), others in [*rows.items()][:MOST_LINES]:
            words = "; ".join(filter(None, others))
            click.echo(inert_text(f"  {chapter:<14} {first:<20} {words}"), err=True)
        if len(rows) > MOST_LINES:
            click.echo(tell(f"  … and {len(rows) - MOST_LINES} more lines; the index page has them all"), err=True)

    def begin(self, count: int, kept: int) -> None:
        """Tell that there are *count* runs, of which *kept* are made already."""
        self._all, self._kept, self._done, self._start = count, kept, kept, time.monotonic()
        self._event("begin", runs=count, kept=kept)
        self._line(f"{count} runs, {kept} of them kept")

    def step(self, outcome: Outcome) -> None:
        """Tell what became of a run."""
        self._done += 1
        self._failed += bool(outcome["fault"])
        self._event("run", **outcome, done=self._done, runs=self._all)
        if self._events:
            return
        if outcome["fault"]:
            self._line(outcome["fault"])
        if self._terminal or self._done == self._all or time.monotonic() - self._told >= OFTEN:
            self._told = time.monotonic()
            self._show()

    def warn(self, words: str) -> None:
        """Tell what went wrong and is done again."""
        self._event("lost", words=words)
        self._line(words)

    def progress(self, words: str) -> None:
        """Tell a step of the build."""
        self._event("step", words=words)
        self._line(words)

    def end(self, **told: Any) -> None:
        """Tell how it ended."""
        self._event("end", **told)

    def _show(self) -> None:
        made, seconds = self._done - self._kept, time.monotonic() - self._start
        left = seconds / made * (self._all - self._done) if made else 0.0
        failed = f", {self._failed} failed" if self._failed else ""
        words = f"{self._done} of {self._all} runs{failed}, about {left:.0f} s left"
        if not self._terminal:
            self._line(words)
            return
        full = WIDTH * self._done // max(self._all, 1)
        click.echo(f"\r[{'#' * full}{'.' * (WIDTH - full)}] {tell(words)}   ", err=True, nl=self._done == self._all)

    def _line(self, words: str) -> None:
        if not self._events:
            begin = "\r" if self._terminal else ""
            for line in words.splitlines():
                click.echo(f"{begin}{time.monotonic() - self._start:6.1f} s  {tell(inert_text(line))}", err=True)

    def _event(self, kind: str, **told: Any) -> None:
        if self._events:
            click.echo(json.dumps({"event": kind, **told}, ensure_ascii=False))
