"""The rule ``need_and_panel``: a stream's money goes to groups by need, and within a group in the panel's order."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from commonweal.funding.streams.constitution import Stream
from commonweal.funding.streams.requests import Requests, StreamProposal
from commonweal.terms.money import Pence, shares

RULE, VERSION = "need_and_panel", 1
Part = Literal["need", "left over"]


@dataclass(frozen=True, slots=True)
class GroupShare:
    """A group's share of a stream.

    Attributes:
        group: whom it is for.
        need: the number of people that counted.
        share: its money, before any proposal was fitted in.
    """

    group: str
    need: Fraction
    share: Pence


@dataclass(frozen=True, slots=True)
class Turn:
    """A proposal's turn: what was left when it came, and what it was given.

    Attributes:
        part: from its group's share, or from what the groups left over.
        proposal: its id.
        left: what was left when its turn came.
        given: what it was given, 0 where it did not fit.
    """

    part: Part
    proposal: str
    left: Pence
    given: Pence


@dataclass(frozen=True, slots=True)
class Allocation:
    """How a stream's money is allocated, with every turn that led to it.

    Attributes:
        stream: the stream's id.
        shares: of each group, by name.
        turns: in order.
        carried_over: what nothing fitted into; it waits for the stream's next round.
    """

    stream: str
    shares: tuple[GroupShare, ...]
    turns: tuple[Turn, ...]
    carried_over: Pence

    @property
    def allocated(self) -> Pence:
        """What all proposals are given together."""
        return Pence(sum(turn.given for turn in self.turns))

    def given(self, proposal: str) -> Pence:
        """Give what a proposal is given in all."""
        return Pence(sum(turn.given for turn in self.turns if turn.proposal == proposal))


def allocate(stream: Stream, requests: Requests) -> Allocation:
    """Allocate a stream's money by need and by the panel's order; no vote has any part in it.

    First each group has a share in proportion to its need, in whole pence by largest remainder (of equal remainders,
    the group whose name comes first). Each share pays for the group's proposals in the panel's order, as long as they
    fit; one that does not fit is passed over. What the groups leave over then goes, in the panel's order over all
    groups, to what still fits, and tops up what was given a part of its cost. What remains is carried over.

    Args:
        stream: the stream, as constituted before voting opened.
        requests: its needs, proposals and panel.

    Raises:
        ValueError: where no group is in need, a group stands twice, a proposal's group has no need, or the panel's
            order is not settled.
    """
    order = requests.in_order()
    by_need = group_shares(stream, requests)
    groups = [share.group for share in by_need]
    if len(set(groups)) != len(groups) or not {proposal.group for proposal in order} <= set(groups):
        message = "every group stands once, and none may be without a figure of need"
        raise ValueError(message)
    turns: list[Turn] = []
    rest = 0
    for share in by_need:
        own = [proposal for proposal in order if proposal.group == share.group]
        spent = _turns("need", own, share.share, {})
        turns += spent
        rest += share.share - sum(turn.given for turn in spent)
    given = {turn.proposal: turn.given for turn in turns}
    spent = _turns("left over", order, Pence(rest), given)
    carried = Pence(rest - sum(turn.given for turn in spent))
    return Allocation(stream.id, by_need, (*turns, *spent), carried)


def group_shares(stream: Stream, requests: Requests) -> tuple[GroupShare, ...]:
    """Divide a stream's money among groups in proportion to need, before any proposal is fitted in.

    Raises:
        ValueError: where no group is in need.
    """
    needs = sorted(requests.needs, key=lambda need: need.group)
    used = [need.used(stream.figure) for need in needs]
    # The middle of two whole numbers is a whole number of halves.
    money = shares(stream.set_aside, [int(people * 2) for people in used])
    return tuple(
        GroupShare(need.group, people, Pence(sum_)) for need, people, sum_ in zip(needs, used, money, strict=True)
    )


def _turns(part: Part, order: Iterable[StreamProposal], left: Pence, given: Mapping[str, Pence]) -> list[Turn]:
    """Give each proposal that is not yet paid for in full its turn."""
    turns = []
    for proposal in order:
        had = given.get(proposal.id, Pence(0))
        wanted = proposal.cost - had
        if wanted:
            fits = left >= (1 if had else proposal.least)
            turns.append(Turn(part, proposal.id, left, Pence(min(wanted, left) if fits else 0)))
            left = Pence(left - turns[-1].given)
    return turns
