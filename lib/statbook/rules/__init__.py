"""Rules for combining statistical numbers: what must not be combined, why it misleads, and what to do instead.

rule        a number as the rules see it, a rule, and the operations it looks at; the words of all rules are in rules.toml
conditions  what breaks each rule
check       applies the rules, and waives one for a reason
"""

from statbook.rules.check import RULES, Waiver, allow, allow_all, check
from statbook.rules.conditions import TWO_VINTAGES, day_before, day_before_revision
from statbook.rules.rule import ACTS, RATIOS, Rule, RuleInput, RuleInputs, page_of
