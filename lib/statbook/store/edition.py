"""How the book is cited: title, authors, version, as-of day and licence, from data/datapackage.json."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from statbook.errors import DataError, Fault
from statbook.messages import ENGLISH, say, spoken

AUTHORS = {"creator", "author"}
"""The roles of contributors whom citations name."""


@dataclass(frozen=True)
class Author:
    """An author: a person with a given and a family name, or an organisation with a name only; and how to reach them."""

    name: str
    given: str = ""
    family: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Edition:
    """The book at a state of its data. Without arguments: the edition of a chart that belongs to no book.

    name     of the data package, as it stands in file names
    title    of the book
    about    one sentence
    version  of the data
    as_of    the day, as in ISO 8601, on which the latest number became known
    licence  its SPDX code, title and address
    authors  in their order
    home     the address at which the book is published; empty if there is none
    site     that of its pages in the language that is spoken: those of a translation are in a folder of the book
    contacts whom to ask, beside the authors
    """

    name: str = ""
    title: str = ""
    about: str = ""
    version: str = ""
    as_of: str = ""
    licence: tuple[str, str, str] = ("", "", "")
    authors: tuple[Author, ...] = ()
    home: str = ""
    site: str = ""
    contacts: tuple[Author, ...] = ()

    @classmethod
    def of(cls, descriptor: dict[str, Any], as_of: str) -> Edition:
        """The edition that a data package's *descriptor* tells. Raises DataError if it names no author or licence."""
        where = "data/datapackage.json"
        makers = [entry for entry in descriptor.get("contributors", []) if not AUTHORS.isdisjoint(_roles(entry))]
        if not makers:
            raise DataError([Fault(f"{where}: contributors", "nobody", "an author", "Citations name them.")])
        licence = next(iter(descriptor.get("licenses", [])), None)
        if licence is None:
            raise DataError([Fault(f"{where}: licenses", "none", "the licence of the data", "Citations name it.")])
        if (home := descriptor.get("homepage", "")) and not re.match(r"https?://[^\s/]", home):
            expected = "an address such as https://book.example"
            raise DataError([Fault(f"{where}: homepage", repr(home), expected, "Or leave it out.")])
        return cls(
            **{name: descriptor[name] for name in ("name", "version")},
            title=say(descriptor["title"]),
            about=say(descriptor["description"]),
            as_of=as_of,
            licence=(licence["name"], say(licence["title"]), licence["path"]),
            authors=tuple(_author(entry) for entry in makers),
            home=home,
            site=f"{home.rstrip('/')}/{spoken()}" if home and spoken() != ENGLISH else home,
            contacts=tuple(_author(entry) for entry in descriptor["contributors"] if "contact" in _roles(entry)),
        )

    @property
    def licence_in_short(self) -> str:
        """CC BY 4.0 for CC-BY-4.0; other codes as they are."""
        code = self.licence[0]
        return code.replace("-", " ") if code.startswith("CC-") else code

    def file_name(self, stem: str) -> str:
        """*stem* with the version, in letters, digits and signs that every file system and BibTeX take."""
        return re.sub(r"[^A-Za-z0-9._-]+", "-", "-".join(filter(None, (stem, self.version)))).strip(".")


def _roles(contributor: dict[str, Any]) -> list[str]:
    """The roles of a contributor; one without any is an author."""
    return list(contributor.get("roles", [contributor.get("role", "author")]))


def _author(contributor: dict[str, Any]) -> Author:
    given, family = contributor.get("givenName", ""), contributor.get("familyName", "")
    reached = (contributor.get("email", ""), contributor.get("path", ""))
    return Author(say(contributor.get("title", "")) or f"{given} {family}", given, family, *reached)
