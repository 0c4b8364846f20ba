"""The whole data as one file to be taken away: a Data Package in a zip, with what one needs to read, check and cite it."""

from __future__ import annotations

__all__ = ["Packed", "pack"]

import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from statbook.errors import DataError, Fault
from statbook.charts.citation import citation_cff, cite_book
from statbook.prose import period_in_words
from statbook.prose.markup import one_line
from statbook.store import Edition, Store
from statbook.store.package import read
from statbook.store.sheets import inert_file

SUMS = "SHA256SUMS"

README = """\
# {title}

{about}

Version {version}, as known on {as_of}.
A [Data Package](https://specs.frictionlessdata.io/data-package/): `datapackage.json` says of each table which columns
it has, of which type, and what they mean; any CSV reader opens the tables themselves.

## What is here

{tables}

Beside them, what adds up, further formulas and the words on charts, as YAML: {more}.

## How to read a row

A row of {themes} is one printed number.

{columns}

For example, the row `{obs}` of `{theme}.csv`: article `{article}` prints `{printed}` at {place} of its text.
That is {value} {unit} ({bound}) of the indicator `{indicator}`, in the period {period}.
The article is in `sources.csv`, the indicator in `indicators.csv`, the unit in `units.csv`, the codes in `members.csv`.

## In a spreadsheet

A cell that a spreadsheet would take for a formula is led by an apostrophe; all others are as they were read.
The tables are in UTF-8; import them as text if 2026-01 is not to become a date.

## How to check

    sha256sum -c SHA256SUMS
    frictionless validate datapackage.json

## How to cite

{citation}

The same as BibTeX is in `citation.bib`, for other programs in `CITATION.cff`.

## Licence

{licence}: see `LICENSE`.
"""

LICENSE = """\
{title}, version {version}
by {authors}

The data of this package, its tables and YAML files with all that describes them, are under this licence:

    {licence} ({code})
    {address}

Its terms stand at that address. Who passes the data on names the authors, as README.md says under "How to cite",
names the licence, and says what was changed.

The numbers are printed by others, who are named in sources.csv; numbers are facts.
The data come as they are, without warranty of any kind.
"""


@dataclass(frozen=True)
class Packed:
    """A zip: its name, its bytes, and how many rows each table in it has, by the name of the table."""

    name: str
    content: bytes
    rows: dict[str, int]

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def pack(store: Store) -> Packed:
    """The zip of the data of *store*. The same data give the same bytes. Raises DataError if a table is not there."""
    edition = store.edition
    data = _data(store)
    rows = {name: len(read(store.package, name)) for name in store.package.resources}
    files = data | {
        "README.md": _readme(store, data, rows).encode("utf-8"),
        "LICENSE": _license(edition).encode("utf-8"),
        "CITATION.cff": citation_cff(edition).encode("utf-8"),
        "citation.bib": cite_book(edition, "en").bibtex.encode("utf-8"),
    }
    sums = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return Packed(f"{edition.named(edition.name)}.zip", _zipped(files | {SUMS: sums.encode("utf-8")}, edition), rows)


def _data(store: Store) -> dict[str, bytes]:
    """The files of data/ that belong to the package, by their places in it."""
    folder = store.package.folder
    found = {"datapackage.json": (folder / "datapackage.json").read_bytes()}
    for resource in store.package.resources.values():
        path = Path(str(resource["path"]))
        if path.is_absolute() or ".." in path.parts:
            raise DataError([Fault("data/datapackage.json: path", repr(str(path)), "a file within data/")])
        found[path.as_posix()] = inert_file((folder / path).read_bytes())
    for path in folder.rglob("*.yaml"):
        found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def _zipped(files: dict[str, bytes], edition: Edition) -> bytes:
    """A zip with fixed order, times and permissions.

    Its files are not compressed: compressors differ from one machine to the next, and so would the bytes.
    """
    year, month, day = (int(part) for part in edition.as_of.split("-"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, (max(year, 1980), month, day, 0, 0, 0))
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = 0o100644 << 16
            archive.writestr(entry, content)
    return out.getvalue()


def _readme(store: Store, data: dict[str, bytes], rows: dict[str, int]) -> str:
    edition, package = store.edition, store.package
    tables = [
        f"- `{_code(resource['path'])}`: {_said(resource['title'])} ({_counted(rows[name], 'row')})"
        for name, resource in package.resources.items()
    ]
    more = ", ".join(f"`{name}`" for name in sorted(data) if name.endswith(".yaml"))
    first, row = store.themes[0], store.observations[0]
    return README.format(
        title=_said(edition.title),
        about=_said(edition.about),
        version=_said(edition.version),
        as_of=period_in_words(edition.as_of, "en"),
        tables="\n".join(tables),
        more=more,
        themes=", ".join(f"`{_code(package.resources[theme]['path'])}`" for theme in store.themes),
        columns="\n".join(
            f"- `{_code(field['name'])}`: {_said(field['description'])}" for field in package.fields(first)
        ),
        obs=_code(row.obs),
        theme=_code(row.theme),
        article=_code(row.source),
        printed=_code(row.printed),
        place=f"offset {row.offset}" if row.offset is not None else f"cell {row.cell}",
        value=row.value,
        unit=_said(row.unit),
        bound=row.bound.replace("_", " "),
        indicator=_code(row.indicator),
        period=period_in_words(row.period, "en"),
        citation=_said(cite_book(edition, "en").text),
        licence=_said(f"{edition.licence[1]} ({edition.licence_in_short})"),
    )


def _license(edition: Edition) -> str:
    code, title, address = (one_line(part) for part in edition.licence)
    authors = ", ".join(one_line(author.name) for author in edition.authors)
    return LICENSE.format(
        title=one_line(edition.title),
        version=one_line(edition.version),
        authors=authors,
        licence=title,
        code=code,
        address=address,
    )


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what}" + ("" if number == 1 else "s")


def _said(text: str) -> str:
    """Words from data in a README: on one line, and no markup; lighter than for pages, since it is read as it stands."""
    return re.sub(r"([\\`*<>\[\]|])", r"\\\1", one_line(text))


def _code(text: str) -> str:
    """The same between backticks, where only a backtick is markup."""
    return one_line(text).replace("`", "'")
