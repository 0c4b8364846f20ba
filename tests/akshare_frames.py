"""DataFrames shaped as AKShare 1.19.5 returns them: its columns, types and marks; the numbers are invented (1, 2, 3 …)."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

NAN = float("nan")


def _frame(months: list[str], **columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame({"月份": months} | columns)


def hgjck() -> pd.DataFrame:
    """Exports and imports; January has only what is cumulated with February later."""
    names = [
        *("当月出口额-金额", "当月出口额-同比增长", "当月出口额-环比增长"),
        *("当月进口额-金额", "当月进口额-同比增长", "当月进口额-环比增长"),
        *("累计出口额-金额", "累计出口额-同比增长", "累计进口额-金额", "累计进口额-同比增长"),
    ]
    first = [100000000.0, 2.0, 3.0, 200000000.0, 5.0, 6.0, 300000000.0, 8.0, 400000000.0, 1.0]
    return _frame(["2024年02月份", "2024年01月份"], **{name: [number, NAN] for name, number in zip(names, first, strict=True)})  # fmt: skip


def money_supply() -> pd.DataFrame:
    """Balances and growth of M2, M1 and M0."""
    names = [
        f"{kind}-{what}"
        for kind in ("货币和准货币(M2)", "货币(M1)", "流通中的现金(M0)")
        for what in ("数量(亿元)", "同比增长", "环比增长")
    ]
    numbers = [91.0, 2.0, 3.0, 41.5, 5.0, 6.0, 7.0, 8.0, 9.0]
    return _frame(["2024年02月份"], **{name: [number] for name, number in zip(names, numbers, strict=True)})


def new_financial_credit() -> pd.DataFrame:
    """New credit, the latest month first."""
    return _frame(
        ["2024年02月份", "2024年01月份"],
        **{"当月": [2.0, 1.0], "当月-同比增长": [3.0, 2.0], "当月-环比增长": [4.0, 3.0]},
        **{"累计": [3.0, 1.0], "累计-同比增长": [5.0, 2.0]},
    )


def rmb_loan() -> pd.DataFrame:
    """New loans: growth is text with a percent sign, levels are numbers."""
    frame = _frame(["2024-01"], **{"新增人民币贷款-总额": [1.0]})
    frame["新增人民币贷款-同比"], frame["新增人民币贷款-环比"] = "2.00%", "3.00%"
    frame["累计人民币贷款-总额"], frame["累计人民币贷款-同比"] = 40.5, "5.00%"
    return frame


def shrzgm() -> pd.DataFrame:
    """Aggregate financing: whole numbers, so that the columns are of integers."""
    names = ["社会融资规模增量", "其中-人民币贷款", "其中-委托贷款外币贷款", "其中-委托贷款", "其中-信托贷款"]
    names += ["其中-未贴现银行承兑汇票", "其中-企业债券", "其中-非金融企业境内股票融资"]
    return _frame(["202401"], **{name: [number] for name, number in zip(names, [9, 1, 2, 3, 4, 5, 6, 7], strict=True)})


def supply_of_money() -> pd.DataFrame:
    """Money supply: months with a cut zero, and NaN where the site has two hyphens."""
    names = [
        name
        for kind in ("货币和准货币（广义货币M2）", "货币(狭义货币M1)", "流通中现金(M0)", "活期存款", "准货币")
        for name in (kind, f"{kind}同比增长")
    ]
    names += ["定期存款", "定期存款同比增长", "储蓄存款出", "储蓄存款同比增长", "其他存款", "其他存款同比增长"]
    rows = [[money, 2.0, money, 4.0, *([NAN] * 12)] for money in (1.0, 2.0, 3.0, 4.0)]
    frame = pd.DataFrame(rows, columns=names)
    frame.insert(0, "统计时间", ["2019.12", "2019.11", "2019.1", "2019.9"])
    return frame


FRAMES: dict[str, Callable[[], pd.DataFrame]] = {
    f"akshare_{make.__name__}": make
    for make in (hgjck, money_supply, new_financial_credit, rmb_loan, shrzgm, supply_of_money)
}
"""Recipe to a function that makes its frame."""
