"""Recording a decision of the board, with its reason and how it was voted on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from secrets import token_bytes

from commonweal.errors import Fault, NotOnRecord, VotesDoNotAdd
from commonweal.record.entries import Entry
from commonweal.web.procedures.acting import draft, one_act
from commonweal.web.procedures.interests import check_interests
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import boards, keep


@dataclass(frozen=True, slots=True)
class Votes:
    """How members voted: how many in favour, against and abstaining, and how many took no part."""

    in_favour: int
    against: int = 0
    abstained: int = 0
    took_no_part: int = 0


@dataclass(frozen=True, slots=True)
class Decision:
    """What the board decided.

    Attributes:
        id: a short name of its own.
        title: what was decided, in a line.
        reason: why, in full.
        votes: how members voted.
        meeting: the meeting it was taken in, or "".
        concerns: the organisation, proposal, fund or other thing that it is about, or "".
    """

    id: str
    title: str
    reason: str
    votes: Votes
    meeting: str = ""
    concerns: str = ""


def take_decision(decision: Decision, *, at: datetime, actors: Actors, salts: keep.Salts = token_bytes) -> Entry:
    """Record what the board decided and why. Members with an interest in what it concerns took no part.

    Args:
        decision: the decision.
        at: when.
        actors: who records it.
        salts: where the salt of the reason comes from.

    Returns:
        The entry ``decision_taken``.

    Raises:
        NotAllowed: where the role may not.
        InterestDeclared: where whoever records it has an interest in what it concerns.
        NotOnRecord: where no such meeting was called.
        NotNow: where a decision of this name was recorded before, or it has no reason.
        VotesDoNotAdd: where more voted than there are members, or members with an interest cannot all have taken no
            part.
    """
    check_right("take_decision", actors)
    votes, meeting, concerns = decision.votes, decision.meeting, decision.concerns
    with one_act():
        check_interests("take_decision", actors, [concerns])
        if boards.has("decision_taken", "decision", decision.id):
            raise not_now("take_decision", decision.id, Fault("a decision of this name was recorded before"))
        if not decision.reason.strip():
            raise not_now("take_decision", decision.id, Fault("it has no reason"))
        if meeting and not boards.has("meeting_called", "meeting", meeting):
            raise NotOnRecord(thing="meeting", name=meeting, nearest="")
        faults = tuple(_faults(votes, concerns))
        if faults:
            raise VotesDoNotAdd(*faults, decision=decision.id)
        payload = {
            "decision": decision.id,
            "title": decision.title,
            "in_favour": votes.in_favour,
            "against": votes.against,
            "abstained": votes.abstained,
            "took_no_part": votes.took_no_part,
            **({"meeting": meeting} if meeting else {}),
            **({"concerns": concerns} if concerns else {}),
        }
        return keep.keep_entry(draft("decision_taken", at, actors, payload, {"reason": decision.reason}), salts)


def _faults(votes: Votes, concerns: str) -> Iterator[Fault]:
    members = boards.member_seats()
    voted = votes.in_favour + votes.against + votes.abstained
    for field in ("in_favour", "against", "abstained", "took_no_part"):
        if getattr(votes, field) < 0:
            yield Fault("this is below 0", field=field)
    if members and voted + votes.took_no_part > len(members):
        figures: dict[str, object] = {"votes": voted + votes.took_no_part, "members": len(members)}
        yield Fault("{votes} voted or took no part, and there are {members} members", figures, field="in_favour")
    declared = boards.open_interests()
    barred = {seat for seat in members if concerns in declared.get(seat, frozenset())} if concerns else set()
    if votes.took_no_part < len(barred):
        figures = {"barred": len(barred), "took": votes.took_no_part, "concerns": concerns}
        what = "{barred} members declared an interest in {concerns}, and {took} took no part"
        yield Fault(what, figures, field="took_no_part")
