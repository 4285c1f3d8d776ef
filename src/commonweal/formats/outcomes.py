"""What a rule comes to on the ballots of a poll, as published values."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from commonweal.formats.prose import ENGLISH, prose
from commonweal.funding.compare import Outcome, rule_label
from commonweal.funding.fairness import Claim, Portion
from commonweal.funding.poll import Poll
from commonweal.funding.who import AreaMoney, TenthMoney, WhoGets
from commonweal.terms.sources import Unknown


def outcome_value(poll: Poll, one: Outcome) -> dict[str, Any]:
    """Give what one rule comes to as the value that is published."""
    return {
        "name": one.name,
        "label": prose(ENGLISH).text(rule_label(one.result.spec)),
        "rule": one.result.spec.value(),
        "selected": list(one.result.selected),
        "spent": plain_amount(one.result.spent),
        "with_nothing": one.reach.with_nothing,
        "mean_funded": one.reach.mean_funded,
        "claims": claims_value(poll, one.claims),
        "portions": portions_value(one.portions),
        "areas": [_area_value(area) for area in one.who.areas],
        "tenths": [_tenth_value(tenth) for tenth in one.who.tenths] if _tenths_known(one.who) else None,
    }


def claims_value(poll: Poll, claims: Sequence[Claim] | None) -> list[dict[str, Any]] | None:
    """Give claims as the value that is published, or None where they cannot be measured."""
    if claims is None:
        return None
    return [
        {
            "project": poll.projects[claim.project].id,
            "voters": claim.voters,
            "due": claim.due,
            "most": plain_amount(claim.most),
        }
        for claim in claims
    ]


def portions_value(portions: Sequence[Portion]) -> list[dict[str, Any]]:
    """Give the money by groups of voters as the value that is published."""
    return [{"funded": one.funded, "more": one.more, "voters": one.voters, "money": one.money} for one in portions]


def plain_amount(sum_: Fraction) -> int | Fraction:
    """Give a sum as published: a whole number where it is one, otherwise exact."""
    return sum_.numerator if sum_.denominator == 1 else sum_


def _area_value(area: AreaMoney) -> dict[str, Any]:
    return {
        "area": area.area,
        "tenth": _known(area.tenth),
        "asked": plain_amount(area.asked),
        "spent": plain_amount(area.spent),
        "funded": area.funded,
        "votes": area.votes,
        "per_head": _known(area.per_head),
    }


def _tenth_value(tenth: TenthMoney) -> dict[str, Any]:
    return {
        "tenth": _known(tenth.tenth),
        "areas": list(tenth.areas),
        "spent": plain_amount(tenth.spent),
        "per_head": _known(tenth.per_head),
    }


def _known(figure: int | Fraction | Unknown) -> Any:
    return {"unknown": figure.reason} if isinstance(figure, Unknown) else figure


def _tenths_known(who: WhoGets) -> bool:
    return any(isinstance(one.tenth, int) for one in who.areas)
