"""Runs Jupyter Book in a working directory that keeps what Sphinx read, so that it reads only changed documents.

Pages and PDFs share one reading: the builder of pages reads, then both write at the same time.
All results are written anew from all documents; only the reading of each document is kept.
"""

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
from statbook.pdf.sphinx_builder import FAULT, PdfBuilder
from statbook.project.fingerprint import files_in
from statbook.project.paths import HTML, MANIFEST

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
PDF_BUILDER = PdfBuilder.name
READ = "read"
"""The file that says that all documents are read, so that the builder of PDFs can start."""
COMPLETE = "whole"
"""The file with the digest of what the directory was read with; absent while a build works in it."""


@dataclass
class SphinxWorkdir:
    """A working directory for Sphinx.

    folder      the directory
    fonts       the folder of the fonts
    pdf_cache   the folder in which typeset PDFs are kept
    open_files  the open files that child processes inherit
    """

    folder: Path
    fonts: Path
    pdf_cache: Path
    open_files: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        self._out, self._source = self.folder / "out", self.folder / "stage"

    def build(
        self,
        staging: Path,
        documents: list[str],
        digests: dict[str, str],
        builders: tuple[str, ...] = (HTML, PDF_BUILDER),
    ) -> Path:
        """Build pages and the PDFs *documents* from *staging*; gives the folder with one folder for each builder.

        *digests* are those of the tools: if they change, all documents are read again.
        Raises BuildError that names chapters as the book does.
        """
        key = self._key(staging, digests)
        complete = self.folder / COMPLETE
        if not (complete.is_file() and complete.read_text(encoding="utf-8") == key):
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        complete.unlink(missing_ok=True)
        self._copy_changes(staging)
        for builder in (HTML, PDF_BUILDER):
            shutil.rmtree(self._out / "_build" / builder, ignore_errors=True)
        self._out.mkdir(exist_ok=True)
        (self._out / READ).unlink(missing_ok=True)
        self._run(documents, builders)
        complete.write_text(key, encoding="utf-8")
        return self._out / "_build"

    def _key(self, staging: Path, digests: dict[str, str]) -> str:
        """A digest of what a reading depends on besides the documents: tools, settings, place, names of documents."""
        settings = [(staging / name).read_text(encoding="utf-8") for name in ("_config.yml", "_toc.yml")]
        names = sorted(path.relative_to(staging).as_posix() for path in files_in(staging))
        content = json.dumps([digests, settings, str(self.folder), names], sort_keys=True)
        return hashlib.sha256(content.encode()).hexdigest()

    def _copy_changes(self, staging: Path) -> None:
        """Make the source folder equal to *staging*, and forget the reading of every document that changed."""
        for path in files_in(staging):
            place = path.relative_to(staging)
            target, content = self._source / place, path.read_bytes()
            if not (target.is_file() and target.read_bytes() == content):
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
                # Sphinx compares times; without its doctree a document is read again in any case.
                (self._out / "_build" / ".doctrees" / place.with_suffix(".doctree")).unlink(missing_ok=True)
        for path in [*files_in(self._source)]:
            if not (staging / path.relative_to(self._source)).is_file():
                path.unlink()

    def _run(self, documents: list[str], builders: tuple[str, ...]) -> None:
        """Run Jupyter Book for each of *builders*; the first of them reads."""
        running = {builder: self._start(builder, documents, builder != builders[0]) for builder in builders}
        try:
            while None in (codes := [process.poll() for process in running.values()]) and not any(codes):
                time.sleep(0.05)
        finally:
            for process in running.values():
                process.kill()
                process.wait()
        for builder, process in running.items():
            if process.returncode > 0:
                log = (self._out / f"{builder}.log").read_text(encoding="utf-8", errors="replace")
                raise BuildError(self._failure(log.replace(f"{self._source}/", "")))
        if any(process.returncode for process in running.values()):
            raise BuildError("Jupyter Book was ended from outside")

    def _start(self, builder: str, documents: list[str], after_reading: bool) -> subprocess.Popen[bytes]:
        job_file = self._out / f"{builder}.json"
        arguments = ["build", str(self._source), "--path-output", str(self._out), "-W", "-n", "--keep-going"]
        arguments += ["--builder", "custom", "--custom-builder", builder] if builder != HTML else []
        job: dict[str, Any] = {
            "parent": os.getpid(),
            "arguments": arguments,
            "after": str(self._out / READ) if after_reading else "",
            "read": str(self._out / READ),
            "documents": documents,
            "fonts": str(self.fonts / "drawing"),
            "pdf_cache": str(self.pdf_cache),
        }
        job_file.write_text(json.dumps(job), encoding="utf-8")
        as_of = json.loads((self._source / MANIFEST).read_text(encoding="utf-8"))["as_of"]
        # Tools that would write the date of the clock write that of the data.
        epoch = str(int(datetime.fromisoformat(as_of).replace(tzinfo=UTC).timestamp()))
        fixed = {"SOURCE_DATE_EPOCH": epoch, "TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0"}
        with (self._out / f"{builder}.log").open("wb") as log:
            return subprocess.Popen(
                [sys.executable, "-m", "statbook.site.sphinx_worker", str(job_file)],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env=os.environ | fixed,
                pass_fds=self.open_files,
            )

    def _failure(self, log: str) -> str:
        """Why Jupyter Book failed: our own message if there is one, else the warnings and errors of its log."""
        if (fault := next(self._out.rglob(FAULT), None)) is not None:
            return fault.read_text(encoding="utf-8")
        for code in DISK_FULL:
            if os.strerror(code) in log:
                raise OSError(code, os.strerror(code), str(self._out))
        lines = dict.fromkeys(line for line in log.splitlines() if re.search(r"(WARNING|ERROR|Error):", line))
        return "Jupyter Book stopped:\n" + "\n".join([*lines][:20] or log.splitlines()[-20:])
