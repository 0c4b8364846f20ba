"""Strangers' files into data/: read, told apart, checked against what is known, and written as one change."""

from statbook.ingest.add import Added, add
from statbook.ingest.report import report

__all__ = ["Added", "add", "report"]
