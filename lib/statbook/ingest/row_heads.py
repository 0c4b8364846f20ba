"""Find rows that head those below them, in a table that no recipe describes yet: 出口, 同比增长, 进口, 同比增长."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from statbook.ingest.parsing.recipe_expansion import join_names
from statbook.ingest.series_words import is_of_which


def repeated_heads(names: Sequence[str]) -> list[str]:
    """The names that stand once, if others stand again below another of them; none if all stand once.

    >>> repeated_heads(["出口", "同比增长", "进口", "同比增长"]), repeated_heads(["出口", "进口"]), repeated_heads(["甲", "乙", "甲"])
    (['出口', '进口'], [], [])
    """
    counts = Counter(names)
    heads = [name for name in names if counts[name] == 1]
    if len(heads) == len(names):
        return []
    if any(map(is_of_which, heads)):  # whose growth is it that stands below such a part?
        heads = [name for name in heads if not is_of_which(name)]
        if not all(is_of_which(name) for name in names if name not in heads):
            return []
    joined = [*join_heads(dict(enumerate(names)), (), heads)]
    is_told = len(heads) > 1 and names[0] in heads and len({*joined}) == len(names)
    return heads if is_told else []


def join_heads(names: Mapping[int, str], bare: Collection[int], heads: Collection[str]) -> Iterator[str]:
    """The names of lines, each joined to the last head above it; *bare* are lines of heads without numbers."""
    head = ""
    for line, name in sorted(names.items()):
        is_head = line in bare or name in heads
        head = name if is_head else head
        if line not in bare:
            yield name if is_head or not head else join_names(head, name)
