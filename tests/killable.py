"""Processes that a test may kill: forked from a server that has imported the library, so that each starts at once."""

from __future__ import annotations

import importlib
import multiprocessing
import os
import pkgutil
import signal
from collections.abc import Callable
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path
from unittest import mock

CONTEXT = multiprocessing.get_context("forkserver")
PRELOAD = "preloaded_library"
"""The module that the server imports: all of the library."""


def start(function: Callable[..., object], *arguments: object, output: Path = Path(os.devnull)) -> BaseProcess:
    """Call *function* in a process and a session of its own; what it prints goes to *output*."""
    # The server finds modules by its environment alone.
    with mock.patch.dict(os.environ, PYTHONPATH=str(Path(__file__).parent)):
        CONTEXT.set_forkserver_preload([PRELOAD])
        forkserver.ensure_running()
    process = CONTEXT.Process(target=_call, args=(function, arguments, str(output)))
    process.start()
    return process


def finish(process: BaseProcess) -> int | None:
    """Wait for *process* and give its exit code."""
    process.join()
    return process.exitcode


def kill(process: BaseProcess, *, group: bool = False) -> None:
    """Kill *process*, with *group* also what it started, and wait until it is gone."""
    if group:
        try:
            os.killpg(process.pid or 0, signal.SIGKILL)
        except ProcessLookupError:  # it has ended, or not come to its own session yet
            process.kill()
    else:
        process.kill()
    process.join()


def _call(function: Callable[..., object], arguments: tuple[object, ...], output: str) -> None:
    os.setsid()
    written = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644)
    for stream in (1, 2):
        os.dup2(written, stream)
    function(*arguments)


def import_library() -> None:
    """Import every module of the library."""
    import statbook

    for module in pkgutil.walk_packages(statbook.__path__, "statbook."):
        importlib.import_module(module.name)
