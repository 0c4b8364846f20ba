"""What stands on pages around drawings: text, tables, tools, cards, and the key to the marks, as macros of page.html."""

import html
import re
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from statbook.charts import theme
from statbook.charts.labels import words


def _escape(value: Any) -> Markup:
    """What a macro writes, escaped as everywhere in the book."""
    return value if isinstance(value, Markup) else Markup(html.escape(str(value)))


_environment = Environment(autoescape=True, finalize=_escape, undefined=StrictUndefined)
_environment.globals["theme"] = theme
_macros = (Path(__file__).parent / "templates" / "page.html").read_text(encoding="utf-8")
PAGE: Any = _environment.from_string(re.sub(r"\n\s*", "", _macros)).module
"""The macros of page.html; they escape all that they are given, but not what another of them wrote."""


def key_to_marks(drawn: set[str], lang: str) -> list[dict[str, str]]:
    """What those marks mean that are *drawn*: the name of each, an SVG drawing it, and the words for it.

    Nothing if all are `printed`.
    """
    key = {name: meaning for name, meaning in words("legend", lang).items() if name in drawn}
    if key.keys() == {"printed"}:
        return []
    return [{"name": name, "svg": PAGE.mark(name), "words": meaning} for name, meaning in key.items()]
