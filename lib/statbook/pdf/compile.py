"""Compiles Typst source to PDF with the typst package: no network, no fonts of the machine, no clock."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Literal

from statbook.errors import BuildError
from statbook.execution.sandbox import exit_with_parent
from statbook.project.fingerprint import digest_of, files_in
from statbook.project.kept_results import remove_oldest

STANDARDS: list[Literal["ua-1", "a-3a"]] = ["ua-1", "a-3a"]
"""PDF/UA-1, for readers with assistive technology, and PDF/A-3a, for archives and attached data."""
COMPILER = [sys.executable, "-P", "-m", "statbook.pdf.compile"]
MOST = 120
"""PDFs that are kept; the one that was used longest ago goes first."""
END = b"%%EOF"
"""The end of a whole PDF."""


def compile_pdf(main: Path, fonts: Path, day: date) -> bytes:
    """The PDF of the source *main*, which can read files of its folder only. Its date is *day*.

    It is compiled in a process of its own, which gives the memory back that the compiler takes.
    Raises BuildError with the message and the place if the source is faulty or breaks a standard.
    """
    done = subprocess.run([*COMPILER, str(main), str(fonts), str(_stamp(day))], capture_output=True, check=False)
    if done.returncode:
        words = done.stderr.decode("utf-8", errors="replace").strip()
        raise BuildError(words or f"{main.parent.name}.pdf: the compiler was ended ({done.returncode})")
    return done.stdout


def compile_here(main: Path, fonts: Path, day: date) -> bytes:
    """As `compile_pdf`, but in this process, which must end soon and never have been forked from one that compiled."""
    try:
        return _compile(main, str(fonts), _stamp(day))
    except SystemExit as error:
        raise BuildError(str(error)) from None


def _stamp(day: date) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())


def _compile(main: Path, fonts: str, stamp: int) -> bytes:
    """The PDF; exits with a message if there is none."""
    try:
        import typst
    except ImportError:
        sys.exit(
            "the package typst is missing, without which there are no PDFs; "
            "install it by `pip install --require-hashes -r requirements.txt`"
        )
    try:
        compiler = typst.Compiler(input=str(main), root=str(main.parent), font_paths=[fonts], ignore_system_fonts=True)
        pdf = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=stamp)
    except typst.TypstError as error:
        message = " ".join([error.message, *error.hints])
        # A line of the source can be as long as a table; it begins with the place.
        place = "\n".join(line[:160] for line in error.diagnostic.splitlines()[:12])
        sys.exit(f"{main.parent.name}.pdf cannot be typeset: {message}\n{place}".rstrip())
    if not isinstance(pdf, bytes):
        sys.exit(f"{main.parent.name}.pdf: the compiler gave no document")
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


if __name__ == "__main__":
    exit_with_parent(os.getppid())
    sys.stdout.buffer.write(_compile(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
