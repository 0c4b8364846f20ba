"""The addresses of sections: a translation has those of the original, so that a link leads to the same place in both."""

import re
from pathlib import Path

import yaml

Addresses = dict[str, list[str]]
"""The addresses of sections, by page."""
_SECTION = re.compile(r'<section\b[^>]*? id="([^"]*)"')


def section_addresses(site: Path) -> Addresses:
    """The addresses of the sections of each page in *site*, in their order, by the page."""
    return {
        page.relative_to(site).with_suffix("").as_posix(): found
        for page in sorted(site.rglob("*.html"))
        if (found := _SECTION.findall(page.read_text(encoding="utf-8")))
    }


def write_addresses(settings: Path, addresses: Addresses) -> None:
    """Write the *addresses* of the original into the *settings* of a staging folder in another language.

    It has the same sections in the same order; their addresses would come from translated titles.
    """
    config = yaml.safe_load(settings.read_text(encoding="utf-8"))
    config["sphinx"]["config"]["section_addresses"] = addresses
    settings.write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
