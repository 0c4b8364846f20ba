"""Checks the arguments of a chapter against the parameters that it declares, wherever it runs.

In a notebook, papermill's or one's own, the parameters cell that ran declares types and domains; it is read from
IPython's history, and the values are those of the notebook. Elsewhere the file of the chapter declares them.
"""

import ast
import json
import sys
from pathlib import Path
from typing import Any

from statbook.errors import ChapterError, ParameterError
from statbook.parameters import Parameter, check_values, parse_parameters
from statbook.store import Store

INJECTED = "# Parameters"
"""The first line of a cell that papermill inserts."""


def check_arguments(root: Path, name: str, arguments: dict[str, Any], store: Store) -> dict[str, Any]:
    """The *arguments* of the chapter *name* of the book in *root*, in the types that it declares.

    The variables of a running notebook are converted, too. Raises ParameterError with every fault, as `statbook run`.
    """
    arguments = {key: value for key, value in arguments.items() if value is not None}
    declared, injected, variables = _declared_in_notebook(name)
    if declared:
        given = {key: variables[key] for key in (*declared, *injected)}
        values, faults = check_values(name, declared, given, store)
        variables.update(values)
    else:
        declared = _declared_in_file(root, name)
        if not declared:
            return arguments
        # Chapters without the parameter round by the rule as well.
        usual = ("rounding", "rule")
        asked = {key: value for key, value in arguments.items() if key in declared or (key, value) != usual}
        values, faults = check_values(name, declared, asked, store)
        if not {"region", "period"} <= arguments.keys():
            # Without one of them the chapter does not ask for numbers of one region and one period.
            faults = [fault for fault in faults if "nothing is printed for region" not in fault]
    if faults:
        raise ParameterError("\n".join(faults))
    return arguments | {key: values[key] for key in arguments if key in values}


def _declared_in_notebook(name: str) -> tuple[dict[str, Parameter], set[str], dict[str, Any]]:
    """The parameters that a cell declared, the names that papermill injected, and the variables of the notebook.

    No parameters if no notebook runs, or if it has no parameters cell.
    """
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive else None
    variables: dict[str, Any] = shell.user_ns if shell is not None else {}
    declared: dict[str, Parameter] = {}
    injected: set[str] = set()
    for source in variables.get("In", []):
        if declared and source.startswith(INJECTED):
            targets = [node.targets for node in ast.parse(source).body if isinstance(node, ast.Assign)]
            injected = {target.id for each in targets for target in each if isinstance(target, ast.Name)}
        elif not declared and source.strip():
            try:
                declared = parse_parameters(source, name)
            except ChapterError:
                continue
    return declared, injected, variables


def _declared_in_file(root: Path, name: str) -> dict[str, Parameter]:
    """The parameters that the file of a chapter declares; none if there is no such file."""
    paths = (path for path in (root / "chapters" / f"{name}.ipynb", root / f"{name}.ipynb") if path.is_file())
    cells = [cell for path in paths for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]]
    tagged = (cell for cell in cells if "parameters" in cell["metadata"].get("tags", []))
    return next((parse_parameters("".join(cell["source"]), name) for cell in tagged), {})
