"""The Sphinx builder that makes the PDFs of the book and of its chapters from a staging folder.

Beside the documents it reads the manifest of the staging and its copy of the data. A job file says which PDFs are
wanted; it is in the parent of the folder of all builders, and has the name of the builder. Each PDF gets a folder with
everything it is made of; the compiler sees nothing else.
"""

import json
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError

from statbook.errors import BuildError
from statbook.pdf.compile import compile_cached
from statbook.pdf.document import PdfContext, PdfDocument
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.writer import TypstWriter
from statbook.project.paths import MANIFEST
from statbook.store import Store

FAULT = "fault.txt"
"""The file in the output folder with the message of a failure."""


@cache
def read_job(outdir: str, builder: str) -> dict[str, Any]:
    """The job of a *builder* that writes to *outdir*: `documents`, `fonts`, `pdf_cache`, `read`."""
    job: dict[str, Any] = json.loads((Path(outdir).parents[1] / f"{builder}.json").read_text(encoding="utf-8"))
    return job


class PdfBuilder(Builder):
    """Writes <name>.pdf for each PDF of the job into the output folder."""

    name = "paper"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    default_translator_class = TypstWriter

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"doc:{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing to do: documents are read when a PDF needs them."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing to do: PDFs are made of several documents, in `write`."""

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: Iterable[str], method: str = "update"
    ) -> None:
        """Make every PDF of the job. The message of a failure is also left in the output folder."""
        try:
            self._make_all()
        except BuildError as error:
            Path(self.outdir, FAULT).write_text(str(error), encoding="utf-8")
            raise SphinxError(str(error)) from None

    def _make_all(self) -> None:
        job = read_job(self.outdir, self.name)
        manifest = json.loads(Path(self.srcdir, MANIFEST).read_text(encoding="utf-8"))
        chapters = [chapter["document"] for chapter in manifest["chapters"].values()]
        # Resolving a document takes most of the time, so those that no PDF contains are left out.
        contained = {manifest["articles"], *manifest["evidence"], *chapters}
        names = sorted(self.env.found_docs & contained)
        trees = {name: self.env.get_and_resolve_doctree(name, self) for name in names}
        fonts = Path(job["fonts"])
        store = Store.load(Path(self.srcdir, "_data"))
        context = PdfContext(manifest, store, trees, Glyphs(fonts), self.config, self)
        day, cache = date.fromisoformat(manifest["as_of"]), Path(job["pdf_cache"])
        # While one document is written, those before it are compiled in processes of their own.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            compiled = {}
            for name in job["documents"]:
                main = PdfDocument(context, name).write(Path(self.outdir, name))
                compiled[name] = pool.submit(compile_cached, main, fonts, day, cache)
            for name, pdf in compiled.items():
                Path(self.outdir, f"{name}.pdf").write_bytes(pdf.result())
