"""An executor that pickles each job into another interpreter, as batch systems do: nothing is shared but files."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any

SCRIPT = """
import pickle, sys
call, arguments = pickle.load(sys.stdin.buffer)
answer = pickle.dumps(call(*arguments))
sys.stdout.buffer.write(answer)
"""


class InterpreterExecutor(Executor):
    """Runs each job in a new interpreter."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(2)

    def submit(self, job: Callable[..., Any], /, *arguments: Any, **named: Any) -> Future[Any]:
        return self._pool.submit(self._run, job, arguments)

    def _run(self, job: Callable[..., Any], arguments: tuple[Any, ...]) -> Any:
        sent = pickle.dumps((job, arguments))
        return pickle.loads(
            subprocess.run([sys.executable, "-c", SCRIPT], input=sent, stdout=subprocess.PIPE, check=True).stdout
        )

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._pool.shutdown(wait, cancel_futures=cancel_futures)
