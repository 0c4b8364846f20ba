"""Styles of an ODS workbook: the number formats of cells, raised and struck-out runs, hidden sheets."""

import zipfile
from dataclasses import dataclass, field, replace
from typing import Any

from lxml import etree

from statbook.ingest.readers.ods_formats import read_formats
from statbook.ingest.readers.workbook_cells import open_part

_URN = "{urn:oasis:names:tc:opendocument:xmlns:"
_OFFICE, _TABLE, _STYLE = (f"{_URN}{name}:1.0}}" for name in ("office", "table", "style"))
ODS_PARTS = ("styles.xml", "content.xml")


@dataclass(frozen=True)
class Style:
    """What a style says of a cell or of a run; None where it says nothing."""

    code: str | None = None
    script: str = ""
    is_struck: bool = False


_PLAIN = Style()


@dataclass
class Styles:
    cells: dict[str, Style] = field(default_factory=dict)
    runs: dict[str, Style] = field(default_factory=dict)
    hidden: set[str] = field(default_factory=set)

    def cell(self, *names: str | None) -> Style:
        """The style of a cell: its own, else the usual one of its row, else that of its column."""
        return next((self.cells[name] for name in names if name in self.cells), _PLAIN)


def read_styles(archive: zipfile.ZipFile) -> Styles:
    roots = [each for name in ODS_PARTS if name in archive.namelist() for each in _style_sections(archive, name)]
    formats, found = read_formats(roots), Styles()
    elements = {
        (each.get(f"{_STYLE}family"), each.get(f"{_STYLE}name")): each
        for root in roots
        for each in root.iterchildren(f"{_STYLE}style")
    }
    for (family, name), each in elements.items():
        if family == "table":
            properties = each.find(f"{_STYLE}table-properties")
            if properties is not None and properties.get(f"{_TABLE}display") == "false":
                found.hidden.add(name)
        elif family in ("table-cell", "text"):
            (found.cells if family == "table-cell" else found.runs)[name] = _inherit(elements, family, name, formats)
    return found


def _style_sections(archive: zipfile.ZipFile, name: str) -> list[Any]:
    """The sections of styles of a part; they stand before the body, which is not read."""
    sections = []
    tags = [f"{_OFFICE}{tag}" for tag in ("styles", "automatic-styles", "body")]
    with open_part(archive, name) as file:
        for event, each in etree.iterparse(file, ("start", "end"), tag=tags, resolve_entities=False):
            if each.tag == tags[-1]:
                break
            sections += [each] if event == "end" else []
    return sections


def _inherit(elements: dict[Any, Any], family: str, name: str | None, formats: dict[str, str]) -> Style:
    """A style with what its parents say."""
    style, seen = Style(), set()
    chain: list[Any] = []
    while (family, name) in elements and name not in seen:
        seen.add(name)
        chain.append(elements[family, name])
        name = chain[-1].get(f"{_STYLE}parent-style-name")
    for each in reversed(chain):
        data, text = each.get(f"{_STYLE}data-style-name"), each.find(f"{_STYLE}text-properties")
        if data is not None:
            style = replace(style, code=formats.get(data, f"number {data}"))
        if text is not None:
            place, line = text.get(f"{_STYLE}text-position"), text.get(f"{_STYLE}text-line-through-style")
            line = line or text.get(f"{_STYLE}text-line-through-type")
            style = replace(style, script=_script(place) if place else style.script)
            style = replace(style, is_struck=line != "none" if line else style.is_struck)
    return style


def _script(position: str) -> str:
    """`super 58%` or `33% 58%` is raised, `sub 58%` or `-33% 58%` lowered."""
    first = position.split()[0]
    if first in ("super", "sub"):
        return first
    return "" if first.startswith("0") else "sub" if first.startswith("-") else "super"
