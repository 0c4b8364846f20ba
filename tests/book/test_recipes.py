"""The recipes that come along, on frames whose values are invented: 1, 2, 3 …"""

from __future__ import annotations

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from statbook.analysis.scope import Scope
from statbook.checks.whole_book import check_book
from statbook.errors import DataError, KeyUnknown
from statbook.ingest.add import AddRequest, AddResult, add
from statbook.project.paths import Book
from statbook.store import Package, Store, check_printed, check_tables, load_recipes

ROOT = Path(__file__).resolve().parents[2]
OURS = "date,value,yoy,mom,ytd_value,ytd_yoy,jan_feb_combined\n2024-01-01,1.0,2.0,3,1.0,2.0,False\n2024-02-01,4.5,5.0,6,5.5,7.0,False\n"
FRAMES = {
    "loans_to_real_economy": OURS,
    "exports_usd": OURS,
    "imports_usd": OURS,
    "aggregate_financing": "date,value,rmb_loans\n2024-01-01,3.0,1.0\n2024-02-01,4.0,2.0\n",
    "money_supply": "date,m2_yoy,m1_yoy,m2_level,m1_level\n2023-12-01,1.0,2.0,30.1,4.1\n2024-12-01,5.0,6.0,37.1,8.1\n2025-02-01,9.0,1.5,31.1,2.1\n",
    "akshare_rmb_loan": "月份,新增人民币贷款-总额,新增人民币贷款-同比,新增人民币贷款-环比,累计人民币贷款-总额,累计人民币贷款-同比\n2024-01,1.0,2.00%,3.00%,40.5,5.00%\n",
    "akshare_new_financial_credit": "月份,当月,当月-同比增长,当月-环比增长,累计,累计-同比增长\n2024年01月份,1.0,2.0,3.0,1.0,2.0\n2024年02月份,2.0,3.0,4.0,3.0,5.0\n",
    "akshare_shrzgm": "月份,社会融资规模增量,其中-人民币贷款,其中-委托贷款外币贷款,其中-委托贷款,其中-信托贷款,其中-未贴现银行承兑汇票,其中-企业债券,其中-非金融企业境内股票融资\n202401,9.0,1.0,2.0,3.0,4.0,5.0,6.0,7.0\n",
    "akshare_money_supply": "月份,货币和准货币(M2)-数量(亿元),货币和准货币(M2)-同比增长,货币和准货币(M2)-环比增长,货币(M1)-数量(亿元),货币(M1)-同比增长,货币(M1)-环比增长,流通中的现金(M0)-数量(亿元),流通中的现金(M0)-同比增长,流通中的现金(M0)-环比增长\n2024年02月份,91.0,2.0,3.0,41.0,5.0,6.0,7.0,8.0,9.0\n",
    "akshare_supply_of_money": "统计时间,货币和准货币（广义货币M2）,货币和准货币（广义货币M2）同比增长,货币(狭义货币M1),货币(狭义货币M1)同比增长,流通中现金(M0),流通中现金(M0)同比增长,活期存款,活期存款同比增长,准货币,准货币同比增长,定期存款,定期存款同比增长,储蓄存款出,储蓄存款同比增长,其他存款,其他存款同比增长\n"
    + "".join(f"{when},{money},2,{money},4,5,6,7,8,9,1,2,3,4,--,6,--\n" for when, money in (("2019.12", 1), ("2019.11", 2), ("2019.1", 3), ("2019.9", 4))),
    "akshare_hgjck": "月份,当月出口额-金额,当月出口额-同比增长,当月出口额-环比增长,当月进口额-金额,当月进口额-同比增长,当月进口额-环比增长,累计出口额-金额,累计出口额-同比增长,累计进口额-金额,累计进口额-同比增长\n2024年02月份,100000000.0,2.0,3.0,200000000.0,5.0,6.0,300000000.0,8.0,400000000.0,1.0\n",
}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return shutil.copytree(ROOT / "data", tmp_path / "data")


def added(data: Path, recipe: str, text: str) -> AddResult:
    file = data.parent / "table.csv"
    file.write_text(text)
    return add(data, file, AddRequest(recipe, "2026-01-31", waiver="Invented."))


def rows(found: AddResult) -> dict[str, tuple[str, str]]:
    return {row.obs: (row.value, row.unit) for row in found.plan.new.itertuples()}


