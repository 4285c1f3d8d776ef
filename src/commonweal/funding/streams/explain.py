"""What is said to people about a protected stream: what was set aside, for whom, and why each has what it has."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.streams.allocation import Allocation, GroupShare, Part
from commonweal.funding.streams.constitution import Fund, Stream
from commonweal.funding.streams.requests import FEW, Placing, Requests, StreamNeed, StreamProposal
from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say


@dataclass(frozen=True, slots=True)
class GroupAccount:
    """What is said of one group's share.

    Attributes:
        group: whom it is for.
        share: its money, before any proposal was fitted in.
        sentences: the same for people.
    """

    group: str
    share: Pence
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class RequestAccount:
    """Why one proposal is given what it is given.

    Attributes:
        proposal: the proposal, without its whereabouts.
        given: what it is given, 0 where it is not funded.
        sentences: the same for people; the panel's reason comes last.
    """

    proposal: StreamProposal
    given: Pence
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class StreamAccount:
    """What is said of one stream.

    Attributes:
        stream: the stream.
        sentences: what happened and why.
        groups: an account of each group, by name.
        proposals: an account of each proposal, in the panel's order.
    """

    stream: Stream
    sentences: tuple[Sentence, ...]
    groups: tuple[GroupAccount, ...]
    proposals: tuple[RequestAccount, ...]


def explain_fund(fund: Fund) -> tuple[Sentence, ...]:
    """Say what a fund sets aside and what it leaves for the vote."""
    never = say("What is set aside is on no ballot: no number of votes can take it away.")
    if fund.voting_opens is None:
        return say(
            "{sum} of the fund is set aside, and none of it is voted on.", sum=_money(fund, fund.set_aside)
        ), never
    return (
        say(
            "The fund holds {total} for this round. {set_aside} of it was set aside before the vote, and {left} is "
            "voted on.",
            total=_money(fund, fund.total),
            set_aside=_money(fund, fund.set_aside),
            left=_money(fund, fund.for_the_vote),
        ),
        never,
    )


def explain_stream(fund: Fund, stream: Stream, requests: Requests, allocation: Allocation) -> StreamAccount:
    """Say what happened with a stream's money, and why, for every group and every proposal."""
    needs = {need.group: need for need in requests.needs}
    placings = {placing.proposal: placing for placing in requests.panel}
    order = requests.in_order()
    return StreamAccount(
        stream,
        tuple(_summary(fund, stream, allocation)),
        tuple(
            GroupAccount(share.group, share.share, (_share(fund, needs[share.group], share),))
            for share in allocation.shares
        ),
        tuple(
            RequestAccount(
                proposal,
                allocation.given(proposal.id),
                tuple(_request(fund, proposal, placings[proposal.id], allocation)),
            )
            for proposal in order
        ),
    )


def _money(fund: Fund, sum_: Pence) -> Amount:
    return Amount(Fraction(sum_, 100), fund.currency)


def _summary(fund: Fund, stream: Stream, allocation: Allocation) -> Iterator[Sentence]:
    yield _set_aside(fund, stream)
    yield say(
        "It is divided by need, and within each group in the order of a panel of {n} people.", n=len(stream.panel)
    )
    yield say(
        "{allocated} is allocated. {carried} is carried over to the stream's next round.",
        allocated=_money(fund, allocation.allocated),
        carried=_money(fund, allocation.carried_over),
    )


def _set_aside(fund: Fund, stream: Stream) -> Sentence:
    if fund.voting_opens is None:
        return say(
            "{sum} is set aside for {whom}. The constitution of {day} keeps it out of every vote.",
            sum=_money(fund, stream.set_aside),
            whom=stream.for_whom,
            day=stream.constituted,
        )
    return say(
        "{sum} is set aside for {whom}. It was set aside on {day}, before voting opened on {opened}.",
        sum=_money(fund, stream.set_aside),
        whom=stream.for_whom,
        day=stream.constituted,
        opened=fund.voting_opens,
    )


def _share(fund: Fund, need: StreamNeed, share: GroupShare) -> Sentence:
    return say(
        "Between {low} and {high} people are in need, by {source} ({date}). By that, the share is {share}.",
        low=_people(need.low),
        high=_people(need.high),
        source=need.source,
        date=need.date,
        share=_money(fund, share.share),
    )


def _people(count: int | str) -> int | Sentence:
    return say("a few") if count == FEW else int(count)


def _request(fund: Fund, proposal: StreamProposal, placing: Placing, allocation: Allocation) -> Iterator[Sentence]:
    given, cost = allocation.given(proposal.id), _money(fund, proposal.cost)
    if given == proposal.cost:
        yield say("Funded in full, with {cost}.", cost=cost)
    elif given:
        yield say("Funded with {given} of {cost}.", given=_money(fund, given), cost=cost)
    else:
        yield say("Not funded: it needs {least}, and that much was not left.", least=_money(fund, proposal.least))
    for turn in allocation.turns:
        if turn.proposal == proposal.id and turn.left:
            yield _turn(turn.part, _money(fund, turn.left), _money(fund, turn.given))
    yield say("Place {place} in the panel's order: {reason}", place=placing.place, reason=placing.reason)
    for role in placing.declared:
        yield say("A member of the panel declared an interest and took no part: {role}.", role=role)


def _turn(part: Part, left: Amount, given: Amount) -> Sentence:
    if part == "need":
        return say(
            "Of its group's share {left} was left when its turn came, and it was given {given}.", left=left, given=given
        )
    return say(
        "Of what all groups left over, {left} was left when its turn came, and it was given {given}.",
        left=left,
        given=given,
    )
