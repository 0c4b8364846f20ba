"""Compiles Typst source to PDF with the typst package: no network, no fonts of the machine, no clock."""

import hashlib
import json
import os
import tempfile
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from datetime import UTC, date, datetime
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Literal

from statbook.errors import BuildError
from statbook.execution.sandbox import exit_with_parent
from statbook.project.fingerprint import digest_of, files_in
from statbook.project.kept_results import remove_oldest

STANDARDS: list[Literal["ua-1", "a-3a"]] = ["ua-1", "a-3a"]
"""PDF/UA-1, for readers with assistive technology, and PDF/A-3a, for archives and attached data."""
MOST = 120
"""PDFs that are kept; the one that was used longest ago goes first."""
END = b"%%EOF"
"""The end of a whole PDF."""


def compilers() -> ProcessPoolExecutor:
    """Processes to compile in, as many as there are cores, which give the memory back that the compiler takes.

    They start at once, and end with this one. They are no forks of it, which would hold all that it has imported.
    """
    pool = ProcessPoolExecutor(os.cpu_count(), get_context("spawn"), exit_with_parent, (os.getpid(),))
    for _ in range(os.cpu_count() or 1):
        pool.submit(os.getpid)  # which starts one
    return pool


def result_of(compiled: Future[bytes], name: str) -> bytes:
    """The PDF *name* that one of these processes makes. Raises BuildError as `compile_pdf`, or if the process was ended."""
    try:
        return compiled.result()
    except BrokenProcessPool:
        raise BuildError(f"{name}.pdf: the compiler was ended") from None


def compile_pdf(main: Path, fonts: Path, day: date) -> bytes:
    """The PDF of the source *main*, which can read files of its folder only. Its date is *day*.

    A process that has compiled must fork no other that compiles.
    Raises BuildError with the message and the place if the source is faulty or breaks a standard.
    """
    try:
        import typst
    except ImportError:
        raise BuildError(
            "the package typst is missing, without which there are no PDFs; "
            "install it by `pip install --require-hashes -r requirements.txt`"
        ) from None
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    try:
        source = typst.Compiler(
            input=str(main), root=str(main.parent), font_paths=[str(fonts)], ignore_system_fonts=True
        )
        pdf = source.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=stamp)
    except typst.TypstError as error:
        message = " ".join([error.message, *error.hints])
        # A line of the source can be as long as a table; it begins with the place.
        place = "\n".join(line[:160] for line in error.diagnostic.splitlines()[:12])
        raise BuildError(f"{main.parent.name}.pdf cannot be typeset: {message}\n{place}".rstrip()) from None
    if not isinstance(pdf, bytes):
        raise BuildError(f"{main.parent.name}.pdf: the compiler gave no document")
    return pdf


def compile_cached(main: Path, fonts: Path, day: date, cache: Path) -> bytes:
    """As `compile_pdf`, but a PDF made of the same files before is taken from *cache*, on the same file system."""
    files = [digest_of(folder, files_in(folder)) for folder in (main.parent, fonts)]
    made_from = [version("typst"), day.isoformat(), main.name, *files]
    if (pdf := find_pdf(cache, made_from)) is None:
        pdf = compile_pdf(main, fonts, day)
        keep_pdf(cache, made_from, pdf)
    return pdf


def find_pdf(cache: Path, made_from: list[Any]) -> bytes | None:
    """The whole PDF that *cache* keeps for what it is *made_from*; None if there is none."""
    path = _place(cache, made_from)
    pdf = path.read_bytes() if path.is_file() else b""
    if not pdf.rstrip().endswith(END):
        return None
    path.touch()
    return pdf


def keep_pdf(cache: Path, made_from: list[Any], pdf: bytes) -> None:
    """Keep *pdf* for what it is *made_from*."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=cache, delete=False) as new:
        new.write(pdf)
    Path(new.name).replace(_place(cache, made_from))  # so that it is whole
    remove_oldest(cache, MOST)


def _place(cache: Path, made_from: list[Any]) -> Path:
    return cache / f"{hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()[:32]}.pdf"
