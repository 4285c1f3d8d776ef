"""The measures of a count as a published file."""

from typing import Any

from commonweal.formats.folders import FORMAT
from commonweal.formats.outcomes import claims_value, outcome_value, portions_value
from commonweal.funding.measures import Measures
from commonweal.funding.poll import Poll
from commonweal.funding.result import Result

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
    }
