"""Whether printed numbers agree: relations between them, verdicts, and the misprints that would explain contradictions."""

from statbook.audit.audit import Audit
from statbook.audit.misprints import Detection, Power, digit_changes, find_misprints, power
from statbook.audit.relations import find_relations
from statbook.audit.report import report, verdict_lines
from statbook.audit.verdict import CANNOT_TELL, CONTRADICTS, HOLDS, NARROWLY, Relation, Verdict, judge
from statbook.audit.verdict_text import describe_verdict
