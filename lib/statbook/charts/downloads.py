"""What a reader may take away of a figure: its table, pictures, definition and citation, and the buttons for them."""

from __future__ import annotations

__all__ = ["carried", "tools"]

import html
from typing import Any

from statbook.charts.citation import Citation, edition_in_words
from statbook.charts.picture_frame import frame
from statbook.charts.theme import NARROW, WIDE
from statbook.store import Edition
from statbook.store.sheets import as_csv

SAY = {
    "en": {
        "data": "Data",
        "cite": "Cite",
        "csv": "CSV",
        "svg": "SVG",
        "png": "PNG",
        "spec": "Spec",
        "csv-told": "Save the data for a spreadsheet",
        "svg-told": "Save the picture as you see it, to be drawn at any size",
        "png-told": "Save the picture as you see it, in pixels",
        "spec-told": "Save the definition in Vega-Lite, with its data",
        "copy": "Copy",
        "copy-bib": "Copy BibTeX",
        "copied": "Copied",
        "bib": "Save as .bib",
        "failed": "Your browser refuses; the text is marked for you to copy it",
        "blank": "Your browser could not draw the picture; SVG may serve",
    },
    "zh": {
        "data": "数据",
        "cite": "引用",
        "csv": "CSV",
        "svg": "SVG",
        "png": "PNG",
        "spec": "图形定义",
        "csv-told": "保存数据,供电子表格使用",
        "svg-told": "保存所见的图,可任意缩放",
        "png-told": "保存所见的图,像素格式",
        "spec-told": "保存 Vega-Lite 定义及其数据",
        "copy": "复制",
        "copy-bib": "复制 BibTeX",
        "copied": "已复制",
        "bib": "保存为 .bib",
        "failed": "浏览器不允许复制,文字已选中,请自行复制",
        "blank": "浏览器无法绘出此图,可改存 SVG",
    },
}
SAVED = ("csv", "svg", "png", "spec")


def carried(
    edition: Edition,
    identifier: str,
    words: dict[str, str],
    specs: dict[str, dict[str, Any]],
    data: dict[str, Any],
    lang: str,
) -> dict[str, Any]:
    """What the page holds for its script to save: the stem of file names, the CSV, and a frame for each width.

    *words* are those of the frame, without book and edition; *data* the table twin as columns_and_rows gives it.
    """
    told = words | {"book": edition.title, "edition": edition_in_words(edition, lang) if edition.title else ""}
    return {
        "stem": edition.named(identifier),
        "csv": as_csv(data["head"], data["rows"]),
        "frames": {name: frame(told, specs[name], width, lang) for name, width in (("wide", WIDE), ("narrow", NARROW))},
    }


def tools(citation: Citation | None, table: str, lang: str) -> str:
    """The row under a figure, as HTML: *table* and citation to be opened, and buttons that save."""
    say = SAY[lang]
    buttons = "".join(_button(do, say[do], f' title="{say[f"{do}-told"]}"') for do in SAVED)
    opened = _opened(say["data"], table) + (_opened(say["cite"], _citation(citation, say)) if citation else "")
    return f'<div class="sb-tools">{opened}{buttons}{_said(say, "blank")}</div>'


def _citation(citation: Citation, say: dict[str, str]) -> str:
    e, said = html.escape, _said(say, "copied", "failed")
    return (
        f'<div class="sb-citation"><p class="sb-words">{e(citation.text)}</p>{_button("copy", say["copy"])}{said}</div>'
        f'<div class="sb-citation"><pre class="sb-words">{e(citation.bibtex.strip())}</pre>'
        f"{_button('copy', say['copy-bib'])}{_button('bib', say['bib'])}{said}</div>"
    )


def _said(say: dict[str, str], *outcomes: str) -> str:
    """Where the script says how it went, in words that stand here."""
    words = " ".join(f'data-{name}="{say[name]}"' for name in outcomes)
    return f'<span class="sb-said" role="status" {words}></span>'


def _opened(words: str, inner: str) -> str:
    return f"<details><summary>{words}</summary>{inner}</details>"


def _button(do: str, words: str, more: str = "") -> str:
    return f'<button type="button" data-do="{do}"{more}>{words}</button>'
