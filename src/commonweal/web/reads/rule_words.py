"""A frozen rule in plain sentences: every option that it is set to, so that nobody has to know a key and its value."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from commonweal.funding.options import Group
from commonweal.funding.spec import RuleSpec
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say

_STOP = {
    "skip": say("A project that costs more than is left is passed over, and the count goes on."),
    "stop": say("The count ends at the first project that costs more than is left."),
}
_OF_RULE: Mapping[str, Mapping[str, Mapping[str, Sentence]]] = {
    "greedy": {
        "order": {
            "votes": say("The project with the most support is funded first, then the next."),
            "votes_per_cost": say("The project with the most support for each pound of its cost is funded first."),
        },
        "overflow": _STOP,
    },
    "equal_shares": {
        "utility": {
            "cost": say("A project is worth what it costs to everybody who chose it."),
            "votes": say("Every project is worth the same to everybody who chose it, whatever it costs."),
            "points": say("A project is worth to a voter as many points as the voter gives it."),
            "borda": say("A project is worth the more to a voter, the higher the voter puts it in order."),
        },
        "start": {
            "integral": say("Each voter's share begins at the budget divided by the voters, in whole pounds."),
            "rational": say("Each voter's share begins at the budget divided by the voters, to the last fraction."),
        },
        "completion": {
            "none": say("Money that nobody's share can spend together is not spent."),
            "add1": say(
                "While money is left, all shares rise step by step, as long as the budget pays for the result."
            ),
            "add1-exhaustive": say(
                "While money is left, all shares rise step by step, until no further project fits into the budget."
            ),
            "add1u": say(
                "While money is left, all shares rise step by step; then the best supported that fit are added."
            ),
        },
        "comparison": {
            "greedy": say(
                "The result is held against most votes first: the one that more voters find worth more to them counts."
            ),
        },
    },
    "phragmen": {"overflow": _STOP},
}
_TIES = {
    "lower-cost": say("the one that costs less"),
    "higher-cost": say("the one that costs more"),
    "more-votes": say("the one with more support"),
    "lot": say("the lot"),
}


def sentences(spec: RuleSpec, currency: str = "GBP") -> Iterator[Sentence]:
    """Say what each option of a rule is set to; one that limits nothing is not said.

    Args:
        spec: the rule as it was frozen.
        currency: of its sums.
    """
    for option, said in _OF_RULE.get(spec.name, {}).items():
        value = spec.options.get(option, "")
        if value in said:
            yield said[value]
    if spec.options.get("completion", "none") != "none":
        yield say("Each step gives every voter {sum} more.", sum=Amount(Fraction(spec.options["step"]), currency))
    yield from _limits(spec, currency)
    if spec.options.get("ties"):
        yield say("Where projects stand equal, the first of these decides: {order}.", order=_listed(spec))


def _limits(spec: RuleSpec, currency: str) -> Iterator[Sentence]:
    options = {"minimum_support": "0", "caps": "", "floors": "", "exclusive": "", "packages": "", **spec.options}
    given = RuleSpec(spec.name, spec.version, options)
    if given.minimum_support:
        yield say("A project needs a support of {least} or more to be funded.", least=given.minimum_support)
    for group, most in given.caps:
        yield say("At most {sum} is spent on projects of {group}.", sum=Amount(most, currency), group=_group(group))
    for group, least in given.floors:
        yield say(
            "At least {sum} goes to projects of {group}: where votes alone give less, the best supported come first.",
            sum=Amount(least, currency),
            group=_group(group),
        )
    for ids in given.exclusive:
        yield say("Of these projects one at most is funded: {projects}.", projects=", ".join(ids))
    for ids in given.packages:
        yield say("These projects are funded together or not at all: {projects}.", projects=", ".join(ids))


def _group(group: Group) -> Sentence:
    if group.kind == "area":
        return say("the area {name}", name=group.name)
    return say("the category {name}", name=group.name)


def _listed(spec: RuleSpec) -> Sentence:
    *before, last = spec.options["ties"].split(",")
    told = _TIES[last]
    for word in reversed(before):
        told = say("{first}, {rest}", first=_TIES[word], rest=told)
    return told
