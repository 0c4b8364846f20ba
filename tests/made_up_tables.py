"""Tables made up from the schema, for property tests: strategies for cells and whole files."""

from __future__ import annotations

import csv
import io

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

_BARE = settings(
    deadline=None, database=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def examples(count: int) -> settings:
    return settings(_BARE, max_examples=count)


def as_csv(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode("utf-8", "surrogatepass")


months = st.builds(lambda year, month: f"{year}-{month:02}", st.integers(2010, 2024), st.integers(1, 12))


numbers = st.decimals(-999, 999, places=1, allow_nan=False).map(str)


junk = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=8)


periods_of_tables = months | st.sampled_from(
    [
        "2024年1月",
        "2024年1-2月",
        "2024年第一季度",
        "２０２４年３月",
        "2024.1",
        "2024-02-30",
        "202413",
        "2024年",
        "1-2月",
        "",
    ]
)


cells = numbers | st.sampled_from(["", "--", "…", "1,234.5", "12,34", "５", "1e3", "7%", "−3", "(4)", "1.2.3"]) | junk
