"""Comparison of rules: the same ballots counted by several, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.ballots import VoteType
from commonweal.funding.explain import reach
from commonweal.funding.explanation import Reach
from commonweal.funding.fairness import Claim, Portion, claims, portions
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec, read_spec
from commonweal.funding.who import WhoGets, who_gets
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

_APPROVALS = {
    "greedy": ("greedy", ()),
    "greedy-per-cost": ("greedy", ("order=votes_per_cost",)),
    "equal-shares-cost": ("equal_shares", ("utility=cost", "completion=add1u")),
    "equal-shares-votes": ("equal_shares", ("utility=votes", "completion=add1u")),
    "phragmen": ("phragmen", ()),
}
_POINTS = {
    "greedy": ("greedy", ()),
    "greedy-per-cost": ("greedy", ("order=votes_per_cost",)),
    "equal-shares": ("equal_shares", ("utility=UTILITY", "completion=add1u")),
    "phragmen": ("phragmen", ()),
}
_UTILITY: Mapping[VoteType, str] = {"cumulative": "points", "ordinal": "borda"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one rule gives on the ballots of a poll.

    Attributes:
        name: what the comparison calls the rule: lower-case letters, digits and hyphens.
        result: what the count gives.
        reach: how far it reaches among voters.
        claims: the projects by which it violates EJR+ up to any project, or None where voters gave points or ranks.
        portions: the money by groups of voters.
        who: the money by area.
    """

    name: str
    result: Result
    reach: Reach
    claims: tuple[Claim, ...] | None
    portions: tuple[Portion, ...]
    who: WhoGets

    @property
    def nothing(self) -> Fraction:
        """The share of voters none of whose choices is funded."""
        return Fraction(self.reach.with_nothing, self.result.voters)


@dataclass(frozen=True, slots=True)
class RuleComparison:
    """Several rules on the same ballots.

    Attributes:
        poll: the poll.
        outcomes: one for each rule, in the order asked for.
    """

    poll: Poll
    outcomes: tuple[Outcome, ...]

    def funding(self, project: str) -> tuple[str, ...]:
        """Give the names of the rules that fund a project, by its id."""
        return tuple(one.name for one in self.outcomes if project in one.result.selected)


def rule_label(spec: RuleSpec) -> Sentence:
    """Say in a few words what a rule is, by what tells it from others."""
    if spec.name == "greedy":
        per_cost = spec.options["order"] == "votes_per_cost"
        return say("most votes for the money first") if per_cost else say("most votes first")
    if spec.name == "equal_shares":
        return {
            "cost": say("Equal Shares, worth by cost"),
            "votes": say("Equal Shares, all worth the same"),
            "points": say("Equal Shares, worth by points"),
            "borda": say("Equal Shares, worth by rank"),
        }[spec.options["utility"]]
    return say("Phragmén") if spec.name == "phragmen" else say("{rule}", rule=spec.name)


def usual_rules(vote_type: VoteType, step: str = "1", seed: str | None = None) -> dict[str, RuleSpec]:
    """Give the rules that are compared where nobody names any: those that there are and that fit the ballots.

    Args:
        vote_type: how voters could choose.
        step: by how much a share rises, in the currency's main unit.
        seed: of the lot, or None for the rules' own default.
    """
    named = _POINTS if vote_type in _UTILITY else _APPROVALS
    utility = _UTILITY.get(vote_type, "")
    lot = () if seed is None else (f"seed={seed}",)
    return {
        name: read_spec(
            rule,
            (
                *(one.replace("UTILITY", utility) for one in settings),
                *((f"step={step}",) if rule == "equal_shares" else ()),
                *lot,
            ),
        )
        for name, (rule, settings) in named.items()
        if rule in RULES
    }


def compare(
    poll: Poll,
    rules: Mapping[str, RuleSpec],
    tenths: Mapping[str, int | Unknown] | None = None,
    people: Mapping[str, int] | None = None,
) -> RuleComparison:
    """Count a poll by several rules.

    Args:
        poll: the poll.
        rules: each rule by what the comparison calls it.
        tenths: each area's tenth by deprivation, 1 the most deprived.
        people: each area's population, where it is known.

    Raises:
        RuleFaults: where a rule does not fit the poll's kind of ballots.
    """
    return RuleComparison(
        poll, tuple(_outcome(poll, name, spec, tenths or {}, people or {}) for name, spec in rules.items())
    )


def _outcome(
    poll: Poll, name: str, spec: RuleSpec, tenths: Mapping[str, int | Unknown], people: Mapping[str, int]
) -> Outcome:
    result = RULES[spec.name](poll, spec)
    funded = [winner.project for winner in result.certificate.winners]
    return Outcome(
        name=name,
        result=result,
        reach=reach(poll, funded),
        claims=claims(poll, funded),
        portions=portions(poll, funded),
        who=who_gets(poll, funded, tenths, people),
    )
