"""The codes that an incoming table may use: those in data/ and those that recipes define."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from statbook.ingest.parsing.unit_parser import UnitParser
from statbook.ingest.readers.grid import normalize_name
from statbook.store import Breakdown, Store, build_breakdown

Row = Mapping[str, str]


@dataclass(frozen=True)
class Vocabulary:
    """Indicators, members and units by their keys, as rows of their tables."""

    store: Store

    @cached_property
    def indicators(self) -> dict[str, Row]:
        return {code: row for (code,), row in self._rows("indicators", "indicator").items()}

    @cached_property
    def units(self) -> dict[str, Row]:
        return {code: row for (code,), row in self._rows("units", "unit").items()}

    @cached_property
    def members(self) -> dict[tuple[str, ...], Row]:
        """By dimension and code."""
        return self._rows("members", "dimension", "code")

    @cached_property
    def unit_parser(self) -> UnitParser:
        return UnitParser(self.units.values())

    @cached_property
    def breakdowns(self) -> dict[str, Breakdown]:
        """The breakdowns that recipes define and data/ does not have, by name."""
        return {name: build_breakdown(entry) for name, entry in self.store.recipe_cuts.items()}

    def dimensions(self, theme: str) -> list[str]:
        """The dimensions of *theme* besides the region."""
        return self.store.package.themes[theme]

    def columns(self, theme: str) -> list[str]:
        """The columns of the table of *theme*."""
        return [field["name"] for field in self.store.package.fields(theme)]

    def codes(self, dimension: str) -> list[str]:
        """The members of *dimension*, and first `all`, which is not in the table."""
        return ["all", *(code for name, code in self.members if name == dimension)]

    def codes_by_name(self, dimension: str) -> dict[str, str]:
        """The codes of *dimension* by code, by normalized name in either language, by its other forms and by GB/T 2260.

        A name in both languages is one too: 广东 Guangdong.
        """
        found: dict[str, str] = {}
        for (name, code), row in self.members.items():
            if name == dimension:
                forms = [row.get("gb_code", ""), *row.get("forms", "").split(";")]
                forms += [row["name_en"], row["name_zh"], code]
                latin = [form for form in forms if form.isascii() and form[:1].isalpha()]
                both = [own + other for own in forms if not own.isascii() for other in latin]
                found |= {normalize_name(form): code for form in (*both, *forms) if form}
        return found | {"all": "all"}

    def _rows(self, table: str, *key: str) -> dict[tuple[str, ...], Row]:
        """The rows of *table*; those of data/ override definitions of recipes."""
        found = dict(self.store.recipe_definitions[table])
        for record in getattr(self.store, table).to_dict("records"):
            row = {str(name): str(cell) for name, cell in record.items()}
            found[tuple(row[name] for name in key)] = row
        return found
