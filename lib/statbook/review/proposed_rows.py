"""The rows of a review: each proposed number with its sentence, its candidates and the rules that made it."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from statbook.prose.markup import one_line
from statbook.reading.proposal import Candidate, Proposal
from statbook.review.review_file import BETWEEN, CLOSE, OPEN
from statbook.store.printed_number import ELISION

AROUND = 160
"""Characters of a sentence that are shown on each side of the number."""
_SAME = ("printed", "region", "period", "timing", "measure", "base_period", "of", "unit", "bound", "status")


def proposed_rows(text: str, proposals: Iterable[Proposal]) -> Iterator[dict[str, str]]:
    """A row for each of *proposals*, which were read in *text*; no decision is taken."""
    for each in proposals:
        row = {name: one_line(str(getattr(each, name))) for name in (*_SAME, "fault", "name", "indicator")}
        row |= {name: _plain(getattr(each, name)) for name in ("value", "value_to")}  # the step is that of printed
        row["printed"] += f"{ELISION}{one_line(each.shared)}" if each.shared else ""
        row |= {"offset": str(each.offset), "members": write_members(each.members), "sentence": _sentence(text, each)}
        row["candidates"] = BETWEEN.join(map(_candidate, each.candidates))
        row["rules"] = " ".join(each.rules)
        row["words"] = BETWEEN.join(dict.fromkeys(one_line(word.text) for word in each.words))
        yield row


def write_members(members: Iterable[tuple[str, str]]) -> str:
    """Members by dimension as a cell holds them, without those that stand for a whole dimension."""
    return ";".join(f"{dimension}={code}" for dimension, code in members if code != "all")


def _plain(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}"


def _candidate(candidate: Candidate) -> str:
    members = write_members(candidate.members)
    return f"{one_line(candidate.indicator)} {members} ({candidate.score:f})".replace("  ", " ")


def _sentence(text: str, proposal: Proposal) -> str:
    """The sentence on one line with its number marked; of a long one what stands around the number."""
    sentence, first, last = proposal.sentence, proposal.number.start, proposal.number.end
    if text.startswith(proposal.printed, proposal.offset):  # with the words of its bound and its unit
        first, last = min(first, proposal.offset), max(last, proposal.offset + len(proposal.printed))
    start, end = max(sentence.start, first - AROUND), min(sentence.end, last + AROUND)
    marked = f"{text[start:first]}{OPEN}{text[first:last]}{CLOSE}{text[last:end]}"
    return one_line(f"{'…' * (start > sentence.start)}{marked}{'…' * (end < sentence.end)}")
