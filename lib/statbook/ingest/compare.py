"""Compare the parsed rows of an addition with data/, block by block: what becomes of them, and which are doubted."""

from collections.abc import Callable, Mapping

import pandas as pd

from statbook.errors import Fault
from statbook.ingest.merge import MergePlan, join_plans, key_faults, merge_rows
from statbook.ingest.parsing.vocabulary import Vocabulary
from statbook.ingest.source import earlier_issues
from statbook.ingest.staged_rows import StagedRows
from statbook.ingest.validation.plausibility import find_doubts, find_doubts_across
from statbook.ingest.validation.totals import check_totals
from statbook.store.large_observations import read_table_beside
from statbook.store.large_tables import LARGE
from statbook.store.package import read_table

Row = Mapping[str, str]


class Comparison:
    """The rows of a *theme* from a *source* beside those of data/, which we may have *misread*."""

    def __init__(self, vocabulary: Vocabulary, theme: str, source: Row, *, misread: bool) -> None:
        self._vocabulary, self._theme, self._misread = vocabulary, theme, misread
        self._package = vocabulary.store.package
        self._dimensions = self._package.themes[theme]
        self._kind = ["indicator", "region", *self._dimensions, "unit", "source"]
        self._breakdowns = vocabulary.store.breakdowns | vocabulary.breakdowns
        self._prints, self._issues = read_table(self._package, "prints"), earlier_issues(vocabulary.store, source)
        self.doubts: list[Fault] = []
        self.table = pd.DataFrame()

    def compare(self, staged: StagedRows, progress: Callable[[str], None]) -> MergePlan:
        """What becomes of the rows *staged*; `table` then has the rows of data/ beside them, `doubts` what is doubted.

        Of many rows the plan has one of each kind among those that are new, and `held` has them all.
        """
        plans, tables = [], []
        calm = staged.set_calm_apart(self._known_beside(staged))
        count = staged.new
        for rows in staged.blocks():
            count += len(rows)
            progress("comparing with data/" + (f": {count:,} of {staged.count:,} numbers" if staged.are_many else ""))
            plan, table = self._merge(rows)
            indicators, members = self._vocabulary.indicators, self._vocabulary.members
            self.doubts += find_doubts(plan, table, self._dimensions, indicators, members, staged.counts)
            if staged.are_many:
                staged.keep_of_block(plan.new)
                plan.new, plan.known = plan.new.drop_duplicates(self._kind), plan.known.iloc[:0]
                table = self._beside(table, plan)
            else:
                plan.faults += check_totals(plan, table, self._dimensions, self._breakdowns)
            plans.append(plan)
            tables.append(table)
        self.table = pd.concat(tables)
        self.table = self.table[~self.table.index.duplicated()]
        plan = join_plans(plans)
        if len(calm):
            plan.new = pd.concat([plan.new, calm.drop_duplicates(self._kind)], ignore_index=True)
        if staged.are_many:
            self._look_across(plan, staged)
        many = (staged.new or len(plan.new)) + len(plan.revised) > LARGE
        if many:
            plan.held = staged
            staged.keep(plan.new if not staged.are_many else plan.new.iloc[:0])
            staged.keep(plan.revised if not self._misread else plan.revised.iloc[:0])
        elif staged.new:
            plan.new = staged.read_kept()
        return plan

    def _known_beside(self, staged: StagedRows) -> pd.DataFrame:
        """The readable table of the theme, and a row for each indicator and region of its large tables, of many rows."""
        if not staged.are_many:
            return pd.DataFrame()
        pairs = self._package.large.distinct(self._theme, "indicator", "region")
        large = pd.DataFrame(sorted(pairs), columns=["indicator", "region"], dtype=object)
        return pd.concat([read_table(self._package, self._theme), large.assign(period="", value="0", obs="")])

    def _merge(self, rows: pd.DataFrame) -> tuple[MergePlan, pd.DataFrame]:
        table = read_table_beside(self._package, self._theme, rows)
        plan = merge_rows(rows, table, self._prints, self._dimensions, misread=self._misread, issues=self._issues)
        return plan, table

    def _look_across(self, plan: MergePlan, staged: StagedRows) -> None:
        """Add to the joined *plan*, and to `doubts`, what can be found only between series."""
        for rows in staged.settings(sorted({each.indicator for each in self._breakdowns.values()})):
            own, table = self._merge(rows)
            plan.faults += check_totals(own, table, self._dimensions, self._breakdowns)
            self.doubts += find_doubts_across(own, self._dimensions, self._vocabulary.members)
        twins = staged.twins()
        if len(twins):
            own, _ = self._merge(twins)
            self.doubts += find_doubts_across(own, self._dimensions, self._vocabulary.members)
        plan.key_faults += key_faults(staged.keys_again())

    def _beside(self, table: pd.DataFrame, plan: MergePlan) -> pd.DataFrame:
        """The rows of *table* that a change may touch, or that stand beside one of few new numbers."""
        keys = {*plan.reprinted["obs_old"], *plan.revised["obs_old"]}
        setting = ["indicator", "region", "period"]
        coming = pd.MultiIndex.from_frame(pd.concat([plan.new, plan.revised])[setting])
        return table[table["obs"].isin(keys) | pd.MultiIndex.from_frame(table[setting]).isin(coming)]
