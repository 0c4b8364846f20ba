"""The record of an output becomes a node; other types are left to myst-nb."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from statbook.pdf.record_node import RecordNode, RecordPlugin
from statbook.pdf.sphinx_builder import PdfBuilder
from statbook.project.notebooks import MIME

RECORD = {"kind": "table", "id": "tab-a"}


@pytest.mark.parametrize(
    "data", [{"content": RECORD, "string": ""}, {"content": None, "string": json.dumps(RECORD)}], ids=["dict", "text"]
)
def test_a_record_becomes_a_node(data: dict[str, object]) -> None:
    (node,) = RecordPlugin.handle_mime(None, SimpleNamespace(mime_type=MIME, **data), False) or []

    assert isinstance(node, RecordNode)
    assert RECORD == node["record"]


def test_other_types_are_left_alone() -> None:
    assert RecordPlugin.handle_mime(None, SimpleNamespace(mime_type="text/html"), False) is None


def test_only_the_builder_of_pdfs_prefers_records() -> None:
    assert [(PdfBuilder.name, MIME, 1)] == RecordPlugin.mime_priority_overrides
