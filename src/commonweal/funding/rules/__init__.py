"""The allocation rules, one file each; ``RULES`` names them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from commonweal.funding.poll import Poll
from commonweal.funding.result import Result
from commonweal.funding.rules.equal_shares import equal_shares
from commonweal.funding.rules.greedy import greedy
from commonweal.funding.rules.phragmen import phragmen
from commonweal.funding.spec import RuleSpec

Rule = Callable[[Poll, RuleSpec], Result]
RULES: Mapping[str, Rule] = MappingProxyType({"greedy": greedy, "equal_shares": equal_shares, "phragmen": phragmen})
"""Every allocation rule by its name: ``RULES[name](poll, spec)``."""
