"""A server of processes that has ended, for tests of what happens then."""

from __future__ import annotations

import os
from pathlib import Path

from statbook.execution.fork_server import ForkedProcess, ForkServer


class EndedServer(ForkServer):
    """Its processes never start."""

    def start(self, job: Path, log: Path) -> ForkedProcess:
        log.touch()
        end, alive = os.pipe()
        os.close(alive)
        return ForkedProcess(end)
