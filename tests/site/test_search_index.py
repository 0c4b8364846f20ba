"""Records of the search from small documents: what becomes one, under which address, and with which words."""

from __future__ import annotations

import json
from typing import Any

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from myst_parser.docutils_ import Parser

from statbook.messages import speaking
from statbook.pdf.record_node import RecordNode
from statbook.project.notebooks import MIME
from statbook.project.paths import Book
from statbook.site.search_index import (
    SearchRecord,
    data_script,
    document_records,
    variants,
    words_script,
)

SETTINGS = {
    "myst_enable_extensions": ["attrs_inline", "deflist", "fieldlist"],
    "doctitle_xform": False,
    "report_level": 5,
}
CHART = {
    "kind": "figure",
    "id": "fig-a",
    "title": "Pears grew",
    "subtitle": "Tonnes",
    "caption": "Only pears.",
    "source": "Source: a page.",
    "data": {"head": ["Fruit", "Value"], "rows": [["Pears", "1.18"], ["Plums", ""]]},
}


def document(text: str) -> nodes.document:
    return publish_doctree(text, parser=Parser(), settings_overrides=SETTINGS)


def read(text: str) -> list[SearchRecord]:
    return document_records(document(text), "page.html", "Page")


def cell(record: dict[str, Any]) -> nodes.container:
    """A code cell as myst-nb leaves it: its code, and an output in several forms."""
    code = nodes.container("", nodes.literal_block("", "here.show()"), classes=["cell_input"])
    html = nodes.container("", nodes.raw("", "<figure>twice</figure>", format="html"), mime_type="text/html")
    plain = nodes.container("", nodes.literal_block("", "twice"), mime_type="text/plain")
    ours = nodes.container("", RecordNode(record=record), mime_type=MIME)
    return nodes.container("", code, nodes.container("", html, plain, ours))


def test_a_section_has_its_own_words_and_not_those_of_its_sub_sections() -> None:
    found = read("# Fruit\n\nOf all.\n\n- one\n- two\n\n## Pears\n\nGreen\nones.\n")

    assert found == [
        SearchRecord("section", "page.html#fruit", "Fruit", "Page", "Of all. one · two"),
        SearchRecord("section", "page.html#pears", "Pears", "Page", "Green ones."),
    ]


def test_a_section_goes_by_the_name_that_it_was_given() -> None:
    assert [record.url for record in read("(given)=\n# Fruit\n\n## Pears\n")] == ["page.html#given", "page.html#pears"]


def test_an_entry_is_an_item_of_a_definition_list_with_an_anchor() -> None:
    text = "# Fruit\n\nAll.\n\n[Pears]{#obs-1}\n: :Printed: 1.18万亿元\n  :Value: 1,180,000,000,000\n\nPlums\n: none\n"

    assert read(text) == [
        SearchRecord("section", "page.html#fruit", "Fruit", "Page", "All. Plums: none"),
        SearchRecord("entry", "page.html#obs-1", "Pears", "Page", "Printed: 1.18万亿元 · Value: 1,180,000,000,000"),
    ]


def test_an_entry_is_a_row_of_a_table_with_an_anchor() -> None:
    text = "# Fruit\n\n| Name | Printed | Note |\n| - | - | - |\n| [Pears]{#obs-1} | 1.18 |  |\n| [Plums]{#obs-2} | 2 | few |\n"

    assert read(text) == [
        SearchRecord("section", "page.html#fruit", "Fruit", "Page", ""),
        SearchRecord("entry", "page.html#obs-1", "Pears", "Page", "Printed: 1.18"),
        SearchRecord("entry", "page.html#obs-2", "Plums", "Page", "Printed: 2 · Note: few"),
    ]


def test_a_number_that_is_cited_in_a_row_names_no_entry() -> None:
    text = "# Fruit\n\n| Name | Value |\n| - | - |\n| Pears | [[1.18](#obs-1)]{.num #use-1} |\n"

    assert [(record.kind, record.text) for record in read(text)] == [("section", "Name, Value · Pears, 1.18")]


def test_a_table_without_anchors_belongs_to_its_section() -> None:
    text = "# Fruit\n\n| Name | Value |\n| - | - |\n| Pears | 1.18 |\n| Plums | 2 |\n"

    assert [record.text for record in read(text)] == ["Name, Value · Pears, 1.18 · Plums, 2"]


