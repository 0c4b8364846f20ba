"""The licences of what a site carries of others: fonts, scripts and styles, each with its text.

notices/notices.yaml lists them. The text comes from the installed package; where a package brings none, notices/ holds
the licence, and the copyright line of the holder is put above it.
"""

from dataclasses import dataclass
from importlib.metadata import files, version
from pathlib import Path

import yaml

from statbook.errors import BuildError

FOLDER, LIST = "licences", "README.txt"
"""Within a site; the footer of each page links to the list."""
TEXTS = Path(__file__).parent / "notices"


@dataclass(frozen=True)
class Notice:
    """An entry of notices.yaml: a licence and what it covers."""

    name: str
    covers: list[str]
    licence: str
    package: str = ""
    text: str = ""
    holder: str = ""


def notices() -> list[Notice]:
    """The licences of the site, in the order of the list."""
    return [Notice(**entry) for entry in yaml.safe_load((TEXTS / "notices.yaml").read_text(encoding="utf-8"))]


def write_licences(site: Path) -> None:
    """Write the texts and their list into *site*. Raises BuildError if a package no longer contains its licence."""
    folder = site / FOLDER
    folder.mkdir()
    lines = [(TEXTS / "head.txt").read_text(encoding="utf-8")]
    for notice in notices():
        (folder / f"{notice.name}.txt").write_text(_text(notice), encoding="utf-8-sig")
        origin = f", from {notice.package} {version(notice.package)}" if notice.package else ""
        lines.append(f"{', '.join(notice.covers)}\n    {notice.licence}: {notice.name}.txt{origin}\n")
    (folder / LIST).write_text("\n".join(lines), encoding="utf-8-sig")


def _text(notice: Notice) -> str:
    if not notice.package:
        return f"{notice.holder}\n\n{(TEXTS / f'{notice.text}.txt').read_text(encoding='utf-8')}"
    found = [
        Path(str(path.locate())).read_text(encoding="utf-8")
        for path in sorted(files(notice.package) or [])
        if path.name.upper().startswith(("LICEN", "COPYING", "NOTICE")) and ".dist-info" in str(path)
    ]
    if not found:
        raise BuildError(
            f"the package {notice.package} contains no licence; expected a file LICENSE among those that it installs, "
            f"because its text must go with {', '.join(notice.covers)}: put it into {TEXTS}"
        )
    return "\n\n".join(found)
