"""Where the parts of a book lie. Importing this module touches no disk."""

from pathlib import Path

LIBRARY = Path(__file__).resolve().parents[1]
HTML, PDF, STAGING = "html", "pdf", "stage"
"""The folders of a built book: its pages, its PDFs, and the executed chapters that both are made from."""
TRANSLATED = "translated"
"""The folder of a built book with the executed chapters of its translations, by language."""
BOOK = "book"
"""The name of the PDF of the whole book."""
PDF_BUILDER = "paper"
"""The name of the Sphinx builder that makes PDFs, and of its folder."""
KEPT = "kept"
"""The folder of results that the next build takes as they are (project/kept_results.py)."""
LOCALE = "_locale"
"""The folder of a staging folder with the catalogues of its language."""
MANIFEST, CARDS = "stage.json", "cards.json"
"""The files of a staging folder with its contents, and with the entries of the evidence in a few lines, by anchor."""
EXTRA, DATA = "_extra", "data"
"""The folder of a staging folder whose files come into the site unchanged, and the one in it with data to download."""
CHARTS = Path("_static", "charts")
"""The folder of a site with the definitions of charts, a file for each page that has any."""
WORKBOOK = f"{DATA}/workbook.xlsx"
"""The whole book as a workbook, within that folder and within the site."""
FEED, PICTURES = "feed.xml", "pictures"
"""Within a site: what changed, day by day, for programs that follow it; and the pictures shown where a page is shared."""
RECORD = "record.json"
"""The file of a site and of a staging folder that holds what the book says, to compare later books with."""
ORIGINAL = "en"
"""The language in which chapters are written."""


class Book:
    """The folder of a book and the places in it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.data, self.config, self.toc = root / "data", root / "_config.yml", root / "_toc.yml"
        # Translations: LANGUAGE/LC_MESSAGES/CHAPTER.po.
        self.locale = root / "locale"
        # Everything generated; it may be deleted at any time.
        self.build = root / "_build"
        # Executed chapters, drawings, Sphinx working directories and typeset PDFs, for later builds to use.
        self.cache = self.build / "cache"
        # Drawings of charts, kept from one run to the next; only the copies of a book that chapters run in have them.
        self.drawings = self.build / "drawings"
        # The fonts of the book; only copies that do not change any more have them.
        self.fonts = self.build / "cut-fonts"
        # Kept results; only the copy of a book that a build works on has them.
        self.kept = self.build / KEPT
        # The address of the process that draws for a build while it runs its chapters.
        self.drawer = self.build / "drawer"
        # What a chapter asks of the data while a build runs it; only the copies of a book that chapters run in have it.
        self.asked = self.build / "asked"
        self.html, self.pdf, self.runs = self.build / HTML, self.build / PDF, self.build / "runs"
        # The chapters as the last whole build executed them, for typesetting again.
        self.staging = self.build / STAGING

    @property
    def languages(self) -> tuple[str, ...]:
        """The original language, and those that there are catalogues for."""
        return (ORIGINAL, *sorted(path.parent.name for path in self.locale.glob("*/LC_MESSAGES")))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Book) and self.root == other.root

    def __hash__(self) -> int:
        return hash(self.root)


def record_path(folder: Path, language: str) -> Path:
    """Where the record of the book in *folder* lies that is in a *language*."""
    return (folder if language == ORIGINAL else folder / language) / RECORD


def book(start: Path | None = None) -> Book:
    """The book that contains the folder *start* (by default the working folder), or else the one of this library."""
    start = (start or Path.cwd()).resolve()
    for folder in (start, *start.parents):
        if (folder / "data" / "datapackage.json").is_file() and (folder / "_toc.yml").is_file():
            return Book(folder)
    return Book(LIBRARY.parents[1])
