"""After the pages are written: no foreign hosts, no inline handlers, a Content-Security-Policy on each page.

The theme's sidebar becomes a landmark.

Scripts that stand in a page are allowed by their hash; handlers in attributes (onclick and the like) cannot be, so
they are taken out, and book.js does their work. Nothing here changes what a page says.
"""

from __future__ import annotations

__all__ = ["harden"]

import base64
import hashlib
import re
from pathlib import Path

from statbook.errors import BuildError

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.S | re.I)
_HANDLER = re.compile(r"(<[a-z][^<>]*?)\s+on[a-z]+\s*=\s*(\"[^\"]*\"|'[^']*')", re.I)
_FOREIGN = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)\s*=\s*[\"'](?:https?:)?//", re.I)
_INERT = ("application/json", "text/x-thebe-config")


def harden(site: Path) -> int:
    """Treat every page of *site*; give how many there are. Raises BuildError if a page would ask another host."""
    pages = sorted(site.rglob("*.html"))
    for page in pages:
        text = page.read_text(encoding="utf-8")
        if "<head" not in text:
            continue
        text = _strip(text)
        foreign = _FOREIGN.search(text)
        if foreign:
            raise BuildError(f"{page.relative_to(site)} asks another host: {foreign[0]}")
        page.write_text(_policy(text), encoding="utf-8")
    return len(pages)


def _strip(text: str) -> str:
    # Handlers are only looked for outside of scripts; a string in a script may look like one.
    pieces = re.split(r"(<script\b.*?</script>)", text, flags=re.S | re.I)
    for place in range(0, len(pieces), 2):
        while True:
            pieces[place], count = _HANDLER.subn(r"\1", pieces[place])
            if not count:
                break
    # Without a stored mode the theme would complain of an empty one on every page.
    pieces = [
        piece.replace('localStorage.getItem("mode") || ""', 'localStorage.getItem("mode") || "auto"')
        for piece in pieces
    ]
    text = "".join(piece for piece in pieces if "thebe" not in piece[:400].lower() or not piece.startswith("<script"))
    # The theme's sidebar is no landmark, so that readers who go from one to the next would miss the name of the book.
    text = text.replace(
        '<div id="pst-primary-sidebar"', '<div id="pst-primary-sidebar" role="complementary" aria-label="Book"'
    )
    return re.sub(r"<link[^>]+(?:preconnect|dns-prefetch)[^>]*>", "", text)


def _policy(text: str) -> str:
    hashes = set()
    for attributes, body in _SCRIPT.findall(text):
        if "src=" in attributes or any(kind in attributes for kind in _INERT):
            continue
        digest = base64.b64encode(hashlib.sha256(body.encode()).digest()).decode()
        hashes.add(f"'sha256-{digest}'")
    policy = (
        f"default-src 'none'; script-src 'self' {' '.join(sorted(hashes))}; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data: blob:; font-src 'self'; connect-src 'none'; object-src 'none'; base-uri 'none'; "
        "form-action 'self'"
    )
    meta = f'<meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{policy}">'
    return re.sub(r"(<head[^>]*>)", lambda match: match[1] + meta, text, count=1)
