"""A process of the press, and all that it started, ends with the one that started it, even if that was killed."""

from __future__ import annotations

__all__ = ["leashed"]

import ctypes
import os
import signal
import threading
import time

from statbook.execution.sandbox import end_descendants

SECONDS = 0.1
SUBREAPER = 36
"""PR_SET_CHILD_SUBREAPER of Linux: what loses its parent becomes a child of this process, so that it can be found."""


def leashed(parent: int) -> None:
    """From now on, end this process, its group and its descendants as soon as *parent*, a number, is not its parent."""
    adopt = getattr(ctypes.CDLL(None), "prctl", None)
    if adopt is not None:
        adopt(SUBREAPER, 1, 0, 0, 0)

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SECONDS)
        end_descendants(os.getpid())
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
