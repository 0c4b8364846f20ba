#!/bin/sh
# Cosmic Ray 8.7.0: its operator ExceptionReplacer takes the dot of `except module.Error` for the name of an exception.
#
# It looks for names among the children of what follows `except`, as in a tuple. Of a dotted name these are the module
# and a trailer, whose first child is the dot: the dot is replaced, and the clause names what does not exist. Such a
# change is counted as killed wherever the exception is raised in a test, and survives elsewhere. In a tuple a dotted
# name is counted as a place, and making the change fails with AttributeError, which ends a sample.
#
# Output (each source, and what it becomes):
#   except OSError: except CosmicRayTestingException
#   except socket.gaierror: except socketCosmicRayTestingExceptiongaierror
#   except (OSError, socket.gaierror): AttributeError
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
for name in ("OSError", "socket.gaierror", "(OSError, socket.gaierror)"):
    source = f"try:\n    work()\nexcept {name}:\n    rest()\n"
    places = [place for node in ast_nodes(get_ast(source)) for place in operator.mutation_positions(node)]
    try:
        outcome = mutate_code(source, operator, len(places) - 1).splitlines()[2].rstrip(":")
    except AttributeError as error:
        outcome = type(error).__name__
    print(f"except {name}: {outcome}")
PY
"$work/venv/bin/python" "$work/try.py" >"$work/out"
cat "$work/out"
printf '%s\n' 'except OSError: except CosmicRayTestingException' \
    'except socket.gaierror: except socketCosmicRayTestingExceptiongaierror' \
    'except (OSError, socket.gaierror): AttributeError' | cmp -s - "$work/out"
