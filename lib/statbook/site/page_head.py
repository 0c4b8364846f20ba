"""What a page says of itself: to search engines, where it is shared, and in its foot.

Addresses are told only with a `homepage` in the Data Package: those of the page, of its picture and of the feed.
"""

import html
import json
import posixpath
import re
import textwrap
import tomllib
from pathlib import Path
from typing import Any

from statbook.messages import ENGLISH, join_words, say, spoken
from statbook.project.paths import DATA, EXTRA, FEED, MANIFEST, PICTURES
from statbook.prose import period_in_words
from statbook.prose.markup import inert_json
from statbook.site.croissant import FILE
from statbook.site.document_notes import read_json
from statbook.store import Edition
from statbook.translation.notebooks import own_name, tag_of

DESCRIPTION, LEAST = 300, 40
"""Characters that the description of a page may have, and that a paragraph of it has at least."""
SCRIPT_WORDS = tomllib.loads(Path(__file__).with_name("script_words.toml").read_text(encoding="utf-8"))["words"]
"""What scripts say by themselves."""
_PARAGRAPH, _TAG = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL), re.compile(r"<[^>]+>")


def describe_page(app: Any, pagename: str, templatename: str, context: dict[str, Any], doctree: Any) -> None:
    """Give the templates what they say of the page and of the book."""
    source, uri = Path(app.srcdir), app.builder.get_target_uri(pagename)
    edition = Edition.of(read_json(source / "_data" / "datapackage.json"), read_json(source / MANIFEST)["as_of"])
    site, picture = edition.site.rstrip("/"), f"{PICTURES}/{pagename}.png"
    context |= {
        "description": description(str(context.get("body", ""))),
        "edition": edition,
        "say": say,
        "comma": join_words(("", ""), ", "),
        "blank": join_words(("", ""), " "),
        "point": join_words(("", ""), ". ").strip(),
        "day": period_in_words(edition.as_of, spoken()),
        "script_words": inert_json({message: say(message) for message in SCRIPT_WORDS}) if spoken() != ENGLISH else "",
        "address": f"{site}/{uri}" if site else "",
        "picture": f"{site}/{picture}" if site and (source / EXTRA / picture).is_file() else "",
        "feed": FEED if (source / EXTRA / FEED).is_file() else "",
        "languages": languages_of(read_json(source / MANIFEST), uri, edition.home.rstrip("/")),
        "dataset": dataset(source / EXTRA / DATA / FILE) if pagename == DATA else "",
    }


def languages_of(manifest: dict[str, Any], uri: str, home: str) -> list[dict[str, Any]]:
    """The page *uri* in each language of the site at *home*, if there are several.

    Each has its `code`, its `name` in itself, its `address` as seen from the page, and a `link` for programs.
    """
    every = manifest.get("languages", [])
    folders = {language: "" if language == every[0] else f"{language}/" for language in every}
    own = folders.get(manifest.get("language", ""), "")
    here = posixpath.dirname(f"{own}{uri}") or "."
    found = []
    for language, folder in folders.items() if len(folders) > 1 else ():
        address = posixpath.relpath(f"{folder}{uri}", here)
        link = f"{home}/{folder}{uri}" if home else address
        names = {"code": tag_of(language), "name": own_name(language)}
        found.append({**names, "address": address, "link": link, "own": folder == own})
    return found


def description(body: str) -> str:
    """The first sentences of a page with this *body*, and its main points."""
    before, _, after = body.partition('id="main-points"')
    first, points = _paragraphs(before), _paragraphs(after.partition("</ul>")[0])
    # A subtitle or a link by itself says little.
    told = [*[words for words in first if len(words) > LEAST][:1], *points]
    return textwrap.shorten(join_words(told, " "), DESCRIPTION, placeholder=" …")


def _paragraphs(markup: str) -> list[str]:
    return [" ".join(html.unescape(_TAG.sub("", words)).split()) for words in _PARAGRAPH.findall(markup)]


def dataset(path: Path) -> str:
    """The description of the data in *path* as it stands in a page beside the folder."""
    found = json.loads(path.read_text(encoding="utf-8"))
    for file in found["distribution"]:
        if file["contentUrl"] == file["name"] and "containedIn" not in file:
            file["contentUrl"] = f"{DATA}/{file['name']}"
    return inert_json(found)
