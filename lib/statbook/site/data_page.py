"""The page that offers the data: the package to download, what is in it, and how to cite it."""

import html
from pathlib import Path
from urllib.parse import quote

from statbook.charts.citation import cite_book
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.site.data_package import SUMS, TEXTS, ZippedPackage, zip_package
from statbook.store import Store

PAGE = "data"
"""The document, and the folder of the package within a site."""
EXTRA = "_extra"
"""The folder of a staging whose files are copied into the site unchanged."""
ADDRESS = ":/?#@!$&'()*+,;=%~"
"""The characters of an address that are not escaped."""


def data_page(store: Store, package: ZippedPackage) -> str:
    """The page in MyST Markdown, for a package in the folder PAGE of the site."""
    edition = store.edition
    citation = cite_book(edition, "en")
    _, licence, address = edition.licence
    tables = store.package.resources
    rows = [
        [plain(str(tables[name]["title"])), plain(str(tables[name]["path"])), f"{count:,}"]
        for name, count in package.rows.items()
    ]
    return (
        (TEXTS / "data-page.md")
        .read_text(encoding="utf-8")
        .format(
            tables=len(rows),
            path=html.escape(f"{PAGE}/{package.name}"),
            name=plain(package.name),
            size=f"{len(package.content) / 1000:,.0f} kB",
            version=plain(edition.version),
            as_of=plain(period_in_words(edition.as_of, "en")),
            rows=markdown_table(["Table", "File", "Rows"], rows, right=["Rows"]),
            licence=f"[{plain(licence)}](<{quote(address, safe=ADDRESS)}>) ({plain(edition.licence_in_short)})",
            text=plain(citation.text),
            bibtex=_code_block(citation.bibtex.strip()),
            sha256=_code_block(package.sha256),
            commands=_code_block(f"sha256sum -c {package.name}.sha256\nsha256sum -c {SUMS}"),
        )
    )


def add_data_page(store: Store, staging: Path) -> None:
    """Write the package, its checksum and its page into *staging*."""
    package = zip_package(store)
    folder = staging / EXTRA / PAGE
    folder.mkdir(parents=True)
    (folder / package.name).write_bytes(package.content)
    (folder / f"{package.name}.sha256").write_text(f"{package.sha256}  {package.name}\n", encoding="utf-8")
    (staging / f"{PAGE}.md").write_text(data_page(store, package), encoding="utf-8")


def _code_block(text: str) -> str:
    """*text* as an indented block, which nothing in it can end."""
    return "\n".join(f"    {line}" for line in text.splitlines())
