"""A process of the press ends with the one that started it, even if that was killed."""

from __future__ import annotations

__all__ = ["leashed"]

import os
import signal
import threading
import time

SECONDS = 0.1


def leashed(parent: int) -> None:
    """From now on, end this process and its group as soon as *parent*, a number, is not its parent."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(SECONDS)
        if os.getpgrp() == os.getpid():
            os.killpg(0, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, daemon=True).start()
