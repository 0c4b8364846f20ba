"""Changes of published numbers from one state of the book to another."""

from statbook.changes.comparison import compare, report
from statbook.changes.history import changelog, history, with_section, write_changelog
from statbook.changes.observations import ObservationText, find_changes
from statbook.changes.page import PAGE, page
from statbook.changes.record import BookRecord, record_of
from statbook.project.paths import RECORD
