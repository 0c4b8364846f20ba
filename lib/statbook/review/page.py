"""The review as a page that opens from disk: nothing is fetched, and words of the text are data, never markup."""

import base64
import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from jinja2 import Environment, StrictUndefined, Template
from markupsafe import Markup

from statbook.messages import ENGLISH, JOINTS, say, spoken
from statbook.prose.markup import inert_json
from statbook.reading.proposal import UNKNOWN
from statbook.review.review_file import ACCEPT, BETWEEN, CLOSE, CLOSED, COLUMNS, DATA, OPEN, REJECT, TEXT

_FOLDER = Path(__file__).parent
_WORDS = tomllib.loads((_FOLDER / "page_words.toml").read_text(encoding="utf-8"))
_OPTIONAL = (
    "members",
    "base_period",
    "of",
    "value",
    "value_to",
    "unit",
    "bound",
    "step",
    "status",
    "note",
    "producer",
    "obs",
)
"""Columns that a row may leave empty."""


def review_page(
    text: Mapping[str, str],
    rows: Sequence[Sequence[str]],
    choices: Mapping[str, Sequence[tuple[str, str]]],
    name: str,
) -> str:
    """The page for the review of *rows* of a *text*, which saves it as a CSV file called *name*.

    *choices* are offered in the cells of columns, each with what it means.
    """
    style, script = _asset("review.css"), _asset("review.js")
    between = say(JOINTS[", "]).removeprefix("{one}").removesuffix("{other}")
    held = {
        "name": name,
        "between": between,
        "columns": [*COLUMNS],
        "rows": rows,
        "text": {column: text[column] for column in TEXT},
        "data": {column: say(meaning) for column, meaning in DATA.items()},
        "labels": {column: say(column) for column in DATA},
        "said": {words: say(words) for words in (JOINTS[": "], *_WORDS["script"]["words"])}
        if spoken() != ENGLISH
        else {},
        "optional": _OPTIONAL,
        "closed": CLOSED,
        "choices": choices,
        "words": {
            "accept": ACCEPT,
            "reject": REJECT,
            "unknown": UNKNOWN,
            "open": OPEN,
            "close": CLOSE,
            "between": BETWEEN,
        },
    }
    content = inert_json(held)
    policy = (
        f"default-src 'none'; script-src 'sha256-{_digest(script)}'; style-src 'sha256-{_digest(style)}'; "
        "base-uri 'none'; form-action 'none'"
    )
    return _template().render(
        text=text,
        lang=spoken(),
        title_lang="zh" if re.search("[\u4e00-\u9fff]", text["text_title"]) else "en",
        count=len(rows),
        words={name: say(words) for name, words in _WORDS["page"].items()},
        keys={key: say(words) for key, words in _WORDS["keys"].items()},
        between=between,
        policy=policy,
        style=Markup(style),
        script=Markup(script),
        content=Markup(content),
        key=_digest(content),
    )


def _asset(name: str) -> str:
    return (_FOLDER / "assets" / name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    words = (_FOLDER / "templates" / "review.html").read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(words)


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
