"""The feed of what changed has all that RFC 4287 asks of a feed, and an entry for each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import PropertyMock, patch

import pytest
from lxml import etree

from statbook.changes import history
from statbook.changes.feed import atom_feed
from statbook.messages import speaking
from statbook.store import Author, Store

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def read(store: Store, **edition: Any) -> Any:
    told = replace(store.edition, site="https://book.example/x/", **edition)
    with patch.object(Store, "edition", PropertyMock(return_value=told)):
        return etree.fromstring(atom_feed(store, history(store)).encode())


def test_feed_and_entries_have_what_atom_asks_for(revised: Store) -> None:
    root = read(revised)

    for element in (root, *root.iterfind("a:entry", ATOM)):
        for name in ("id", "title", "updated"):
            (found,) = element.findall(f"a:{name}", ATOM)
            assert found.text
        assert datetime.fromisoformat(element.findtext("a:updated", namespaces=ATOM)).tzinfo
        assert element.findall("a:link[@rel='alternate']", ATOM)
    assert "https://book.example/x/feed.xml" == root.find("a:link[@rel='self']", ATOM).get("href")
    assert root.findtext("a:updated", namespaces=ATOM).startswith(revised.as_of)
    addresses = [found.text for found in root.iterfind(".//a:id", ATOM)]
    assert len(addresses) == len({*addresses})
    assert all(address.startswith("https://book.example/x/changes.html") for address in addresses)


def test_an_entry_tells_what_became_of_numbers_on_its_day(revised: Store) -> None:
    first, second, *_ = read(revised).iterfind("a:entry", ATOM)

    assert "What changed on 3 May 2026" == first.findtext("a:title", namespaces=ATOM)
    (content,) = second.findall("a:content", ATOM)
    assert "html" == content.get("type")
    assert content.text.startswith("<ul><li>1 read anew.</li><li>read anew: ")
    assert "318.25 trillion yuan → 318.52 trillion yuan. Two digits exchanged.</li></ul>" in content.text


def test_authors_are_named_with_how_to_reach_them_and_markup_is_inert(store: Store) -> None:
    authors = (Author("<b>"), Author("Li Wei", email="li@book.example", address="https://li.example"))
    found = read(store, authors=authors).findall("a:author", ATOM)

    assert [["<b>"], ["Li Wei", "https://li.example", "li@book.example"]] == [one.xpath("*/text()") for one in found]


def test_the_feed_has_the_latest_days_only(revised: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("statbook.changes.feed"), "MOST", 2)

    assert ["2026-05-03T00:00:00Z", "2026-05-02T00:00:00Z"] == read(revised).xpath(
        "a:entry/a:updated/text()", namespaces=ATOM
    )


def test_the_feed_speaks_the_language_of_its_book(store: Store) -> None:
    assert "en" == read(store).get("{http://www.w3.org/XML/1998/namespace}lang")
    with speaking("zh", Path(__file__).parents[2] / "locale"):
        root = read(store)

    assert "zh-CN" == root.get("{http://www.w3.org/XML/1998/namespace}lang")
    assert ("从书架到货架：数说中国创新经济", "变更记录") == tuple(
        root.findtext(f"a:{name}", namespaces=ATOM) for name in ("title", "subtitle")
    )
    assert "2026年3月25日的变更" == root.findtext("a:entry/a:title", namespaces=ATOM)
