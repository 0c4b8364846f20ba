"""The tables of data/: schema, loading, questions to them, and the check of every printed figure at its place."""

from statbook.store.validation.printed_form import misread
from statbook.store.validation.consistency import KINDS, Check, broken, checks
from statbook.store.validation.references import misdeclared, unknown
from statbook.store.breakdowns import Cut, Node, load_cuts
from statbook.store.validation.dates import misdated
from statbook.store.edition import Author, Edition
from statbook.store.naming import IN_WORDS, name_of
from statbook.store.classification import WHOLE, Member, Nature
from statbook.store.observation import ARTICLE, MEASURES, Observation, anchor_of, article_anchor
from statbook.store.validation.offsets import Verification, passage_at, source_text, verify
from statbook.store.questions import NOTES, Answers, noted, on_day
from statbook.store.printed_number import Reading, plain, reading
from statbook.store.recipes import Definitions, Recipe, load_recipe, load_recipes
from statbook.store.rounding import box, last_digit, rounding_unit
from statbook.store.package import Package, faults
from statbook.store.tables import Store
from statbook.store.as_of import FILE as AS_OF
from statbook.store.transaction import PENDING, held, recover, replace_files

__all__ = [
    "ARTICLE",
    "AS_OF",
    "IN_WORDS",
    "KINDS",
    "MEASURES",
    "NOTES",
    "PENDING",
    "WHOLE",
    "Answers",
    "Author",
    "Check",
    "Cut",
    "Definitions",
    "Edition",
    "Member",
    "Nature",
    "Node",
    "Observation",
    "Package",
    "Reading",
    "Recipe",
    "Store",
    "Verification",
    "anchor_of",
    "article_anchor",
    "box",
    "broken",
    "checks",
    "faults",
    "held",
    "last_digit",
    "load_cuts",
    "load_recipe",
    "load_recipes",
    "misdated",
    "misdeclared",
    "misread",
    "name_of",
    "noted",
    "on_day",
    "passage_at",
    "plain",
    "reading",
    "recover",
    "replace_files",
    "rounding_unit",
    "source_text",
    "unknown",
    "verify",
]
