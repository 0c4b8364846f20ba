"""The tables of data/: schema, loading, questions to them, and the check of every printed figure at its place."""

from statbook.store.cuts import Cut, Node, load_cuts
from statbook.store.edition import Author, Edition
from statbook.store.nature import WHOLE, Member, Nature
from statbook.store.observation import ARTICLE, MEASURES, Observation, anchor_of, article_anchor
from statbook.store.places import Verification, passage_at, source_text, verify
from statbook.store.schema import Package, faults
from statbook.store.tables import Store

__all__ = [
    "ARTICLE",
    "MEASURES",
    "WHOLE",
    "Author",
    "Cut",
    "Edition",
    "Member",
    "Nature",
    "Node",
    "Observation",
    "Package",
    "Store",
    "Verification",
    "anchor_of",
    "article_anchor",
    "faults",
    "load_cuts",
    "passage_at",
    "source_text",
    "verify",
]
