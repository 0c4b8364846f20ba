"""Serves the site of a preview to this machine alone, and tells its pages when they have changed.

Only in what it serves is a page different: it loads the script of the preview, and its policy lets that script listen.
"""

import json
import mimetypes
import re
from contextlib import suppress
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from statbook.errors import BuildError
from statbook.preview.state import PreviewState, digest_of_page

ADDRESS = "127.0.0.1"
NAMES = ("localhost", "127.0.0.1", "[::1]")
"""The names by which a browser may ask; others could be of a page that has its own name lead here."""
EVENTS, SCRIPT = "/-/preview/events", "/-/preview/preview.js"
PING_SECONDS = 10.0
"""After so long without a change it is tried whether the reader is still there."""
POLICY = "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; connect-src 'self'; base-uri 'none'"
_CLOSED, _OPEN = "connect-src 'none'", "connect-src 'self'"
_SCRIPT_FILE = Path(__file__).parent / "assets" / "preview.js"
_META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*"')
_PLAIN = '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body><p>{title}</p></body></html>'


class PreviewServer(ThreadingHTTPServer):
    """Serves the site of *state* on *port* (0: one that is free); "/" leads to the page *front*.

    Raises BuildError if the port is in use.
    """

    daemon_threads = True

    def __init__(self, port: int, state: PreviewState, front: str = "index.html") -> None:
        self.state, self.front = state, front
        try:
            super().__init__((ADDRESS, port), PreviewHandler)
        except OSError as error:
            raise BuildError(
                f"port {port} cannot be used: {error.strerror}; name another: --port 0 finds one"
            ) from None

    @property
    def address(self) -> str:
        """Where the preview is seen."""
        return f"http://{ADDRESS}:{self.server_port}/"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A reader who went away is no error."""


class PreviewHandler(BaseHTTPRequestHandler):
    """Answers one request."""

    server: PreviewServer
    server_version, sys_version = "statbook", ""

    def log_message(self, format: str, *args: Any) -> None:
        """The terminal is for what is built."""

    def do_HEAD(self) -> None:
        """As GET, without the content."""
        self.do_GET()

    def do_GET(self) -> None:
        """A file of the site, the script of the preview, or its events."""
        address = urlsplit(self.path)
        if not is_own_host(self.headers.get_all("Host") or [], self.server.server_port):
            self._send(HTTPStatus.FORBIDDEN, "text/plain", b"This preview answers to localhost alone.\n")
        elif address.path == EVENTS:
            self._send_events(parse_qs(address.query).get("page", ["/"])[0])
        elif address.path == SCRIPT:
            self._send(HTTPStatus.OK, "text/javascript", _SCRIPT_FILE.read_bytes())
        elif address.path == "/" and self.server.front != "index.html":
            self._send(HTTPStatus.FOUND, "text/plain", b"", {"Location": f"/{self.server.front}"})
        else:
            self._send_file(address.path)

    def _send_file(self, path: str) -> None:
        file = file_of(self.server.state.site, path)
        if file is None:
            built = self.server.state.site.is_dir()
            title = "There is no such page." if built else "The preview is being made."
            text = with_script(_PLAIN.format(title=title), "")
            self._send(HTTPStatus.NOT_FOUND if built else HTTPStatus.OK, "text/html", text.encode(),
                       {"Content-Security-Policy": POLICY})  # fmt: skip
            return
        try:
            content = file.read_bytes()
        except OSError:
            self._send(HTTPStatus.NOT_FOUND, "text/plain", b"")
            return
        kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        if kind == "text/html":
            content = with_script(content.decode(), digest_of_page(file)).encode()
        self._send(HTTPStatus.OK, kind, content)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, headers: dict[str, str] | None = None) -> None:
        self._start(status, kind, {"Content-Length": str(len(content)), **(headers or {})})
        if self.command != "HEAD":
            self.wfile.write(content)

    def _start(self, status: HTTPStatus, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        shown = f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
        fixed = {"Content-Type": shown, "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
                 "Cross-Origin-Resource-Policy": "same-origin"}  # fmt: skip
        for name, value in (fixed | headers).items():
            self.send_header(name, value)
        self.end_headers()

    def _send_events(self, page: str) -> None:
        """Tell the reader of *page* what there is to tell, each time that it changes, until the reader leaves."""
        state, document = self.server.state, page.strip("/").removesuffix(".html") or "index"
        self._start(HTTPStatus.OK, "text/event-stream", {})
        if self.command == "HEAD":
            return
        told, count = "", -1
        with state.reader(document), suppress(OSError):
            while True:
                message = json.dumps(state.message(file_of(state.site, page)))
                self.wfile.write(b": here\n\n" if message == told else f"data: {message}\n\n".encode())
                told, count = message, state.wait(count, PING_SECONDS)


def is_own_host(hosts: list[str], port: int) -> bool:
    """Whether a request names exactly one host, and that is this machine with its *port*."""
    return len(hosts) == 1 and hosts[0].lower() in {f"{name}:{port}" for name in NAMES}


def file_of(site: Path, path: str) -> Path | None:
    """The file of *site* for the *path* of an address; None for one that is not there or lies outside.

    A symbolic link is not followed.
    """
    name = unquote(path)
    parts = [part for part in name.split("/") if part]
    if "\0" in name or "\\" in name or any(part in (".", "..") for part in parts):
        return None
    root = site.resolve()
    file = root.joinpath(*parts)
    if file.is_dir():
        file /= "index.html"
    return file if file.is_file() and file.resolve() == file else None


def with_script(text: str, digest: str) -> str:
    """The *text* of a page that loads the script of the preview; *digest* tells the script which page it is."""
    text = _META.sub(lambda found: found[0].replace(_CLOSED, _OPEN), text, count=1)
    script = f'<script src="{SCRIPT}" data-digest="{digest}" defer></script>'
    return text.replace("</head>", f"{script}</head>", 1)
