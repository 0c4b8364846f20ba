"""How a chart and the book are cited: in words, as BibTeX, and as the file CITATION.cff."""

import re
from dataclasses import dataclass
from typing import Any

import yaml

from statbook.charts.labels import words
from statbook.prose import period_in_words
from statbook.prose.markup import one_line
from statbook.store import Author, Edition

# What BibTeX and LaTeX would act upon; pybtex itself escapes the rest (% & # _).
_NAMES = {"\\": "backslash", "{": "braceleft", "}": "braceright", "$": "dollar", "^": "asciicircum", "~": "asciitilde"}
_LATEX = str.maketrans({sign: rf"{{\text{name}}}" for sign, name in _NAMES.items()})


@dataclass(frozen=True)
class Citation:
    """A citation ready to be pasted: a sentence, and a BibTeX entry in UTF-8.

    *title* and *number* are those of a chart as they stand in both; another state of it has another title.
    """

    text: str
    bibtex: str
    title: str = ""
    number: str = ""

    def pieces(self, text: str) -> list[tuple[str, str]]:
        """*text*, the sentence or the entry, in pieces, each with what it is: the title, the number, or nothing of these."""
        if not self.title:
            return [(text, "")]
        in_latex = re.sub("[%&#_]", r"\\\g<0>", _latex(self.title))
        title, entry, number = map(re.escape, (self.title, in_latex, self.number))
        kinds = {self.title: "title", in_latex: "title", self.number: "number"}
        found = re.split(f"((?<=[“{{])(?:{title}|{entry})(?=[”}}])|{number})", text)
        return [(words, kinds[words] if place % 2 else "") for place, words in enumerate(found)]


def edition_in_words(edition: Edition, lang: str) -> str:
    """Data version 0.1.0, as of 25 March 2026. CC BY 4.0."""
    parts = {"version": edition.version, "licence": edition.licence_in_short}
    return str(words("citation", lang)["edition"]).format(day=period_in_words(edition.as_of, lang), **parts)


def cite_chart(edition: Edition, identifier: str, page: str, title: str, lang: str) -> Citation:
    """The citation of the chart *identifier* with its *title* on *page*, a path within the site."""
    say = words("citation", lang)
    place = f"{page}#{identifier}"
    address = _address(edition, place)
    number = say["number"].format(identifier=identifier)
    parts = _parts(edition, lang) | {"number": number, "title": one_line(title), "place": address or place}
    fields = {"title": _brace(parts["title"]), "howpublished": say["in"] + _brace(parts["book"])}
    fields |= {"year": parts["year"], "note": _latex(say["note"].format_map(parts | {"place": place})), "url": address}
    return Citation(say["chart"].format_map(parts), _bibtex(edition, identifier, fields), parts["title"], number)


def cite_book(edition: Edition, lang: str) -> Citation:
    """The citation of the whole book with its data."""
    parts = _parts(edition, lang)
    address = _address(edition, "")
    fields = {"title": _brace(parts["book"]), "year": parts["year"], "note": _latex(parts["edition"]), "url": address}
    text = words("citation", lang)["book"].format_map(parts)
    return Citation(f"{text} {address}".strip(), _bibtex(edition, edition.name, fields))


def citation_cff(edition: Edition) -> str:
    """The book in the Citation File Format 1.2, which code hosts and reference managers read."""
    content: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Cite the book and the version of its data.",
        "type": "dataset",
        "title": edition.title,
        "version": edition.version,
        "date-released": edition.as_of,
        "license": edition.licence[0],
        "authors": [
            {"given-names": author.given, "family-names": author.family} if author.family else {"name": author.name}
            for author in edition.authors
        ],
        "abstract": edition.about,
    }
    if edition.site:
        content["url"] = edition.site
    head = "# Made from datapackage.json, where authors, version and licence stand.\n"
    return head + yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=120)


def _parts(edition: Edition, lang: str) -> dict[str, str]:
    return {
        "authors": words("citation", lang)["and"].join(one_line(author.name) for author in edition.authors),
        "year": edition.as_of[:4],
        "book": one_line(edition.title),
        "edition": edition_in_words(edition, lang),
    }


def _address(edition: Edition, place: str) -> str:
    """The address of *place* on the web; empty while the book is not published there."""
    return f"{edition.site.rstrip('/')}/{place}" if edition.site else ""


def _bibtex(edition: Edition, stem: str, fields: dict[str, str]) -> str:
    # Imported here: it takes a tenth of a second, and most commands cite nothing.
    from pybtex.database import BibliographyData, Entry
    from pybtex.database.output.bibtex import Writer

    known = {name: value for name, value in fields.items() if value}
    entry = Entry("misc", fields=known, persons={"author": [_person(author) for author in edition.authors]})
    return str(Writer(encoding="UTF-8").to_string(BibliographyData({edition.file_name(stem): entry})))


def _person(author: Author) -> Any:
    from pybtex.database import Person

    # Braces keep a name whole: "of" within it is no particle, "and" no second author.
    if not author.family:
        return Person(last=_brace(author.name))
    # Given names stay open to be shortened, word by word, as far as BibTeX does not take a word for a sign of its own.
    given = (f"{{{word}}}" if word.lower() == "and" or "," in word else word for word in _latex(author.given).split())
    return Person(first=" ".join(given), last=_brace(author.family))


def _brace(text: str) -> str:
    """*text* in braces, so that no style changes its capitals."""
    return "{" + _latex(text) + "}"


def _latex(text: str) -> str:
    return one_line(text).translate(_LATEX)
