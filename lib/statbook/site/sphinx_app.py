"""Sphinx as Jupyter Book starts it, without its commands, for the documents of a staging."""

import io
import re
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache

from statbook.project.paths import HTML
from statbook.site.document_notes import read_json

_WARNING = re.compile(r"(?:WARNING|ERROR|CRITICAL|SEVERE):")
_COLOUR = re.compile(r"\x1b\[[\d;]*m")

UNUSED = (
    "sphinx_togglebutton",
    "sphinx_thebe",
    "sphinx_comments",
    "sphinx.ext.intersphinx",
    "sphinx_design",
    "sphinx_jupyterbook_latex",
    "sphinx_multitoc_numbering",
)
"""Extensions that Jupyter Book loads and no page needs: each would look through every document."""
UNUSED_TRANSFORMS = (
    *("AliasTransform", "SigElementFallbackTransform", "PropagateDescDomain", "TrimDoctestFlagsTransform"),
    *("ImageDownloader", "DataURIExtractor", "ShortenLinkTransform"),
    *("HideInputCells", "ReplacePendingGlueReferences", "ExecutionStatsPostTransform"),
)
"""Steps of Sphinx and its extensions that each builder would take through every document, for what no document has.

Descriptions of functions and their tests, pictures of other hosts, cells of code, and what these put into sentences.
"""
LOADED = (
    *(
        "sphinx_book_theme",
        "sphinx_copybutton",
        "sphinx_external_toc.events",
        "sphinx.ext.mathjax",
        "sphinx.jinja2glue",
    ),
    *("pydata_sphinx_theme.pygments", "myst_nb.ext.glue.domain", "myst_nb.ext.execution_tables"),
    *("myst_parser.sphinx_ext.directives", "myst_parser.sphinx_ext.mathjax", "myst_parser.sphinx_ext.myst_refs"),
    *("docutils.languages.en", "docutils.parsers.rst.directives.admonitions"),
    *("docutils.parsers.rst.directives.tables", "fontTools.ttLib.tables._c_m_a_p"),
)
"""What Sphinx and the extensions that pages need import by name when they start, besides what comes with Sphinx."""


def prepare(_: str) -> None:
    """Import all of that, for the processes that are forked from this one."""
    for name in (*import_module("sphinx.application").builtin_extensions, *LOADED):
        import_module(name)


class SphinxApp:
    """Sphinx for the documents in *source*, with a *builder* that writes into a folder of its name in *out*."""

    def __init__(self, source: Path, out: Path, builder: str = HTML) -> None:
        config, docutils = import_module("jupyter_book.config"), import_module("sphinx.util.docutils")
        self._source, self._warnings, self._namespace = source, io.StringIO(), ExitStack()
        self.stale: set[str] = set()
        """Documents whose pages show what has changed since they were written."""
        self._namespace.enter_context(docutils.patch_docutils(None))
        self._namespace.enter_context(docutils.docutils_namespace())
        settings, _ = config.get_final_config(
            user_yaml=source / "_config.yml",
            cli_config={
                "external_toc_path": str(source / "_toc.yml"),
                "latex_individualpages": False,
                "nitpicky": True,
            },
            sourcedir=source,
            use_external_toc=True,
        )
        settings["extensions"] = [name for name in settings["extensions"] if name not in UNUSED]
        del settings["comments_config"]
        self.app: Any = import_module("sphinx.application").Sphinx(
            srcdir=source,
            confdir=None,
            outdir=out / builder,
            doctreedir=out / ".doctrees",
            buildername=builder,
            confoverrides=settings,
            status=None,
            warning=self._warnings,
        )
        transforms = self.app.registry.post_transforms
        transforms[:] = [each for each in transforms if each.__name__ not in UNUSED_TRANSFORMS]
        # Otherwise docutils looks for its style sheet at each page, in vain, and Jinja whether a template has changed;
        # and it would compile those of the theme in each build.
        self.app.env.settings["stylesheet_path"] = None
        if templates := getattr(self.app.builder, "templates", None):
            templates.environment.auto_reload = False
            compiled = out / "templates"
            compiled.mkdir(exist_ok=True)
            templates.environment.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        self._scripts = [*self.app.registry.js_files]

    def build(self) -> list[str]:
        """Read and write what has changed; gives the faults."""
        read_json.cache_clear()
        self.app.build()
        return self._faults()

    def close(self) -> None:
        """Give back what Sphinx holds of docutils."""
        self._namespace.close()

    def read(self, document: str) -> list[str]:
        """Read one *document* again; gives the faults, and adds to `stale` what shows it."""
        app, env = self.app, self.app.env
        app.phase = import_module("sphinx.util.build_phase").BuildPhase.READING
        app.events.emit("env-purge-doc", env, document)
        env.clear_doc(document)
        env._pickled_doctree_cache.pop(document, None)  # Sphinx reads in one process only once
        app.events.emit("env-before-read-docs", env, [document])
        app.builder.read_doc(document)
        app.events.emit("env-updated", env)
        self.find_stale({document})
        return self._faults()

    def find_stale(self, known: set[str]) -> None:
        """Add to `stale` the documents but *known* whose pages show what has changed."""
        read_json.cache_clear()
        self.stale.update(self.app.env.check_dependents(self.app, known))

    def write(self, document: str) -> list[str]:
        """Write the page of a *document*; gives the faults."""
        app, env = self.app, self.app.env
        app.phase = import_module("sphinx.util.build_phase").BuildPhase.RESOLVING
        # Sphinx prepares once in a process; now it would take the scripts of any page for those of every page.
        app.registry.js_files[:] = self._scripts
        app.builder._js_files[:] = app.builder._orig_js_files
        app.builder.prepare_writing({document})
        tree = env.get_and_resolve_doctree(document, app.builder)
        app.builder.write_doc_serialized(document, tree)
        app.builder.write_doc(document, tree)
        return self._faults()

    def _faults(self) -> list[str]:
        """What Sphinx has warned of since it was asked last."""
        lines = _COLOUR.sub("", self._warnings.getvalue()).replace(f"{self._source}/", "").splitlines()
        self._warnings.seek(0)
        self._warnings.truncate()
        return [line for line in dict.fromkeys(lines) if _WARNING.search(line)]
