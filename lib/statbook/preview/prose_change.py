"""Whether a chapter differs from the one that ran in its sentences alone: then its outputs are the same."""

import nbformat

from statbook.project.notebooks import ExecutedNotebook, Notebook


def with_new_prose(ran: ExecutedNotebook, notebook: Notebook) -> ExecutedNotebook | None:
    """The sentences of *notebook* with the outputs of *ran*; None if the code differs, so that it must run."""
    cells = notebook.read().cells
    old, new = ([cell for cell in each if cell.cell_type == "code"] for each in (ran.content.cells, cells))
    if [(cell.source, _tags(cell)) for cell in old] != [(cell.source, _tags(cell)) for cell in new]:
        return None
    outputs = iter(old)
    content = nbformat.from_dict(ran.content)
    content.cells = [next(outputs) if cell.cell_type == "code" else cell for cell in cells]
    return ExecutedNotebook(notebook, content, ran.parameters)


def _tags(cell: nbformat.NotebookNode) -> list[str]:
    return list(cell.metadata.get("tags", []))
