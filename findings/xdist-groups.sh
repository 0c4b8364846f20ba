#!/bin/sh
# pytest-xdist 3.8.0 with pytest 9.2.0: `--dist loadgroup` spreads the tests of one group over all workers, in silence.
#
# A worker adds the group to the private attribute `_nodeid` of each test, and the controller reads it from `nodeid`.
# Since 9.2 `nodeid` no longer comes from that attribute, and `_nodeid` can still be set. No warning, no failure: only
# fixtures of a module are made once a worker, and whatever the group kept apart runs side by side. 9.1.1 keeps groups.
#
# Output (workers that ran the eight tests of one group):
#   pytest 9.1.1: 1
#   pytest 9.2.0: 2
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/test_group.py" <<'PY'
import os

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(8))
def test_of_a_group(number):
    with open(os.environ["SEEN"], "a") as seen:
        seen.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")
PY
for version in 9.1.1 9.2.0; do
    python3 -m venv "$work/$version"
    "$work/$version/bin/python" -m pip install --quiet "pytest==$version" pytest-xdist==3.8.0 2>"$work/log" || { cat "$work/log"; exit 2; }
    (cd "$work" && SEEN="$work/seen-$version" "$version/bin/python" -m pytest -q -n 2 --dist loadgroup test_group.py >"$work/log")
    echo "pytest $version: $(sort -u "$work/seen-$version" | wc -l | tr -d ' ')"
done >"$work/out"
cat "$work/out"
printf '%s\n' 'pytest 9.1.1: 1' 'pytest 9.2.0: 2' | cmp -s - "$work/out"
