"""The policy of a page: nothing may be loaded or asked for but what each directive names."""

from __future__ import annotations

import html
import re
from pathlib import Path

from statbook.site.content_security_policy import harden


def directives(folder: Path, body: str = "") -> dict[str, list[str]]:
    """The sources of each directive of a page that is hardened."""
    page = folder / "page.html"
    page.write_text(f"<html><head></head><body>{body}</body></html>", encoding="utf-8")
    harden(folder)
    (tag,) = re.findall(r"<meta[^>]*Content-Security-Policy[^>]*>", page.read_text(encoding="utf-8"), re.I)
    policy = html.unescape(re.search(r'content="([^"]*)"', tag)[1])  # type: ignore[index]
    return {words[0]: words[1:] for part in policy.split(";") if (words := part.split())}


def test_what_no_directive_names_may_not_be_loaded(tmp_path: Path) -> None:
    found = directives(tmp_path)

    for name in ("default-src", "connect-src", "object-src", "base-uri"):
        assert ["'none'"] == found[name], name


def test_no_directive_names_another_host_or_any(tmp_path: Path) -> None:
    allowed = {"'none'", "'self'", "data:", "blob:"}
    for name, sources in directives(tmp_path).items():
        more = {"'unsafe-inline'"} if name == "style-src" else set()
        assert set(sources) <= allowed | more, name


def test_scripts_are_those_of_the_site_and_none_that_only_stands_in_the_page(tmp_path: Path) -> None:
    assert {"'self'"} == set(directives(tmp_path, "<script>var a = 1</script>")["script-src"])
