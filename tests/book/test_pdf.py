"""The PDFs as a stranger with other tools meets them: same numbers and charts as the pages, tagged, complete."""

from __future__ import annotations

import csv
import io
import itertools
import math
import re
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pikepdf
import pypdfium2
import pypdfium2.raw as raw
import pytest
from bs4 import BeautifulSoup
from lxml import html

from statbook.build.single_chapter import run_chapter
from statbook.project.notebooks import chapters
from statbook.project.paths import Book

Cited = set[tuple[str, str]]


@pytest.fixture(scope="session")
def gansu(built: Book) -> tuple[Path, Path]:
    """Page and PDF of the trade chapter for another place and year."""
    return run_chapter(built, "trade", {"region": "Gansu", "period": "2023"}, lambda words: None)


@pytest.fixture(scope="session")
def book_pdf(built: Book) -> Path:
    return built.html / "pdf" / "book.pdf"


@pytest.fixture(scope="session")
def texts(book_pdf: Path) -> list[str]:
    return texts_of(book_pdf)


# -- reading pages ----------------------------------------------------------------------------------------------------


def texts_of(path: Path) -> list[str]:
    """The text of each page of a PDF, column after column."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in pdf]


def close(text: str) -> str:
    """A text without what line breaks change: spaces and hyphens."""
    return re.sub(r"[\s\-‐\u00ad\u200b\ufffe\x02]+", "", text).replace("’", "'")


@cache
def soup_of(page: Path) -> BeautifulSoup:
    return BeautifulSoup(page.read_text(encoding="utf-8"), "lxml")


def cited_in_page(page: Path) -> Cited:
    """The numbers of a page outside of its charts: (entry of the evidence, text)."""
    found: Cited = set()
    for link in soup_of(page).select('a[href*="evidence/"][href*="#obs-"], a[href*="evidence/"][href*="#num-"]'):
        if link.find_parent("figure"):
            continue
        address, _, name = str(link["href"]).partition("#")
        path = (page.parent / address).resolve()
        term = soup_of(path).find(id=name).find_parent("dt")
        names, words = (
            [cell.get_text() for cell in term.find_next("dd").select(f"dl > {tag}")] for tag in ("dt", "dd")
        )
        facts = dict(zip(names, words, strict=True))
        # A printed number is known by its name and place, a computed number by its name.
        found.add((close(term.get_text() + facts.get("Place:", "")), close(link.get_text())))
    return found


def charts_in_page(page: Path) -> set[str]:
    """The charts of a page by title and subtitle, its cards by their description."""
    return {words for words, *_ in _charts(page)} | {
        str(svg["aria-label"]) for svg in soup_of(page).select(".sb-card svg.marks")
    }


def states_in_page(page: Path) -> set[str]:
    """Title and subtitle of the charts of a page in each state of their controls."""
    return {words for chart in _charts(page) for words in chart}


def _charts(page: Path) -> Iterator[list[str]]:
    for chart in soup_of(page).select("figure.sb-figure"):
        parts = {part: chart.select_one(f".sb-{part}").get_text() for part in ("title", "subtitle")}
        states = [
            {part: option.get(f"data-{part}", words) for part, words in parts.items()} for option in chart("option")
        ]
        yield [". ".join(each.values()) for each in (parts, *states)]


# -- reading PDFs -----------------------------------------------------------------------------------------------------


def cited_in_pdf(path: Path) -> Cited:
    """The numbers of a PDF: (entry of the appendix that a link leads to, text under the link)."""
    found: list[tuple[str, str]] = []
    last: tuple[int, list[object]] = (0, [])
    with pikepdf.open(path) as pdf, pypdfium2.PdfDocument(path) as read:
        places = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        texts = [page.get_textpage() for page in read]
        appendix = next(n for n, text in enumerate(texts) if text.get_text_bounded().startswith("Evidence\r\n"))
        for number, page in enumerate(pdf.pages):
            for link in page.get("/Annots", []):
                # Headings are named places, entries are not.
                if not isinstance(link.get("/Dest"), pikepdf.Array) or number >= appendix:
                    continue
                target = places[link.Dest[0].objgen]
                if target < appendix:
                    continue
                entry = entry_at(texts[target], float(link.Dest[2]), float(link.Dest[3]))
                if entry:
                    words = close(text_under(texts[number], link))
                    # A number at the end of a page may go on at the top of the next; a whole one stands there once more.
                    goes_on = last == (number - 1, list(link.Dest)[1:]) and found[-1][1] != words
                    before = found.pop()[1] if goes_on else ""
                    found.append((entry, before + words))
                last = (number, list(link.Dest)[1:])
    return set(found)


def entry_at(page: pypdfium2.PdfTextPage, x: float, y: float) -> str:
    """What the entry at a place of a page is known by; empty for a heading."""
    # A viewer shows ten points above the place as well.
    text = " ".join(page.get_text_bounded(x - 2, y - 128, x + 240, y - 8).split())
    entry = re.match(r"(?!Evidence)(.*?)(?: \(p\.[^)]*\))? (?:Number |Printed .*? Place (offset \d+))", text)
    return close(entry[1] + (entry[2] or "")) if entry else ""


def text_under(page: pypdfium2.PdfTextPage, link: pikepdf.Dictionary) -> str:
    corners = [float(value) for value in link.get("/QuadPoints", [])]
    boxes = [corners[n : n + 8] for n in range(0, len(corners), 8)] or [[float(v) for v in link.Rect] * 2]
    pieces = []
    for box in boxes:
        left, right, low, high = min(box[::2]), max(box[::2]), min(box[1::2]), max(box[1::2])
        # A line above that touches the box is not in it.
        edge = (high - low) / 4
        pieces.append(page.get_text_bounded(left, low, right, high - edge))
    return " ".join(pieces)


def elements(node: object) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in reading order."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from elements(child)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        yield node
        yield from elements(node.get("/K", pikepdf.Array()))


def alternatives(path: Path) -> list[str]:
    """The alternative texts of the charts of a PDF."""
    with pikepdf.open(path) as pdf:
        return [str(e.get("/Alt", "")) for e in elements(pdf.Root.StructTreeRoot.K) if e.S == "/Figure"]


# -- parity -----------------------------------------------------------------------------------------------------------


def test_the_book_cites_the_same_numbers_on_its_pages_and_in_print(built: Book, book_pdf: Path) -> None:
    pages = [built.html / f"{notebook.document}.html" for notebook in chapters(built).values()]
    on_pages = set().union(*(cited_in_page(page) for page in pages))

    assert len(on_pages) > 250
    assert on_pages == cited_in_pdf(book_pdf)


def test_a_run_cites_the_same_numbers_on_its_page_and_in_print(gansu: tuple[Path, Path]) -> None:
    page, pdf = gansu

    assert cited_in_page(page)
    assert cited_in_page(page) == cited_in_pdf(pdf)


def test_pages_and_print_show_the_same_charts(built: Book, book_pdf: Path, gansu: tuple[Path, Path]) -> None:
    pages = [built.html / f"{notebook.document}.html" for notebook in chapters(built).values()]
    for made, pdf in ((pages, book_pdf), ([gansu[0]], gansu[1])):
        shown, states = (set().union(*map(words_of, made)) for words_of in (charts_in_page, states_in_page))
        # Behind title and subtitle stands what is seen, for each state that print shows.
        told = [[words for words in shown | states if alt.startswith(words)] for alt in alternatives(pdf)]
        assert [] not in told
        assert shown <= {max(words, key=len) for words in told}


def test_a_chapter_has_the_same_chart_numbers_alone_as_in_the_book(built: Book, texts: list[str]) -> None:
    alone = set(re.findall(r"(?m)^Chart \d+\.\d+ .*$", "\n".join(texts_of(built.html / "pdf" / "credit.pdf")[3:])))

    assert 5 == len({line.split()[1] for line in alone})
    assert alone <= set(re.findall(r"(?m)^Chart \d+\.\d+ .*$", "\n".join(texts)))


def test_a_chart_has_its_number_in_print_on_its_page_as_a_link_to_itself(built: Book, texts: list[str]) -> None:
    printed = " ".join("\n".join(texts).replace("’", "'").split())
    charts = [
        chart
        for notebook in chapters(built).values()
        for chart in soup_of(built.html / f"{notebook.document}.html").select("figure.sb-figure")
    ]

    assert len(charts) > 25
    for chart in charts:
        number = chart.select_one(".sb-number a")
        title = chart.select_one(".sb-title")
        assert number and title and f"#{chart['id']}" == number["href"]
        assert f"{number.text} {' '.join(title.text.split()[:3])}" in printed


# -- what a publisher asks for ----------------------------------------------------------------------------------------


def test_the_book_and_every_chapter_have_a_pdf_in_the_site_and_beside_it(built: Book) -> None:
    names = {"book.pdf"} | {f"{name}.pdf" for name in chapters(built) if name != "index"}

    assert names == {path.name for path in (built.html / "pdf").iterdir()}
    for name in names:
        assert (built.html / "pdf" / name).read_bytes() == (built.pdf / name).read_bytes()


def test_every_page_links_to_the_book_and_every_chapter_to_its_own_pdf(built: Book) -> None:
    documents = {notebook.document: name for name, notebook in chapters(built).items()}
    for path in built.html.rglob("*.html"):
        if "_static" in path.parts:
            continue
        links = html.parse(str(path)).xpath('//*[contains(@class, "sb-pdf")]//a/@href')
        targets = [(path.parent / link).resolve() for link in links]
        name = documents.get(str(path.relative_to(built.html).with_suffix("")), "index")
        own = [] if name == "index" else [f"{name}.pdf"]
        assert [*own, "book.pdf"] == [target.name for target in targets], path
        assert all(target.is_file() for target in targets), path


def test_a_run_has_its_pdf_beside_its_page_and_the_page_links_to_it(gansu: tuple[Path, Path]) -> None:
    page, pdf = gansu
    links = soup_of(page).select(".sb-pdf a")

    assert "trade--region=Gansu--period=2023" in str(page)
    assert [pdf.resolve()] == [(page.parent / str(link["href"])).resolve() for link in links]
    cover = texts_of(pdf)[0]
    assert "Trade" in cover
    assert "Gansu, 2023" in cover


def appendix(texts: list[str]) -> int:
    return next(n for n, text in enumerate(texts) if text.startswith("Evidence\n"))


def every_pdf(built: Book) -> list[Path]:
    return sorted((built.html / "pdf").glob("*.pdf"))


def test_every_pdf_says_what_it_is(built: Book) -> None:
    for path in every_pdf(built):
        with pikepdf.open(path) as pdf:
            assert str(pdf.Root.Lang).startswith("en"), path.name
            assert bool(pdf.Root.MarkInfo.Marked), path.name
            assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle), path.name
            with pdf.open_metadata() as meta:
                assert "1" == meta["pdfuaid:part"], path.name
                assert ("3", "A") == (meta["pdfaid:part"], meta["pdfaid:conformance"]), path.name
                assert "From Bookshelf to Marketplace" in meta["dc:title"], path.name
            with pdf.open_outline() as outline:
                assert ["Contents", "Colophon"] == [outline.root[0].title, outline.root[-1].title], path.name
                assert len(outline.root) > 2, path.name


def test_every_chart_has_an_alternative_text_and_every_heading_follows_its_level(built: Book) -> None:
    for path in every_pdf(built):
        assert all(alternatives(path)), path.name
        with pikepdf.open(path) as pdf:
            levels = [int(str(e.S)[2:]) for e in elements(pdf.Root.StructTreeRoot.K) if re.fullmatch(r"/H\d", str(e.S))]
        assert 1 == levels[0], path.name
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels)), path.name


def test_all_fonts_are_embedded_and_no_picture_is_a_raster(built: Book) -> None:
    for path in every_pdf(built):
        with pikepdf.open(path) as pdf:
            for item in pdf.objects:
                if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor":
                    assert {"/FontFile2", "/FontFile3"} & set(item.keys()), path.name
                if isinstance(item, pikepdf.Stream):
                    assert item.get("/Subtype") != "/Image", path.name


def heights(path: Path) -> Iterator[tuple[float, str]]:
    """The height of each letter of a PDF in points, as it stands on its page, with the place of the letter."""
    matrix = raw.FS_MATRIX()
    with pypdfium2.PdfDocument(path) as pdf:
        for number, page in enumerate(pdf, start=1):
            text = page.get_textpage()
            for place in range(text.count_chars()):
                sign = chr(raw.FPDFText_GetUnicode(text, place))
                raw.FPDFText_GetMatrix(text, place, matrix)
                size = raw.FPDFText_GetFontSize(text, place) * math.hypot(matrix.c, matrix.d)
                if sign.isprintable() and not sign.isspace():
                    yield size, f"{path.name}, page {number}: {sign}"


def test_no_letter_is_smaller_than_six_and_a_half_points(built: Book) -> None:
    found = [place for path in every_pdf(built) for size, place in heights(path) if size < 6.5]

    assert not found, found[:20]


def test_the_data_is_attached_as_csv(built: Book, book_pdf: Path) -> None:
    with pikepdf.open(book_pdf) as pdf:
        files = {name: spec.get_file().read_bytes().decode("utf-8-sig") for name, spec in pdf.attachments.items()}
    rows = {name: list(csv.DictReader(io.StringIO(text, newline=""))) for name, text in files.items()}

    assert {"figures.csv", "numbers.csv", "drawings.csv", "articles.csv"} == set(rows)
    data = [path for path in built.data.glob("*.csv") if "printed" in path.read_text(encoding="utf-8").splitlines()[0]]
    printed = {row["obs"] for path in data for row in csv.DictReader(path.open(encoding="utf-8")) if "measure" in row}
    assert printed == {row["obs"] for row in rows["figures.csv"]}
    assert "1.18 trillion yuan" in {row["number"] for row in rows["numbers.csv"]}
    assert {row["source"] for row in rows["figures.csv"]} <= {row["source"] for row in rows["articles.csv"]}
    drawn = {row["figure"] for row in rows["drawings.csv"]}
    pages = [built.html / f"{notebook.document}.html" for notebook in chapters(built).values()]
    assert drawn == {
        name for page in pages for name in re.findall(r'figure" id="(fig-[^"]+)"', page.read_text(encoding="utf-8"))
    }


def test_chinese_text_and_numbers_can_be_found_and_copied(texts: list[str]) -> None:
    whole = re.sub(r"\s", "", "".join(texts))

    for words in ("从书架到货架", "1.18万亿元", "1.18trillionyuan", "988to998billionyuan"):
        assert words in whole, words


def test_the_cover_and_the_colophon_state_day_version_hashes_and_licence(texts: list[str]) -> None:
    assert re.search(r"Numbers as of 25 March 2026", texts[0])
    assert re.search(r"Version of the data 0\.1\.0", texts[0])
    colophon = texts[-1]
    assert colophon.startswith("Colophon")
    assert 5 == len(re.findall(r"\b[0-9a-f]{64}\b", colophon))
    for words in ("CC BY 4.0", "SIL Open Font License", f"typst {version('typst')}", "PDF/UA-1 and PDF/A-3a"):
        assert words in re.sub(r"\s+", " ", colophon), words


def test_pages_of_the_contents_are_those_of_the_headings(texts: list[str]) -> None:
    lines = re.findall(r"(?m)^(?:\d )?([A-Z][^.\n]+?) ?(?:\. ?){3,}\D?(\d+)$", "\n".join(texts[1:4]))

    assert len(lines) >= 60
    for title, page in lines:
        assert close(title) in close(texts[int(page) - 1]), (title, page)


def test_no_code_and_no_error_is_printed(texts: list[str]) -> None:
    whole = "\n".join(texts)
    for words in ("here.show", "import Chapter", "Traceback", "NaN", "{num}", "thebe"):
        assert words not in whole, words


def test_the_pages_an_entry_names_are_those_on_which_its_number_stands(texts: list[str]) -> None:
    whole = " ".join(" ".join(texts[appendix(texts) :]).split())
    named = re.search(r"Xi[’']an: Goods trade \(p\. ([\d, ]+)\) Printed 1137", whole)

    assert named
    # Pages that show it in a chart only are named as well.
    pages = [int(page) - 1 for page in named[1].split(", ")]
    stands = [n for n, text in enumerate(texts[: appendix(texts)]) if "113.72 billion yuan" in " ".join(text.split())]
    assert stands
    assert set(stands) <= set(pages)
