"""Import third-party CSV, XLSX and ODS tables into data/."""

from statbook.ingest.add import REASONS, AddRequest, AddResult, add, report
from statbook.ingest.recipe_draft import draft_recipe
from statbook.ingest.verify_cells import verify_cells

__all__ = ["REASONS", "AddRequest", "AddResult", "add", "draft_recipe", "report", "verify_cells"]
