"""UpSet: pieces that exclude one another add up, groups are told apart."""

from __future__ import annotations

import pytest

from statbook.analysis import Scope
from statbook.charts import Labels, upset


def test_exclusive_partners_add_up_to_the_whole_and_groups_are_told_apart(labels: Labels, xian: Scope) -> None:
    parts = [part for part in xian.parts("exclusive_partner")]
    inner = {id(part.whole) for part in parts}
    exclusive = [part for part in parts if id(part) not in inner]
    groups = [part for part in xian.parts("partner") if part.whole is not None and not part.residual]
    spec = upset(labels, "partner", exclusive, groups)

    assert spec is not None
    assert parts[0].level.value == pytest.approx(sum(part.level.value for part in exclusive))
    assert "Korea" == spec.facts["largest"]


@pytest.mark.parametrize(("head", "width", "raised"), [("一带一路", 700, 0), ("一带一路", 300, 15), ("BRI", 300, 0)])
def test_a_head_on_two_lines_is_raised_above_the_dots(
    labels: Labels, xian: Scope, head: str, width: int, raised: int
) -> None:
    parts = list(xian.parts("exclusive_partner"))
    groups = [part for part in xian.parts("partner") if part.whole is not None and not part.residual]
    spec = upset(labels, "partner", parts, groups, {"BRI": head})

    assert spec is not None
    dots = spec.draw(width).to_dict()["hconcat"][1]
    assert 2 + raised == dots["encoding"]["x"]["axis"]["labelPadding"]


def test_a_partner_that_may_share_members_with_a_group_has_a_hollow_dot_there(labels: Labels, xian: Scope) -> None:
    parts = list(xian.parts("exclusive_partner"))
    inner = {id(part.whole) for part in parts}
    groups = [part for part in xian.parts("partner") if part.whole is not None and not part.residual]
    spec = upset(labels, "partner", [part for part in parts if id(part) not in inner], groups)

    assert spec is not None
    cells = [row for rows in spec.draw(700).to_dict()["datasets"].values() for row in rows if "group" in row]
    union = {row["group"]: row["in"] for row in cells if row["name"] == "European Union"}
    inside = labels.words("upset")["inside"]
    assert (inside["unknown"], inside["no"]) == (union["BRI"], union["RCEP"])
