"""The theme's icons as drawings within the page: the theme itself would load all of Font Awesome to draw a few."""

import re
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import html

from statbook.errors import BuildError

STYLES = {"fa-brands": 0, "fa-regular": 1, "fa-solid": 2, "fab": 0, "far": 1, "fas": 2}
"""The classes that ask for an icon, with the place of their set within the script."""
_SETS = re.compile(r'var \w+=(?=\{"?[\w-]+"?:\[\d)')
_ICON = re.compile(r'[{,]"?([\w-]+)"?:\[(\d+),(\d+),\[[^]]*\],"\w+","([^"]+)"\]')
_SHEET = re.compile(r"'(:host,:root\{--fa-[^']*)'")


class Icons:
    """The icons of Font Awesome's *script*, which is read if a page has one."""

    def __init__(self, script: Path) -> None:
        self._script = script

    @cached_property
    def _text(self) -> str:
        return self._script.read_text(encoding="utf-8") if self._script.is_file() else ""

    @cached_property
    def _sets(self) -> list[dict[str, tuple[str, str, str]]]:
        """Width, height and path of each icon."""
        return [
            {name: (width, height, path) for name, width, height, path in _ICON.findall(part)}
            for part in _SETS.split(self._text)[1:]
        ]

    @cached_property
    def sheet(self) -> str:
        """The style sheet that the script would add before all others."""
        found = _SHEET.search(self._text)
        return found[1] if found else ""

    def draw(self, tree: Any) -> None:
        """Put drawings in the place of all icons of *tree*. Raises BuildError if one is unknown."""
        for element in tree.xpath("//i[@class] | //span[@class]"):
            classes = element.get("class").split()
            if style := next((name for name in classes if name in STYLES), ""):
                classes.remove(style)
                element.getparent().replace(element, self._drawing(element, style, classes))

    def _drawing(self, element: Any, style: str, classes: list[str]) -> Any:
        known = self._sets[STYLES[style]] if self._sets else {}
        name = next((word[3:] for word in classes if word.startswith("fa-") and word[3:] in known), "")
        if not name:
            raise BuildError(
                f"an icon of the classes {style} {' '.join(classes)} is unknown; "
                "expected the name by which Font Awesome lists it"
            )
        width, height, line = known[name]
        kept = {key: value for key, value in element.attrib.items() if key not in ("class", "title")}
        drawn = html.Element(
            "svg",
            {"class": " ".join(["svg-inline--fa", *classes]), "aria-hidden": "true", "focusable": "false"}
            | {"viewBox": f"0 0 {width} {height}"}
            | kept,
        )
        if title := element.get("title"):
            html.etree.SubElement(drawn, "title").text = title
        html.etree.SubElement(drawn, "path", fill="currentColor", d=line)
        drawn.tail = element.tail
        return drawn
