"""The record of a run in a folder of its own: what it was made from and what it made, for programs that start runs."""

import hashlib
import json
from pathlib import Path
from typing import Any

from statbook.errors import BuildError
from statbook.project.fingerprint import files_in, fingerprint
from statbook.project.paths import PDF, Book

RECORD = "run.json"
"""The file of the record in the folder of a run."""


def inputs_digest(book: Book, chapter: str, given: dict[str, str], day: str) -> str:
    """A digest of all that a run of *chapter* with the parameters *given* is made from."""
    content = json.dumps([fingerprint(book), chapter, given, day], sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


def write_record(site: Path, inputs: str, document: str, told: dict[str, Any]) -> None:
    """Write the record of the run in *site*, whose page is *document*, with what is *told* of it."""
    pdf = f"{PDF}/{told['chapter']}.pdf"
    record = told | {"page": f"{document}.html", "pdf": pdf, "inputs": inputs, "files": _digests(site)}
    (site / RECORD).write_text(json.dumps(record, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def check_folder(folder: Path) -> None:
    """Raise BuildError if *folder* holds anything but a run that was made there before."""
    if not folder.exists() or (folder.is_dir() and ((folder / RECORD).is_file() or not any(folder.iterdir()))):
        return
    raise BuildError(f"{folder} holds other files; expected a new folder, or one that `statbook run --out` wrote")


def is_current(folder: Path, inputs: str) -> bool:
    """Whether *folder* holds the run that was made from *inputs*, and no file of it was altered since."""
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return bool(record["inputs"] == inputs and record["files"] == _digests(folder))
    except (OSError, ValueError, KeyError, TypeError):
        return False


def as_json(folder: Path) -> str:
    """One line for programs: the paths of page, PDF and record of the run in *folder*, and their digests."""
    record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
    paths = {name: str(folder / record[name]) for name in ("page", "pdf")} | {"record": str(folder / RECORD)}
    digests = {"inputs": record["inputs"], **{name: record["files"][record[name]] for name in ("page", "pdf")}}
    digests["record"] = hashlib.sha256((folder / RECORD).read_bytes()).hexdigest()
    return json.dumps({**paths, "digests": digests}, ensure_ascii=False)


def _digests(site: Path) -> dict[str, str]:
    paths = (path for path in sorted(files_in(site)) if path != site / RECORD)
    return {path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}
