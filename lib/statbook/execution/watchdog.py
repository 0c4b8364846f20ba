"""Ends a worker process, and everything it started, when its parent process is gone."""

import ctypes
import os
import signal
import threading
import time

from statbook.execution.sandbox import kill_descendants

SECONDS = 0.1
SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux: orphans below this process become its children, so that it can find them."""


def exit_with_parent(parent: int) -> None:
    """Kill this process, its group and its descendants as soon as *parent* (a process ID) is not its parent."""
    prctl = getattr(ctypes.CDLL(None), "prctl", None)
    if prctl is not None:
        prctl(SUBREAPER, 1, 0, 0, 0)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SECONDS)
        kill_descendants(os.getpid())
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
