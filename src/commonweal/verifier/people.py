"""Who acts: two people where an act takes two, and seats and interests that begin before they end."""

from collections.abc import Iterator, Sequence

from .chain import Entry
from .findings import Finding
from .forms import fault, misshapen
from .kinds import KINDS, ROLES

_TWO = (
    "rules_published ballot_published appeal_decided voting_extended round_closed lot_drawn ballots_opened "
    "result_provisional challenge_answered result_set_aside result_confirmed round_stopped awards_decided "
    "fund_constituted money_moved stream_allocated award_opened scored_award_decided "
    "floor_switched_off floor_switched_on step_in_agreed step_in_triggered step_in_begun step_in_ended"
)
TWO = frozenset(_TWO.split())
"""Acts that one person alone may not do."""
_SEATS = ("person_appointed", "person_left", "interest_declared", "interest_ended")


def check_pairs(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Find acts that take two people and name one role, or the same twice (V610)."""
    for entry in entries:
        if (entry["kind"] in TWO or _for_nobody(entry)) and entry["payload"].get("second", entry["role"]) == entry[
            "role"
        ]:
            yield fault("V610", entry, "it takes two people, and names no second role beside the first")


def _for_nobody(entry: Entry) -> bool:
    """Say whether codes were made for nobody in particular, which takes two people."""
    return entry["kind"] == "codes_issued" and bool(entry["payload"].get("unnamed"))


def check_seats(entries: Sequence[Entry]) -> Iterator[Finding]:
    """Find seats that were left by nobody, and interests that do not begin once and end once (V611)."""
    seats: set[tuple[str, str]] = set()
    declared: set[str] = set()
    ended: set[str] = set()
    for entry in entries:
        kind, said = entry["kind"], entry["payload"]
        if kind not in _SEATS:
            continue
        wrong = misshapen(entry, sorted(KINDS[kind].needed))
        if wrong:
            yield from wrong
        elif kind in {"person_appointed", "person_left"}:
            yield from _seat(entry, seats)
        elif kind == "interest_declared":
            if said["interest"] in declared:
                yield fault("V611", entry, f"an interest {said['interest']} was declared before")
            declared.add(said["interest"])
        else:
            if said["interest"] not in declared - ended:
                yield fault("V611", entry, f"no interest {said['interest']} was declared that had not ended")
            ended.add(said["interest"])


def _seat(entry: Entry, seats: set[tuple[str, str]]) -> Iterator[Finding]:
    said = entry["payload"]
    held = said["seat"], said["appointed"]
    if said["appointed"] not in ROLES:
        yield fault("V611", entry, f"there is no role {said['appointed']}")
    elif entry["kind"] == "person_appointed":
        seats.add(held)
    elif held not in seats:
        yield fault("V611", entry, f"nobody in the seat {said['seat']} was appointed {said['appointed']}")
    seats.difference_update({held} if entry["kind"] == "person_left" else ())
