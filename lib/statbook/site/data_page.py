"""The page of the book that offers its data: the package to be taken away, what is in it, and how to cite it."""

from __future__ import annotations

__all__ = ["PAGE", "data_page", "offer_data"]

import html
from pathlib import Path
from urllib.parse import quote

from statbook.charts.citation import cite_book
from statbook.site.data_package import SUMS, Packed, pack
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Store

PAGE = "data"
"""The document, and the folder of the package within a site."""
EXTRA = "_extra"
"""The folder of a stage whose files go into the site as they are."""
ADDRESS = ":/?#@!$&'()*+,;=%~"

TEXT = """\
# The data

Every number of the book with its place in the text, and what is known about it: {tables} tables in one file,
which is a [Data Package](https://specs.frictionlessdata.io/data-package/) and needs no program of ours.

**<a href="{path}" download>{name}</a>** ({size})

Version {version}, as known on {as_of}.

## What is in it

{rows}

`README.md` says how a row is read, `datapackage.json` what each column means.

## Safe in a spreadsheet

The tables are CSV in UTF-8.
A cell that a spreadsheet would take for a formula is led by an apostrophe, in this file and in the CSV under each chart; numbers stay numbers.
The CSV under a chart is made for a double click.
The tables of this file keep their codes and dates only if they are imported as text: a spreadsheet makes a date of 2026-01.

## Licence

{licence}.

## How to cite

{text}

{bibtex}

Under each chart, Cite gives the same for that chart.

## How to check

The SHA-256 of the file is

{sha256}

and stands in <a href="{path}.sha256" download>{name}.sha256</a> as well.
With both files in one folder, and again in the folder to which the package was unpacked:

{commands}
"""


def data_page(store: Store, packed: Packed) -> str:
    """The page in MyST, for a package that lies in the folder PAGE of the site."""
    edition = store.edition
    cited = cite_book(edition, "en")
    _, licence, address = edition.licence
    tables = store.package.resources
    rows = [
        [plain(str(tables[name]["title"])), plain(str(tables[name]["path"])), f"{count:,}"]
        for name, count in packed.rows.items()
    ]
    return TEXT.format(
        tables=len(rows),
        path=html.escape(f"{PAGE}/{packed.name}"),
        name=plain(packed.name),
        size=f"{len(packed.content) / 1000:,.0f} kB",
        version=plain(edition.version),
        as_of=plain(period_in_words(edition.as_of, "en")),
        rows=markdown_table(["Table", "File", "Rows"], rows, right=["Rows"]),
        licence=f"[{plain(licence)}](<{quote(address, safe=ADDRESS)}>) ({plain(edition.licence_in_short)})",
        text=plain(cited.text),
        bibtex=_block(cited.bibtex.strip()),
        sha256=_block(packed.sha256),
        commands=_block(f"sha256sum -c {packed.name}.sha256\nsha256sum -c {SUMS}"),
    )


def offer_data(store: Store, staged: Path) -> None:
    """Put the package and its page into the stage; its table of contents names the page already."""
    packed = pack(store)
    folder = staged / EXTRA / PAGE
    folder.mkdir(parents=True)
    (folder / packed.name).write_bytes(packed.content)
    (folder / f"{packed.name}.sha256").write_text(f"{packed.sha256}  {packed.name}\n", encoding="utf-8")
    (staged / f"{PAGE}.md").write_text(data_page(store, packed), encoding="utf-8")


def _block(text: str) -> str:
    """*text* as it is; indented, so that nothing in it can end the block."""
    return "\n".join(f"    {line}" for line in text.splitlines())
