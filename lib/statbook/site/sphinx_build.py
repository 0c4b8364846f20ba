"""Runs Jupyter Book's Sphinx in a working directory that keeps what it read and wrote, so that it does only what changed.

Pages and PDFs share one reading: the builder of pages reads, then both write at the same time.
A page is written again if its document changed, or something that it shows of others (site/document_notes.py).
"""

import errno
import hashlib
import json
import os
import select
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statbook.errors import BuildError
from statbook.execution.fork_server import ForkedProcess, ForkServer
from statbook.project.fingerprint import files_in
from statbook.project.paths import CHARTS, HTML, KEPT, MANIFEST, PDF_BUILDER

DISK_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
READ = "read"
"""The file that says that all documents are read, so that the builder of PDFs can start."""
WORKER = "statbook.site.sphinx_worker"
SPHINX = (
    *(WORKER, "statbook.site.sphinx_extension", "jupyter_book.config", "sphinx.application", "myst_nb.sphinx_ext"),
    *("statbook.site.sphinx_app:loaded", "statbook.site.markdown_twins", "statbook.site.content_security_policy"),
)
"""The modules that take long to import, for a server that forks the processes of Sphinx."""
COMPLETE = "whole"
"""The file with the digest of what the directory was read with; absent while a build works in it."""


@dataclass
class SphinxWorkdir:
    """A working directory for Sphinx.

    folder      the directory
    fonts       the folder of the fonts
    pdf_cache   the folder in which typeset PDFs are kept
    server      what forks the processes of Sphinx
    """

    folder: Path
    fonts: Path
    pdf_cache: Path
    server: ForkServer

    def __post_init__(self) -> None:
        self._out, self._source = self.folder / "out", self.folder / "stage"
        self.site, self.pdfs = self.folder / "site", self._out / PDF_BUILDER
        """The folders of what was built last: the finished pages, and the PDFs."""

    def build(
        self,
        staging: Path,
        documents: list[str],
        digests: dict[str, str],
        builders: tuple[str, ...] = (HTML, PDF_BUILDER),
        take_pages: Callable[[Path], object] | None = None,
    ) -> None:
        """Build pages and the PDFs *documents* from *staging* into `site` and `pdfs`.

        *digests* are those of the tools: if they change, all documents are read again. *take_pages* is given `site` when
        it is there, while PDFs may still be made.
        Raises BuildError that names chapters as the book does.
        """
        key = self._key(staging, digests)
        complete = self.folder / COMPLETE
        if not (complete.is_file() and complete.read_text(encoding="utf-8") == key):
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder.mkdir(parents=True)
        complete.unlink(missing_ok=True)
        self._copy_changes(staging)
        for folder in (self.site, self.pdfs):
            shutil.rmtree(folder, ignore_errors=True)
        self._out.mkdir(exist_ok=True)
        self._keep_pages()
        (self._out / READ).unlink(missing_ok=True)
        self._run({"documents": documents, "digests": digests}, builders, take_pages)
        complete.write_text(key, encoding="utf-8")

    def pdf_contents(self) -> dict[str, dict[str, list[str]]]:
        """What each PDF shows (pdf/sphinx_builder.py), by its name."""
        files = sorted(self.pdfs.glob("*.json"))
        return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in files}

    def _keep_pages(self) -> None:
        """Remove what Sphinx wrote, but for pages and what they load, which it writes where it differs."""
        pages = self._out / HTML
        for path in [*files_in(pages)]:
            loaded = path.relative_to(pages).parts[0] == CHARTS.parts[0]
            if not (loaded or path.suffix == ".html" or path.name == ".buildinfo"):
                path.unlink()

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
                (self._out / ".doctrees" / place.with_suffix(".doctree")).unlink(missing_ok=True)
        for path in [*files_in(self._source)]:
            if not (staging / path.relative_to(self._source)).is_file():
                path.unlink()

    def _run(
        self, wanted: dict[str, Any], builders: tuple[str, ...], take_pages: Callable[[Path], object] | None
    ) -> None:
        """Run Sphinx for each of *builders*; the first of them reads."""
        running = {self._start(builder, wanted, builder != builders[0]): builder for builder in builders}
        try:
            while running:
                for process in select.select([*running], [], [])[0]:
                    builder = running.pop(process)
                    if fault := self._fault(builder):
                        raise BuildError(fault)
                    if take_pages and builder == HTML:
                        take_pages(self.site)
        finally:
            for process in running:
                process.kill()

    def _start(self, builder: str, wanted: dict[str, Any], after_reading: bool) -> ForkedProcess:
        as_of = json.loads((self._source / MANIFEST).read_text(encoding="utf-8"))["as_of"]
        # Tools that would write the date of the clock write that of the data.
        epoch = str(int(datetime.fromisoformat(as_of).replace(tzinfo=UTC).timestamp()))
        self._result(builder).unlink(missing_ok=True)
        job = wanted | {
            "module": WORKER,
            "environment": {"SOURCE_DATE_EPOCH": epoch},
            "source": str(self._source),
            "out": str(self._out),
            "builder": builder,
            "after": str(self._out / READ) if after_reading else "",
            "read": str(self._out / READ),
            "fonts": str(self.fonts / "drawing"),
            "pdf_cache": str(self.pdf_cache),
            "kept": str(self.pdf_cache.with_name(KEPT)),
            "site": str(self.site),
            "result": str(self._result(builder)),
        }
        job_file = self._out / f"{builder}.json"
        job_file.write_text(json.dumps(job), encoding="utf-8")
        return self.server.start(job_file, self._log(builder))

    def _result(self, builder: str) -> Path:
        return self._out / f"{builder}.result"

    def _log(self, builder: str) -> Path:
        return self._out / f"{builder}.log"

    def _fault(self, builder: str) -> str:
        """What went wrong with a builder that has ended; empty if nothing did."""
        if self._result(builder).is_file():
            return str(json.loads(self._result(builder).read_text(encoding="utf-8"))["fault"])
        log = self._log(builder).read_text(encoding="utf-8", errors="replace").replace(f"{self._source}/", "")
        for code in DISK_FULL:
            if os.strerror(code) in log:
                raise OSError(code, os.strerror(code), str(self._out))
        lines = log.strip().splitlines()
        return "Jupyter Book stopped:\n" + lines[-1] if lines else "Jupyter Book was ended from outside"
