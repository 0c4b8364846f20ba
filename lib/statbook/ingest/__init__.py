"""Import third-party tables (CSV, XLSX, ODS, Parquet, DataFrames) into data/."""

from statbook.ingest.add import AddRequest, AddResult, add
from statbook.ingest.recipe_draft import draft_recipe, write_draft
from statbook.ingest.report import report
from statbook.ingest.undo import undo_addition
from statbook.ingest.verify_cells import verify_cells
