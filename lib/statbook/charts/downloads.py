"""What a reader can download or copy of a chart: its table, pictures, spec and citation, with their buttons."""

import html
from typing import Any

from statbook.charts.citation import Citation, edition_in_words
from statbook.charts.labels import words
from statbook.charts.picture_frame import picture_frame
from statbook.charts.theme import WIDTHS
from statbook.project.paths import Book
from statbook.store import Edition
from statbook.store.sheets import as_csv

SAVED = ("csv", "svg", "png", "spec")


def payload(
    edition: Edition,
    identifier: str,
    text: dict[str, str],
    specs: dict[str, dict[str, Any]],
    data: dict[str, Any],
    lang: str,
    book: Book,
) -> dict[str, Any]:
    """What the page holds for its script to save: the stem of file names, the CSV, and a frame for each width.

    *text* is that of the frame, without book and edition; *data* the table as `columns_and_rows` gives it.
    """
    framed = text | {"book": edition.title, "edition": edition_in_words(edition, lang) if edition.title else ""}
    frames = {name: picture_frame(framed, specs[name], width, lang, book) for name, width in WIDTHS.items()}
    return {"stem": edition.file_name(identifier), "csv": as_csv(data["head"], data["rows"]), "frames": frames}


def toolbar(citation: Citation | None, table: str, lang: str) -> str:
    """The row under a chart, as HTML: *table* and citation that unfold, and buttons that save files."""
    say = words("downloads", lang)
    buttons = "".join(_button(do, say[do], f' title="{say[f"{do}-told"]}"') for do in SAVED)
    inner = {"data": table} | ({"cite": _citation(citation, say)} if citation else {})
    details = "".join(f"<details><summary>{say[key]}</summary>{held}</details>" for key, held in inner.items())
    return f'<div class="sb-tools">{details}{buttons}{_status(say, "blank")}</div>'


def _citation(citation: Citation, say: dict[str, str]) -> str:
    e, status = html.escape, _status(say, "copied", "failed")
    return (
        f'<div class="sb-citation"><p class="sb-words">{e(citation.text)}</p>{_button("copy", say["copy"])}{status}</div>'
        f'<div class="sb-citation"><pre class="sb-words">{e(citation.bibtex.strip())}</pre>'
        f"{_button('copy', say['copy-bib'])}{_button('bib', say['bib'])}{status}</div>"
    )


def _status(say: dict[str, str], *outcomes: str) -> str:
    """Where the script reports how it went, with the texts it chooses from."""
    texts = " ".join(f'data-{name}="{say[name]}"' for name in outcomes)
    return f'<span class="sb-said" role="status" {texts}></span>'


def _button(do: str, label: str, more: str = "") -> str:
    return f'<button type="button" data-do="{do}"{more}>{label}</button>'
