"""`make bench EDITIONS=N`: N runs of an edition on invented numbers, by one and two workers and on Dask, with kills.

The data hold 31 regions × 12 months that do not exist (invented.py); the edition has the chapters trade and credit, each
in two forms, which makes 1,488 runs with page and PDF. N of them, a seeded choice of regions and months, are run.
CPU seconds are those of all processes. On Linux with cgroups they are counted by the kernel, elsewhere by looking often,
which misses some. `--old FOLDER` makes 48 runs, and some of them one by one in a tree of an earlier commit with an
environment. `--kills N` kills worker, scheduler and client of a Dask cluster (kill_runs.py).
"""

from __future__ import annotations

import hashlib
import itertools
import math
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
import psutil
from invented import YEAR, invented_book
from kill_runs import RUNS, kill_at_random
from measure import table

REGIONS, MONTHS, CHAPTERS = 31, 12, 4
CGROUP = Path("/sys/fs/cgroup/cpuacct")
SEED = 20
EDITION = """\
title: Invented regions
chapters:
  - {{chapter: trade, number: trade, parameters: {{{asked}}}}}
  - {{chapter: trade, name: trade-strict, number: trade, parameters: {{{asked}, rounding: strict}}}}
  - {{chapter: credit, number: new_loans, parameters: {{{asked}}}}}
  - {{chapter: credit, name: credit-share, number: new_loans, parameters: {{{asked}, unit: share}}}}
"""
FORMS = (("trade",), ("trade", "-p", "rounding", "strict"), ("credit",), ("credit", "-p", "unit", "share"))
"""The chapters of that edition, as single runs."""
ROOT = Path(__file__).resolve().parents[1]
STATBOOK = [sys.executable, "-c", "from statbook.cli import main; main()"]


class Meter:
    """What a command took: CPU seconds of all its processes, seconds, and the peak memory of the first one, in MB."""

    def __init__(self, command: list[str], folder: Path) -> None:
        self.cpu, self.peak, started = 0.0, 0.0, time.monotonic()
        self._seen: dict[tuple[int, float], float] = {}
        group = self._group()
        self._process = subprocess.Popen(
            command,
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            env={
                name: value
                for name, value in os.environ.items()
                if name != "PYTHONPATH" or command[0] == sys.executable
            },
            preexec_fn=(lambda: (group / "tasks").write_text(str(os.getpid()))) if group else None,
        )
        while self._process.poll() is None:
            self._look(count=group is None)
            time.sleep(0.1)
        self.words = self._process.stderr.read() if self._process.stderr else ""
        self.seconds = time.monotonic() - started
        self.cpu = sum(self._seen.values())
        if group:
            self.cpu = int((group / "cpuacct.usage").read_text()) / 1e9
            with suppress(OSError):
                group.rmdir()
        if self._process.returncode:
            raise click.ClickException(f"{' '.join(command[-6:])} failed:\n{self.words[-1500:]}")

    def _group(self) -> Path | None:
        group = CGROUP / f"statbook-{os.getpid()}-{time.monotonic_ns()}"
        try:
            group.mkdir()
        except OSError:
            return None
        return group

    def _look(self, *, count: bool) -> None:
        with suppress(psutil.Error):
            first = psutil.Process(self._process.pid)
            self.peak = max(self.peak, first.memory_info().rss / 2**20)
            for process in [first, *first.children(recursive=True)] if count else ():
                with suppress(psutil.Error):
                    times = process.cpu_times()
                    self._seen[process.pid, process.create_time()] = times.user + times.system


