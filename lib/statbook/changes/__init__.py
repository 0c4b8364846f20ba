"""Changes: what became of published numbers from one state of the book to another.

rows       single figures: new, revised, corrected, read anew, withdrawn
history    the same day by day, from the data alone
record     what a built book says, kept beside its pages
comparison two records: figures of the data, numbers of the chapters, drawings
report     a comparison as text
page       the page "What changed"
changelog  the section of the changelog that tells of the data
"""

from statbook.changes.changelog import changelog, with_section
from statbook.changes.comparison import Comparison, compared
from statbook.changes.history import Day, history
from statbook.changes.page import PAGE, page
from statbook.changes.record import RECORD, Record, record_of
from statbook.changes.report import report
from statbook.changes.observations import Change, Told, changed, told

__all__ = [
    "PAGE",
    "RECORD",
    "Change",
    "Comparison",
    "Day",
    "Record",
    "Told",
    "changed",
    "changelog",
    "compared",
    "history",
    "page",
    "record_of",
    "report",
    "told",
    "with_section",
]
