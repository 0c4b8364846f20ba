"""Lists of regions, members or things, each with a number of its own: 出口居前的是月港（3亿元）、海西（2亿元）."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from statbook.reading.context import Context
from statbook.reading.language import Cue, Kind, Language, Token
from statbook.reading.lexicon import REGION
from statbook.reading.proposal import UNKNOWN
from statbook.reading.subjects import PARTNER, Subject, has_indicator, inherit


def is_of_several(tokens: Sequence[Token]) -> bool:
    """Whether several regions are named side by side: 月港、海西合计."""
    if not any(token.kind == Kind.LIST for token in tokens):
        return False
    rows = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return any(
        between.kind == Kind.LIST and region_of(one) and region_of(other) not in ("", region_of(one))
        for one, between, other in rows
    )


def are_several(subject: Subject, tokens: Sequence[Token]) -> bool:
    """Whether *subject* is several things together, or a partner and one that is not known: trade with A and the U.X."""
    together = subject.is_several or (subject.left and PARTNER in subject.parts)
    return bool(together) and any(token.kind == Kind.LIST for token in tokens)


def region_of(token: Token) -> str:
    """The region that a word names."""
    return next((e.code for e in token.value if e.kind == REGION), "") if token.kind == Kind.TERM else ""


def _region_items(tokens: Sequence[Token], context: Context, name: Callable[..., Subject]) -> list[Subject]:
    """What is said of each of several regions: of 出口, for 出口居前的是月港、海西, or of what was spoken of before."""
    regions = [region_of(token) for token in tokens]
    listed = [token.kind == Kind.LIST for token in tokens]
    at = next(n for n, region in enumerate(regions) if region and listed[n + 1 : n + 2] == [True])
    end = max(n for n, region in enumerate(regions) if region and listed[n - 1]) + 1
    ends = regions[at:end:2]
    if not all(ends) or not all(listed[at + 1 : end : 2]):
        return []
    frame = name((*tokens[:at], *tokens[end:]), context)
    if not frame.indicators:
        alike = context.items if len({item.name for item in context.items}) == 1 else []
        told = (context.numbers and context.goes_on) or context.told or (not context.numbers and context.single)
        frame = alike[0] if alike and context.numbers else context.subject if told else Subject()
    return [replace(frame, region=region) for region in ends] if frame else []


def note_regions(tokens: Sequence[Token], context: Context, name: Callable[..., Subject]) -> bool:
    """Whether *tokens* name several regions, whose numbers may come: 居前两位的是月港、海西，分别为3亿元、2亿元."""
    several = is_of_several(tokens)
    if several:
        context.items = _region_items(tokens, context, name)
        context.region, context.listed = UNKNOWN, True
    return several


def begin_item(
    words: Sequence[Token],
    whole: Sequence[Token],
    context: Context,
    name: Callable[[Sequence[Token], Context], Subject],
) -> None:
    """Read the *words* before brackets: what all of a list measure, before its first thing, and the thing.

    whole  the words of what is compared with, the thing itself among them: 高于全省的有月港（增长9%）
    name   reads words
    """
    tokens = (
        [*words, *(token for token in whole[-1:] if region_of(token) and token.start > words[-1].start)]
        if words
        else whole
    )
    at = _split_item(tokens)
    if context.frame is None:
        frame = name(tokens[:at], context)
        context.set_region(frame.region)
        known = context.numbers or context.single or context.told
        context.frame = frame if frame else replace(context.subject if known else Subject(), region=frame.region)
        context.places = None
    tokens = [token for token in tokens[at:] if token.kind != Kind.LIST]
    thing = name(tokens, context)
    place = len(tokens) == 1 and is_elsewhere(tokens[0])
    context.subject = _item(thing, place, context.frame, context.places)
    if place or (thing.region and not thing):
        context.list_region(context.subject.region)
    elif thing.is_known and context.places is None:
        context.places = False
    context.told = True


def join_list(whole: Subject, tokens: Sequence[Token], count: int, context: Context) -> Subject | None:
    """Whether a number stands in a list of regions: 月港3件、海西2件. What may be one that is not known, else None."""
    behind = bool(context.places)
    goes_on = context.listed or (bool(tokens) and tokens[0].kind == Kind.LIST)
    if behind and goes_on and whole.left and not (whole.terms or whole.region):
        return replace(context.subject, region=UNKNOWN)
    if whole.region and not whole and count == 1:
        context.list_region(whole.region, first=not behind)
    return None


def _split_item(tokens: Sequence[Token]) -> int:
    """Where in the words before brackets the thing begins that the number in them is of: 出口居前的是 | 月港."""
    at = len(tokens)
    while at and tokens[at - 1].kind != Kind.LIST and not has_indicator(tokens[at - 1 : at]):
        at -= 1
        if tokens[at].kind == Kind.TERM and (not at or tokens[at - 1].kind != Kind.TERM):
            break
    return at if at < len(tokens) else 0


def _item(thing: Subject, place: bool, frame: Subject, places: bool | None) -> Subject:
    """What a thing of a list measures: the *frame* of one region or part; *places*: whether those before were regions."""
    if place or (not thing and thing.region):
        return replace(frame, region=thing.region or UNKNOWN)
    if thing.is_known:
        return replace(inherit(thing, frame, as_part=True), region=thing.region or frame.region)
    if places:
        return replace(frame, region=UNKNOWN)
    name = thing.name + frame.name if places is False else thing.name
    return Subject(name, left=name, region=frame.region if places is False else UNKNOWN, tokens=thing.tokens)


def without_base(words: Sequence[Token], number: Token, language: Language) -> Sequence[Token]:
    """*words* without the region of which *number* is a multiple or a part, which is that of another number.

    That is 江苏 in 是江苏的两倍 and in 相当于江苏的60%.
    """
    parted = any(token.kind == Kind.CUE and token.value == Cue.MULTIPLE_OF for token in words)
    if not (parted or number.value.kind == "times") or len(words) < 2 or words[-1].text != language.of:
        return words
    region = words[-2].kind == Kind.TERM and all(entry.kind == REGION for entry in words[-2].value)
    return words[:-2] if region else words


def shared_subject(subjects: Sequence[Subject]) -> Subject:
    """What may go on behind the numbers of *subjects*: one, or what was said of several regions, else nothing."""
    first = subjects[0]
    if len(subjects) == 1:
        return first
    alike = all((each.name, each.terms) == (first.name, first.terms) for each in subjects)
    return replace(first, region=UNKNOWN) if alike else Subject()


def list_again(whole: Subject, items: list[Subject]) -> list[Subject]:
    """The things of an enumeration, told once more: 对东洲、南洲出口分别增长3%、4%，进口分别下降1%、2%; unknown if not alike."""
    named = {tuple((entry.code, entry.members) for entry in each.indicators) for each in (whole, *items)}
    if len(named) == 1:
        return items
    found = [replace(inherit(whole, item, as_part=True), region=item.region) for item in items]
    alike = len(named) == 2 and all(item.parts <= thing.parts for item, thing in zip(items, found, strict=True))
    return found if alike else [thing.as_unknown() for thing in found]


def is_named_again(whole: Subject, items: Sequence[Subject]) -> bool:
    """Whether *whole* only says once more what each of several regions has, so that it is of all: 出口均超千亿元."""
    alike = {tuple((entry.code, entry.members) for entry in each.indicators) for each in (whole, *items)}
    return (
        bool(items) and len(alike) == 1 and not whole.region and all(each.region and not each.parts for each in items)
    )


def is_elsewhere(token: Token) -> bool:
    """Whether it is a place that the lexicon does not know."""
    return token.kind == Kind.TERM and any(each.kind == REGION and each.code == UNKNOWN for each in token.value)
