"""The evidence pages: where each figure was printed, and how each derived number was made."""

from __future__ import annotations

__all__ = ["evidence_pages", "link"]

import re
from typing import Any

from statbook.analysis import rounding_unit
from statbook.figures.labels import Labels
from statbook.prose import period_in_words, unit_of, written
from statbook.prose.markup import markdown_table, plain
from statbook.prose.numbers import anchor
from statbook.store import Observation, Store

HEAD = "---\norphan: true\n---\n\n"


def link(chapter: str) -> str:
    """The beginning of the anchors of a chapter's derived numbers."""
    return f"num-{chapter.replace('_', '-')}-"


def evidence_pages(store: Store, derived: dict[str, dict[str, Any]], titles: dict[str, str]) -> dict[str, str]:
    """Page name to MyST text: one page a theme with every figure of it, one with the derived numbers.

    *derived* holds the numbers of each chapter by its name, *titles* what the chapters are called.
    """
    pages = {theme: _theme(store, theme) for theme in store.themes}
    pages["derived"] = _derived(store, derived, titles)
    return pages


def _theme(store: Store, theme: str) -> str:
    title = next(str(r["title"]) for name, r in store.package.resources.items() if name == theme)
    labels = Labels(store, "en")
    rows = [_row(store, labels, row) for row in store.observations if row.theme == theme]
    return (
        f"{HEAD}(evidence-{theme.replace('_', '-')})=\n# Evidence: {title}\n\n"
        "Each figure as it is printed, with its place: the article and the offset in its text, counted in characters.\n\n"
        + markdown_table(["Figure", "Printed", "Reads", "Period", "Article and place", "Note"], rows)
        + "\n"
    )


def _row(store: Store, labels: Labels, row: Observation) -> list[str]:
    unit = unit_of(store.units, row.unit)
    value = written(row.value, unit, "en", fine=rounding_unit(row, strict=True))
    name = f"{labels.indicator(row.indicator)}: {labels.name(row)}" if row.broken_down_by else labels.name(row)
    region = store.name("region", row.region, "en")
    what = "" if row.measure == "level" else f", {row.measure.replace('_', ' ')}"
    status = "" if row.status == "actual" else f" ({row.status})"
    reads = f"{row.bound.replace('_', ' ')} {value}" if row.bound != "exact" else value
    base = f", compared with {period_in_words(row.base_period, 'en')}" if row.base_period else ""
    whole = f", {_whole(store, row.of)}" if row.of else ""
    place = str(row.offset) if row.offset is not None else plain(row.cell)
    return [
        f"[{plain(f'{region}: {name}{what}{status}')}]{{#{row.anchor}}}",
        plain(row.printed),
        plain(reads),
        plain(period_in_words(row.period, "en") + base + whole),
        f"[{plain(row.source)}](#source-{row.source}), {place}",
        plain(row.note),
    ]


def _whole(store: Store, of: str) -> str:
    """The whole of a share in words: `product=all`, `region=Shaanxi`, `indicator=gdp`, `unknown`."""
    dimension, _, code = of.partition("=")
    if not code:
        return "of a whole that is not printed" if of == "unknown" else f"of {of}"
    if code in ("all", "total"):
        return "of all"
    if dimension == "indicator":
        name = str(store.indicators.at[code, "name_en"])
        return f"of {name}"
    return f"of {store.name(dimension, code, 'en')}"


def _derived(store: Store, derived: dict[str, dict[str, Any]], titles: dict[str, str]) -> str:
    lines = [
        f"{HEAD}# Evidence: derived numbers",
        "",
        "Each number that the book computes, with its formula over printed figures and the interval that their "
        "rounding allows.",
        "",
    ]
    for chapter, figures in derived.items():
        rows = [(key, figure) for key, figure in figures.items() if figure and figure["derived"]]
        if not rows:
            continue
        body = [
            [
                f"[{plain(key)}]{{#{anchor(link(chapter), key)}}}",
                plain(figure["words"]["num"]),
                plain(figure["words"]["range"]),
                _formula(store, figure),
            ]
            for key, figure in rows
        ]
        lines += [
            f"## {plain(titles[chapter])}",
            "",
            markdown_table(["Key", "Number", "Interval", "Formula"], body),
            "",
        ]
    return "\n".join(lines) + "\n"


def _formula(store: Store, figure: dict[str, Any]) -> str:
    """The formula with each input as the print that it stands for, linked to its entry."""
    known = {key: store.by_obs[key] for key in figure["inputs"]}
    tokens = re.split(
        "(" + "|".join(re.escape(key) for key in sorted(known, key=len, reverse=True)) + ")", figure["formula"]
    )
    return "".join(
        f"[{plain(known[token].printed)}](#{known[token].anchor})"
        if token in known
        else re.sub(r"\S+", lambda word: plain(word[0]), token)
        for token in tokens
    )
