"""The pages of the evidence and of the codebook, as MyST text by document name."""

from __future__ import annotations

__all__ = ["INDEXES", "pages"]

from collections.abc import Iterable

from statbook.evidence.codebook import codebook
from statbook.evidence.entry import Entry, Run, dated, entry, name_of
from statbook.evidence.ledger import Ledger, Page, article_anchor
from statbook.prose import period_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.store import Observation, Store

INDEXES = ("evidence/index", "codebook/index")
"""The pages by which readers come in; they stand in the contents of the book."""
HEAD = "---\norphan: true\n---\n\n"
SCHEME = "book:"
"""Addresses within the book that Sphinx does not know, such as figures: `myst_url_schemes` in _config.yml."""
LINES = 300
"""Lines of a page that lists figures by article."""


def pages(ledger: Ledger) -> dict[str, str]:
    """Every page of evidence and codebook: entries, entries by article, and two indexes."""
    found = {page.document: _entries(ledger, page) for page in ledger.pages}
    by_article = list(_by_article(ledger))
    found |= {_article_page(place): HEAD + text for place, text in enumerate(by_article)}
    found[INDEXES[0]] = _index(ledger, len(by_article))
    return found | {name: HEAD * (name not in INDEXES) + text for name, text in codebook(ledger).items()}


def title_of(store: Store, theme: str) -> str:
    """What a theme is called."""
    return str(store.package.resources[theme]["title"])


def _entries(ledger: Ledger, page: Page) -> str:
    store = ledger.store
    regions: dict[str, list[Observation]] = {}
    for row in page.rows:
        regions.setdefault(row.region, []).append(row)
    lines = [f"{HEAD}# {_title(store, page)}", "", "{.screen}", "[All evidence](#evidence-index)", ""]
    for region, rows in regions.items():
        lines += [f"## {plain(store.name('region', region, 'en'))}", ""]
        lines += _listed(entry(ledger, row.anchor) for row in rows)
    if page.numbers:
        lines += ["## Computed from these figures", ""]
        lines += _listed(entry(ledger, anchor) for anchor in page.numbers)
    return "\n".join(lines) + "\n"


def _title(store: Store, page: Page) -> str:
    year = str(page.year) if page.year else "undated"
    part = f", part {page.part}" if page.part > 1 else ""
    return f"Evidence: {title_of(store, page.theme)}, {year}{part}"


def _listed(entries: Iterable[Entry]) -> list[str]:
    """Entries as a definition list: the name is the term, the facts are fields."""
    lines = []
    for told in entries:
        facts = [f":{fact.name}: {''.join(map(_run, fact.runs))}" for fact in told.facts]
        lines += [f"[{plain(told.title)}]{{#{told.anchor}}}", f": {facts[0]}", *(f"  {fact}" for fact in facts[1:]), ""]
    return lines


def _run(run: Run) -> str:
    words, target = run
    # Blanks at the ends of words part them from what stands beside.
    inner = words[: len(words) - len(words.lstrip())] + plain(words) + words[len(words.rstrip()) :]
    if not target:
        return inner
    return f"[{inner.strip()}]({SCHEME if '.html' in target else '#'}{target})"


def _index(ledger: Ledger, articles: int) -> str:
    store = ledger.store
    themes = "\n\n".join(
        f"(evidence-{_slug(theme)})=\n### {plain(title_of(store, theme))}\n\n"
        f"[Codebook](/codebook/{_slug(theme)}.md) · "
        + " · ".join(
            f"[{page.year or 'undated'}{f', part {page.part}' if page.part > 1 else ''}](/{page.document}.md) "
            f"{len(page.rows)}" + (f" + {len(page.numbers)}" if page.numbers else "")
            for page in ledger.pages
            if page.theme == theme
        )
        for theme in store.themes
    )
    lists = " · ".join(f"[list {place + 1}](/{_article_page(place)}.md)" for place in range(articles))
    counted = [row.source for row in store.observations]
    sources = [
        [
            f"[{plain(str(row['source']))}](#from-{row['source']})",
            plain(str(row["title_en"])),
            plain(dated(store, str(row["source"]))),
            str(counted.count(row["source"])),
        ]
        for row in store.sources.to_dict("records")
        if row["source"] in counted
    ]
    return (
        "(evidence-index)=\n# Evidence\n\n"
        "Every number of the book has an entry: how it is printed and where, or the formula that made it and what "
        "rounding allows.\n"
        "A number in a sentence, a cell of a table or a mark in a figure leads to it.\n"
        "An entry keeps its address when pages are added: `evidence/index.html#` and its anchor lead there.\n\n"
        "## By theme and year\n\n"
        "After each year stand the printed figures whose period ends in it, and the numbers computed from them.\n\n"
        + themes
        + f"\n\n## By article\n\nThe figures in the order in which they stand in their texts: {lists}.\n\n"
        + markdown_table(["Article", "Title", "Date", "Figures"], sources)
        + "\n"
    )


def _slug(theme: str) -> str:
    return theme.replace("_", "-")


def _article_page(place: int) -> str:
    return f"evidence/articles-{place + 1}"


def _by_article(ledger: Ledger) -> Iterable[str]:
    """The figures of each article in the order of their places; several articles a page, none of them parted."""
    store = ledger.store
    sections: list[str] = []
    length = 0
    for code in store.sources.index:
        rows = sorted((row for row in store.observations if row.source == code), key=lambda row: row.offset or 0)
        if not rows:
            continue
        if sections and length + len(rows) > LINES:
            yield _article_text(sections)
            sections, length = [], 0
        body = [
            [
                plain(row.cell) if row.offset is None else str(row.offset),
                plain("".join(row.printed.split())),
                f"[{plain(name_of(store, row))}](#{row.anchor})",
                plain(period_in_words(row.period, "en")),
            ]
            for row in rows
        ]
        head = f"(from-{code})=\n## {plain(str(store.sources.at[code, 'title_en']))}\n\n[{plain(code)}](#{article_anchor(code)})"
        sections.append(f"{head}\n\n{markdown_table(['Place', 'Printed', 'Figure', 'Period'], body)}\n")
        length += len(rows)
    if sections:
        yield _article_text(sections)


def _article_text(sections: list[str]) -> str:
    return "# Evidence by article\n\n{.screen}\n[All evidence](#evidence-index)\n\n" + "\n".join(sections)
