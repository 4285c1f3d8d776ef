"""Opening a round: from what was sealed to what is counted, so that anybody can see that nothing was lost or added."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256

from commonweal.errors import BallotsDiffer, Fault
from commonweal.funding.ballots import Ballot, Ballots, grouped
from commonweal.funding.box.choices import BallotForm, Choices
from commonweal.funding.poll import Poll, Project
from commonweal.terms import canon


@dataclass(frozen=True, slots=True)
class OpenedBallot:
    """What one or more voters chose, as it was sealed or written on paper.

    Attributes:
        choices: what they chose.
        voters: how many did.
    """

    choices: Choices
    voters: int


@dataclass(frozen=True, slots=True)
class ReceiptList:
    """The receipts of every sealed ballot of a round, sorted: all that is published of them at the close.

    Attributes:
        data: one receipt a line, each ended by a line feed.
        ballots: how many there are.
        digest: SHA-256 of the data, as the entry ``round_closed`` bears it.
    """

    data: bytes
    ballots: int
    digest: str


@dataclass(frozen=True, slots=True)
class ToCount:
    """What is counted of a round.

    Attributes:
        poll: its projects, budget and ballots, without what was withdrawn.
        left_empty: how many ballots named only projects that were withdrawn; they are counted in no sum but this.
    """

    poll: Poll
    left_empty: int


def receipt_list(receipts: Iterable[str]) -> ReceiptList:
    """Give the list of receipts that is published at the close.

    Examples:
        >>> receipt_list(["b" * 64, "a" * 64]).data.splitlines()[0] == b"a" * 64
        True
    """
    ordered = sorted(receipts)
    data = "".join(f"{receipt}\n" for receipt in ordered).encode("ascii")
    return ReceiptList(data, len(ordered), sha256(data).hexdigest())


def require_same(found: ReceiptList, *, ballots: int, digest: str, round_id: str) -> None:
    """Let ballots through only when they are those that stood at the close, in number and hash.

    Args:
        found: the receipts of the ballots that are there now.
        ballots: how many stood at the close.
        digest: hash of their list, as it was recorded.
        round_id: the round.

    Raises:
        BallotsDiffer: where a ballot was lost, added or exchanged.
    """
    faults = []
    if found.ballots != ballots:
        numbers = {"found": found.ballots, "ballots": ballots}
        faults.append(Fault("there are {found} sealed ballots, and there were {ballots} at the close", numbers))
    if found.digest != digest:
        hashes = {"found": found.digest, "digest": digest}
        faults.append(Fault("their list has the hash {found}, and at the close it had {digest}", hashes))
    if faults:
        raise BallotsDiffer(*faults, round=round_id)


def tallied(choices: Iterable[Choices]) -> tuple[OpenedBallot, ...]:
    """Give the distinct ballots with their numbers, sorted, so that their order says nothing of who cast them.

    Examples:
        >>> [one.voters for one in tallied([Choices(("b",)), Choices(("a",)), Choices(("b",))])]
        [1, 2]
    """
    return tuple(OpenedBallot(one, voters) for one, voters in sorted(Counter(choices).items()))


def opened_bytes(opened: Iterable[OpenedBallot]) -> bytes:
    """Give the bytes of opened ballots, one distinct ballot a line: the entry ``ballots_opened`` bears their hash."""
    lines = ({"chosen": one.choices.chosen, "points": one.choices.points, "voters": one.voters} for one in opened)
    return b"".join(canon.encode(line) + b"\n" for line in lines)


def to_count(form: BallotForm, opened: Iterable[OpenedBallot], withdrawn: Collection[str] = ()) -> ToCount:
    """Give the poll of opened ballots, with withdrawn projects taken off.

    A ballot keeps what else it names; one that names nothing else is left out of the poll and counted as left empty.

    Args:
        form: what stood on the ballot.
        opened: distinct ballots.
        withdrawn: projects that were withdrawn after the ballot was published.

    Examples:
        >>> from fractions import Fraction
        >>> from commonweal.funding.poll import Project
        >>> form = BallotForm("approval", tuple(Project(x, x, Fraction(1)) for x in "ab"), Fraction(1))
        >>> to_count(form, tallied([Choices(("a",)), Choices(("a", "b"))]), ["a"]).left_empty
        1
    """
    projects = tuple(project for project in form.projects if project.id not in withdrawn)
    places = {project.id: place for place, project in enumerate(projects)}
    kept, left_empty = [], 0
    for one in opened:
        stays = [at for at, name in enumerate(one.choices.chosen) if name in places]
        if not stays:
            left_empty += one.voters
            continue
        points = tuple(one.choices.points[at] for at in stays) if one.choices.points else ()
        kept.append(Ballot(tuple(places[one.choices.chosen[at]] for at in stays), points, one.voters))
    ballots = grouped(kept, form.vote_type)
    return ToCount(_poll(form, projects, ballots), left_empty)


def _poll(form: BallotForm, projects: tuple[Project, ...], ballots: Ballots) -> Poll:
    # What was withdrawn may have left a ballot with fewer choices than its voter had to make.
    shortest = min((len(ballot.choices) for ballot in ballots), default=1)
    return Poll(
        projects,
        form.budget,
        form.vote_type,
        ballots,
        currency=form.currency,
        min_length=min(max(form.fewest, 1), shortest),
        max_length=form.limit,
        max_points=form.points,
    )
