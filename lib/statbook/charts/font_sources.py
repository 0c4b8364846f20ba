"""Where the signs of the book's font come from: packages, of which the first that is installed is taken.

Both have Noto Sans CJK under the SIL Open Font License. The book is the same, byte for byte, wherever it is built from
the same one; the record of a build and the colophon of its PDFs name it.
"""

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, files, version
from pathlib import Path
from typing import Any

from statbook.errors import BuildError

SOURCES = {"manimgx-fonts-cjk": "*.ttc", "rinoh-typeface-notosanscjk": "*-{weight}.otf"}
"""The packages in their order, each with the file of a weight in it: one for all weights, or one for each."""
FACE, MAINLAND = "Noto Sans CJK SC", "ZHS "
"""The face with mainland forms in a collection; the language of a font that has them beside Japanese ones."""


def installed_source() -> str:
    """The package that signs are taken from. Raises BuildError if none is installed."""
    for name in SOURCES:
        try:
            version(name)
        except PackageNotFoundError:
            continue
        return name
    raise BuildError(f"no package with Chinese letters is installed; install one of {', '.join(SOURCES)}: `make book`")


def source_with_version() -> str:
    """That package with its version, as in a list of requirements."""
    name = installed_source()
    return f"{name}=={version(name)}"


def open_face(source: str, weight: str) -> tuple[str, Any]:
    """The font of a package that has a *weight*, with its file: a variable font or one of that weight; in mainland forms."""
    from fontTools.ttLib import TTCollection, TTFont

    wanted = SOURCES[source].format(weight=weight.lower())
    path = Path(str(next(path.locate() for path in files(source) or () if path.match(wanted))))
    if path.suffix == ".ttc":
        with TTCollection(str(path), lazy=True) as collection:
            names = [face["name"].getDebugName(1) for face in collection.fonts]
        # The outlines are measured when they are drawn: measured before, it takes a third of the time.
        return str(path), TTFont(str(path), fontNumber=names.index(FACE), recalcTimestamp=False, recalcBBoxes=False)
    font = TTFont(str(path), recalcTimestamp=False, recalcBBoxes=False)
    forms = _forms(font["GSUB"].table)
    for table in font["cmap"].tables:
        table.cmap = {code: forms.get(glyph, glyph) for code, glyph in getattr(table, "cmap", {}).items()}
    return str(path), font


def _forms(substitutions: Any) -> dict[str, str]:
    """The glyphs that stand for others in texts of the mainland, by these."""
    languages: Iterable[Any] = (
        record.LangSys
        for script in substitutions.ScriptList.ScriptRecord
        for record in script.Script.LangSysRecord
        if script.ScriptTag == "hani" and record.LangSysTag == MAINLAND
    )
    found: dict[str, str] = {}
    for feature in (substitutions.FeatureList.FeatureRecord[n] for each in languages for n in each.FeatureIndex):
        for number in feature.Feature.LookupListIndex if feature.FeatureTag == "locl" else ():
            for table in substitutions.LookupList.Lookup[number].SubTable:
                found |= getattr(table, "ExtSubTable", table).mapping
    return found
