"""Executors of runs: in this process, in processes of this machine, on a Dask cluster, or any other by its import path.

All are a concurrent.futures.Executor. They differ in what breaks: a pool of processes breaks as a whole when one is
killed, a cluster may lose its scheduler. `all_runs` (drive.py) then asks for a new one.
"""

import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import psutil

from statbook.errors import BuildError
from statbook.execution.sandbox import exit_with_parent

RUN_BYTES = 900 * 2**20
"""Memory that a worker takes with its processes."""
SECONDS = 30
"""How long a cluster may take to answer."""
CERTIFICATES = "set DASK_DISTRIBUTED__COMM__TLS__CA_FILE, …__TLS__CLIENT__CERT and …__TLS__CLIENT__KEY to files"
"""How Dask is told of certificates (docs/scaling.md)."""


@dataclass(frozen=True)
class ExecutorChoice:
    """How to make an executor, and how many runs it is given at a time."""

    make: Callable[[], Executor]
    window: int


class SerialExecutor(Executor):
    """Runs each job in this process, when it is submitted."""

    def submit(self, job: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Run it now."""
        future: Future[Any] = Future()
        try:
            future.set_result(job(*arguments, **named))
        except Exception as error:
            future.set_exception(error)
        return future


def choose_executor(jobs: int | None, cluster: str, path: str) -> ExecutorChoice:
    """The executor for the options: *cluster* an address, *path* module:Name, or else *jobs* processes.

    Raises BuildError for a path that leads to no executor.
    """
    if cluster:
        return ExecutorChoice(lambda: dask_executor(cluster), WINDOW)
    if path:
        return ExecutorChoice(_executor_at(path), WINDOW)
    count = jobs or fitting_jobs()
    if count == 1:
        return ExecutorChoice(SerialExecutor, 1)
    return ExecutorChoice(lambda: process_executor(count), 2 * count)


WINDOW = 2000
"""Runs that a cluster holds at a time: enough for a hundred machines, and a megabyte for its scheduler."""


def fitting_jobs() -> int:
    """How many runs this machine has cores and free memory for."""
    fitting: int = psutil.virtual_memory().available // RUN_BYTES
    return max(1, min(os.cpu_count() or 1, fitting))


def process_executor(count: int) -> Executor:
    """Processes of this machine. They are started anew, because a fork would have what this process has drawn."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, context, initializer=_begin_worker, initargs=(os.getpid(),))


def _begin_worker(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the process that asks
    exit_with_parent(parent)


def dask_executor(address: str) -> Executor:
    """The cluster at *address*. Raises BuildError if it cannot be reached, or Dask is not installed."""
    try:
        distributed = import_module("distributed")
    except ImportError:
        words = "--cluster needs Dask: pip install --require-hashes -r requirements-dask.txt"
        raise BuildError(words) from None
    for name in ("distributed", "distributed.client"):
        # A scheduler that is lost is told by the drive; Dask would write what its own tasks raise then.
        logging.getLogger(name).setLevel(logging.CRITICAL)
    _check_certificates(distributed, address)
    try:
        client = distributed.Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise BuildError(f"the cluster {address} cannot be reached: {error}. The same command goes on later") from None
    # Not pure: a run that was lost is to be done again, and not to be lost again at once.
    return DaskExecutor(client, client.get_executor(pure=False, retries=0))


def _check_certificates(distributed: Any, address: str) -> None:
    """Raise BuildError if *address* asks for certificates that Dask does not know or cannot read."""
    try:
        missing = address.startswith("tls:") and not distributed.Security().get_connection_args("client")["ssl_context"]
    except OSError as error:
        raise BuildError(f"--cluster {address}: its certificates cannot be read: {error}; {CERTIFICATES}") from None
    if missing:
        raise BuildError(f"--cluster {address} needs certificates, and Dask knows of none; {CERTIFICATES}")


class DaskExecutor(Executor):
    """The executor of a Dask *client*, which ends the client as well."""

    def __init__(self, client: Any, executor: Executor) -> None:
        self._client, self._executor = client, executor

    def submit(self, job: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        """Send it to the cluster. Raises OSError if there is no longer one."""
        if self.is_lost:
            raise ConnectionError(f"the scheduler is gone (the client is {self._client.status})")
        return self._executor.submit(job, *arguments, **named)

    @property
    def is_lost(self) -> bool:
        """Whether the scheduler cannot be reached."""
        return bool(self._client.status != "running")

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Leave the cluster; what it has begun for this client it drops."""
        self._client.close(timeout=SECONDS if wait else 1)


def _executor_at(path: str) -> Callable[[], Executor]:
    """What makes the executor at *path*, written module:Name; it is called without arguments."""
    module, _, name = path.partition(":")
    try:
        make = getattr(import_module(module), name)
    except (ImportError, AttributeError, ValueError) as error:
        raise BuildError(f"--executor {path}: {error}; expected module:Name of an Executor") from None

    def executor() -> Executor:
        made = make()
        if not hasattr(made, "submit") or not hasattr(made, "shutdown"):
            raise BuildError(f"--executor {path}: found {type(made).__name__}; expected a concurrent.futures.Executor")
        found: Executor = made
        return found

    return executor
