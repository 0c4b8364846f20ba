"""The data of a book: its tables and YAML files, read into observations. `statbook.store.validation` checks them."""

from statbook.store.breakdowns import Breakdown, Category, build_breakdown, load_breakdowns
from statbook.store.classification import WHOLE, Classification, Member
from statbook.store.edition import Author, Edition
from statbook.store.naming import MEASURE_NAMES, name_of
from statbook.store.observation import ARTICLE, MEASURES, Observation, anchor_of, article_anchor, indicator_anchor
from statbook.store.package import AS_OF, Package
from statbook.store.printed_number import normalize, parse_printed
from statbook.store.recipes import Recipe, load_recipe, load_recipes, merge_definitions
from statbook.store.rounding import exact_interval, last_digit, printed_interval, rounding_unit
from statbook.store.tables import Store
from statbook.store.transaction import PENDING, change_folder, lock_folder, recover, replace_files
from statbook.store.validation.consistency import KINDS, check_consistency, consistency_checks
from statbook.store.validation.dates import check_dates
from statbook.store.validation.offsets import Verification, passage_at, source_text, verify
from statbook.store.validation.printed_form import check_printed
from statbook.store.validation.references import check_references, check_yaml
from statbook.store.validation.schema import check_tables
