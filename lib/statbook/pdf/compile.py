"""Compiles Typst source to PDF with the typst package: no network, no fonts of the machine, no clock."""

import hashlib
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from statbook.errors import BuildError
from statbook.execution.sandbox import exit_with_parent
from statbook.project.fingerprint import digest_of, files_in

STANDARDS: list[Literal["ua-1", "a-3a"]] = ["ua-1", "a-3a"]
"""PDF/UA-1, for readers with assistive technology, and PDF/A-3a, for archives and attached data."""
COMPILER = [sys.executable, "-P", "-m", "statbook.pdf.compile"]
MOST = 60
"""PDFs that are kept; the oldest goes first."""


def compile_pdf(main: Path, fonts: Path, day: date) -> bytes:
    """The PDF of the source *main*, which can read files of its folder only. Its date is *day*.

    It is compiled in a process of its own, which gives the memory back that the compiler takes.
    Raises BuildError with the message and the place if the source is faulty or breaks a standard.
    """
    stamp = int(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp())
    done = subprocess.run([*COMPILER, str(main), str(fonts), str(stamp)], capture_output=True, check=False)
    if done.returncode:
        words = done.stderr.decode("utf-8", errors="replace").strip()
        raise BuildError(words or f"{main.parent.name}.pdf: the compiler was ended ({done.returncode})")
    return done.stdout


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
    digests = [digest_of(folder, files_in(folder)) for folder in (main.parent, fonts)]
    key = hashlib.sha256(f"{version('typst')} {day} {main.name} {digests}".encode()).hexdigest()[:32]
    target = cache / f"{key}.pdf"
    if target.is_file():
        return target.read_bytes()
    pdf = compile_pdf(main, fonts, day)
    cache.mkdir(parents=True, exist_ok=True)
    new = main.parent.with_suffix(".new")
    new.write_bytes(pdf)
    new.replace(target)
    for old in sorted(cache.glob("*.pdf"), key=lambda path: path.stat().st_mtime)[:-MOST]:
        old.unlink(missing_ok=True)
    return pdf


if __name__ == "__main__":
    exit_with_parent(os.getppid())
    sys.stdout.buffer.write(_compile(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
