"""Kills at random while runs of an edition are made on a Dask cluster: of a worker, the scheduler, or the client.

The scheduler and the workers are processes of their own, as on several machines, and what has ended is started again at
its address, as a service would be. Each round removes some results, gives the command, kills, gives the command again
if it ended, and compares the site with that of an undisturbed build.
"""

from __future__ import annotations

import random
import shutil
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import click
import psutil

KINDS = ("worker", "scheduler", "client")
RUNS, DROPPED = 8, 2
"""Runs of the edition, and results that are removed before each round."""
OUTAGE, LONG_OUTAGE, LONG_SHARE = 5.0, 45.0, 0.15
"""Seconds at most for which a scheduler stays away; for some of them more than a client waits."""
MOST_COMMANDS = 4
"""How often the command is given in a round."""
SECONDS = 0.5
DASK = [sys.executable, "-m", "dask"]


class Cluster:
    """A Dask scheduler and its workers, with the lines that they write in *folder*; *options* go to both, for certificates."""

    def __init__(self, workers: int, folder: Path, protocol: str = "tcp", options: tuple[str, ...] = ()) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.address, self._folder = f"{protocol}://127.0.0.1:{port}", folder
        one_each = ["--nworkers", str(workers), "--nthreads", "1", "--memory-limit", "0"]
        self._commands = {
            "scheduler": [*DASK, "scheduler", "--host", self.address, "--no-dashboard", *options],
            "worker": [*DASK, "worker", self.address, *one_each, "--no-dashboard", *options],
        }
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        folder.mkdir(exist_ok=True)

    def start_missing(self, *but: str) -> None:
        """Start what is not there, *but* these."""
        for name, command in self._commands.items():
            if name not in but and (name not in self._processes or self._processes[name].poll() is not None):
                with (self._folder / f"{name}.log").open("ab") as log:
                    self._processes[name] = subprocess.Popen(
                        command, cwd=self._folder, stdout=log, stderr=log, start_new_session=True
                    )

    def processes(self, name: str) -> list[psutil.Process]:
        """The process *name* with all below it."""
        with suppress(psutil.Error):
            first = psutil.Process(self._processes[name].pid)
            return [first, *first.children(recursive=True)]
        return []

    def end(self) -> None:
        """Kill all."""
        for name in self._processes:
            for process in self.processes(name):
                with suppress(psutil.Error):
                    process.kill()
        for started in self._processes.values():
            started.wait()


@contextmanager
def own_cluster(workers: int, folder: Path, protocol: str = "tcp", options: tuple[str, ...] = ()) -> Iterator[Cluster]:
    """A cluster with so many workers, which is ended in the end."""
    cluster = Cluster(workers, folder, protocol, options)
    cluster.start_missing()
    try:
        yield cluster
    finally:
        cluster.end()


def kill_at_random(
    root: Path, command: list[str], kills: int, rng: random.Random, state: Callable[[Path], str], folder: Path
) -> Counter[str]:
    """Kill so many times while *command* builds the edition of the book in *root*; gives what was struck and what came of it.

    Raises ClickException if a site differs, or if a command ends without a plain message.
    """
    site, found = root / "_build" / "editions" / "invented", Counter[str]()
    with own_cluster(2, folder) as cluster:
        command = [*command, "--cluster", cluster.address]
        started = time.monotonic()
        found["given again at the start"] = _finish(_begin(command, root, folder), command, root, cluster, folder)
        good, seconds = state(site), time.monotonic() - started
        while (number := sum(found[kind] for kind in KINDS)) < kills:
            _drop_results(root, rng)
            kind, started = rng.choice(KINDS), time.monotonic()
            process = _begin(command, root, folder)
            time.sleep(rng.uniform(0.5, seconds * DROPPED / RUNS))
            struck = _strike(kind, process, cluster, rng)
            again = _finish(process, command, root, cluster, folder)
            found[kind if struck else f"{kind}, too late"] += 1
            found[f"given again after {kind}"] += again
            if state(site) != good:
                raise click.ClickException(f"kill {number + 1}, of the {kind}: the site differs")
            told = (
                f"kill {number + 1}: {kind}, given again {again} times, {time.monotonic() - started:.0f} s, same bytes"
            )
            click.echo(told, err=True)
    return found


def _begin(command: list[str], root: Path, folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "client.log").open("wb") as log:
        return subprocess.Popen(command, cwd=root, stdout=log, stderr=log, start_new_session=True)


def _strike(kind: str, client: subprocess.Popen[bytes], cluster: Cluster, rng: random.Random) -> bool:
    """Kill the *client*, the scheduler, or a worker or one of its processes; whether the client was still at work."""
    if client.poll() is not None:
        return False
    if kind == "client":
        client.kill()
        client.wait()
        return True
    with suppress(psutil.Error):
        rng.choice(cluster.processes(kind)).kill()
    if kind == "scheduler":
        until = time.monotonic() + (LONG_OUTAGE if rng.random() < LONG_SHARE else rng.uniform(0, OUTAGE))
        while time.monotonic() < until:
            cluster.start_missing("scheduler")
            time.sleep(SECONDS)
    return True


def _finish(client: subprocess.Popen[bytes], command: list[str], root: Path, cluster: Cluster, folder: Path) -> int:
    """Wait for the *client*, and give its *command* again until the edition is made; gives how often."""
    for again in range(MOST_COMMANDS):
        while client.poll() is None:
            cluster.start_missing()
            time.sleep(SECONDS)
        words = (folder / "client.log").read_text(encoding="utf-8", errors="replace")
        if "Traceback" in words:
            raise click.ClickException(f"the command ended with a traceback:\n{words[-3000:]}")
        if client.returncode == 0:
            return again
        client = _begin(command, root, folder)
    raise click.ClickException(f"the command failed {MOST_COMMANDS} times:\n{words[-1500:]}")


def _drop_results(root: Path, rng: random.Random) -> None:
    """Remove some results of the edition, and what says that it is up to date."""
    (root / "_build" / "editions" / "invented" / "book.json").unlink()
    made = sorted((root / "_build" / "cache" / "editions").glob("*/results/*/*/"))
    for path in rng.sample(made, min(DROPPED, len(made))):
        shutil.rmtree(path)
