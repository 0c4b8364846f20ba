"""The page "What changed" as an Atom feed (RFC 4287), an entry for each day. It needs the address of the book."""

import html
from collections.abc import Sequence
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from statbook.changes.history import Day, day_in_lines
from statbook.changes.page import PAGE
from statbook.messages import say, spoken
from statbook.project.paths import FEED
from statbook.prose import period_in_words
from statbook.store import Store
from statbook.translation.notebooks import tag_of

ATOM, LANG = "http://www.w3.org/2005/Atom", "{http://www.w3.org/XML/1998/namespace}lang"
MOST = 50
"""Entries of the feed; the page has all days."""


def atom_feed(store: Store, days: Sequence[Day]) -> str:
    """The feed of the *days* on which the data of *store* changed, the latest first."""
    edition, atom = store.edition, ElementMaker(namespace=ATOM, nsmap={None: ATOM})
    site = edition.site.rstrip("/")
    page = f"{site}/{PAGE}.html"
    authors = [
        atom.author(*(getattr(atom, tag)(value) for tag, value in parts if value))
        for parts in ([("name", one.name), ("uri", one.address), ("email", one.email)] for one in edition.authors)
    ]
    root: Any = atom.feed(
        {LANG: tag_of(spoken())},
        atom.title(edition.title),
        atom.subtitle(say("What changed")),
        atom.id(page),
        atom.updated(_time(edition.as_of)),
        *authors,
        atom.link(rel="self", type="application/atom+xml", href=f"{site}/{FEED}"),
        atom.link(rel="alternate", type="text/html", href=page),
        atom.rights(edition.licence[1]),
    )
    for day in [day for day in days if day.changes][:MOST]:
        lines = "".join(f"<li>{html.escape(line)}</li>" for line in day_in_lines(store, day))
        root.append(
            atom.entry(
                atom.title(say("What changed on {day}", day=period_in_words(day.day, spoken()))),
                atom.id(f"{page}#{day.day}"),
                atom.updated(_time(day.day)),
                atom.link(rel="alternate", type="text/html", href=page),
                atom.content(f"<ul>{lines}</ul>", type="html"),
            )
        )
    return str(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True), "utf-8")


def _time(day: str) -> str:
    return f"{day}T00:00:00Z"
