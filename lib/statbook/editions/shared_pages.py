"""What all runs of an edition share: the data, the audit, and Sphinx, which has read and written codebook, traps and the rest."""

import json
import os
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from statbook.audit import Audit, Verdict
from statbook.charts import fonts
from statbook.errors import BuildError
from statbook.project.fingerprint import files_in
from statbook.project.paths import CARDS, HTML, MANIFEST, Book
from statbook.site.content_security_policy import protect_page
from statbook.site.page_assets import PageAssets
from statbook.site.sphinx_app import SphinxApp
from statbook.store import Store
from statbook.store.grouping import group


@dataclass(frozen=True)
class Shared:
    """What all runs share: the *book* with its data, and Sphinx with the documents of *source*, as it wrote them to *out*."""

    book: Book
    store: Store
    verdicts: dict[str, list[Verdict]]
    source: Path
    out: Path
    sphinx: SphinxApp
    assets: PageAssets
    manifest: dict[str, Any]
    cards: dict[str, Any]
    fonts: Path
    files: frozenset[Path]


def read_shared(book: Book, staging: Path, folder: Path) -> Shared:
    """Read the documents of *staging* in *folder*. Raises BuildError if Sphinx finds faults."""
    source, out = folder / "tree" / "stage", folder / "tree" / "out"
    shutil.copytree(staging, source)
    out.mkdir()
    manifest, shared_cards = (json.loads((source / name).read_text(encoding="utf-8")) for name in (MANIFEST, CARDS))
    os.environ["SOURCE_DATE_EPOCH"] = str(
        int(datetime.fromisoformat(manifest["as_of"]).replace(tzinfo=UTC).timestamp())
    )
    write_job(out, [])
    sphinx = SphinxApp(source, out)
    if faults := sphinx.build():
        sphinx.close()
        raise BuildError("\n".join(faults[:20]))
    assets = PageAssets(out / HTML)
    for name in ("search", manifest["articles"]):
        # Icons are read with the first page that has one.
        page = out / HTML / f"{name}.html"
        protect_page(out / HTML, page, page.read_text(encoding="utf-8"), assets)
    store = Store.load(book.data)
    verdicts = group((row.obs, verdict) for verdict in Audit(store).verdicts for row in verdict.relation.observations)
    drawing, files = fonts.folder(book) / "drawing", frozenset([*files_in(source), *files_in(out)])
    return Shared(book, store, verdicts, source, out, sphinx, assets, manifest, shared_cards, drawing, files)


def write_job(out: Path, documents: list[str]) -> None:
    """Write what the extension of Sphinx asks for: the PDFs *documents* to which pages lead."""
    job = {"documents": documents, "read": str(out / "read"), "fonts": "", "pdf_cache": ""}
    (out / f"{HTML}.json").write_text(json.dumps(job), encoding="utf-8")
