"""What a chapter calls: its numbers, charts and tables for a region and a period.

The module is long because it is the whole of what a chapter can call.
"""

from __future__ import annotations

__all__ = ["ARGUMENTS", "MESSAGES", "OMITTED", "PROSE", "Chapter"]

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import pandas as pd

from statbook.analysis import Quantity
from statbook.chapter.chapter_data import PROSE, ChapterData
from statbook.chapter.outputs import ARGUMENTS, OMITTED, Output, make_cards, make_table, source_list
from statbook.charts.data_table import summary
from statbook.charts.labels import CITE
from statbook.charts.named_points import Point
from statbook.errors import ChapterError, KeyUnknown, StatbookError
from statbook.messages import join_words
from statbook.project.notebooks import chapters
from statbook.project.paths import Book
from statbook.prose import period_in_words, sources_in_words
from statbook.prose.numbers import (
    WRITTEN,
    cited_keys,
    earlier_vintage,
    missing_keys,
    render_number,
    render_numbers,
)
from statbook.rules import allow_all

if TYPE_CHECKING:
    from statbook.charts.chart import Chart, StateText
    from statbook.charts.chart_spec import ChartSpec
    from statbook.charts.forms.cards import Cards
    from statbook.charts.forms.dots import Threshold

MESSAGES = ("missing", "missing_many", "left_out", "chart", "table")
"""Messages that roles other than {say} ask for."""


