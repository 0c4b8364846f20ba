"""The pages of a preview, made by a Sphinx that stays in memory: a changed document is one page.

Pages are those of a build, made safe in the same way, but for links to PDFs, which a preview does not make. The search
and the twins in Markdown show the book as it was when all pages were made last.
"""

import json
import shutil
from pathlib import Path

from statbook.build.publish import exchange
from statbook.errors import BuildError
from statbook.project.fingerprint import files_in
from statbook.project.paths import EXTRA, HTML, KEPT, Book
from statbook.site.assembly import assemble_site, make_assets
from statbook.site.content_security_policy import protect_page
from statbook.site.page_assets import PageAssets
from statbook.site.sphinx_app import SphinxApp

MADE = "_made"


class WarmSite:
    """The site in the folder `site` of *folder*, made from the staged documents in *source*; *fonts* are the book's."""

    def __init__(self, folder: Path, fonts: Path) -> None:
        self._folder, self._fonts = folder, fonts
        self.source, self.site = folder / "tree" / "stage", folder / "site"
        self._out = folder / "tree" / "out"
        self._new = folder / "site.new"
        self._sphinx: SphinxApp | None = None
        self._assets = PageAssets(self._out / HTML)
        self.lacks_styles = False
        """Whether a page uses what no page had before, for which the joined style sheet has no rules yet."""

    def build(self, staging: Path, book: Book, cache: Path) -> list[str]:
        """Make all pages from *staging*, which is moved; gives the faults. *book* and *cache* provide the assets."""
        shutil.rmtree(self._folder / "tree", ignore_errors=True)
        self._out.mkdir(parents=True)
        staging.rename(self.source)
        make_assets(book, self.source / MADE, cache)
        job = {"documents": [], "read": str(self._folder / "read"), "fonts": str(self._fonts), "pdf_cache": ""}
        (self._out / f"{HTML}.json").write_text(json.dumps(job), encoding="utf-8")
        self.close()
        self._sphinx = SphinxApp(self.source, self._out)
        if not (faults := self._sphinx.build()):
            self.assemble()
        return faults

    def close(self) -> None:
        """Give back what Sphinx holds of docutils."""
        if self._sphinx:
            self._sphinx.close()

    @property
    def sphinx(self) -> SphinxApp:
        """Sphinx, once pages were built. Raises BuildError before."""
        if self._sphinx is None:
            raise BuildError("no pages are built yet")
        return self._sphinx

    def assemble(self) -> None:
        """Collect all pages with what they load, and put them in the place of the last ones."""
        shutil.rmtree(self._new, ignore_errors=True)
        self._assets = assemble_site(self._out / HTML, self._new, self.source, self._folder / KEPT)
        exchange(self._new, self.site)
        shutil.rmtree(self._new, ignore_errors=True)
        self.lacks_styles = False

    def take(self, staging: Path) -> set[str] | None:
        """Take what differs in *staging*; gives the documents that differ, None if there are others than before."""
        new, old = _files(staging), {place for place in _files(self.source) if place.parts[0] != MADE}
        if new != old:
            return None
        differ = {place for place in new if (staging / place).read_bytes() != (self.source / place).read_bytes()}
        for place in differ:
            shutil.copy(staging / place, self.source / place)
            if place.parts[0] == EXTRA:
                for folder in (self._out / HTML, self.site):
                    shutil.copy(staging / place, folder / place.relative_to(EXTRA))
        documents = {place.with_suffix("").as_posix() for place in differ} & set(self.sphinx.app.env.all_docs)
        self.sphinx.find_stale(documents)
        return documents

    def read(self, document: str) -> list[str]:
        """Read one *document* again; gives the faults."""
        return self.sphinx.read(document)

    def take_stale(self) -> set[str]:
        """The documents whose pages show what has changed elsewhere; each is given once."""
        stale, self.sphinx.stale = self.sphinx.stale, set()
        return stale

    def write(self, document: str) -> list[str]:
        """Write the page of a *document*; gives the faults. With a fault the page stays as it was."""
        if not (faults := self.sphinx.write(document)):
            self._finish(f"{document}.html", f"_static/charts/{document}.js")
        return faults

    def _finish(self, page: str, charts: str) -> None:
        """Make one *page* safe and put it with its *charts* into the site."""
        known = self._assets.styled_names()
        text = protect_page(
            self._out / HTML,
            self._out / HTML / page,
            (self._out / HTML / page).read_text(encoding="utf-8"),
            self._assets,
        )
        self.lacks_styles |= self._assets.styled_names() != known
        if (self._out / HTML / charts).is_file():
            _replace(self.site / charts, (self._out / HTML / charts).read_text(encoding="utf-8"))
        _replace(self.site / page, self._assets.stamp(text))


def _files(folder: Path) -> set[Path]:
    return {path.relative_to(folder) for path in files_in(folder)}


def _replace(target: Path, text: str) -> None:
    """Write *text* to *target* by way of another file: a reader sees the old text or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    new = target.with_name(f"{target.name}.new")
    new.write_text(text, encoding="utf-8")
    new.replace(target)
