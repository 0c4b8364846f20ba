"""Where Jupyter Book works: a stage that stays, with the documents as Sphinx read them, so that it reads what changed.

Pages and PDFs share one reading: the builder of pages reads, then both write at the same time.
Results are always written anew, from all documents; what is kept is only how each document was read.
"""

from __future__ import annotations

__all__ = ["Tree"]

import errno
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statbook.errors import BuildError
from statbook.paper import FAULT, JOB
from statbook.project.fingerprint import files_in
from statbook.build.publish import HTML
from statbook.site.sphinx_extension import READ
from statbook.site.staging import MARK

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PAPER = "paper"
WHOLE = "whole"
"""Holds what the tree was read with; absent while somebody works in it, so that a torn one is not used again."""


@dataclass(frozen=True)
class Tree:
    """The folder of a tree, the folder of fonts, where typeset PDFs are kept, and open files that processes keep."""

    folder: Path
    fonts: Path
    kept: Path
    held: tuple[int, ...] = ()

    @property
    def _out(self) -> Path:
        return self.folder / "out"

    def make(
        self, staged: Path, documents: list[str], made_with: dict[str, str], builders: tuple[str, ...] = (HTML, PAPER)
    ) -> Path:
        """The folder with what *builders* make of the stage *staged*: `html`, and `paper` with the PDFs *documents*.

        *made_with* are digests of what documents are read with. Raises BuildError in words of the book.
        """
        key = self._key(staged, made_with)
        whole = self.folder / WHOLE
        if not (whole.is_file() and whole.read_text(encoding="utf-8") == key):
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        whole.unlink(missing_ok=True)
        self._bring(staged)
        for builder in (HTML, PAPER):
            shutil.rmtree(self._out / "_build" / builder, ignore_errors=True)
        self._out.mkdir(exist_ok=True)
        (self._out / READ).unlink(missing_ok=True)
        self._run(documents, builders)
        whole.write_text(key, encoding="utf-8")
        return self._out / "_build"

    def _key(self, staged: Path, made_with: dict[str, str]) -> str:
        """What a reading rests on beside the documents: library, packages, settings, place, and which documents there are."""
        settings = [(staged / name).read_text(encoding="utf-8") for name in ("_config.yml", "_toc.yml")]
        names = sorted(path.relative_to(staged).as_posix() for path in files_in(staged))
        told = json.dumps([made_with, settings, str(self.folder), names], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()

    def _bring(self, staged: Path) -> None:
        """Make the tree's stage equal to *staged*, touching what differs; documents that changed are read again."""
        stage = self.folder / "stage"
        for path in files_in(staged):
            place = path.relative_to(staged)
            target = stage / place
            content = path.read_bytes()
            if not (target.is_file() and target.read_bytes() == content):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                # Whatever the clock says, Sphinx reads a document again whose reading is gone.
                (self._out / "_build" / ".doctrees" / place.with_suffix(".doctree")).unlink(missing_ok=True)
        for path in [*files_in(stage)]:
            if not (staged / path.relative_to(stage)).is_file():
                path.unlink()

    def _run(self, documents: list[str], builders: tuple[str, ...]) -> None:
        """Run Jupyter Book for each of *builders*; the first of them reads."""
        running = {builder: self._start(builder, documents, builder != builders[0]) for builder in builders}
        try:
            while any(process.poll() is None for process in running.values()):
                if any(process.poll() for process in running.values()):
                    break
                time.sleep(0.05)
        finally:
            for process in running.values():
                process.kill() if process.poll() is None else None
                process.wait()
        for builder, process in running.items():
            if process.returncode > 0:
                said = (self._out / f"{builder}.log").read_text(encoding="utf-8", errors="replace")
                raise BuildError(self._cause(said.replace(f"{self.folder / 'stage'}/", "")))
        if any(process.returncode for process in running.values()):
            raise BuildError("Jupyter Book was ended from outside")

    def _start(self, builder: str, documents: list[str], after: bool) -> subprocess.Popen[bytes]:
        stage, job = self.folder / "stage", self._out / f"{builder}.json"
        custom = ["--builder", "custom", "--custom-builder", builder] if builder != HTML else []
        told: dict[str, Any] = {
            "parent": os.getpid(),
            "arguments": ["build", str(stage), "--path-output", str(self._out), *custom, "-W", "-n", "--keep-going"],
            "after": str(self._out / READ) if after else "",
            "read": str(self._out / READ),
            "documents": documents,
            "fonts": str(self.fonts / "drawing"),
            "kept": str(self.kept),
        }
        job.write_text(json.dumps(told), encoding="utf-8")
        as_of = json.loads((stage / MARK).read_text(encoding="utf-8"))["as_of"]
        fixed = {"SOURCE_DATE_EPOCH": _epoch(as_of), "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
        with (self._out / f"{builder}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "statbook.site.sphinx_worker", str(job)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | fixed | {JOB: str(job)},
                pass_fds=self.held,
            )

    def _cause(self, said: str) -> str:
        """What stopped Jupyter Book, in words of the book: it speaks of the staged copy, a reader knows the chapters."""
        fault = next(self._out.rglob(FAULT), None)
        if fault is not None:
            return fault.read_text(encoding="utf-8")
        for code in FULL:
            if os.strerror(code) in said:
                raise OSError(code, os.strerror(code), str(self._out))
        lines = dict.fromkeys(line for line in said.splitlines() if re.search(r"(WARNING|ERROR|Error):", line))
        return "Jupyter Book stopped:\n" + "\n".join([*lines][:20] or said.splitlines()[-20:])


def _epoch(day: str) -> str:
    """The as-of day in seconds, for tools that would write the clock's date: the book's date is that of its data."""
    return str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))
