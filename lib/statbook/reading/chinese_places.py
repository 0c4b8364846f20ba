"""Places in Chinese sentences that are not the region of a number, or whose region the lexicon does not know."""

import re

from statbook.reading.chinese_numbers import WORDS
from statbook.reading.language import Kind, Token
from statbook.reading.lexicon import REGION, Entry
from statbook.reading.proposal import UNKNOWN

_PLACES = WORDS["places"]
_WIDE = "|".join(_PLACES["wide"])
_NUMERAL = r"[\d一二两三四五六七八九十]"
_SHORT = 4
"""Signs of a name of several places together."""
ELSEWHERE = (Entry(REGION, UNKNOWN),)
_DAY = r"(?:\d{4}年)?\d{1,2}月\d{1,2}日"
_DATELINE = re.compile(
    rf"\s*[（(【]?(?P<place>[^，,。；（(\d]{{0,16}}?)(?:{_DAY}\s?[电讯]|[，,]\s?{_DAY}\s?(?:[）)】]|--?|—|：|:)"
    r"|(?:日报|晚报|晨报|商报)[\u4e00-\u9fff]{0,4}讯)"
)
SCOPE = (
    rf"(?:{_WIDE})(?=[^，。；：、\d]{{0,6}}?(?:排名|排位|位次|位居|位列|名列|居)?"
    rf"(?:第{_NUMERAL}{{1,3}}(?:[位名，。；、）]|$)|前{_NUMERAL}{{1,3}}[位名强]))"
)
"""Where a rank is held, which is not of what."""
HELD = (
    rf"(?:{_WIDE})(?=占比|份额|所占比重)|[全本我]市(?=场|值)|全区(?=[域间块])"
    r"|全国(?=首|性|领先|统一|人大|两会|政协|前列|重点|文明|优秀|最|知名|百强|各)"
    r"|中国(?=科学院|工程院|银行|移动|联通|电信|石油|石化|航天|航空|电子|船舶|信息|民航|国际|共产党|特色|式|梦|制造|标准|专利奖|农业|建设|工商)"
)
"""The country within another name, or a place within which a share is held."""
SCOPE_STARTS = "".join({word[0] for word in ("全国", "中国", "本市", "我市", *_PLACES["wide"])})
NUMERAL_STARTS = r"\d一二两三四五六七八九十"
TOGETHER = (
    rf"{_NUMERAL}{{1,3}}个?(?:{'|'.join(_PLACES['kinds'])})(?:合计|共计|合共|累计|共)"
    rf"|(?<![\u4e00-\u9fff\d第]){_NUMERAL}{{1,2}}[省市县](?=[^场值区民长政属级辖域别间分块位，。])"
)
"""Several places together: 5市合计, or 3市进出口 at the beginning of a clause."""
COUNT = rf"(?<=[\u4e00-\u9fff])(?<!第)(?<!十){_NUMERAL}{{1,2}}(?:省|市|县|区)(?=分别|[^场值区民长政属级辖域别间分块位合共累])"
"""How many regions were named just before: 月港、海西两市."""
_KINDS = "(?:(?:依次|分别)?[是为有](?=[：:\\u4e00-\\u9fff])|(?=[：:]))"
_THINGS = rf"的?(?:{'|'.join([*_PLACES['kinds'], *_PLACES['things']])})?"
FRAME = (
    r"(?=.{0,4}[前后最次])(?:"
    rf"(?:排名|排在|位?居|排|位列|列|名列)?(?:全[省市区]|全国)?[前后]{_NUMERAL}{{1,3}}大?[位名强]?{_THINGS}{_KINDS}"
    rf"|(?:排名|排在|位)?(?:居前|靠前|最[快高大多好])(?:列|茅)?{_THINGS}{_KINDS}|其次{_KINDS})"
    r"|从(?=[^，。；]{1,24}看[，,：])(?<![^，。；：\s]从)"
)
"""What only says that a list follows: 居前五位的市依次为."""
FRAME_STARTS = r"排位居列名全前后靠最其从"
_TOWN = (
    rf"[\u4e00-\u9fff]{{2,3}}?(?:(?<![{_PLACES['no_town']}])(?:市|县|区|自治州)(?![{_PLACES['behind_town']}])"
    r"|(?<![全各本该些村达困境民])地区(?![生间差]))"
)
_ZONES = "|".join(_PLACES["zones"])
_APART = re.compile(
    rf"(?:[在，,和、\s]|其中|位于)?(?!{'|'.join(_PLACES['general'])})[\u4e00-\u9fff]{{0,12}}?(?:{_ZONES})|{_TOWN}"
)
_WITHIN = re.compile(rf"[\u4e00-\u9fff]{{0,6}}?(?:{'|'.join(_PLACES['parks'])}|{_ZONES})|{_TOWN}")
_SIGNS = re.compile(f"[{''.join({word[-1] for word in (*_PLACES['zones'], *_PLACES['parks'])})}市县州]")


def split_words(text: str, start: int, last: Token | None) -> list[Token]:
    """What stands between known words, behind *last*; a place that it begins with is a region that is not known."""
    found = None
    if _SIGNS.search(text):
        behind = last.value if last and last.end == start and last.kind == Kind.TERM else ()
        within = any(entry.kind == REGION for entry in behind)
        found = (_WITHIN if within else _APART).match(text)
    if found is None:
        return [Token(Kind.WORD, start, start + len(text), text)]
    place = Token(Kind.TERM, start, start + found.end(), found[0], ELSEWHERE)
    rest = text[found.end() :]
    return [place, Token(Kind.WORD, place.end, start + len(text), rest)] if rest.strip() else [place]


def count_regions(found: list[Token], count: Token) -> None:
    """Add to *found* how many regions were named; a word before it that is none names some that are not known: 潮汐六市."""
    last = found[-1] if found else None
    if last and last.kind == Kind.WORD and last.end == count.start and len(last.text) <= _SHORT:
        found[-1] = Token(Kind.TERM, last.start, count.end, last.text + count.text, ELSEWHERE)
    else:
        found.append(count)


def end_of_dateline_place(sentence: str) -> int:
    """Where the place ends at which an article was written, which is not what it is about: 新华社北京6月9日电. -1 if none."""
    found = _DATELINE.match(sentence)
    return found.end("place") if found else -1
