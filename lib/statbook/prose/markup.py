"""Words from data as Markdown in which nothing is markup."""

from __future__ import annotations

__all__ = ["markdown_table", "plain"]

import re


def plain(text: str) -> str:
    """*text* on one line, with everything that Markdown or HTML would read as markup made inert."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$&:@^=\"'])", r"\\\1", " ".join(text.split()))


def markdown_table(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table of cells that are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
