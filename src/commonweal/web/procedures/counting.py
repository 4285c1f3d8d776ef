"""What every count shares: the ballots counted by the frozen rule, checked by the verifier, and published."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from commonweal.formats.counts import count_files
from commonweal.funding.measures import affordable, measures
from commonweal.funding.poll import Poll
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, published, require_accepted
from commonweal.web.rights import Actors
from commonweal.web.store import keep, read

RECOUNTS = 300
"""How often a round is counted again, at most, to say how many more supporters a project lacked."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A count that the verifier accepted, to be kept.

    Attributes:
        round: the round.
        name: the folder's name: the round's, with a number where an earlier result was set aside.
        files: the folder.
    """

    round: str
    name: str
    files: Mapping[str, bytes]


def counted(round_id: str, poll: Poll, spec: RuleSpec) -> Counted:
    """Count ballots, which may take its time and holds nobody up.

    Raises:
        NotAccepted: where the verifier finds a fault.
    """
    result = RULES[spec.name](poll, spec)
    files = count_files(
        poll, result, made=measures(poll, result, recounts=min(affordable(poll, result), RECOUNTS), costs=False)
    )
    require_accepted("count", round_id, files)
    before = read.counts_before(round_id)
    return Counted(round_id, f"{round_id}-{before + 1}" if before else round_id, files)


def publish_count(count: Counted, *, challenge_until: date, at: datetime, actors: Actors) -> Entry:
    """Keep and publish a count as provisional; the record must be held."""
    payload = {
        "round": count.round,
        **published(f"counts/{count.name}", count.files),
        **_figures(count.files),
        "challenge_until": challenge_until.isoformat(),
    }
    entry = keep.keep_entry(draft("result_provisional", at, actors, payload))
    keep.keep_count(entry, count.round, count.name, count.files)
    return entry


def _figures(files: Mapping[str, bytes]) -> dict[str, Any]:
    """Give what an entry says of a result: the projects in order, the sums and the voters."""
    result = json.loads(files["result.json"])
    return {name: result[name] for name in ("selected", "spent", "budget", "voters")}
