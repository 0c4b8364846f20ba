"""What data/ would be with new files in it: whether it would still be sound, asked before anything is written."""

from __future__ import annotations

__all__ = ["unsound_with"]

import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from statbook.errors import Fault
from statbook.store import PENDING, Package, Store, broken, misdated, misread


def unsound_with(data: Path, files: Mapping[str, bytes]) -> list[Fault]:
    """What the checks of `check` would find in *data* with *files* in it, by name; nothing of it is written there.

    The schema is not asked again: each row that enters was held against it.
    """
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / data.name
        shutil.copytree(data, copy, ignore=shutil.ignore_patterns(PENDING))
        for name, content in files.items():
            (copy / name).write_bytes(content)
        package = Package(copy)
        found = misread(package) or misdated(package) or broken(Store(package))
    fix = "This is how the file would leave data/; nothing was written."
    return [replace(fault, fix=f"{fault.fix} {fix}".strip()) for fault in found]
