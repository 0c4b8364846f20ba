"""Typst source to PDF, by the wheel of the Typst compiler: no network, no fonts of the machine, no clock."""

from __future__ import annotations

__all__ = ["STANDARDS", "typeset", "typeset_once"]

import hashlib
from datetime import date, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from statbook.errors import BuildError

STANDARDS: list[Literal["ua-1", "a-3a"]] = ["ua-1", "a-3a"]
"""PDF/UA-1, for readers with assistive technology, together with PDF/A-3a, for archives and attached data."""

MOST = 60
"""PDFs that are kept; the oldest goes first."""


def typeset(main: Path, fonts: Path, day: date) -> bytes:
    """The PDF of *main*, which may read files of its folder only. Its date is *day*.

    Raises BuildError with what the compiler says, and where, if the source is faulty or breaks a standard.
    """
    try:
        # Imported here: the compiler is large, and only print needs it.
        import typst
    except ImportError:
        raise BuildError(
            "the package typst is missing, without which there are no PDFs; "
            "install it by `pip install --require-hashes -r requirements.txt`"
        ) from None

    stamp = int(datetime.fromisoformat(f"{day.isoformat()}T00:00:00+00:00").timestamp())
    try:
        compiler = typst.Compiler(
            input=str(main), root=str(main.parent), font_paths=[str(fonts)], ignore_system_fonts=True
        )
        made = compiler.compile(format="pdf", pdf_standards=[*STANDARDS], timestamp=stamp)
    except typst.TypstError as error:
        said = " ".join([error.message, *error.hints])
        # Lines of the source can be as long as a table; the place is at their beginning.
        place = "\n".join(line[:160] for line in error.diagnostic.splitlines()[:12])
        raise BuildError(f"{main.parent.name}.pdf cannot be typeset: {said}\n{place}".rstrip()) from None
    if not isinstance(made, bytes):
        raise BuildError(f"{main.parent.name}.pdf: the compiler gave no document")
    return made


def typeset_once(main: Path, fonts: Path, day: date, kept: Path) -> bytes:
    """As `typeset`; what was made before of the same files is taken from the folder *kept*, on the same file system."""
    made_of = hashlib.sha256(f"{version('typst')} {day} {main.name}".encode())
    for folder in (main.parent, fonts):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            made_of.update(path.relative_to(folder).as_posix().encode() + hashlib.sha256(path.read_bytes()).digest())
    target = kept / f"{made_of.hexdigest()[:32]}.pdf"
    if target.is_file():
        return target.read_bytes()
    made = typeset(main, fonts, day)
    kept.mkdir(parents=True, exist_ok=True)
    beside = main.parent.with_suffix(".new")
    beside.write_bytes(made)
    beside.replace(target)
    for old in sorted(kept.glob("*.pdf"), key=lambda path: path.stat().st_mtime)[:-MOST]:
        old.unlink(missing_ok=True)
    return made
