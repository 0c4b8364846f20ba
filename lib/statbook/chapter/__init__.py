"""What a chapter calls: its place in the data, its numbers, its figures and tables."""

from __future__ import annotations

__all__ = ["LEFT_OUT", "NUMBERS", "PROSE", "Card", "Chapter", "LeftOut", "Sentence", "markdown_table", "plain", "table"]

import re
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from typing import Any

import pandas as pd

from statbook.chapter.outputs import LEFT_OUT, NUMBERS, LeftOut, Numbers, Sentence, Table
from statbook.chapter.special_pages import cards, sources
from statbook.chapter.chapter_data import PROSE, Position
from statbook.chapter.messages import SAY
from statbook.errors import ChapterError, KeyUnknown
from statbook.charts import Card, Cards, Draft, Drawing, Point, Threshold, Words, columns_and_rows, summary, table
from statbook.charts.labels import CITE
from statbook.prose import period_in_words, sources_in_words
from statbook.prose.markup import markdown_table, plain
from statbook.prose.numbers import WRITTEN, cited, earlier_vintage, figure_of, numbers, quoted
from statbook.rules import Waiver, knowingly


class Chapter(Position):
    """A chapter at its place in the data: its numbers, its figures, its tables, in its words."""

    _drawn = False

    # -- numbers --------------------------------------------------------------------------------------------------

    def numbers(self, **said: str) -> Numbers:
        """Let the press put numbers into the chapter's sentences, and the words *said* that {say} may ask for."""
        return Numbers(called=self.called, said=self.said | said)

    def answers(self, cells: Iterable[tuple[int, str]]) -> tuple[dict[str, Any], dict[str, str]]:
        """The number of each key that the sentences of *cells* cite, None where nothing is printed, and their words.

        Raises KeyUnknown naming chapter, cell and key.
        """
        figures: dict[str, Any] = {}
        times: dict[str, str] = {}
        wanted: list[str] = []
        for place, markdown in cells:
            for form in (key for role, key in WRITTEN.findall(markdown) if role == "printed"):
                if not quoted(self.store, form):
                    raise KeyUnknown(f"chapter {self.name}, cell {place}: nothing is printed as {form!r}")
            roles = cited(markdown)
            keys = list(dict.fromkeys(key for _, key in roles))
            # A sentence that stands in for a number does not miss it.
            wanted += [key for role, key in roles if role != "unless"]
            try:
                figures |= numbers(self.scope, keys, self.lang, self._words_of)
            except KeyUnknown as error:
                raise KeyUnknown(f"chapter {self.name}, cell {place}: {error}") from None
            dated = [key for role, key in roles if role == "time" and figures[key] is not None]
            times |= {f"time:{key}": period_in_words(figures[key]["period"], self.lang) for key in dated}
        wanting = [key for key in dict.fromkeys(wanted) if figures[key] is None]
        names = {f"name:{key}": "" if self.scope.silent(key) else self._words_of(key) for key in wanting}
        return figures, times | names

    @property
    def said(self) -> dict[str, str]:
        """The words for {say}: region, period, its base, the as-of date, and each further parameter."""
        place = ", ".join(
            filter(
                None,
                (
                    self.region and self.store.name("region", self.region, self.lang),
                    self.period and period_in_words(self.period, self.lang),
                ),
            )
        )
        words = {
            "missing": SAY[self.lang]["missing"].format(place=place or self.name),
            "left_out": SAY[self.lang]["left_out"].format(place=place or self.name),
        }
        words["place"] = place
        words |= {"as_of": period_in_words(self.store.as_of, self.lang)}
        if self.region is not None:
            words["region"] = self.store.name("region", self.region, self.lang)
        if self.period is not None:
            words["period"] = period_in_words(self.period, self.lang)
            words["base"] = period_in_words(self._base_period(), self.lang)
        return words | {name: self._parameter_in_words(value) for name, value in self.parameters.items()}

    def points(self, name: str) -> list[Point]:
        """The quantities of the figure *name* whose keys are those of its words (captions, `words`)."""
        return [Point(words, self.scope.get(key)) for key, words in self.words(name).items()]

    # -- figures --------------------------------------------------------------------------------------------------

    def show(self, name: str, draft: Draft | None, **facts: str) -> Drawing | LeftOut | None:
        """The figure *name* with its words; where the data do not support it, its title for the closing section.

        Nothing for a figure of series (captions, `series`) that the data do not hold: nobody was promised it.
        """
        words = self.caption(name)
        told = self._places() | {key: value for key, value in facts.items() if value}
        if draft is None and "series" in words:
            return None
        if draft is None:
            return LeftOut(_filled(words["plain"][self.lang], told) or words["plain"][self.lang])
        told |= {key: value for key, value in draft.facts.items() if value}
        title = _filled(words.get("title", words["plain"])[self.lang], told)
        title = title or _filled(words["plain"][self.lang], told)
        waived = self._waived(draft, words.get("knowingly", {}))
        subtitle = _filled(words["subtitle"][self.lang], told)
        caption = _filled(words["caption"][self.lang], told)
        for part, text in (("plain", title), ("subtitle", subtitle), ("caption", caption)):
            if text is None:
                raise ChapterError(
                    f"data/captions/{self.name}.yaml: {name}: {part} asks for a word the figure does not give; "
                    f"there are {', '.join(sorted(told))}"
                )
        described = f"{title}. {subtitle}. {summary(draft.rows)}"
        first, self._drawn = not self._drawn, True
        return Drawing(
            self.name,
            name,
            draft,
            Words(
                str(title),
                str(subtitle),
                " ".join(
                    [
                        str(caption),
                        *dict.fromkeys(waiver.reason(self.lang) for waiver in waived),
                        *([SAY[self.lang]["vintage"]] if self._uses_earlier_vintage(draft) else []),
                    ]
                ),
                self._source(draft),
                described,
                words.get("screen", {}).get(self.lang, ""),
                _filled(words["plain"][self.lang], told) or "",
            ),
            self.lang,
            first,
            self._named,
            self.store.edition,
        )

    def keys(self, name: str) -> list[str]:
        """The keys whose quantities the figure *name* shows (captions, `keys`), in their order."""
        return [str(key) for key in self.caption(name, "keys")]

    def slider(self, name: str) -> Threshold:
        """The slider of the figure *name* (captions, `slider`): words, unit, least, most, step."""
        entry = self.caption(name, "slider")
        return Threshold(entry["words"][self.lang], entry["unit"], entry["least"], entry["most"], entry["step"])

    def words(self, name: str) -> dict[str, str]:
        """The words of the figure *name* that its marks need (captions.yaml, `words`), in their order."""
        found = self.caption(name).get("words", {})
        return {key: str(said[self.lang]) for key, said in found.items()}

    def table(self, name: str, rows: pd.DataFrame | list[dict[str, str]]) -> Table:
        """The table *name* of words and numbers, with its title (captions, `title`); cells are escaped."""
        identifier = f"tab-{self.name}-{name}".replace("_", "-")
        rows = rows if isinstance(rows, pd.DataFrame) else pd.DataFrame(rows)
        return Table(identifier, rows, str(self.caption(name, "title")[self.lang]))

    def cards(self) -> Cards:
        """The cards of captions/<chapter>.yaml: each leads into a chapter, its number to the evidence."""
        return cards(self.labels, self.scope, self.caption("cards"))

    def sources(self) -> Sentence:
        """Every article with its publisher, date and use; each entry is the target of links from the evidence."""
        return sources(self.store, self.lang)

    def _named(self, anchors: set[str]) -> dict[str, dict[str, Any]]:
        """The numbers that figures have named, for *anchors*."""
        return {
            anchor: figure_of(self.store, "", quantity, self.lang, name).as_json()
            for anchor, (name, quantity) in self.labels.cited.items()
            if anchor in anchors
        }

    # -- within ---------------------------------------------------------------------------------------------------

    def _waived(self, draft: Draft, reasons: dict[str, Any]) -> list[Waiver]:
        """The rules that a figure breaks knowingly. Raises MixedFigures where it breaks one for no reason."""
        with ExitStack() as stack:
            for rule, because in reasons.items():
                stack.enter_context(knowingly(rule, because=because))
            return [waiver for gathered in draft.gathered for waiver in gathered.check()]

    def _uses_earlier_vintage(self, draft: Draft) -> bool:
        """Whether a computed number of *draft* rests on values that have been revised since."""
        anchors = {*draft.rows.get(CITE, ()), *(anchor for *_, anchor in columns_and_rows(draft.rows)["links"])}
        drawn = (quantity for anchor, (_, quantity) in self.labels.cited.items() if anchor in anchors)
        return any(quantity.derived and earlier_vintage(self.store, quantity) for quantity in drawn)

    def _places(self) -> dict[str, str]:
        return {key: word for key, word in self.said.items() if word and key not in ("missing", "left_out")}

    def _parameter_in_words(self, value: str | int | float | bool) -> str:
        """A month or a day as readers write it, anything else as it is."""
        dated = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value)
        return period_in_words(str(value), self.lang) if dated else str(value)

    def _source(self, draft: Draft) -> str:
        codes = dict.fromkeys(self.store.by_obs[obs].source for obs in draft.obs if obs in self.store.by_obs)
        codes |= dict.fromkeys(draft.articles)
        computed = {self.labels.kind("derived"), self.labels.kind("rest")}
        derived = draft.derived or bool(computed & set(map(str, draft.rows.to_numpy().flat)))
        return sources_in_words(self.store, codes, self.lang, derived=derived, how=draft.how)


def _filled(template: str, told: Mapping[str, str]) -> str | None:
    """The template with its words put in; None if one is not there."""
    try:
        return template.format_map(told)
    except KeyError:
        return None
