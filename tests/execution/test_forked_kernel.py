"""A forked process becomes a kernel when it is told how, and ends when it is not."""

from __future__ import annotations

import subprocess
import sys

import pytest

FORK = "import os, signal\nfrom statbook.execution.forked_kernel import ForkedKernel\nkernel = ForkedKernel()\n"


def said(source: str) -> str:
    """What Python writes that forks a kernel and runs *source*."""
    command = [sys.executable, "-c", FORK + source]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def test_it_waits_and_ends_by_itself_if_it_is_told_nothing() -> None:
    assert "None 0 0\n" == said(
        "before = kernel.poll()\nos.close(kernel._command)\nprint(before, kernel.wait(), kernel.poll())"
    )


@pytest.mark.parametrize(("act", "code"), [("kill", -9), ("terminate", -15), ("send_signal", -10)])
def test_its_return_code_names_the_signal_that_ended_it(act: str, code: int) -> None:
    argument = "signal.SIGUSR1" if act == "send_signal" else ""
    assert f"{code} {code}\n" == said(
        f"kernel.{act}({argument})\nprint(kernel.wait(), kernel.wait())\nkernel.{act}({argument})"
    )


def test_files_that_are_its_parents_alone_are_closed_in_it() -> None:
    source = (
        "end, alive = os.pipe()\n"
        "other = ForkedKernel(alive)\n"
        "os.close(alive)\n"
        "print(os.read(end, 1))\n"  # would wait for ever, were the other end open in a process
        "[each.kill() for each in (kernel, other)]"
    )
    assert "b''\n" == said(source)