def test_every_recipe_has_a_frame_here() -> None:
    assert set(FRAMES) == set(load_recipes(ROOT / "data"))


@pytest.mark.parametrize("recipe", FRAMES)
def test_a_frame_of_its_columns_enters(recipe: str, data: Path) -> None:
    found = added(data, recipe, FRAMES[recipe])

    assert len(found.plan.new) > 0
    assert [] == [*check_tables(Package(data)), *check_printed(Package(data))]


def test_loans_to_the_real_economy_are_not_headline_loans_and_january_is_one_fact(data: Path) -> None:
    found = added(data, "loans_to_real_economy", FRAMES["loans_to_real_economy"])

    assert {
        "china.2024-01.loans_to_real_economy": ("100000000", "CNY"),
        "china.2024-01.loans_to_real_economy.growth": ("2", "percent"),
        "china.2024-02.loans_to_real_economy": ("450000000", "CNY"),
        "china.2024-02.loans_to_real_economy.growth": ("5", "percent"),
        "china.2024-01_2024-02.loans_to_real_economy": ("550000000", "CNY"),
        "china.2024-01_2024-02.loans_to_real_economy.growth": ("7", "percent"),
    } == rows(found)
    assert 2 == found.plan.duplicates
    assert {"100000000", ""} == set(found.plan.new["step"])  # 1.0 is a whole number of the table, 4.5 is not


def test_m1_stands_in_the_series_of_its_own_definition(data: Path) -> None:
    found = rows(added(data, "money_supply", FRAMES["money_supply"]))

    assert {
        "china.2023-12.money_m1_former",
        "china.2023-12.money_m1_former.growth",
        "china.2024-12.money_m1",
        "china.2024-12.money_m1_former.growth",
        "china.2025-02.money_m1",
        "china.2025-02.money_m1.growth",
    } == {obs for obs in found if "m1" in obs}


def test_thousands_of_dollars_are_dollars(data: Path) -> None:
    found = rows(added(data, "akshare_hgjck", FRAMES["akshare_hgjck"]))

    assert ("100000000000", "USD") == found["china.2024-02.trade_usd.export"]
    assert ("400000000000", "USD") == found["china.2024-01_2024-02.trade_usd.import"]


def test_what_is_called_cumulative_loans_is_the_balance(data: Path) -> None:
    found = added(data, "akshare_rmb_loan", FRAMES["akshare_rmb_loan"]).plan.new.set_index("obs")

    assert ["at", "4050000000"] == list(found.loc["china.2024-01.loan_balance", ["timing", "value"]])


def test_a_month_whose_zero_was_cut_is_told_by_its_neighbours(data: Path) -> None:
    found = rows(added(data, "akshare_supply_of_money", FRAMES["akshare_supply_of_money"]))

    assert ("300000000", "CNY") == found["china.2019-10.money_m2"]


def test_a_month_that_nothing_tells_is_refused(data: Path) -> None:
    alone = FRAMES["akshare_supply_of_money"].split("\n")

    with pytest.raises(DataError, match="January 2019 or October 2019"):
        added(data, "akshare_supply_of_money", "\n".join([alone[0], alone[3]]) + "\n")


def test_series_are_awaited_until_they_enter(data: Path) -> None:
    before = Store.load(data).recipe_indicators
    added(data, "exports_usd", FRAMES["exports_usd"])
    store = Store.load(data)

    assert {"loans_to_real_economy", "money_m1_former", "trade_usd"} == before
    assert {"loans_to_real_economy", "money_m1_former"} == store.recipe_indicators
    assert Decimal(10**9) == store.by_obs["china.2024-01.trade_usd.export"].value


def test_chapters_have_the_flow_that_entered_and_wait_for_the_other(data: Path) -> None:
    added(data, "exports_usd", FRAMES["exports_usd"])
    for name in ("_config.yml", "_toc.yml", "index.ipynb"):
        shutil.copy(ROOT / name, data.parent)
    shutil.copytree(ROOT / "chapters", data.parent / "chapters")
    store = Store.load(data)
    scope = Scope(store, "China", "2024-01")

    assert scope.get("trade_usd.export") is not None
    assert scope.get("trade_usd.import") is None
    assert () == check_book(Book(data.parent), store=store).faults
    with pytest.raises(KeyUnknown):
        scope.get("trade_usd.imports")
