"""The codebook: what each indicator means, who counts it, and what it means that a figure is not there."""

from __future__ import annotations

__all__ = ["codebook"]

from statbook.evidence.ledger import Ledger, indicator_anchor
from statbook.prose import period_in_words, unit_of
from statbook.prose.markup import markdown_table, plain
from statbook.store import Observation, Store

MOST = 12
"""Figures that an indicator lists one by one; of more it tells regions and periods."""
KINDS = {
    "flow": ("flow: counted over a period", "No figure for a period is not zero, nor what other periods leave over."),
    "stock": ("stock: counted at a date", "The state at an earlier date is not carried forward."),
    "count": ("count of things or events", "That nothing is printed does not say that there was nothing."),
    "rate": ("rate", "Nothing is interpolated between two printed rates."),
    "duration": ("length of time", "No start or end is supplied that the text does not print."),
    "rule": ("rule: what a text lays down", "Where the text sets no figure, none applies."),
}
OTHER = "Nothing is put in its place."
GAP = "Not printed in the documents read."


def codebook(ledger: Ledger) -> dict[str, str]:
    """Page name to MyST text: a page a theme, and an index."""
    store = ledger.store
    made = {f"codebook/{_file(theme)}": _theme(ledger, theme) for theme in store.themes}
    rows = [
        [f"[{plain(_title(store, theme))}](/codebook/{_file(theme)}.md)", str(len(_codes(store, theme)))]
        for theme in store.themes
    ]
    made["codebook/index"] = (
        "(codebook-index)=\n# Codebook\n\n"
        "What each indicator means, who counts it, in which unit, and what it means that a figure is not there.\n\n"
        + markdown_table(["Theme", "Indicators"], rows)
        + "\n"
    )
    return made


def _file(theme: str) -> str:
    return theme.replace("_", "-")


def _title(store: Store, theme: str) -> str:
    return str(store.package.resources[theme]["title"])


def _codes(store: Store, theme: str) -> list[str]:
    """The indicators of a theme: those that it defines, and those of others that it has figures of."""
    own = store.indicators[store.indicators["theme"] == theme]["indicator"]
    return list(dict.fromkeys([*own, *(row.indicator for row in store.observations if row.theme == theme)]))


def _theme(ledger: Ledger, theme: str) -> str:
    store = ledger.store
    lines = [f"# Codebook: {_title(store, theme)}", ""]
    for code in _codes(store, theme):
        facts = [f":{name}: {text}" for name, text in _facts(ledger, code) if text]
        row = store.indicators.loc[code]
        name = plain(f"{row['name_en']} · {row['name_zh']}")
        # An indicator that another theme defines is explained there.
        mark = (
            f"[{name}]{{#{indicator_anchor(code)}}}"
            if row["theme"] == theme
            else f"[{name}](#{indicator_anchor(code)})"
        )
        lines += [mark, f": {facts[0]}", *(f"  {fact}" for fact in facts[1:]), ""]
    return "\n".join(lines)


def _facts(ledger: Ledger, code: str) -> list[tuple[str, str]]:
    store = ledger.store
    row = store.indicators.loc[code]
    unit = unit_of(store.units, str(row["unit"]))
    kind, gap = KINDS.get(str(row["kind"]), (str(row["kind"]).replace("_", " "), OTHER))
    figures = [figure for figure in store.observations if figure.indicator == code]
    return [
        ("Definition", plain(str(row["definition_en"]))),
        ("定义", plain(str(row["definition_zh"]))),
        ("Producer", plain(str(row["producer"]))),
        ("Unit", plain(f"{unit['name_en']} ({unit['name_zh']})")),
        ("Kind", plain(kind)),
        ("Warning", plain(str(row["warning_en"]))),
        ("注意", plain(str(row["warning_zh"]))),
        ("A gap", plain(f"{GAP} {gap}")),
        ("Figures", _held(ledger, figures)),
        ("Code", plain(code)),
    ]


def _held(ledger: Ledger, figures: list[Observation]) -> str:
    """The figures one by one, or region by region with their periods and the pages that hold them."""
    if len(figures) <= MOST:
        return "; ".join(f"{plain(_told(ledger.store, row))} [{plain(_closed(row))}](#{row.anchor})" for row in figures)
    regions: dict[str, list[Observation]] = {}
    for row in figures:
        regions.setdefault(row.region, []).append(row)
    return "; ".join(
        f"{plain(ledger.store.name('region', region, 'en'))}: {len(rows)}, "
        + ", ".join(
            f"[{plain(words)}](/{page}.md)"
            for words, page in dict.fromkeys(
                (period_in_words(row.period, "en"), ledger.page_of[row.anchor]) for row in rows
            )
        )
        for region, rows in regions.items()
    )


def _told(store: Store, row: Observation) -> str:
    members = [store.name(name, code, "en") for name, code in row.broken_down_by.items()]
    measure = [] if row.measure == "level" else [row.measure.replace("_", " ")]
    return ", ".join([store.name("region", row.region, "en"), *members, *measure, period_in_words(row.period, "en")])


def _closed(row: Observation) -> str:
    return "".join(row.printed.split())
