"""The documentation tells what there is: commands, options, columns, fields, roles, keys, rules, forms, packages, words."""

import ast
import doctest
import inspect
import json
import re
from importlib import import_module
from pathlib import Path

import click
import pytest

from statbook import charts, together
from statbook.analysis.keys import DERIVED, EARLIER, SERIES
from statbook.chapter import Chapter
from statbook.charts.chart_spec import TITLE_WORDS
from statbook.cli import commands
from statbook.export.sdmx_csv_file import ATTRIBUTES, BEFORE, BEHIND, HEAD, MISSING_END, STRUCTURE_ID
from statbook.export.tables import CODES
from statbook.export.write_file import FORMATS
from statbook.ingest.frame import add_frame
from statbook.prose.numbers import ROLES
from statbook.review.review_file import COLUMNS
from statbook.rules import RULES
from statbook.store import Store
from statbook.store.frame import frame_columns

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
LIBRARY = ROOT / "lib" / "statbook"
PAGES = [*sorted(DOCS.glob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
MODULES = sorted(path for path in LIBRARY.rglob("*.py") if ">>> " in path.read_text(encoding="utf-8"))


def all_commands(group: click.Group, before: str = "") -> dict[str, click.Command]:
    """The commands of a group, and of the groups in it, by their names."""
    found: dict[str, click.Command] = {}
    for name, command in group.commands.items():
        inner = isinstance(command, click.Group)
        found |= all_commands(command, f"{before}{name} ") if inner else {f"{before}{name}": command}
    return found


COMMANDS = all_commands(commands)


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def dotted(path: Path) -> str:
    parts = path.relative_to(LIBRARY.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@pytest.mark.parametrize("path", MODULES, ids=dotted)
def test_the_examples_in_docstrings_give_what_they_say(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    module = import_module(dotted(path))

    assert 0 == doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE).failed


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_help_of_every_command_stands_in_the_documentation_word_for_word(name: str) -> None:
    command = COMMANDS[name]
    context = click.Context(command, info_name=f"statbook {name}", max_content_width=100, terminal_width=100)
    context.help_option_names = ["-h", "--help"]

    assert f"## `statbook {name}`\n\n```\n{command.get_help(context)}\n```" in page("commands.md")


def test_every_column_stands_in_the_documentation_with_its_description() -> None:
    package = json.loads((ROOT / "data" / "datapackage.json").read_text(encoding="utf-8"))
    dimensions = {name for names in package["statbook"]["themes"].values() for name in names}
    text = page("file-formats.md")
    for table in package["resources"]:
        for field in table["schema"]["fields"]:
            if field["name"] in dimensions:
                assert f"`{field['name']}`" in text
            else:
                row = rf"\| `{field['name']}` \| [^|]*\| {re.escape(field['description'])} \|"
                assert re.search(row, text), f"{table['name']}: {field['name']}"


@pytest.mark.parametrize("schema", sorted((LIBRARY / "store" / "schemas").glob("*.json")), ids=lambda path: path.stem)
def test_every_field_of_the_yaml_files_stands_in_the_documentation(schema: Path) -> None:
    text = page("file-formats.md")
    for name in properties(json.loads(schema.read_text(encoding="utf-8"))) - {"en", "zh"}:
        assert re.search(rf"[`.]{re.escape(name)}`", text), name


def properties(node: object) -> set[str]:
    """The names of the fields that a schema describes."""
    if isinstance(node, list):
        return {name for each in node for name in properties(each)}
    if not isinstance(node, dict):
        return set()
    own = set(node["properties"]) if isinstance(node.get("properties"), dict) else set()
    return own | {name for each in node.values() for name in properties(each)}


def test_every_role_and_every_place_of_a_key_stands_in_the_documentation() -> None:
    text = page("writing.md")
    for role in ROLES:
        assert f"{{{role}}}`" in text, role
    for place in (*SERIES, *EARLIER):
        assert f"`@{place.removeprefix('@')}`" in text, place
    for name in (*DERIVED, "growth"):
        assert f"| `{name}` |" in text, name


def test_every_rule_stands_in_the_documentation_with_its_title_and_operations() -> None:
    text = page("api.md")
    for name, rule in RULES.items():
        acts = ", ".join(f"`{act}`" for act in rule.acts)
        assert f"| `{name}` | {rule.title['en']} | {acts} |" in text


def test_every_form_and_table_stands_in_the_documentation_with_its_arguments() -> None:
    text = page("api.md")
    for name in charts.__all__:
        form = getattr(charts, name)
        if not inspect.isfunction(form) or not form.__module__.startswith(
            ("statbook.charts.forms", "statbook.charts.comparison")
        ):
            continue
        parameters = [p for p in inspect.signature(form).parameters.values() if p.name != "labels"]
        arguments = ", ".join(p.name + ("=" if p.kind is p.KEYWORD_ONLY else "") for p in parameters)
        assert f"| `{name}` | `{arguments}` |".replace("``", "") in text, name


def test_every_column_of_the_table_of_observations_stands_in_the_documentation_in_its_order(store: Store) -> None:
    themes = store.package.themes
    dimensions = {name for names in themes.values() for name in names}
    one = next(column for column in frame_columns(themes) if column.name in dimensions)
    lines = [f"| `{name}` | {kind} | {words} |" for name, kind, words in frame_columns({})]
    at = [name for name, *_ in frame_columns({})].index("period")
    lines.insert(at, f"| a column for each dimension | {one.kind} | {one.meaning} |")

    assert "\n".join(["| Column | Kind | Meaning |", "|---|---|---|", *lines, ""]) in page("api.md")


def test_the_arguments_of_add_stand_in_the_documentation_with_their_defaults() -> None:
    text = page("api.md")
    arguments = inspect.signature(add_frame).parameters.values()
    told = [each.name if each.default is each.empty else f"{each.name}={each.default!r}" for each in arguments]

    assert f"`statbook.add({', '.join(told)})`".replace("'", '"') in text
    for each in arguments:
        assert re.search(rf"^\| (`\w+`, )?`{each.name}`[^|]*\|", text, re.M), each.name


def test_every_format_of_an_export_and_every_column_of_sdmx_stands_in_the_documentation() -> None:
    text = page("file-formats.md")
    for ending in FORMATS:
        assert f"| `{ending}` |" in text
    for name in (*HEAD, *(name.upper() for name in (*BEFORE, *BEHIND)), MISSING_END, "TIME_PERIOD", "OBS_VALUE"):
        assert f"`{name}`" in text, name
    for name in ATTRIBUTES:
        assert f"| `{name}` | attribute |" in text, name
    for name in CODES:
        assert f"`{name}`" in text
    assert f"`{STRUCTURE_ID}`" in text


def test_every_column_of_a_review_stands_in_the_documentation_with_its_meaning_in_its_order() -> None:
    rows = "\n".join(f"| `{name}` | {meaning} |" for name, meaning in COLUMNS.items())

    assert f"| Column | Meaning |\n|---|---|\n{rows}\n" in page("file-formats.md")


def test_the_words_of_titles_stand_in_the_documentation_form_by_form() -> None:
    text = page("writing.md")
    for name in charts.__all__:
        if words := TITLE_WORDS.get(name):
            assert f"| `{name}` | {', '.join(f'`{{{word}}}`' for word in words)} |" in text, name


def test_every_method_of_a_chapter_and_every_function_of_together_stands_in_the_documentation() -> None:
    text = page("api.md")
    for name, member in inspect.getmembers(Chapter):
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property)):
            assert f"| `{name}" in text, name
    for name, function in inspect.getmembers(together, inspect.isfunction):
        if function.__module__ == together.__name__ and not name.startswith("_") and name != "knowingly":
            assert f"`{name}(" in text or f"`with together.{name}(" in text, name


def test_the_packages_stand_in_the_architecture_in_the_order_of_imports_each_with_its_job() -> None:
    text = page("architecture.md")
    places = []
    for path in [*LIBRARY.glob("*/__init__.py"), *LIBRARY.glob("*/*/__init__.py"), *LIBRARY.glob("[a-z]*.py")]:
        name = dotted(path).removeprefix("statbook.")
        job = (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "").split("\n")[0]
        assert f"| `{name}` | {job} |" in text, name
        places.append((text.index(f"| `{name}` |"), name.split(".")[0], path.parent))
    order = [package for _, package, _ in sorted(places, key=lambda place: place[0])]
    for place, package, folder in places:
        imported = re.findall(
            r"^\s*from statbook\.(\w+)", "".join(p.read_text("utf-8") for p in folder.rglob("*.py")), re.M
        )
        if folder != LIBRARY:
            below = order[order.index(package) :]
            assert set(imported) - {package} <= set(below), f"{package} at {place}"


def test_every_word_of_the_glossary_leads_to_something_that_exists() -> None:
    text = page("glossary.md")
    found = re.findall(r"`(statbook[\w.]*):([\w.]+)`", text)
    columns = re.findall(r"column(?:s)? (`\w+`(?:, `\w+`)*)", text)
    fields = (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8")

    assert len(found) > 30
    for module, name in found:
        target = import_module(module)
        for part in name.split("."):
            target = getattr(target, part)
    for column in re.findall(r"`(\w+)`", " ".join(columns)):
        assert f'"name": "{column}"' in fields, column


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_link_of_a_page_leads_to_a_file_and_every_anchor_to_a_heading(path: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)]+)\)", path.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        file = (path.parent / name) if name else path
        assert file.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.M)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in slugs, target


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_file_of_the_book_that_a_page_names_exists(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for name in re.findall(r"`((?:lib/statbook|tests|data|docs|editions|benchmarks)/[\w./-]+\.\w+)`", text):
        if not re.search(r"NAME|THEME|CHAPTER|water", name):
            assert (ROOT / name).is_file(), name


def test_the_python_of_the_api_page_runs_in_the_folder_of_the_book(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    first, second = re.findall(r"```python\n(.*?)```", page("api.md"), re.S)
    names: dict[str, object] = {}
    exec(first, names)
    exec(second, names)

    assert len(names["frame"]) > 300  # type: ignore[arg-type]
    assert names["growth"].value == 76.0 or names["growth"].value > 0  # type: ignore[attr-defined]


def test_contributing_fits_two_screens() -> None:
    assert len((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").splitlines()) <= 80


def test_the_steps_of_contributing_are_those_of_the_page_that_runs() -> None:
    steps = [
        re.findall(r"^\d\. \*\*([^*]+)\*\*", text, re.M)
        for text in ((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8"), page("theme.md"))
    ]

    assert steps[0] == steps[1]
    assert 5 == len(steps[0])
