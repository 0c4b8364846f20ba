"""A book as a web server sends it, and a slow line to it."""

from __future__ import annotations

import gzip
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
"""The line of a telephone as Lighthouse imagines it, for the developer tools of Chromium."""
SLOWER_PROCESSOR = 4
"""How many times slower its processor is."""
PACKED = ("woff2", "png")


@contextmanager
def web_server(site: Path) -> Iterator[str]:
    """The address at which the files of *site* are served, packed as servers do, until the block ends."""

    @cache
    def content(path: Path) -> bytes:
        return path.read_bytes() if path.suffix[1:] in PACKED else gzip.compress(path.read_bytes(), 6)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = site / unquote(urlsplit(self.path).path).lstrip("/")
            if not path.is_file():
                self.send_error(404)
                return
            self.send_response(200)
            self.send_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
            self.send_header("Content-Length", str(len(content(path))))
            if path.suffix[1:] not in PACKED:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content(path))

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def slow_page(browser: Any, width: int, script: str = "") -> Any:
    """A new page of the *browser* with a telephone's line and processor; *script* runs before those of a page."""
    context = browser.new_context(viewport={"width": width, "height": 844})
    context.add_init_script(script)
    page = context.new_page()
    tools = context.new_cdp_session(page)
    tools.send("Network.enable")
    tools.send("Network.emulateNetworkConditions", SLOW)
    tools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER_PROCESSOR})
    return page
