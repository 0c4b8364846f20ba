#!/bin/sh
# Cosmic Ray 8.7.0: its operator ExceptionReplacer offers a place for `except module.Error`, and fails when it is to
# make the change there: AttributeError: 'PythonNode' object has no attribute 'value'.
#
# A dotted name is a node with children, of which only a leaf has a value. `mutation_positions` counts the place, so a
# session or a random sample holds it; the failure comes only with the mutation. `except Error` is changed.
#
# Output (for each of the two sources: places offered, and what making the change gives):
#   except OSError: 1 changed
#   except socket.gaierror: 1 AttributeError
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet cosmic-ray==8.7.0 2>"$work/log" || { cat "$work/log"; exit 2; }
cat >"$work/try.py" <<'PY'
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.mutating import mutate_code
from cosmic_ray.plugins import get_operator

operator = get_operator("core/ExceptionReplacer")()
for name in ("OSError", "socket.gaierror"):
    source = f"try:\n    work()\nexcept {name}:\n    rest()\n"
    places = [place for node in ast_nodes(get_ast(source)) for place in operator.mutation_positions(node)]
    try:
        outcome = "changed" if mutate_code(source, operator, 0) != source else "unchanged"
    except AttributeError as error:
        outcome = type(error).__name__
    print(f"except {name}: {len(places)} {outcome}")
PY
"$work/venv/bin/python" "$work/try.py" >"$work/out"
cat "$work/out"
printf '%s\n' 'except OSError: 1 changed' 'except socket.gaierror: 1 AttributeError' | cmp -s - "$work/out"
