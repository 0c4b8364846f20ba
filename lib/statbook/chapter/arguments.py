"""What a chapter was given for its parameters, held against what it declares, wherever it runs.

In a notebook, papermill's or one's own, the parameters cell that ran declares them: its types and domains are read from
IPython's history, and the values are those of the notebook. Elsewhere the chapter's file declares them.
"""

from __future__ import annotations

__all__ = ["given"]

import ast
import json
import sys
from typing import Any

from statbook.errors import ChapterError, ParameterError
from statbook.parameters import Parameter, declared_in, examined
from statbook.project.paths import Book
from statbook.store import Store

INJECTED = "# Parameters"
"""How a cell begins that papermill puts in."""


def given(book: Book, name: str, called: dict[str, Any], store: Store) -> dict[str, Any]:
    """What the chapter *name* was *called* with, in the types that it declares; the notebook gets its values so, too.

    Raises ParameterError, with every fault, as `statbook run` does.
    """
    called = {key: value for key, value in called.items() if value is not None}
    ran = _ran(name)
    if ran is None:
        declared = _of_file(book, name)
        if not declared:
            return called
        typed, faults = examined(name, declared, called, store)
        if not {"region", "period"} <= called.keys():
            # Without one of them the chapter speaks of more than a single print.
            faults = [fault for fault in faults if "nothing is printed for region" not in fault]
    else:
        declared, names, values = ran
        typed, faults = examined(name, declared, {key: values[key] for key in declared} | names, store)
        values.update(typed)
    if faults:
        raise ParameterError("\n".join(faults))
    return called | {key: typed[key] for key in called if key in typed}


def _ran(name: str) -> tuple[dict[str, Parameter], dict[str, Any], dict[str, Any]] | None:
    """What the parameters cell that ran declares, what papermill put in beside it, and the names of the notebook.

    None where nothing runs in a notebook, or in one without such a cell.
    """
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive else None
    values: dict[str, Any] = shell.user_ns if shell is not None else {}
    declared: dict[str, Parameter] = {}
    injected: set[str] = set()
    for source in values.get("In", []):
        if declared and source.startswith(INJECTED):
            targets = [node.targets for node in ast.parse(source).body if isinstance(node, ast.Assign)]
            injected = {target.id for each in targets for target in each if isinstance(target, ast.Name)}
        elif not declared and source.strip():
            try:
                declared = declared_in(source, name)
            except ChapterError:
                continue
    if not declared:
        return None
    return declared, {key: values[key] for key in injected}, values


def _of_file(book: Book, name: str) -> dict[str, Parameter]:
    """What the file of a chapter declares; nothing if there is none."""
    path = next(
        (p for p in (book.root / "chapters" / f"{name}.ipynb", book.root / f"{name}.ipynb") if p.is_file()), None
    )
    if path is None:
        return {}
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    tagged = (cell for cell in cells if "parameters" in cell["metadata"].get("tags", []))
    return next((declared_in("".join(cell["source"]), name) for cell in tagged), {})
