"""Verifies a draft: reads its numbers, and judges each."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from statbook.reading import UNKNOWN, Lexicon, Proposal, language_of, read_text
from statbook.store import Store
from statbook.verification.claim import NO_REGION
from statbook.verification.draft import Draft
from statbook.verification.facts import Facts
from statbook.verification.judge import Judge
from statbook.verification.mixtures import Mixtures
from statbook.verification.table_heads import read_cells
from statbook.verification.verdict import GOOD, Kind, Verdict

_BEFORE = 80
"""Signs before a number that its verdict may look at."""


@dataclass(frozen=True)
class Finding:
    """A number of a draft with its place and the verdict on it."""

    line: int
    column: int
    verdict: Verdict


class Verifier:
    """Verifies drafts against the data of a store, with the words of a lexicon."""

    def __init__(self, store: Store, lexicon: Lexicon) -> None:
        self.facts = Facts(store)
        self.lexicon = self.facts.extend(lexicon)
        self._judge = Judge(self.facts, self.lexicon)
        self._mixtures = Mixtures(self.facts, self.lexicon)

    def verify(self, draft: Draft, date: str = "", lang: str = "") -> list[Finding]:
        """The findings on *draft*, in its order. *date*: the day on which it was written, which says what this year is."""
        lang = lang or language_of(draft.text.lstrip()).code
        found = [*self._findings(draft, draft.prose, date, lang)]
        if draft.tables:
            found += self._cells(draft, date, lang)
        return sorted(found, key=lambda each: each.verdict.proposal.offset)

    def _cells(self, draft: Draft, date: str, lang: str) -> Iterator[Finding]:
        """The findings on cells: by their heads where these name all, else by what stands in them."""
        known: dict[int, Finding] = {}
        for said, shown in read_cells(draft, self.lexicon, date, lang):
            if (
                not draft.anchor(shown.offset)
                and said.value is not None
                and not {UNKNOWN} & {said.indicator, said.measure}
            ):
                verdict = self._judge.judge(said)
                known[shown.offset] = Finding(*draft.place(shown.offset), replace(verdict, proposal=shown))
        for finding in self._findings(draft, draft.cells, date, lang):
            if finding.verdict.proposal.offset not in known:
                yield finding
        yield from known.values()

    def _findings(self, draft: Draft, text: str, date: str, lang: str) -> Iterator[Finding]:
        last, region = 0, ""
        for proposal in read_text(text, self.lexicon, date=date, lang=lang):
            at = proposal.number.start
            region = "" if "\n" in text[last:at] else region
            last = at
            if not NO_REGION & {*proposal.rules} and proposal.region != UNKNOWN:
                region = proposal.region
            elif region:
                # A draft speaks of several places: within a paragraph of the one that was named last.
                proposal = replace(proposal, region=region, rules=(*proposal.rules, "carried-region"))
            before = text[max(0, proposal.offset - _BEFORE) : proposal.offset]
            verdict = self._judge_linked_ends(draft, proposal, before)
            if verdict.kind in (Kind.UNCLEAR, Kind.ABSENT) and not draft.in_table(at):
                verdict = self._mixtures.find(proposal) or verdict
            line, column = draft.place(proposal.offset)
            yield Finding(line, column, verdict)

    def _judge_linked_ends(self, draft: Draft, proposal: Proposal, before: str) -> Verdict:
        """The verdict on a number; of a range whose ends are linked each by itself, the worse of two."""
        at = proposal.number.start
        anchor, in_table = draft.anchor(at), draft.in_table(at)
        digits = len(proposal.printed.rstrip("%％"))
        other = draft.anchor(proposal.offset + digits - 1)
        if proposal.value_to is None or not anchor or not other or other == anchor:
            return self._judge.judge(proposal, before, anchor, in_table)
        ends = ((proposal.value, anchor), (proposal.value_to, other))
        verdicts = [
            self._judge.judge(replace(proposal, value=value, value_to=None), before, link, in_table)
            for value, link in ends
        ]
        worse = next((each for each in verdicts if each.kind not in GOOD), verdicts[0])
        return replace(worse, proposal=proposal)
