"""What the numbers of a clause measure: what their words name, or what was named before."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from statbook.reading.context import Context
from statbook.reading.language import Cue, Kind, Language, Token
from statbook.reading.leads import Lead
from statbook.reading.lexicon import INDICATOR, MEMBER, PROVINCE, Entry
from statbook.reading.lists import are_several, is_named_again, is_of_several, join_list, list_again, note_regions
from statbook.reading.proposal import UNKNOWN
from statbook.reading.rule import Rule
from statbook.reading.subjects import (
    PARTNER,
    Subject,
    Term,
    inherit,
    is_other_way,
    make_subject,
    share_head,
    share_tail,
    split_list,
)

_LONGEST_END = 24
"""Signs at the end of a name in which another is looked for."""


class Namer:
    """Finds the subjects of numbers."""

    def __init__(self, language: Language, words: Mapping[str, tuple[Entry, ...]] | None = None) -> None:
        self._language, self._words = language, words or {}

    def subject(self, tokens: Sequence[Token], context: Context, towards: int | None = None) -> Subject:
        subject = make_subject(tokens, self._language, towards)
        if are_several(subject, tokens):
            subject = subject.as_unknown()  # several together
        words = (token.text for token in tokens if token.kind == Kind.WORD)
        if subject.terms and any(map(self._language.excluding.search, words)):
            subject = subject.as_unknown()  # all but it
        if is_of_several(tokens):
            subject = replace(subject, region=UNKNOWN)
        if subject.region == PROVINCE:
            context.speak_of_province()
        place = context.place(subject.region)
        return subject if place == subject.region else replace(subject, region=place)

    def list_subjects(self, lead: Lead, context: Context) -> list[Subject]:
        """The things of an enumeration without numbers, for numbers to come."""
        terms = [number for number, token in enumerate(lead.subject) if token.kind == Kind.TERM]
        items = split_list(lead.subject[: terms[-1] + 1], self._language) if terms else []
        found = self._share(items, lead, context) if len(items) > 1 else []
        return found if all(item.is_known for item in found) else []

    def _complete(self, subject: Subject, owner: Subject) -> Subject | None:
        """What a name means that belongs to what was named before: 茶叶出口4万吨，货值2亿元, or 均价3元."""
        region = subject.region or owner.region
        if subject.name in self._language.worth and (thing := owner.as_worth()):
            return replace(thing, region=region)
        if not subject.name.startswith(self._language.dependent):
            return None
        shared = next((n for n in range(len(owner.name), 0, -1) if subject.name.startswith(owner.name[-n:])), 0)
        name = owner.name + subject.name[shared:]
        made = Subject(name, left=name, region=region, tokens=(*owner.tokens, *subject.tokens))
        return self._look_up(made, owner, len(owner.name)) or made

    def _look_up(self, subject: Subject, owner: Subject, least: int) -> Subject | None:
        """*subject* if the lexicon knows the end of its name, of *owner*: 登记技术合同, 成交额; the rest must say nothing."""
        name = subject.name
        at = next((start for start in range(least) if name[start:] in self._words), least)
        if at == least or not (owner.is_known or not self._language.meaning(name[:at])):
            return None
        parts = tuple(term for term in owner.terms if not term.kinds(INDICATOR))
        if len(owner.terms) - len(parts) > 1:
            return None  # what else is counted may be whose it is: 高新技术企业输出技术合同
        return replace(subject, terms=(*parts, Term(name[at:], self._words[name[at:]])), left="")

    def _share(self, items: list[list[Token]], lead: Lead, context: Context) -> list[Subject]:
        """The things of an enumeration, each with the words that stand once for all."""
        shared = share_head(share_tail(items), lead.towards)
        first, *others = [self.subject(item, context, lead.towards) for item in shared]
        if (
            first.indicators
            and first.parts
            and all(each.is_known and each.indicators and not each.parts for each in others)
        ):
            others = [inherit(each, first, as_part=True) for each in others]  # 对东洲出口、进口
        return [first, *others]

    def _is_echo(self, subject: Subject, lead: Lead, context: Context) -> bool:
        """Whether a name may only repeat the end of the one before, which is something else: 服务进出口…，其中出口."""
        earlier = context.parent or context.subject
        codes, theirs = ({entry.code for entry in each.indicators} for each in (subject, earlier))
        parts = [term for term in subject.terms if not term.kinds(INDICATOR)]
        again = not earlier.left and codes & theirs
        if not subject.is_known or parts or again or (context.fresh and not context.numbers):
            return False
        if context.parent and (codes & theirs or (earlier.left and Cue.SHARE in lead.cues)):
            return True  # trade in royalties, among which exports; with exports making up 3 percent
        owner = context.subject  # 民营企业8万家，增长2%，进出口4亿元
        if context.numbers and owner.members and all(term.carried or not term.kinds(INDICATOR) for term in owner.terms):
            return True
        name = earlier.name[-_LONGEST_END:]
        ends = [name[start:] for start in range(len(name) - max(len(subject.name) - 1, 1) + 1)]
        return any(entry.code in codes for word in ends for entry in self._words.get(word, ()))

    def subjects(
        self, lead: Lead, count: int, noun: tuple[Token, ...], aimed: bool, context: Context
    ) -> tuple[list[Subject], tuple[str, ...]]:
        """What the numbers of a run measure: one subject, or one for each. *noun*: what is counted, behind the number."""
        if Cue.CONTRIBUTION_RATE in lead.cues:
            return [Subject(name=self._language.clean(lead.text), tokens=lead.whole)], (Rule.CONTRIBUTION_RATE,)
        items = split_list(lead.subject, self._language)
        whole = self.subject((*lead.subject, *noun), context, lead.towards)
        if noun and not self.subject(lead.subject, context).terms:
            whole = replace(self.subject(noun, context), region=whole.region)
        if _is_bare_partner(lead, whole, self._language):
            whole = replace(whole, region=UNKNOWN)
        repeats = whole.name in self._language.generic or (aimed and not whole.terms)
        repeats &= not (context.counts and whole.name.startswith(self._language.dependent))  # 质押9项、金额3亿元
        if repeats and context.subject:
            whole = Subject(region=whole.region)
        owners = context.items if len(context.items) == count else [context.subject] * (count == 1)
        things = [self._complete(whole, owner) for owner in owners if owner and context.numbers]
        if things and all(things):
            return [thing for thing in things if thing], (Rule.CARRIED_SUBJECT,)
        if (thing := join_list(whole, lead.subject, count, context)) is not None:
            return [thing], (Rule.NAMED,)
        several = note_regions(lead.subject, context, self.subject)
        if not whole:
            return _carry(whole, count, lead, context)
        if count > 1 and len(items) == count:
            shared = _in_one_place(items, self._share(items, lead, context))
            # Where one item has words of its own, what the others share may stand in them: 汽车、手机等产品产量.
            alone = any(item.left for item in shared)
            if len(places := {item.region for item in shared}) == 1:
                context.set_region(*places)
            complete = _as_before if alone else _inherit
            return [complete(item, context) for item in shared], (Rule.ENUMERATION,)
        context.set_region(whole.region)
        if count > 1 and len(context.items) == count and whole.is_known and not whole.parts:
            return list_again(whole, context.items), (Rule.ENUMERATION, Rule.CARRIED_SUBJECT)
        if not (count == 1 and (several or is_named_again(whole, context.items))):
            context.items = []
        if count > 1 and lead.comparisons != count:
            return [Subject(whole.name, left=whole.name, region=whole.region)], (Rule.NO_SUBJECT,)
        inherited = whole.as_unknown() if self._is_echo(whole, lead, context) else _inherit(whole, context)
        more = (Rule.AMONG,) if context.parent and inherited.terms != whole.terms else ()
        return [inherited], (Rule.COUNTED_NOUN if noun else Rule.NAMED, *more)


def _in_one_place(items: Sequence[Sequence[Token]], subjects: list[Subject]) -> list[Subject]:
    """The things of an enumeration; a place before the first, which is no thing itself, is that of all."""
    first, *others = subjects
    if not first.region or any(subject.region for subject in others) or len(items[0]) < 2:
        return subjects
    return [first, *(replace(subject, region=first.region) for subject in others)]


def _carry(whole: Subject, count: int, lead: Lead, context: Context) -> tuple[list[Subject], tuple[str, ...]]:
    """The subjects that a clause has from earlier ones if it names none."""
    if count > 1 and lead.comparisons != count:
        earlier = context.items or [*dict.fromkeys(() if context.listed else context.spoken)]
        if not context.items and len(earlier) > count:
            earlier = [*dict.fromkeys(context.latest)]  # those of the clause before
        alone = context.items or not any(each.is_several for each in earlier)
        if len(earlier) == count and all(earlier) and alone:
            return earlier, (Rule.ENUMERATION, Rule.CARRIED_SUBJECT)
        return [Subject(region=whole.region)], (Rule.NO_SUBJECT,)
    if not (context.numbers or context.single or context.told):
        return [Subject(region=whole.region)], (Rule.NO_SUBJECT,)
    return [replace(context.subject, region=whole.region or context.subject.region)], (Rule.CARRIED_SUBJECT,)


def _is_bare_partner(lead: Lead, subject: Subject, language: Language) -> bool:
    """Whether a country begins a name without a word that says that it is traded with: 东洲出口 may be what it exports."""
    first = subject.terms[0] if subject.terms else None
    if first is None or lead.towards is not None or subject.region or len(subject.terms) < 2:
        return False
    before = [token for token in lead.subject if token.kind == Kind.LIST and token.text not in "、"]
    return not before and any(entry.dimension == PARTNER for entry in first.kinds(MEMBER))


def _as_before(subject: Subject, context: Context) -> Subject:
    """*subject*, a trade with a partner, with who traded with the partner before: 民营企业对东洲出口3亿元；对南洲出口2亿元."""
    earlier = context.spoken[-1] if context.spoken else Subject()
    alike = _trades(earlier) and _trades(subject) and subject.parts == {PARTNER}
    return inherit(subject, earlier, as_part=True) if alike else subject


def _inherit(subject: Subject, context: Context) -> Subject:
    subject = _as_before(subject, context)
    if context.parent and not is_other_way(subject, context.parent):
        return inherit(subject, context.parent, as_part=True)
    return inherit(subject, context.subject, as_part=False) if context.goes_on else subject


def _trades(subject: Subject) -> bool:
    return subject.is_known and any(entry.dimension == PARTNER for entry in subject.members)
