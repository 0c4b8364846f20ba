"""`make bench EDITIONS=N`: N runs of an edition on invented numbers, by one and two workers and on Dask, with kills.

The data hold 31 regions × 12 months that do not exist (invented.py); the edition has the chapters trade and credit, each
in two forms, which makes 1,488 runs with page and PDF. N of them, a seeded choice of regions and months, are run.
CPU seconds are those of all processes. On Linux with cgroups they are counted by the kernel, elsewhere by looking often,
which misses some. `--old FOLDER` runs the chapters one by one in a tree of an earlier commit with an environment.
"""

from __future__ import annotations

import hashlib
import math
import os
import random
import shutil
import signal
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


def strike(root: Path, command: list[str], seconds: float, rng: random.Random) -> str:
    """Begin a build and kill it, or one of its processes, at random; gives what was struck."""
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(rng.uniform(0.5, seconds))
    with suppress(psutil.Error):
        first = psutil.Process(process.pid)
        below = first.children(recursive=True)
        struck = first if rng.random() < 0.3 or not below else rng.choice(below)
        kind = "client" if struck is first else "worker"
        struck.send_signal(signal.SIGKILL)
        if kind == "worker":
            time.sleep(rng.uniform(0, 2))
            process.kill()
        process.wait()
        return kind
    process.wait()
    return "nothing"


def old_runs(folder: Path, count: int) -> list[tuple[str, str]]:
    """CPU seconds of single runs in the tree of an earlier commit, whose environment is in .venv."""
    python, found = str(folder / ".venv" / "bin" / "python"), []
    with tempfile.TemporaryDirectory() as work:
        root = invented_book(Path(work) / "book", 4, 3, folder)
        rng = random.Random(SEED)
        for number in range(count):
            chapter, region, month = ("trade", "credit")[number % 2], rng.randint(1, 4), rng.randint(1, 3)
            asked = ["-p", "region", f"Invented{region:02}", "-p", "period", f"{YEAR}-{month:02}"]
            meter = Meter([python, *STATBOOK[1:], "run", chapter, *asked], root)
            found.append((f"earlier commit: {chapter}, run {number + 1}", f"{meter.cpu:.1f}"))
    return found


@click.command()
@click.argument("runs", type=click.IntRange(4), default=48)
@click.option("--old", type=click.Path(exists=True, file_okay=False, path_type=Path), help="A tree to compare with.")
@click.option("--old-runs", "old_count", default=4, show_default=True, help="Runs there.")
@click.option("--kills", default=0, help="Kills at random, each with a build to its end and a comparison after ten.")
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
        rng, kinds = random.Random(SEED), []
        for number in range(kills):
            if number % 10 == 0:
                forget(root)
            kinds.append(strike(root, [*command, "--jobs", "2"], 20, rng))
            if number % 10 == 9 or number == kills - 1:
                Meter([*command, "--jobs", "2"], root)
                states[f"after kills, {number}"] = state(root / "_build" / "editions" / "invented")
    click.echo(table(("How", "Runs", "CPU seconds a run", "Seconds a run", "Peak of the coordinator, MB"), rows))
    click.echo(f"{len(set(states.values()))} different trees of {len(states)}")
    if kills:
        click.echo(f"killed: {kinds.count('client')} clients, {kinds.count('worker')} workers or their processes")
    for line in old_runs(old, old_count) if old else ():
        click.echo(": ".join(line))


if __name__ == "__main__":
    main()
