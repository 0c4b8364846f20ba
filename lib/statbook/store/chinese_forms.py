"""Chinese printed forms in words that the parser of numbers does not know, in those that it does: 翻一番 is 一倍 more."""

import re

_DIGITS = dict(zip("零〇一二两三四五六七八九", "001223456789", strict=True))
_TIMES_MORE = {"": "一倍", "一": "一倍", "二": "三倍", "两": "三倍", "三": "七倍"}
_DOUBLED = re.compile("翻了?([一二两三]?)番")
_HALF = re.compile("过半数?|一半|半数")
_SCORES = re.compile("上(?=[十百千万亿])")
_SIGN = rf"[\d{''.join(_DIGITS)}]"
_PER_HUNDRED = re.compile(rf"(?<=百分之)(?:({_SIGN}?)(十)({_SIGN}?)|({_SIGN}+))点({_SIGN}+)")


def in_plain_words(text: str) -> str:
    """*text* with plain words for those that say a place, a half, how often something doubled, or a percentage with decimals.

    >>> in_plain_words("首位"), in_plain_words("翻了两番"), in_plain_words("百分之十二点五")
    ('第一', '三倍', '百分之12.5')
    >>> in_plain_words("过半"), in_plain_words("上万家")
    ('超过二分之一', '至少万家')
    """
    plain = _DOUBLED.sub(lambda found: _TIMES_MORE[found[1]], text.replace("首位", "第一"))
    plain = _HALF.sub(lambda found: "超过二分之一" if found[0][0] == "过" else "二分之一", plain)
    return _PER_HUNDRED.sub(_with_point, _SCORES.sub("至少", plain))


def _with_point(found: re.Match[str]) -> str:
    tens, ten, ones, alone, decimals = (
        "".join(_DIGITS.get(sign, sign) for sign in part or "") for part in found.groups()
    )
    return f"{f'{tens or 1}{ones or 0}' if ten else alone}.{decimals}"
