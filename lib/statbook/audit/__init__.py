"""Do the printed figures add up: relations between them, verdicts, the misprint that would explain one, and power."""

from statbook.audit.audit import Audit
from statbook.audit.misprints import Mend, altered, mends
from statbook.audit.power import Power, power
from statbook.audit.relation import EQUAL, Relation
from statbook.audit.relations import relations
from statbook.audit.report import report
from statbook.audit.verdict_text import Told, told
from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, ORDER, Verdict, judged

__all__ = [
    "CANNOT_TELL",
    "CONTRADICTS",
    "EQUAL",
    "HOLDS",
    "NARROWLY",
    "ORDER",
    "Audit",
    "Mend",
    "Power",
    "Relation",
    "Told",
    "Verdict",
    "altered",
    "judged",
    "mends",
    "power",
    "relations",
    "report",
    "told",
]
