"""Sphinx extension of the book: its style, script and font, and a guard against building the raw tree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sphinx.errors import ConfigError

ASSETS = Path(__file__).parent / "assets"


def guard(app: Any, config: Any) -> None:
    """Chapters without outputs would be printed empty: only a staged tree may be built."""
    if not (Path(app.srcdir) / "stage.json").is_file():
        raise ConfigError("This tree holds chapters without results. Run `make book` instead.")
    config.html_static_path = [*config.html_static_path, str(ASSETS), str(Path(app.srcdir) / "_made")]


def page_scripts(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """The Vega bundle is loaded only by pages that have a figure."""
    app.add_js_file("book.js", loading_method="defer")
    if "sb-spec" in str(context.get("body", "")):
        app.add_js_file("vega.js", loading_method="defer")


def setup(app: Any) -> dict[str, bool]:
    app.connect("config-inited", guard)
    app.connect("html-page-context", page_scripts)
    app.add_css_file("book.css")
    return {"parallel_read_safe": True, "parallel_write_safe": True}
