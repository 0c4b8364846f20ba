"""What a date cell shows: a day, a month, a year or a time, in the forms that the book reads."""

import calendar
from collections.abc import Sequence
from datetime import datetime, time, timedelta

from statbook.ingest.readers.format_sections import UnclearFormat

FIRST_DAY, LAST_DAY = 61, 2_958_465
"""1 March 1900 and the end of 9999. Spreadsheets count the days before differently."""
_NUMERALS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_WEEKDAYS = "一二三四五六日"
_KINDS = {"y": "year", "d": "day", "a": "weekday", "h": "hour", "s": "second", "q": "quarter"}


def show_date(parts: Sequence[tuple[str, str]], serial: float, *, is_1904: bool, is_chinese: bool) -> str:
    """The day, month, year or time that a format of these *parts* shows of the day number *serial*.

    What includes the year is written as 2026-05-01, 2026-05 or 2026, whatever the order of the format. What hides the
    year stays as shown. Raises UnclearFormat for days before March 1900, which spreadsheets count differently.
    """
    fields = _name_fields(parts)
    kinds = {kind for kind, _ in fields if kind not in ("literal", "decimal", "elapsed")}
    dated = bool(kinds & {"year", "month", "day", "weekday", "quarter"})
    days = serial + 1462 * is_1904
    if serial < 0 or (dated and days < FIRST_DAY) or days >= LAST_DAY + 1:
        raise UnclearFormat("a day before March 1900 or after 9999")
    decimals = sum(len(text) for kind, text in fields if kind == "decimal")
    moment = datetime(1899, 12, 30) + timedelta(seconds=round(days * 86_400, decimals if "second" in kinds else 3))
    if kinds >= {"year", "month", "day"}:
        if moment.time() == time():
            return f"{moment:%Y-%m-%d}"
        clock = "%H:%M:%S" if "second" in kinds else "%H:%M" if kinds & {"hour", "minute"} else ""
        return moment.strftime(f"%Y-%m-%d {clock}").strip()
    whole = {("year",): "%Y", ("month", "year"): "%Y-%m", ("quarter", "year"): f"%YQ{(moment.month + 2) // 3}"}
    form = whole.get(tuple(sorted(kinds)))
    if form:
        return moment.strftime(form)
    return "".join(_write_field(kind, text, moment, serial, is_chinese=is_chinese) for kind, text in fields).strip()


def _name_fields(parts: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The parts by what they show: an m beside hours or seconds is a minute, otherwise a month; decimals are one part."""
    signs = [text[0].lower() if kind == "date" else "h" for kind, text in parts if kind in ("date", "elapsed")]
    fields: list[tuple[str, str]] = []
    at = 0
    for kind, text in parts:
        if kind == "fraction":
            text = fields.pop()[1] + text if fields and fields[-1][0] == "decimal" else text
            fields.append(("decimal", text))
            continue
        if kind not in ("date", "elapsed"):
            fields.append(("literal", text))
            continue
        if kind == "date":
            sign = signs[at]
            minute = sign == "m" and ("h" in signs[max(0, at - 1) : at] or "s" in signs[at + 1 : at + 2])
            if sign in "egb":
                raise UnclearFormat("a year of another calendar")
            kind = "minute" if minute else "month" if sign == "m" else _KINDS[sign]
            kind = "weekday" if kind == "day" and len(text) > 2 else kind
        fields.append((kind, text))
        at += 1
    return fields


def _write_field(kind: str, text: str, moment: datetime, serial: float, *, is_chinese: bool) -> str:
    """One part as shown."""
    if kind == "literal":
        return text
    if kind == "decimal":
        return f"{moment.microsecond / 1_000_000:.9f}"[2 : 2 + len(text)]
    if kind == "elapsed":
        seconds = round(serial * 86_400)
        return str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0].lower()]).zfill(len(text))
    if kind == "weekday":
        chinese = is_chinese or text[0] in "aA"
        name = f"星期{_WEEKDAYS[moment.weekday()]}" if chinese else calendar.day_name[moment.weekday()]
        return name if len(text) > 3 else name[-1:] if chinese else name[:3]
    if kind == "month" and len(text) > 2:
        names = (f"{moment.month}月", f"{_NUMERALS[moment.month - 1]}月") if is_chinese else _english(moment.month)
        return names[len(text) > 3]
    if kind == "quarter":
        return f"Q{(moment.month + 2) // 3}"
    number = getattr(moment, kind) % (100 if kind == "year" and len(text) < 3 else 10_000)
    return str(number).zfill(len(text))


def _english(month: int) -> tuple[str, str]:
    """The name of a month, short and long."""
    return calendar.month_name[month][:3], calendar.month_name[month]
