"""The measures of a count as a published file."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from commonweal.formats.folders import FORMAT
from commonweal.formats.outcomes import claims_value, outcome_value, plain_amount, portions_value
from commonweal.funding.measures import Measures
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result
from commonweal.funding.who import NO_POPULATION, NO_TENTH, AreaMoney, WhoGets, changes, placed
from commonweal.terms.sources import Unknown

FILE = "measures.json"


def measures_value(poll: Poll, result: Result, made: Measures, poll_hash: str) -> dict[str, Any]:
    """Give measures as the value that is published."""
    firm, found = made.robustness, made.levers
    return {
        "format": FORMAT,
        "kind": "count measures",
        "poll": poll_hash,
        "rule": result.spec.value(),
        "claims": claims_value(poll, made.claims),
        "portions": portions_value(made.portions),
        "levers": {
            "most": found.most,
            "recounts": found.recounts,
            "projects": [
                {
                    "id": poll.projects[k].id,
                    "supporters": lever.supporters,
                    "tried": lever.tried,
                    "finished": lever.finished,
                    "cost": lever.cost if lever.cost is None else int(lever.cost),
                }
                for k, lever in found.by_project.items()
            ],
        },
        "robustness": {
            "seed": firm.seed,
            "recounts": firm.recounts,
            "undecided": firm.undecided,
            "projects": [
                {"id": project.id, "funded": number} for project, number in zip(poll.projects, firm.funded, strict=True)
            ],
        },
        "others": [outcome_value(poll, one) for one in made.others],
        "who": _who_value(made.who, made.who_by_votes),
    }


def read_who(told: Sequence[Mapping[str, Any]]) -> tuple[WhoGets, WhoGets | None]:
    """Read back who gets what: the money of each area, and what it would be by most votes alone.

    Args:
        told: the member ``who`` of measures.

    Returns:
        The areas under the rule that held; and by most votes alone, or None where nobody says.
    """
    rivals = [one["by_votes"] for one in told]
    held = placed([_area(one, one) for one in told], {}, {})
    if not all(rivals):
        return held, None
    return held, placed([_area(one, rival) for one, rival in zip(told, rivals, strict=True)], {}, {})


def _who_value(held: WhoGets, by_votes: WhoGets | None) -> list[dict[str, Any]]:
    """Give the money of each area; with most votes alone, and how much more than by those the rule that held gives."""
    rivals: list[dict[str, Any] | None] = [None] * len(held.areas)
    if by_votes is not None:
        rivals = [
            {"spent": plain_amount(one.spent), "funded": one.funded, "more": plain_amount(moved.more)}
            for one, moved in zip(by_votes.areas, changes(by_votes, held), strict=True)
        ]
    return [
        {
            "area": one.area,
            "asked": plain_amount(one.asked),
            "spent": plain_amount(one.spent),
            "funded": one.funded,
            "votes": one.votes,
            "by_votes": rival,
        }
        for one, rival in zip(held.areas, rivals, strict=True)
    ]


def _area(one: Mapping[str, Any], spent: Mapping[str, Any]) -> AreaMoney:
    return AreaMoney(
        area=one["area"],
        tenth=Unknown(NO_TENTH),
        asked=Fraction(one["asked"]),
        spent=Fraction(spent["spent"]),
        funded=spent["funded"],
        votes=one["votes"],
        per_head=Unknown(NO_POPULATION),
    )
