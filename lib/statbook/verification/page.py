"""A draft as a page that opens from disk: each number with its verdict, and a note that says more."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from statbook.messages import bracket, say, spoken
from statbook.verification.draft import Draft
from statbook.verification.report import count_in_words
from statbook.verification.verdict import Kind, kind_in_words
from statbook.verification.verify import Finding

_TEMPLATES = Path(__file__).parent / "templates"
_CLASSES = {kind: kind.name.lower().replace("_", "-") for kind in Kind}


def write_page(path: Path, draft: Draft, findings: Sequence[Finding]) -> None:
    """Write the page; it loads nothing, and has no script."""
    path.write_text(page(draft, findings), encoding="utf-8", newline="\n")


def page(draft: Draft, findings: Sequence[Finding]) -> str:
    """The page: the text of the draft with its numbers marked, the notes behind it."""
    environment = Environment(loader=FileSystemLoader(_TEMPLATES), autoescape=True, undefined=StrictUndefined)
    style = (_TEMPLATES / "verification.css").read_text(encoding="utf-8")
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    counts = Counter(finding.verdict.kind for finding in findings)
    return environment.get_template("verification.html").render(
        name=draft.name,
        summary=say("{counts}.", counts=count_in_words(findings)),
        policy=f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),  # our own file
        pieces=list(_pieces(draft, findings)),
        lang=spoken(),
        title=say("{draft}: verified", draft=draft.name),
        heads={"notes": say("Notes"), "legend": say("What the marks mean")},
        legend=[(_CLASSES[kind], kind_in_words(kind), counts[kind]) for kind in Kind],
        notes=[_note(number, finding) for number, finding in enumerate(findings, 1)],
    )


def _pieces(draft: Draft, findings: Sequence[Finding]) -> Iterator[dict[str, Any]]:
    """The text in pieces: words between numbers, and numbers."""
    at = 0
    for number, finding in enumerate(findings, 1):
        proposal = finding.verdict.proposal
        start, end = max(at, proposal.offset), max(at, proposal.offset + len(proposal.printed))
        yield {"text": draft.text[at:start], "number": 0}
        yield {"text": draft.text[start:end], "number": number, **_look(finding)}
        at = end
    yield {"text": draft.text[at:], "number": 0}


def _look(finding: Finding) -> dict[str, str]:
    return {"style": _CLASSES[finding.verdict.kind], "verdict": kind_in_words(finding.verdict.kind)}


def _note(number: int, finding: Finding) -> dict[str, Any]:
    verdict = finding.verdict
    facts = [bracket(fact.anchor, fact.source) for fact in verdict.facts]
    look = _look(finding)
    told = Markup(say("{number}, {place}: {verdict}.")).format(
        number=Markup('<a href="#number-{}">{}</a>').format(number, verdict.proposal.printed),
        place=say("line {line}, column {column}", line=finding.line, column=finding.column),
        verdict=Markup('<strong class="{style}">{verdict}</strong>').format(**look),
    )
    return {"number": number, "told": told, "words": verdict.words, "rule": verdict.rule, "facts": facts}
