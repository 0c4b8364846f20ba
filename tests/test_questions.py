"""The questions that a chapter asks of the data are noted as narrowly as they are asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statbook.store import NOTES, Answers, Store, noted, on_day
from statbook.store.questions import NO_DAY


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(NOTES, str(tmp_path / "questions.jsonl"))
    return tmp_path / "questions.jsonl"


def asked(notes: Path) -> list[object]:
    return [json.loads(line) for line in notes.read_text(encoding="utf-8").splitlines()]


def test_without_a_file_for_them_nothing_is_noted(store: Store) -> None:
    assert type(noted(Store.load(store.package.folder))) is Store


def test_a_search_is_noted_with_its_arguments_and_once(store: Store, notes: Path) -> None:
    noting = noted(Store.load(store.package.folder))

    assert store.find(indicator="money_m2") == noting.find(indicator="money_m2")
    noting.find(indicator="money_m2")
    assert [["call", "find", [], {"indicator": "money_m2"}]] == asked(notes)


def test_rows_and_entries_are_questions_of_their_own(store: Store, notes: Path) -> None:
    noting = noted(Store.load(store.package.folder))
    obs = store.observations[0].obs

    assert store.by_obs[obs] == noting.by_obs[obs]
    assert "no-such-formula" not in noting.formulas
    assert store.units.at["CNY", "quantity"] == noting.units.at["CNY", "quantity"]
    assert store.sources.loc["003-credit"].equals(noting.sources.loc["003-credit"])
    assert ("region", "Nowhere") not in noting.members.index
    assert [
        ["row", "by_obs", obs],
        ["row", "formulas", "no-such-formula"],
        ["row", "units", "CNY"],
        ["row", "sources", "003-credit"],
        ["row", "members", ["region", "Nowhere"]],
    ] == asked(notes)


def test_who_walks_through_a_table_asks_for_all_of_it(store: Store, notes: Path) -> None:
    noting = noted(Store.load(store.package.folder))

    assert len(store.sources.to_dict("records")) == len(noting.sources.to_dict("records"))
    assert list(store.breakdowns) == list(noting.breakdowns)
    assert store.observations == noting.observations
    assert [["whole", "sources"], ["whole", "breakdowns"], ["whole", "observations"]] == asked(notes)


def test_who_takes_the_files_themselves_asks_for_everything(store: Store, notes: Path) -> None:
    assert store.package.folder == noted(Store.load(store.package.folder)).package.folder  # type: ignore[attr-defined]
    assert [["everything"]] == asked(notes)


def test_the_day_is_no_question_and_is_put_in_later(store: Store, notes: Path) -> None:
    noting = noted(Store.load(store.package.folder))

    assert NO_DAY == noting.as_of == noting.edition.as_of
    assert [["edition"]] == asked(notes)
    assert "as of 5 March 2031, 2031" == on_day(f"as of {NO_DAY}, {NO_DAY[:4]}", "2031-03-05")
    assert [{"zh": "截至2031年3月5日"}] == on_day([{"zh": f"截至{NO_DAY}年"}], "2031-03-05")


@pytest.mark.parametrize(
    "question",
    [
        ["whole", "sources"],
        ["whole", "observations"],
        ["row", "units", "CNY"],
        ["row", "members", ["region", "China"]],
        ["row", "by_obs", "nothing"],
        ["call", "find", [], {"indicator": "trade", "members": {"flow": "export"}}],
        ["call", "names", ["trade", "trade", [["flow", "export"]]], {}],
        ["edition"],
        ["everything"],
        ["whole", "no_such_table"],
    ],
)
def test_the_same_data_give_the_same_digest_in_every_process(store: Store, question: list[object]) -> None:
    first, second = (Answers(Store(store.package)).digest(question) for _ in range(2))

    assert first == second
    assert 32 == len(first)


def test_answers_differ_where_the_data_do(store: Store) -> None:
    answers = Answers(store)
    questions = [["row", "by_obs", row.obs] for row in store.observations]

    assert len(questions) == len({answers.digest(question) for question in questions})