class Chapter(ChapterData):
    """A chapter for a region and a period: its numbers, charts and tables, with their words.

    >>> here = Chapter("trade", region="Xian", period="2026-01/2026-02")
    >>> here.labels.number(here.get("trade.growth"))
    '69.3%'
    """

    _cited: Mapping[str, tuple[str, Quantity]] = {}

    # -- numbers --------------------------------------------------------------------------------------------------

    def numbers(self, **say_words: str) -> Output:
        """Shown once in a chapter, so that the site can put numbers into its sentences; a notebook lists them.

        *say_words* are further words that {say} may ask for.
        """
        bundle = {"arguments": self.arguments, "say_words": self.say_words | say_words}
        return Output({ARGUMENTS: bundle, "text/plain": self._list_of_numbers()})

    def _list_of_numbers(self) -> str:
        """The keys that the sentences cite, each with its number in words, or a dash where nothing is printed."""
        title = f"The numbers of {self.name}"
        try:
            own = chapters(Book(self.store.folder.parent)).get(self.name)
            numbers, _ = self.prose_numbers(own.prose() if own else [])
        except StatbookError as error:
            return f"{title}: {error}"
        width = max(map(len, numbers), default=0)
        lines = [f"{key:<{width}}  {number['words']['num'] if number else '–'}" for key, number in numbers.items()]
        return "\n".join([title, *lines])

    def prose_numbers(self, cells: Iterable[tuple[int, str]]) -> tuple[dict[str, Any], dict[str, str]]:
        """The numbers that the Markdown of *cells* (number and text) cites, by key, and the words for them.

        A number is None if nothing is printed for its key. Raises KeyUnknown naming chapter, cell and key.
        """
        found: dict[str, Any] = {}
        times: dict[str, str] = {}
        missing: list[str] = []
        for cell, markdown in cells:
            for form in (key for role, key in WRITTEN.findall(markdown) if role == "printed"):
                if not self.store.is_printed(form):
                    raise KeyUnknown(f"chapter {self.name}, cell {cell}: nothing is printed as {form!r}")
            roles = cited_keys(markdown)
            keys = list(dict.fromkeys(key for _, key in roles))
            try:
                found |= render_numbers(self.scope, keys, self.lang, self._words_of)
            except KeyUnknown as error:
                raise KeyUnknown(f"chapter {self.name}, cell {cell}: {error}") from None
            missing += missing_keys(markdown, found)
            dated = [key for role, key in roles if role == "time" and found[key] is not None]
            times |= {f"time:{key}": period_in_words(found[key]["period"], self.lang) for key in dated}
        names = {f"name:{key}": "" if self.scope.silent(key) else self._words_of(key) for key in missing}
        return found, times | names

    @property
    def say_words(self) -> dict[str, str]:
        """The words for {say}: region, the one `around` it, period, its base, the day as known, each further parameter.

        `published_from` and `published_to` are the days of the first and the last source, `years_from` and `years_to` the
        first and last year that a printed number speaks of.
        """
        region = self.store.name("region", self.region, self.lang) if self.region is not None else ""
        period = period_in_words(self.period, self.lang) if self.period is not None else ""
        place = join_words(filter(None, (region, period)), ", ")
        messages = self.labels.words("chapter")
        words = {name: messages[name].format(place=place or self.name) for name in MESSAGES}
        words |= {"place": place, "as_of": period_in_words(self.store.as_of, self.lang)}
        words |= self._spans
        if self.region is not None:
            words["region"] = region
            around = str(self.store.members.at[("region", self.region), "parents"]).split(";")[0]
            words["around"] = self.store.name("region", around, self.lang) if around else messages["around"]
        if self.period is not None:
            words |= {"period": period, "base": period_in_words(self._base_period(), self.lang)}
        for name, value in self.parameters.items():
            dated = re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", str(value))
            words[name] = period_in_words(str(value), self.lang) if dated else str(value)
        return words

    @cached_property
    def _spans(self) -> dict[str, str]:
        days = sorted(self.store.sources["date"])
        periods = {period for theme in self.store.themes for (period,) in self.store.values(theme, "period")}
        years = sorted(end[:4] for period in periods for end in period.split("/") if end != "..")
        ends = {"published_from": days[:1], "published_to": days[-1:], "years_from": years[:1], "years_to": years[-1:]}
        return {name: period_in_words(day, self.lang) for name, found in ends.items() for day in found}

    def points(self, name: str, first: str = "") -> list[Point]:
        """The quantities of the keys under `words` in the captions of the chart *name*; the title speaks of *first*."""
        return [Point(words, self.scope.get(key), first=key == first) for key, words in self.words(name).items()]

    # -- charts and tables ----------------------------------------------------------------------------------------

    def show(self, name: str, spec: ChartSpec | None, **facts: str) -> Chart | Output | None:
        """The chart *name* with its words (data/captions), *facts* put into them.

        Without a *spec*, because the data do not support the chart, its title for the closing section; None for a chart
        of monthly series that the data do not hold yet.
        Raises ChapterError if the captions ask for a word that there is not, MixedNumbers if the chart breaks a rule.
        """
        from statbook.charts.chart import Chart, ChartText  # late: what draws takes a while to import

        words = self.caption(name)
        known = {key: word for key, word in (self.say_words | facts).items() if key not in MESSAGES}
        known = {key: word for key, word in (known | (spec.facts if spec else {})).items() if word}
        plain = _fill(words["plain"][self.lang], known)
        if spec is None:
            title = plain or words["plain"][self.lang]
            return None if "series" in words else Output({OMITTED: {"title": title}, "text/plain": title})
        with allow_all(words.get("knowingly", {})):
            waivers = [waiver for combined in spec.combined for waiver in combined.check()]
        notes = list(dict.fromkeys(waiver.reason(self.lang) for waiver in waivers))
        if self._uses_earlier_vintage(spec):
            notes.append(self.labels.words("chapter")["vintage"])
        text = self._state_text(name, words, known, notes)
        in_states = words.get("states", {})
        # A number that several charts name goes by the name that the first of them gives it.
        self._cited = {**spec.cited, **self._cited}
        shown = spec.rows if spec.start is None else spec.start
        return Chart(
            self.name,
            name,
            spec,
            ChartText(
                **vars(text),
                source=self._source(spec),
                description=join_words((text.title, text.subtitle, summary(shown)), ". "),
                screen=words.get("screen", {}).get(self.lang, ""),
                plain=plain or "",
                states={
                    value: self._state_text(name, words | in_states.get(str(value), {}), {**known, **own}, notes)
                    for value, own in spec.states.items()
                },
            ),
            self.lang,
            Book(self.store.folder.parent),
            {
                anchor: render_number(self.store, "", quantity, self.lang, name)
                for anchor, (name, quantity) in self._cited.items()
                if anchor in spec.cited
            },
            self.store.edition,
        )

    def keys(self, name: str) -> list[str]:
        """The keys whose quantities the chart *name* shows (captions, `keys`), in their order."""
        return [str(key) for key in self.caption(name, "keys")]

    def slider(self, name: str) -> Threshold:
        """The slider of the chart *name* (captions, `slider`): words, unit, least, most, step."""
        from statbook.charts.forms.dots import Threshold

        entry = self.caption(name, "slider")
        return Threshold(entry["words"][self.lang], entry["unit"], entry["least"], entry["most"], entry["step"])

    def words(self, name: str) -> dict[str, str]:
        """The words that the marks of the chart *name* need (captions, `words`), in their order."""
        return {key: str(words[self.lang]) for key, words in self.caption(name).get("words", {}).items()}

    def table(self, name: str, rows: pd.DataFrame | list[dict[str, str]] | None) -> Output:
        """The table *name* of words and numbers, with its title (captions, `title`, `source`); cells are escaped.

        Without *rows*, because the data do not support it, its title for the closing section.
        """
        title = str(self.caption(name, "title")[self.lang])
        if rows is None:
            return Output({OMITTED: {"title": title}, "text/plain": title})
        identifier = f"tab-{self.name}-{name}".replace("_", "-")
        # As it is if it is a frame: its cells may carry links, which a new frame would lose.
        rows = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
        return make_table(identifier, rows, title, self.caption(name).get("source", {}).get(self.lang, ""))

    def cards(self) -> Cards:
        """The cards of the captions: each leads to a chapter, and its number to the evidence."""
        return make_cards(self.labels, self.scope, self.caption("cards"), Book(self.store.folder.parent))

    def sources(self) -> Output:
        """Every article with its publisher, date and use; links from the evidence lead to its row."""
        return source_list(self.store, self.lang)

    # -- helpers --------------------------------------------------------------------------------------------------

    def _state_text(
        self, name: str, words: Mapping[str, Any], known: Mapping[str, str], notes: Sequence[str]
    ) -> StateText:
        """What the chart *name* says with what is *known* in one of its states, *notes* after its caption."""
        known = {key: word for key, word in known.items() if word}
        plain = _fill(words["plain"][self.lang], known)
        texts = {"plain": _fill(words.get("title", words["plain"])[self.lang], known) or plain}
        texts |= {part: _fill(words[part][self.lang], known) for part in ("subtitle", "caption")}
        if lacking := [part for part, text in texts.items() if text is None]:
            raise ChapterError(
                f"data/captions/{self.name}.yaml: {name}: {lacking[0]} asks for a word that the chart does not give; "
                f"there are {', '.join(sorted(known))}"
            )
        from statbook.charts.chart import StateText

        title, subtitle, caption = map(str, texts.values())
        return StateText(title, subtitle, join_words([caption, *notes], " "))

    def _uses_earlier_vintage(self, spec: ChartSpec) -> bool:
        """Whether a computed number of a chart rests on values that have been revised since."""
        anchors = {*spec.rows.get(CITE, ()), *spec.anchors()}
        quantities = (quantity for anchor, (_, quantity) in spec.cited.items() if anchor in anchors)
        return any(quantity.is_derived and earlier_vintage(self.store, quantity) for quantity in quantities)

    def _source(self, spec: ChartSpec) -> str:
        codes = dict.fromkeys(row.source for row in map(self.store.observation, spec.obs) if row is not None)
        computed = {self.labels.kind("derived"), self.labels.kind("rest")}
        derived = spec.derived or bool(computed & set(map(str, spec.rows.to_numpy().flat)))
        return sources_in_words(self.store, codes, self.lang, derived=derived, how=spec.basis)


def _fill(template: str, words: Mapping[str, str]) -> str | None:
    """The template with *words* put in; None if one is missing."""
    try:
        return template.format_map(words)
    except KeyError:
        return None
