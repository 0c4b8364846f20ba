"""The small key under the first chart of a chapter: what fill, outline, hatch, arrow and diamond mean."""

import html

from statbook.charts.labels import words
from statbook.charts.theme import INK_SOFT, MUTED, SLATE, SLATE_LIGHT

MARKS = {
    "printed": f'<rect x="1" y="3" width="22" height="8" fill="{SLATE}"/>',
    "derived": f'<rect x="1" y="3" width="19" height="8" fill="{SLATE_LIGHT}" stroke="{SLATE}"/>'
    f'<line x1="16" x2="24" y1="7" y2="7" stroke="{INK_SOFT}"/>',
    "about": f'<circle cx="12" cy="7" r="6.8" fill="{SLATE}" opacity="0.3"/><circle cx="12" cy="7" r="4" fill="{SLATE}"/>',
    "bound": f'<circle cx="6" cy="7" r="5" fill="{SLATE}"/>'
    f'<path d="M13 7h10m-4-3l4 3l-4 3" fill="none" stroke="{INK_SOFT}"/>',
    "target": f'<path d="M12 1l6 6l-6 6l-6-6z" fill="none" stroke="{SLATE}" stroke-width="1.5"/>',
    "rest": f'<rect x="1" y="3" width="22" height="8" fill="none" stroke="{MUTED}"/>'
    f'<path d="M3 11l8-8m-2 8l8-8m-2 8l8-8" stroke="{MUTED}"/>',
}


def legend_marks(lang: str) -> list[dict[str, str]]:
    """The key as records for print: an SVG drawing and the words for it."""
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="25" height="14" viewBox="0 0 25 14"'
    head += ' aria-hidden="true" focusable="false">'
    return [{"svg": f"{head}{drawn}</svg>", "words": words("legend", lang)[name]} for name, drawn in MARKS.items()]


def legend(lang: str) -> str:
    """The key as HTML, each mark beside its meaning."""
    items = "".join(f"<li>{each['svg']} {html.escape(each['words'])}</li>" for each in legend_marks(lang))
    return f'<ul class="sb-key">{items}</ul>'
