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
from statbook.messages import spoken
from statbook.project.paths import HTML, ORIGINAL
from statbook.site.assembly import assemble_site
from statbook.site.page_slices import add_own_slices
from statbook.site.sphinx_app import SphinxApp


def main(job_file: str, parent: int, *_: int) -> None:
    """Do the job of a file; ends with the process *parent*."""
    exit_with_parent(parent)
    job: dict[str, Any] = json.loads(Path(job_file).read_text(encoding="utf-8"))
    os.environ.update(job["environment"])
    try:
        fault = _build(job)
    except (SphinxError, StatbookError) as error:
        fault = str(error)
    Path(job["result"]).write_text(json.dumps({"fault": fault}), encoding="utf-8")


def _build(job: dict[str, Any]) -> str:
    """Write what has changed, and of pages the finished site; gives what is wrong."""
    source, out, site, kept = (Path(job[name]) for name in ("source", "out", "site", "kept"))
    app = SphinxApp(source, out, job["builder"])
    if faults := app.build():
        return "Jupyter Book stopped:\n" + "\n".join(faults[:20])
    if job["builder"] == HTML:
        with ProcessPoolExecutor(1, get_context("fork"), exit_with_parent, (os.getpid(),)) as beside:
            assemble_site(out / HTML, site, source, kept, beside)
        if spoken() != ORIGINAL:
            add_own_slices(site, Path(job["fonts"]).parent, kept)
    return ""
