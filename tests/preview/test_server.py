"""The server of a preview answers this machine alone, with nothing from outside the site."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from statbook.errors import BuildError
from statbook.preview.server import EVENTS, NAMES, SCRIPT, PreviewServer, file_of, is_own_host, with_script
from statbook.preview.state import PreviewState, digest_of_page

POLICY = "default-src 'none'; script-src 'self'; connect-src 'none'"
PAGE = f'<html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}"></head><body>connect-src \'none\'</body></html>'


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    (folder / "chapters").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE, encoding="utf-8")
    (folder / "chapters" / "one.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "secret.html").write_text("secret", encoding="utf-8")
    (folder / "link.html").symlink_to(tmp_path / "secret.html")
    (folder / "out").symlink_to(tmp_path, target_is_directory=True)
    return folder


@pytest.fixture
def server(site: Path) -> Iterator[PreviewServer]:
    with PreviewServer(0, PreviewState(site, lambda words: None)) as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        yield made
        made.shutdown()


def ask(server: PreviewServer, path: str, host: str = "", method: str = "GET") -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request(method, path, headers={"Host": host or f"localhost:{server.server_port}"})
    answer = connection.getresponse()
    return answer.status, answer.read().decode(), dict(answer.getheaders())


def test_it_listens_on_loopback_alone(server: PreviewServer) -> None:
    assert "127.0.0.1" == server.server_address[0]


@pytest.mark.parametrize("name", NAMES)
def test_it_answers_to_its_own_names_with_its_port(server: PreviewServer, name: str) -> None:
    assert 200 == ask(server, "/", f"{name}:{server.server_port}")[0]


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost", "localhost:1", "localhost.evil.example:{port}", "127.0.0.2:{port}"]
)
def test_it_refuses_other_hosts(server: PreviewServer, host: str) -> None:
    for path in ("/", EVENTS, SCRIPT):
        status, text, _ = ask(server, path, host.format(port=server.server_port))
        assert (403, False) == (status, "<html" in text)


def test_a_request_names_one_host() -> None:
    assert is_own_host(["LOCALHOST:80"], 80)
    assert not is_own_host([], 80)
    assert not is_own_host(["localhost:80", "evil.example"], 80)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.html", "/%2e%2e/secret.html", "/chapters/..%2f..%2fsecret.html", "/..%5csecret.html",
        "/link.html", "/out/secret.html", "//etc/passwd", "/index.html%00", "/./index.html", "/chapters",
    ],
)  # fmt: skip
def test_it_serves_nothing_from_outside_and_follows_no_link(server: PreviewServer, site: Path, path: str) -> None:
    assert file_of(site, path) is None
    status, text, _ = ask(server, path)

    assert 404 == status
    assert "secret" not in text


def test_a_page_is_served_with_the_script_and_a_policy_that_lets_it_listen(server: PreviewServer, site: Path) -> None:
    status, text, headers = ask(server, "/chapters/one.html")
    digest = digest_of_page(site / "chapters" / "one.html")

    assert (200, "no-store") == (status, headers["Cache-Control"])
    assert f'<script src="{SCRIPT}" data-digest="{digest}" defer></script></head>' in text
    assert "script-src 'self'; connect-src 'self'\"" in text
    assert "<body>connect-src 'none'</body>" in text
    assert PAGE == (site / "chapters" / "one.html").read_text(encoding="utf-8")
    assert "EventSource" in ask(server, SCRIPT)[1]


def test_of_a_policy_nothing_else_is_changed() -> None:
    assert POLICY.replace("connect-src 'none'", "connect-src 'self'") in with_script(PAGE, "")
    assert 1 == with_script(PAGE, "").count("connect-src 'self'")


def test_head_gives_the_length_alone(server: PreviewServer) -> None:
    status, text, headers = ask(server, "/index.html", method="HEAD")

    assert (200, "") == (status, text)
    assert len(PAGE) < int(headers["Content-Length"])


def test_before_there_is_a_site_a_page_waits_for_it(server: PreviewServer, site: Path) -> None:
    site.rename(site.with_name("elsewhere"))
    status, text, headers = ask(server, "/index.html")

    assert 200 == status
    assert "The preview is being made." in text
    assert SCRIPT in text
    assert "connect-src 'self'" in headers["Content-Security-Policy"]


def test_the_first_page_may_be_another(site: Path) -> None:
    with PreviewServer(0, PreviewState(site, lambda words: None), "chapters/one.html") as made:
        threading.Thread(target=made.serve_forever, daemon=True).start()
        status, _, headers = ask(made, "/")
        made.shutdown()

    assert (302, "/chapters/one.html") == (status, headers["Location"])


def test_a_reader_is_told_each_change_of_the_page_and_each_fault(server: PreviewServer, site: Path) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    connection.request("GET", f"{EVENTS}?page=/chapters/one.html", headers={"Host": f"localhost:{server.server_port}"})
    answer = connection.getresponse()

    def told() -> dict[str, object]:
        line = answer.fp.readline()
        while not line.startswith(b"data:"):
            line = answer.fp.readline()
        found: dict[str, object] = json.loads(line[5:])
        return found

    first = told()
    assert ["chapters/one"] == server.state.viewed_documents()
    new = site / "one.new"
    new.write_text("new", encoding="utf-8")
    new.replace(site / "chapters" / "one.html")  # whole, as a preview writes it: the server may look at any moment
    server.state.change()
    second = told()
    server.state.change(faults=["wrong"])

    assert first["digest"] != second["digest"] == digest_of_page(site / "chapters" / "one.html")
    assert ["wrong"] == told()["faults"]


def test_a_port_in_use_is_one_sentence(server: PreviewServer) -> None:
    with pytest.raises(BuildError, match=r"port \d+ cannot be used: .*name another: --port 0 finds one"):
        PreviewServer(server.server_port, server.state)
