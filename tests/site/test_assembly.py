"""A site is assembled from what Sphinx wrote: assets, licences, policies, PDFs; nothing of the tools is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statbook.charts import fonts
from statbook.project.paths import Book
from statbook.site.assembly import make_assets, make_site
from statbook.site.sphinx_build import SphinxWorkdir


class Written(SphinxWorkdir):
    """A working directory in which Sphinx has written a page, a PDF, and files that no reader needs."""

    def build(
        self, staging: Path, documents: list[str], digests: dict[str, str], builders: tuple[str, ...] = ()
    ) -> Path:
        out = self.folder / "out"
        for name in ("html/index.html", "html/_sources/x", "html/reports/x", "html/.buildinfo", "paper/book.pdf"):
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text("<html><head></head><body>words</body></html>", encoding="utf-8")
        (out / "html" / "_static").mkdir()
        (out / "html" / "_static" / "x-macros.html").touch()
        return out


def test_a_site_holds_pages_with_policies_pdfs_and_licences_and_nothing_else(
    book: Book, tmp_path: Path, fonts_of_the_book: Path
) -> None:
    cache = tmp_path / "cache" / "pdf"
    cache.parent.mkdir()
    (tmp_path / "new" / "stage").mkdir(parents=True)
    said: list[str] = []
    workdir = Written(tmp_path / "tree", fonts_of_the_book, cache)
    site = make_site(book, tmp_path / "new", workdir, ["book"], said.append)

    assert tmp_path / "new" / "html" == site
    assert {"_static", "index.html", "licences", "pdf"} == {path.name for path in site.iterdir()}
    assert [] == [*(site / "_static").iterdir()]
    assert "Content-Security-Policy" in (site / "index.html").read_text(encoding="utf-8")
    assert (site / "pdf" / "book.pdf").is_file()
    assert ["building pages and typesetting book", "1 pages"] == said
    assert (tmp_path / "new" / "stage" / "_made" / "vega.js").is_file()


def test_assets_are_icon_fonts_and_the_bundle_from_the_cache(
    book: Book, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_assets(book, tmp_path / "first", tmp_path / "cache")
    (bundle,) = (tmp_path / "cache").glob("vega-*.js")
    assert bundle.read_text(encoding="utf-8").startswith("(function(){")
    bundle.write_text("kept", encoding="utf-8")
    make_assets(book, tmp_path / "second", tmp_path / "cache")

    second = tmp_path / "second"
    assert "kept" == (second / "vega.js").read_text(encoding="utf-8")
    assert (second / "icon.png").read_bytes().startswith(b"\x89PNG")
    assert 2 == len([*second.glob("*.woff2")])
    script = (second / "font.js").read_text(encoding="utf-8")
    assert fonts.style_sheet(book) == json.loads(script.removeprefix("window.statbookFont = ").removesuffix(";\n"))
