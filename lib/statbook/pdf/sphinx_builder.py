"""The Sphinx builder `paper`: from the staged tree to the PDFs of the book and of each chapter.

It reads, beside the documents, what the press left in the stage: `stage.json` (chapters with their numbers, hashes)
and a copy of the data. Which PDFs are wanted is said by the file that the environment variable JOB names.
Each PDF gets a folder with all that it is made of; the compiler sees nothing else.
"""

from __future__ import annotations

__all__ = ["FAULT", "JOB", "PaperBuilder"]

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from docutils import nodes
from sphinx.builders import Builder
from sphinx.errors import SphinxError

from statbook.errors import BuildError
from statbook.pdf.document import Document, Shelf
from statbook.pdf.glyph_check import Glyphs
from statbook.pdf.compile import typeset_once
from statbook.pdf.writer import Writer
from statbook.store import Store

JOB = "STATBOOK_JOB"
"""Names the file that says which PDFs are wanted, and where the fonts lie."""
FAULT = "fault.txt"


class PaperBuilder(Builder):
    """Writes <name>.pdf for each PDF of the job into the output folder."""

    name = "paper"
    format = "typst"
    epilog = "The PDFs are in %(outdir)s."
    default_translator_class = Writer

    def get_outdated_docs(self) -> str:
        return "all documents"

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        return f"doc:{docname}"

    def get_relative_uri(self, from_: str, to: str, typ: str | None = None) -> str:
        return self.get_target_uri(to)

    def prepare_writing(self, docnames: set[str]) -> None:
        """Nothing: documents are read when a PDF needs them."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Nothing: PDFs are made of several documents, in `write`."""

    def write(
        self, build_docnames: Iterable[str] | None, updated_docnames: Iterable[str], method: str = "update"
    ) -> None:
        """Make every PDF of the job. A fault is left in the output folder as well, in words without a traceback."""
        try:
            self._make_all()
        except BuildError as error:
            Path(self.outdir, FAULT).write_text(str(error), encoding="utf-8")
            raise SphinxError(str(error)) from None

    def _make_all(self) -> None:
        job = json.loads(Path(os.environ[JOB]).read_text(encoding="utf-8"))
        stage = json.loads(Path(self.srcdir, "stage.json").read_text(encoding="utf-8"))
        # The pages that no PDF holds, such as the traps, are not resolved: that takes most of the time.
        printed = {stage["articles"], *stage["evidence"], *(one["document"] for one in stage["chapters"].values())}
        names = sorted(self.env.found_docs & printed)
        trees = {name: self.env.get_and_resolve_doctree(name, self) for name in names}
        fonts = Path(job["fonts"])
        store = Store.load(Path(self.srcdir, "_data"))
        shelf = Shelf(stage, store, trees, Glyphs(fonts), self.config, self)
        for name in job["documents"]:
            main = Document(shelf, name).write(Path(self.outdir, name))
            made = typeset_once(main, fonts, date.fromisoformat(stage["as_of"]), Path(job["kept"]))
            Path(self.outdir, f"{name}.pdf").write_bytes(made)
