"""Strangers' files into data/: read, told apart, checked against what is known, and written as one change."""

from statbook.ingest.add import REASONS, Added, Wish, add
from statbook.ingest.verify_cells import verify_cells
from statbook.ingest.recipe_draft import draft
from statbook.ingest.report import report

__all__ = ["REASONS", "Added", "Wish", "add", "draft", "report", "verify_cells"]
