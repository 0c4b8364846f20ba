"""The traps of the domain as named rules: what may not be brought together, why it misleads, and what to do instead.

figure      a figure as the rules see it
rule        what a rule is, and what it looks at
amounts     rules about what amounts are made of
rates       rules about units and rates
times       rules about periods and growth
origins     rules about who counted what, and how sure it is
vintages    the rule about values that were revised
check       all rules on figures brought together; and doing it knowingly
"""

from statbook.rules.check import RULES, Waiver, check, knowingly
from statbook.rules.rule_input import RATIOS, Figure
from statbook.rules.rule import ACTS, Gathering, Rule, page_of
from statbook.rules.vintages import VINTAGES, day_before, day_before_revision

__all__ = [
    "ACTS",
    "RATIOS",
    "RULES",
    "VINTAGES",
    "Figure",
    "Gathering",
    "Rule",
    "Waiver",
    "check",
    "day_before",
    "day_before_revision",
    "knowingly",
    "page_of",
]
