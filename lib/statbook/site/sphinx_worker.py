"""Runs Sphinx with one builder in a process that is forked for it (execution/fork_server.py).

The job names the folders, the builder, and the file to wait for before it takes what another has read, if any. The pages
are made safe here as well, while another process typesets. What is wrong is written to the file `result`.
"""

import json
import os
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from sphinx.errors import SphinxError

from statbook.errors import StatbookError
from statbook.execution.sandbox import exit_with_parent
from statbook.project.paths import HTML
from statbook.site.assembly import assemble_site
from statbook.site.sphinx_app import SphinxApp


def main(job_file: str, parent: int, *_: int) -> None:
    """Do the job of a file; ends with the process *parent*."""
    exit_with_parent(parent)
    job: dict[str, Any] = json.loads(Path(job_file).read_text(encoding="utf-8"))
    os.environ.update(job["environment"])
    try:
        fault = _build(Path(job["source"]), Path(job["out"]), job["builder"], Path(job["site"]), Path(job["kept"]))
    except (SphinxError, StatbookError) as error:
        fault = str(error)
    Path(job["result"]).write_text(json.dumps({"fault": fault}), encoding="utf-8")


def _build(source: Path, out: Path, builder: str, site: Path, kept: Path) -> str:
    """Write what has changed, and of pages the finished *site*; gives what is wrong."""
    app = SphinxApp(source, out, builder)
    if faults := app.build():
        return "Jupyter Book stopped:\n" + "\n".join(faults[:20])
    if builder == HTML:
        with ProcessPoolExecutor(1, get_context("fork"), exit_with_parent, (os.getpid(),)) as beside:
            assemble_site(out / HTML, site, source, kept, beside)
    return ""