def test_words_side_by_side_have_the_marks_of_the_language(book: Book) -> None:
    with speaking("zh", book.locale):
        found = read("# 果\n\n| 名 | 数 |\n| - | - |\n| 梨 | 1.18 |\n\n[桃]{#obs-1}\n: :原文: 1.18\n")

    assert ["名，数 · 梨，1.18", "原文：1.18"] == [record.text for record in found]


def test_a_line_break_parts_words_and_marks_within_a_word_do_not() -> None:
    assert [record.text for record in read("# Fruit\n\n梨<br>Pears and p*lum*s\n")] == ["梨 Pears and plums"]


def test_text_that_looks_like_html_stays_as_it_is() -> None:
    assert [record.text for record in read("# Fruit\n\n\\<b> `</script>`\n")] == ["<b> </script>"]


def test_a_chart_is_read_once_with_its_rows_and_code_is_not_read() -> None:
    tree = document("# Fruit\n\nAll.\n")
    tree[0].append(cell(CHART))

    assert document_records(tree, "page.html", "Page") == [
        SearchRecord("section", "page.html#fruit", "Fruit", "Page", "All."),
        SearchRecord(
            "figure",
            "page.html#fig-a",
            "Pears grew",
            "Page",
            "Tonnes · Only pears. · Source: a page. · Fruit, Value · Pears, 1.18 · Plums",
        ),
    ]


def test_a_table_with_an_id_has_a_place_of_its_own() -> None:
    tree = document("# Fruit\n")
    tree[0].append(cell({"kind": "table", "id": "tab-a", "title": "All fruit", "head": ["Name"], "rows": [["Pears"]]}))

    found = SearchRecord("table", "page.html#tab-a", "All fruit", "Page", "Name · Pears")
    assert found == document_records(tree, "page.html", "Page")[1]


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ({"kind": "table", "title": "Fruit", "head": ["Name"], "rows": [["Pears"]]}, "Fruit · Name · Pears"),
        (
            {"kind": "cards", "cards": [{"title": "Pears", "noun": "", "number": "2", "sentence": "Few."}]},
            "Pears 2 Few.",
        ),
    ],
)
def test_what_a_cell_shows_without_an_id_belongs_to_its_section(record: dict[str, Any], text: str) -> None:
    tree = document("# Fruit\n")
    tree[0].append(cell(record))

    assert [found.text for found in document_records(tree, "page.html", "Page")] == [text]


def test_words_before_any_section_belong_to_the_page() -> None:
    assert read("Pears.\n") == [SearchRecord("section", "page.html", "Page", "Page", "Pears.")]


def test_the_script_sets_one_global_to_a_list_with_a_record_a_line() -> None:
    found = read('# 梨\n\n"quoted" </script>\n\n## Plums\n')
    start, *lines, end, rest = data_script(found).split("\n")

    assert (start, end, rest) == ("window.bookRecords = [", "];", "")
    assert json.loads("[" + "".join(lines) + "]") == [vars(record) for record in found]


def test_traditional_characters_are_known_for_those_that_the_book_has_and_for_no_others() -> None:
    found = [SearchRecord("entry", "#a", "专利", "P", "Pears 贷款")]
    known = variants(found)

    assert {"專": "专", "貸": "贷"}.items() <= known.items()
    assert "銀" not in known
    assert set(known.values()) <= set("专利贷款")


def test_only_a_chinese_site_knows_initials_each_of_a_character_with_several_readings(book: Book) -> None:
    found = [SearchRecord("entry", "#a", "银行", "P", "x 长")]
    with speaking("zh", book.locale):
        told = words_script(found, {})

    assert '"initials":{"y":"银","h":"行","x":"行","c":"长","z":"长"}' in told
    assert "initials" not in words_script(found, {})


def test_everyday_words_lead_to_every_word_of_the_book_that_has_them() -> None:
    told = words_script([], {"housing loans": ["Mortgage"], "lending rate": ["rates"], "rate of loans": ["rates"]})
    start, end = "window.bookWords = ", ";\n"

    assert told.startswith(start) and told.endswith(end)
    means = json.loads(told[len(start) : -len(end)])["means"]
    assert {"mortgage": ["housing loans"], "rates": ["lending rate", "rate of loans"]} == means
