"""Changes of published numbers from one state of the book to another.

observations  single observations: new, revised, corrected, read anew, withdrawn
history       the same day by day, from the data alone
record        what a built book says, kept beside its pages
comparison    the differences between two records
report        a comparison as text
page          the page "What changed"
changelog     the section of the changelog on the data
"""

from statbook.changes.changelog import changelog, with_section, write_changelog
from statbook.changes.comparison import Comparison, compare
from statbook.changes.history import Day, history
from statbook.changes.observations import Change, ObservationText, find_changes, observation_text
from statbook.changes.page import PAGE, page
from statbook.changes.record import BookRecord, record_of
from statbook.changes.report import report
from statbook.project.paths import RECORD

__all__ = [
    "PAGE",
    "RECORD",
    "BookRecord",
    "Change",
    "Comparison",
    "Day",
    "ObservationText",
    "changelog",
    "compare",
    "find_changes",
    "history",
    "observation_text",
    "page",
    "record_of",
    "report",
    "with_section",
    "write_changelog",
]
