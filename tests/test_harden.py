"""Pages after hardening: a policy on each, no inline handler, no other host."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

import pytest

from statbook.errors import BuildError
from statbook.press.harden import harden


def page(folder: Path, body: str, head: str = "") -> str:
    path = folder / "page.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    harden(folder)
    return path.read_text(encoding="utf-8")


def test_an_inline_script_is_allowed_by_its_hash_only(tmp_path: Path) -> None:
    digest = base64.b64encode(hashlib.sha256(b"var a = 1").digest()).decode()
    text = page(tmp_path, "<script>var a = 1</script>")

    assert f"'sha256-{digest}'" in text
    assert "unsafe-eval" not in text
    assert "script-src 'self' 'unsafe-inline'" not in text


def test_inline_handlers_are_taken_out_and_scripts_left_alone(tmp_path: Path) -> None:
    text = page(tmp_path, '<a onclick="go()" href="x">x</a><script>var s = "<a onclick=\'y\'>"</script>')

    assert '<a href="x">x</a>' in text
    assert "<a onclick='y'>" in text


@pytest.mark.parametrize("tag", ['<script src="https://example.org/a.js"></script>', '<img src="//example.org/a.png">'])
def test_a_page_that_asks_another_host_stops_the_build(tmp_path: Path, tag: str) -> None:
    with pytest.raises(BuildError, match="asks another host"):
        page(tmp_path, tag)


def test_a_link_to_another_host_is_only_a_link(tmp_path: Path) -> None:
    assert 'href="https://example.org"' in page(tmp_path, '<a href="https://example.org">x</a>')
