"""Sections of a translation have the addresses of the original."""

from __future__ import annotations

from pathlib import Path

import yaml

from statbook.translation.addresses import section_addresses, write_addresses


def test_sections_of_a_copy_get_the_addresses_of_the_original_by_their_place(tmp_path: Path) -> None:
    site, settings = tmp_path / "html", tmp_path / "_config.yml"
    (site / "chapters").mkdir(parents=True)
    (site / "index.html").write_text("<p>no section</p>", encoding="utf-8")
    page = '<section id="a-book"><section class="x" id="more"></section></section>'
    (site / "chapters" / "a.html").write_text(page, encoding="utf-8")
    settings.write_text("title: 书\nsphinx: {config: {language: zh_CN}}\n", encoding="utf-8")
    write_addresses(settings, section_addresses(site))

    found = yaml.safe_load(settings.read_text(encoding="utf-8"))
    sections = {"chapters/a": ["a-book", "more"]}
    assert {"title": "书", "sphinx": {"config": {"language": "zh_CN", "section_addresses": sections}}} == found