def sample(runs: int) -> str:
    """The edition of a seeded choice of regions and months that makes about so many runs."""
    rng, cells = random.Random(SEED), max(1, min(runs // CHAPTERS, REGIONS * MONTHS))
    months = max(1, min(MONTHS, math.isqrt(cells)))
    regions = max(1, min(REGIONS, cells // months))
    chosen = [f"Invented{number:02}" for number in sorted(rng.sample(range(1, REGIONS + 1), regions))]
    times = [f'"{YEAR}-{month:02}"' for month in sorted(rng.sample(range(1, MONTHS + 1), months))]
    return EDITION.format(asked=f"region: [{', '.join(chosen)}], period: [{', '.join(times)}]")


def state(folder: Path) -> str:
    """One digest of all files of *folder*."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    told = [f"{path.relative_to(folder)} {hashlib.sha256(path.read_bytes()).hexdigest()}" for path in files]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def forget(root: Path) -> None:
    """Remove all that was made of the edition."""
    for name in ("cache/editions", "editions"):
        shutil.rmtree(root / "_build" / name, ignore_errors=True)


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """The address of a Dask cluster of so many workers, each with one thread."""
    from distributed import LocalCluster

    settings = {"n_workers": workers, "threads_per_worker": 1, "memory_limit": 0, "dashboard_address": None}
    with LocalCluster(**settings, silence_logs=50) as made:
        yield made.scheduler_address


def beside_old(folder: Path, count: int) -> list[tuple[str, ...]]:
    """The CPU seconds of 48 runs here, and of a seeded choice of *count* of them in the tree of an earlier commit.

    Both have the same numbers: those of 4 regions and 3 months, because that tree needs minutes for a run with all.
    Its environment is in .venv.
    """
    with tempfile.TemporaryDirectory() as work:
        here, there = (
            invented_book(Path(work) / name, 4, 3, tree) for name, tree in (("here", ROOT), ("there", folder))
        )
        (here / "_build").mkdir()
        regions = [f"Invented{number:02}" for number in range(1, 5)]
        months = [f"{YEAR}-{month:02}" for month in range(1, 4)]
        command = [*STATBOOK, "build", "--edition", str(here / "invented.yaml"), "--jobs", "1"]
        for some in (1, 4):  # the first build cuts the fonts
            asked = f"region: [{', '.join(regions[:some])}], period: [{', '.join(months[:some])}]"
            (here / "invented.yaml").write_text(EDITION.format(asked=asked), encoding="utf-8")
            if some == 1:
                Meter(command, here)
        forget(here)
        ours = Meter(command, here).cpu / 48
        rows = [("here, 48 runs in one build", f"{ours:.2f}")]
        python, took = str(folder / ".venv" / "bin" / "python"), []
        combinations = [*itertools.product(FORMS, regions, months)]
        for (chapter, *more), region, month in random.Random(SEED).sample(combinations, count):
            options = ["-p", "region", region, "-p", "period", month, *more]
            took.append(Meter([python, *STATBOOK[1:], "run", chapter, *options], there).cpu)
            rows.append((f"there, {chapter} {' '.join(options)}", f"{took[-1]:.1f}"))
            click.echo(": ".join(rows[-1]), err=True)
    mean = statistics.fmean(took)
    return [*rows, ("there, mean", f"{mean:.1f}"), ("ratio", f"{ours / mean:.3f}")]


@click.command()
@click.argument("runs", type=click.IntRange(4), default=48)
@click.option("--old", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A tree to compare with.")
@click.option("--old-runs", "old_count", default=12, show_default=True, help="Runs there, of a sample of 48.")
@click.option("--kills", default=0, help="Kills at random, each with a build to its end and a comparison.")
@click.option("--dask", is_flag=True, help="Also on a Dask cluster of one and of three workers.")
def main(runs: int, old: Path | None, old_count: int, kills: int, dask: bool) -> None:
    """Measure RUNS runs of the edition on invented numbers."""
    rows: list[tuple[str, ...]] = []
    with tempfile.TemporaryDirectory() as work:
        root = invented_book(Path(work) / "book", REGIONS, MONTHS)
        (root / "_build").mkdir()
        file = root / "invented.yaml"
        command = [*STATBOOK, "build", "--edition", str(file)]
        states, count = {}, sample(runs)

        def build(name: str, *options: str, text: str = count) -> None:
            file.write_text(text, encoding="utf-8")
            forget(root)
            meter = Meter([*command, *options], root)
            made = len([*(root / "_build" / "editions" / "invented" / "pdf").glob("*.pdf")])
            states[name] = state(root / "_build" / "editions" / "invented")
            rows.append(
                (name, str(made), *(f"{n:.2f}" for n in (meter.cpu / made, meter.seconds / made)), f"{meter.peak:.0f}")
            )
            click.echo(" | ".join(rows[-1]), err=True)

        build("to cut the fonts", "--jobs", "1", text=sample(4))
        rows.clear()
        build("a quarter, two workers", "--jobs", "2", text=sample(max(4, runs // 4)))
        build("one worker", "--jobs", "1")
        build("two workers", "--jobs", "2")
        for workers in (1, 3) if dask else ():
            with cluster(workers) as address:
                build(f"Dask, {workers} worker{'s' * (workers > 1)}", "--cluster", address)
        for other in ("to cut the fonts", "a quarter, two workers"):
            states.pop(other)
        if kills:
            file.write_text(sample(RUNS), encoding="utf-8")
            forget(root)
            struck = kill_at_random(root, command, kills, random.Random(SEED), state, Path(work) / "logs")
    click.echo(table(("How", "Runs", "CPU seconds a run", "Seconds a run", "Peak of the coordinator, MB"), rows))
    click.echo(f"{len(set(states.values()))} different trees of {len(states)}")
    if kills:
        click.echo(f"all {kills} kills ended in the same bytes: {dict(struck)}")
    for line in beside_old(old, old_count) if old else ():
        click.echo(": ".join(line))


if __name__ == "__main__":
    main()
