"""Tests of store/breakdowns.py."""

from __future__ import annotations

from pathlib import Path

import pytest

from statbook.errors import DataError
from statbook.store.breakdowns import Breakdown, Category, load_breakdowns
from statbook.store.yaml_files import read_yaml

CUT = "{cut: c, theme: t, indicator: i, title: {en: a, zh: 甲}, parts: [{is: {kind: k}}]}"


def faults(folder: Path, name: str, text: str) -> list[str]:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as caught:
        read_yaml(folder, name)
    return [str(fault) for fault in caught.value.faults]


def test_all_faults_of_the_cuts_come_at_once_with_their_entry(tmp_path: Path) -> None:
    found = faults(
        tmp_path,
        "cuts.yaml",
        f"- {CUT}\n- {CUT}\n"
        f"- {CUT.replace('cut: c', 'cutt: d')}\n"
        f"- {CUT.replace('cut: c', 'cut: e, nett: true')}\n"
        f"- {CUT.replace('cut: c', 'cut: f, net: nein')}\n"
        f"- {CUT.replace('cut: c', 'cut: g').replace('{kind: k}}', '{kind: no}, rest: {en: a, zh: 甲}}')}\n"
        f"- {CUT.replace('cut: c', 'cut: h').replace('parts: [{is: {kind: k}}]', 'parts: []')}\n",
    )

    fields = "cut, theme, indicator, title, is, net, rest, parts, overlap"
    assert [
        "data/cuts.yaml: entry 2: cut: found 'c' a second time; expected a key used once.",
        f"data/cuts.yaml: entry 3: found 'cutt'; expected one of {fields}.",
        "data/cuts.yaml: entry 3: found no 'cut'; expected a key of letters, digits and _.",
        f"data/cuts.yaml: entry 4: found 'nett'; expected one of {fields}.",
        "data/cuts.yaml: entry 5: net: found 'nein'; expected true or false without quotes.",
        "data/cuts.yaml: entry 6: parts 1: found 'rest' without 'parts'; expected both or neither.",
        "data/cuts.yaml: entry 6: parts 1: is: kind: found False; expected the code of a member.",
        "data/cuts.yaml: entry 7: parts: found []; expected a list of one part or more.",
    ] == sorted(found)


TREE = """
- cut: colour
  theme: t
  indicator: i
  title: {en: by colour, zh: 按颜色}
  is: {flow: export, kind: all}
  rest: {en: other, zh: 其他, of: [red]}
  parts:
    - is: {kind: red}
      parts: [{is: {shade: dark}}]
    - is: {kind: green}
  overlap: [{kind: ripe}, {flow: import, kind: old}]
- {cut: net, theme: t, indicator: i, title: {en: a, zh: 甲}, is: {}, net: true, parts: [{is: {kind: k}}]}
"""


def load(folder: Path) -> dict[str, Breakdown]:
    (folder / "cuts.yaml").write_text(TREE, encoding="utf-8")
    return load_breakdowns(folder)


def test_a_part_inherits_the_members_of_its_whole(tmp_path: Path) -> None:
    found = load(tmp_path)["colour"]

    export = ("flow", "export")
    dark = Category((export, ("kind", "red"), ("shade", "dark")))
    red, green = Category((export, ("kind", "red")), (dark,)), Category((export, ("kind", "green")))
    rest = {"en": "other", "zh": "其他"}
    assert Category((export, ("kind", "all")), (red, green), rest, ("red",)) == found.root
    assert ((export, ("kind", "ripe")), (("flow", "import"), ("kind", "old"))) == found.overlap
    assert ("colour", "t", "i", {"en": "by colour", "zh": "按颜色"}) == (
        *(found.name, found.theme, found.indicator),
        found.title,
    )


def test_a_breakdown_is_walked_from_its_whole_to_its_parts(tmp_path: Path) -> None:
    walked = [category.categories for category in load(tmp_path)["colour"].root.walk()]

    export = {"flow": "export"}
    assert [
        export,
        export | {"kind": "red"},
        export | {"kind": "red", "shade": "dark"},
        export | {"kind": "green"},
    ] == walked


def test_only_what_says_so_is_net_or_has_a_rest(tmp_path: Path) -> None:
    found = load(tmp_path)

    assert {"colour": False, "net": True} == {name: breakdown.net for name, breakdown in found.items()}
    assert (None, (), ()) == (found["net"].root.residual, found["net"].root.residual_of, found["net"].overlap)
