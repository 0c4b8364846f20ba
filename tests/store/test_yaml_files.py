"""The YAML files of data/: what is not as their schema wants it is refused with its place, all at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from statbook.audit.relations import KINDS
from statbook.errors import DataError
from statbook.project.paths import LIBRARY
from statbook.rules import ACTS
from statbook.store import MEASURES, Store, check_yaml, load_breakdowns
from statbook.store.yaml_files import SCHEMAS, _place, _short, read_yaml

EMPTY = "identities: []\nrelations: []\nformulas: []\norders: []\nlists: []\nnot_nested: []\nknowingly: []\n"


def faults(folder: Path, name: str, text: str) -> list[str]:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_yaml(folder, name)
    return [str(fault) for fault in caught.value.faults]


def entry(folder: Path, section: str, text: str) -> list[str]:
    """The faults of one entry of identities.yaml, without where it stands."""
    found = faults(folder, "identities.yaml", EMPTY.replace(f"{section}: []", f"{section}: [{text}]"))
    assert all(fault.startswith(f"data/identities.yaml: {section}, entry 1") for fault in found)
    return [fault.removeprefix(f"data/identities.yaml: {section}, entry 1") for fault in found]


def test_the_files_of_the_book_are_as_their_schemas_want_them(store: Store) -> None:
    assert [] == check_yaml(store)


def test_a_file_that_is_missing_is_one_fault(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"^data/cuts.yaml: found no file; expected a YAML file\.$"):
        load_breakdowns(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- cut: a\n\ttheme: b\n", "data/cuts.yaml:2: found character '\\t' that cannot start any token"),
        ("- cut: a\n   theme: b\n", "data/cuts.yaml:2: found mapping values are not allowed here"),
        ("- cut: a\n  cut: b\n", "data/cuts.yaml:2: found 'cut' a second time"),
        ("- [a\n", "data/cuts.yaml:2: found expected ',' or ']', but got '<stream end>'"),
        ("- 2024-13-45\n", "data/cuts.yaml: found month must be in 1..12"),
        ("- \x07\n", "data/cuts.yaml: found unacceptable character #x0007"),
    ],
)
def test_what_is_no_yaml_is_one_fault_with_its_line(tmp_path: Path, text: str, told: str) -> None:
    found = faults(tmp_path, "cuts.yaml", text)

    assert 1 == len(found)
    assert found[0].startswith(told)
    assert "expected valid YAML" in found[0]


def test_a_file_that_is_not_utf_8_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "traps.yaml").write_bytes("- 占比".encode("gb18030"))

    with pytest.raises(DataError, match="expected valid YAML in UTF-8"):
        read_yaml(tmp_path, "traps.yaml")


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("cuts.yaml", "", "data/cuts.yaml: found nothing; expected a list of cuts."),
        ("cuts.yaml", "cut: a\n", "data/cuts.yaml: found {'cut': 'a'}; expected a list of cuts."),
        ("identities.yaml", "- a\n", "data/identities.yaml: found ['a']; expected a mapping of sections."),
        ("corrections.yaml", "", "data/corrections.yaml: found nothing; expected a list of corrections, [] if there"),
        ("traps.yaml", "a: 1\n", "data/traps.yaml: found {'a': 1}; expected a list of examples."),
        ("any.yaml", "- a\n", "data/any.yaml: found ['a']; expected a mapping."),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path: Path, name: str, text: str, told: str) -> None:
    found = faults(tmp_path, name, text)

    assert [True] == [fault.startswith(told) for fault in found]


def test_a_section_that_is_left_out_or_misspelt_is_refused(tmp_path: Path) -> None:
    found = faults(tmp_path, "identities.yaml", EMPTY.replace("orders", "order"))

    assert [
        "data/identities.yaml: found no 'orders'; expected a list of orders, [] if there is none.",
        "data/identities.yaml: found 'order'; expected one of identities, relations, formulas, orders, lists, "
        "not_nested, knowingly.",
    ] == found


@pytest.mark.parametrize(
    ("section", "text", "told"),
    [
        ("identities", "{identity: a, cut: summ, name: {en: a, zh: 甲}}", [": cut: found 'summ'; expected one of sum"]),
        (
            "identities",
            "{identity: a, measure: shar, formula: '{own}', name: {en: a, zh: 甲}}",
            [": measure: found 'shar'; expected one of level, growth"],
        ),
        (
            "identities",
            "{identity: a, measure: share, name: {en: a, zh: 甲}}",
            [": found 'measure' without 'formula'; expected both or neither."],
        ),
        (
            "identities",
            "{identity: a, cut: sum, formula: '{own}', measure: share, name: {en: a, zh: 甲}}",
            [": formula: found '{own}'; expected nothing under", ": measure: found 'share'; expected nothing under"],
        ),
        (
            "relations",
            "{identity: a, figure: b, sense: at_mos, formula: '{c}'}",
            [": sense: found 'at_mos'; expected one of equal, at_least, at_most."],
        ),
        (
            "formulas",
            "{key: a, theme: t, name: {en: a}}",
            [
                ": found no 'unit'; expected the code of a unit.",
                ": found no 'formula'; expected arithmetic with keys in braces.",
                ": name: found no 'zh'; expected words in Chinese.",
            ],
        ),
        ("formulas", "{key: a, theme: t, unit: u, name: {en: a, zh: 甲}, formula: {b}}", [": formula: found {'b': No"]),
        ("orders", "{smaller: a, larger: b}", [": found no 'reason'; expected words in both languages."]),
        ("lists", "{count: a, en: [b], zh: []}", [": zh: found []; expected a list of one or more."]),
        ("knowingly", "{rule: a, keys: [b]}", [": found no 'because'; expected words in both languages."]),
        (
            "knowingly",
            "{rule: a, keys: [b], because: {en: x, zh: 甲, y}}",
            [": because: found 'y'; expected one of en, zh. Quote words that hold a comma."],
        ),
    ],
)
def test_an_entry_of_identities_is_refused_by_what_is_wrong(
    tmp_path: Path, section: str, text: str, told: list[str]
) -> None:
    found = entry(tmp_path, section, text)

    assert [True] * len(told) == [fault.startswith(begin) for fault, begin in zip(found, told, strict=True)]


@pytest.mark.parametrize(("section", "key"), [("identities", "identity"), ("formulas", "key")])
def test_a_key_used_twice_is_refused(tmp_path: Path, section: str, key: str) -> None:
    one = f"{{{key}: same, name: {{en: a, zh: 甲}}" + (", theme: t, unit: u, formula: '{a}'}" if key == "key" else "}")
    found = faults(tmp_path, "identities.yaml", EMPTY.replace(f"{section}: []", f"{section}: [{one}, {one}]"))

    told = f"data/identities.yaml: {section}, entry 2: {key}: found 'same' a second time; expected a key used once."
    assert [told] == found


def test_a_correction_says_what_is_printed_and_why_it_errs(tmp_path: Path) -> None:
    found = faults(tmp_path, "corrections.yaml", "- {figure: a, identity: share, reason: {en: x}}\n")

    assert [
        "data/corrections.yaml: entry 1: found no 'printed'; expected the number as it is printed, in quotes.",
        "data/corrections.yaml: entry 1: reason: found no 'zh'; expected words in Chinese.",
    ] == found


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ("act: addded, keys: [a, b]", "act: found 'addded'; expected one of added"),
        ("act: added, keys: [a]", "keys: found ['a']; expected two keys, as this act needs."),
        ("act: yearly, keys: [a, b]", "keys: found ['a', 'b']; expected one key, as this act needs."),
        ("act: ranked, keys: [a, b], implied: [c]", "implied: found ['c']; expected nothing under this name"),
    ],
)
def test_an_example_has_the_keys_that_its_act_needs(tmp_path: Path, fields: str, told: str) -> None:
    found = faults(tmp_path, "traps.yaml", f"- {{rule: r, {fields}, told: {{en: a, zh: 甲}}}}\n")

    assert found[0].startswith(f"data/traps.yaml: entry 1: {told}")


def test_the_words_of_the_schemas_are_those_of_the_library() -> None:
    schemas = {
        name: json.loads((LIBRARY / "store" / "schemas" / f"{name}.json").read_text(encoding="utf-8"))
        for name in SCHEMAS
    }
    identity = schemas["identities"]["properties"]["identities"]["items"]["properties"]

    assert list(MEASURES) == identity["measure"]["enum"]
    assert set(KINDS) == set(identity["cut"]["enum"])
    assert list(ACTS) == schemas["traps"]["items"]["properties"]["act"]["enum"]


@pytest.mark.parametrize(
    ("found", "words"),
    [(None, "nothing"), (3, "3"), ("x" * 58, f"'{'x' * 58}'"), ("x" * 59, f"'{'x' * 59}…")],
)
def test_a_message_repeats_no_more_than_sixty_signs_of_what_was_found(found: object, words: str) -> None:
    assert words == _short(found)


@pytest.mark.parametrize(
    ("steps", "place"),
    [
        ([], "data/a.yaml"),
        (["orders"], "data/a.yaml: orders"),
        ([0], "data/a.yaml: entry 1"),
        (["orders", 1, "smaller"], "data/a.yaml: orders, entry 2: smaller"),
        ([2, "parts", 0, "parts", 1], "data/a.yaml: entry 3: parts 1: parts 2"),
    ],
)
def test_a_place_is_told_by_section_entry_and_field(steps: list[int | str], place: str) -> None:
    assert place == _place("a.yaml", steps)
