"""Spreadsheets of OpenDocument as bytes, for tests."""

from __future__ import annotations

import io
import zipfile

_NAMES = {
    "office": "office", "table": "table", "text": "text", "style": "style", "number": "datastyle",
    "fo": "xsl-fo-compatible",
}  # fmt: skip
_NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"' for name, full in _NAMES.items()
)
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def document(tables: str, styles: str = "") -> str:
    """The part content.xml with these *tables* and automatic styles."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )


def ods(tables: str, styles: str = "", **parts: str) -> bytes:
    """A workbook with these tables and styles, and further parts by name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", ODS)
        usual = {"META-INF/manifest.xml": "<manifest/>", "content.xml": document(tables, styles)}
        for name, content in (usual | parts).items():
            made.writestr(name, content)
    return out.getvalue()


def table(*rows: str, name: str = "数据", style: str = "") -> str:
    """A sheet of rows of cells."""
    lines = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    own = f' table:style-name="{style}"' if style else ""
    return f'<table:table table:name="{name}"{own}>{lines}</table:table>'


def words(text: str, style: str = "") -> str:
    """A cell of text; *text* may have elements in it."""
    own = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="string"{own}><text:p>{text}</text:p></table:table-cell>'


def number(value: float, style: str = "", kind: str = "float") -> str:
    """A cell with a number; the text beside it is another, which is not read."""
    own = f' table:style-name="{style}"' if style else ""
    cell = f'<table:table-cell office:value-type="{kind}" office:value="{value}"{own}>'
    return f"{cell}<text:p>other</text:p></table:table-cell>"


def day(value: str, style: str = "") -> str:
    """A cell with a date."""
    own = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell office:value-type="date" office:date-value="{value}"{own}/>'
