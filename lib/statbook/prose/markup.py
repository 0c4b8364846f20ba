"""Text from the data as plain text: on one line, or escaped for Markdown or for a script element."""

import json
import re
import unicodedata
from collections.abc import Collection
from typing import Any

KEPT = re.compile(
    r"[图表]\d+(?:\.\d+)?|(?:第|(?<![A-Za-z\d.]))\d[\d,.]*(?:—\d[\d,.]*)?[多余]?(?:万亿|[万亿千百])?"
    r"(?:平方公里|平方米|立方米|公里|千克|个?百分点|个基点|件/万人|[\u4e00-\u9fff])"
)
"""A number with the scale and the unit behind it, or of a chart or table, which Chinese keeps on one line."""


def one_line(text: str) -> str:
    """*text* on one line, without signs that control devices or change the direction of writing."""
    return " ".join("".join(sign for sign in text if sign.isspace() or unicodedata.category(sign)[0] != "C").split())


def plain(text: str) -> str:
    """*text* on one line, with everything that Markdown or HTML would read as markup made inert."""
    return re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~$&:@^=\"'])", r"\\\1", " ".join(text.split()))


def markdown_table(head: list[str], rows: list[list[str]], right: Collection[str] = ()) -> str:
    """A Markdown table of cells that are Markdown already; the columns named in *right* align right."""
    lines = [head, ["---:" if name in right else "---" for name in head], *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def inert_json(value: Any) -> str:
    """JSON that cannot leave its script element, whatever its strings hold."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text
