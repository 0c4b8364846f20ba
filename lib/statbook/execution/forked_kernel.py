"""A kernel forked from its worker, so that it has what the worker has imported.

It is forked before papermill starts an event loop and sockets, and waits for its command line.
"""

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, ClassVar, cast

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from statbook.execution.sandbox import exit_with_parent

NAME = "statbook-forked"
"""The name of the provisioner in pyproject.toml, by which jupyter_client finds it."""


class ForkedKernel:
    """A process that waits to become a kernel, with what jupyter_client uses of `subprocess.Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, *private: int) -> None:
        """Fork it. It closes the files *private*, which are for its parent alone."""
        asked, self._command = os.pipe()
        self.returncode: int | None = None
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid:
            os.close(asked)
            return
        for file in (self._command, *private):
            os.close(file)
        _become_kernel(asked, parent)

    def start(self, command: list[str], cwd: str, env: dict[str, str]) -> None:
        """Let it run the *command* of a kernel in the folder *cwd* with the variables *env*."""
        with os.fdopen(self._command, "w", encoding="utf-8") as pipe:
            json.dump({"command": command, "cwd": str(cwd), "env": env}, pipe)

    def poll(self) -> int | None:
        """Its return code; None while it runs."""
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self) -> int:
        """Wait for its end; gives the return code."""
        if self.returncode is None:
            self.returncode = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send it a signal unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def _become_kernel(asked: int, parent: int) -> None:
    """Read the command from the pipe *asked* and run it in this process, which ends with it."""
    try:
        os.setsid()
        with os.fdopen(asked, encoding="utf-8") as pipe:
            given: dict[str, Any] = json.loads(pipe.read() or "{}")
        if given:
            exit_with_parent(parent)
            os.chdir(given["cwd"])
            os.environ.clear()
            os.environ.update(given["env"])
            # The command is: Python, -m, the launcher of kernels, and its arguments.
            sys.argv = given["command"][2:]
            from ipykernel.kernelapp import IPKernelApp

            IPKernelApp.launch_instance(argv=[*sys.argv[1:], f"--IPKernelApp.parent_handle={parent}"])
    finally:
        os._exit(0)


class ForkedProvisioner(LocalProvisioner):
    """Gives jupyter_client the kernel that waits, instead of a new process."""

    waiting: ClassVar[ForkedKernel | None] = None

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Start the kernel that waits with the command *cmd*."""
        kernel = type(self).waiting
        if kernel is None:
            return await super().launch_kernel(cmd, **kwargs)
        type(self).waiting = None
        folder = kwargs.get("cwd", Path.cwd())  # papermill changes to the folder instead of naming it
        kernel.start(cmd, folder, kwargs["env"])
        self.process = cast("Any", kernel)
        self.pid = self.pgid = kernel.pid
        self.cwd = folder
        return self.connection_info
