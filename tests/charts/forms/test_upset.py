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
