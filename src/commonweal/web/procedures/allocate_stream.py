"""Allocating protected money: by need and a specialist panel, published whole, and moved to whom it was given."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commonweal.errors import Fault, NotOnRecord, nearest
from commonweal.formats.fund_tables import FundFolder
from commonweal.formats.streams import stream_files
from commonweal.funding.fund.allocated import Aside
from commonweal.funding.fund.ledger import Movement, one_kind
from commonweal.funding.streams.allocation import Allocation, allocate
from commonweal.funding.streams.constitution import Fund
from commonweal.funding.streams.requests import Requests, StreamProposal
from commonweal.record.entries import Entry
from commonweal.terms import canon
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key
from commonweal.web.procedures.acting import draft, one_act, published, require_accepted
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.move_money import record_movements, standing_fund
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import keep, streams
from commonweal.web.store.funds import StoredFund

Award = tuple[StreamProposal, Pence]
"""A proposal, and what it is given."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be allocated, and from what.

    Attributes:
        aside: the money that stands set aside.
        requests: needs, proposals and the panel's order; nothing in them says where anything is.
        seen: the hash of the folder's manifest as it was shown to whoever confirms, or "" where nobody was shown it.
    """

    aside: Aside
    requests: Requests
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An allocation as it would be published.

    Attributes:
        name: its name.
        files: its folder.
        allocation: what each proposal is given.
        held: what stood set aside.
    """

    name: str
    files: Mapping[str, bytes]
    allocation: Allocation
    held: Pence

    @property
    def digest(self) -> str:
        """The hash that stands for the folder."""
        return keep.folder_hash(self.files)


def allocate_stream(fund: str, asked: Asked, *, at: datetime, actors: Actors) -> Entry:
    """Allocate the money that stands set aside for a protected stream, and move it to whom it was given.

    One act does both, so that the ledger and what was published cannot come apart.

    Args:
        fund: the fund.
        asked: the money, and from what it is allocated.
        at: when.
        actors: who: two people, of whom neither has an interest in a body or proposal that asks, or in the stream.

    Returns:
        The entry ``stream_allocated``; an entry ``money_moved`` follows it for each award.

    Raises:
        NotAllowed: where the roles may not, or one person would act twice.
        InterestDeclared: where either has an interest.
        NotOnRecord: where there is no such fund or stream.
        NotNow: where no money stands set aside, a proposal was given money before, or something has changed since the
            allocation was shown.
        NotAccepted: where the verifier finds a fault.
        MovementRefused: where the money cannot move to whom it was given.
    """
    check_right("allocate_stream", actors)
    with one_act():
        check_interests("allocate_stream", actors, _touching(asked))
        standing = standing_fund(fund)
        made = _made(standing, asked)
        faults = tuple(_in_the_way(fund, asked, made))
        if faults:
            raise not_now("allocate_stream", asked.aside.stream, *faults)
        require_accepted("stream", made.name, made.files)
        awards = [*_awards(asked, made.allocation)]
        payload = {
            **published(f"{streams.FOLDERS}{made.name}", made.files),
            "fund": fund,
            "stream": asked.aside.stream,
            "period": asked.aside.period,
            "money": asked.aside.money,
            "set_aside_pence": int(made.held),
            "pence": int(made.allocation.allocated),
            "awards": [{"project": one.id, "organisation": _body(one), "pence": int(sum_)} for one, sum_ in awards],
            "settings": canon.digest(standing.constitution.canonical()),
        }
        entry = keep.keep_entry(draft("stream_allocated", at, actors, payload))
        keep.keep_folder("stream", made.name, made.files)
        record_movements(standing.ledger, _moves(asked.aside, entry, awards), at=at, actors=actors)
        return entry


def fund_for(fund: str, aside: Aside) -> Fund:
    """Give a fund as it is for the next allocation: what the tables of a stream are read against.

    Raises:
        NotOnRecord: where there is no such fund or stream.
    """
    return _fund(standing_fund(fund), aside)


def prepare(fund: str, asked: Asked) -> Made:
    """Make an allocation as it would be published; nothing is kept.

    Raises:
        NotOnRecord: where there is no such fund or stream.
    """
    return _made(standing_fund(fund), asked)


def _fund(standing: StoredFund, aside: Aside) -> Fund:
    found = streams.fund_for(standing, aside)
    if found is None:
        known = [one.id for one in standing.constitution.protected]
        raise NotOnRecord(thing="protected stream", name=aside.stream, nearest=nearest(aside.stream, known))
    return found


def _made(standing: StoredFund, asked: Asked) -> Made:
    fund = _fund(standing, asked.aside)
    [stream] = fund.streams
    canonical = canon.encode(standing.constitution.canonical())
    files = stream_files(FundFolder(fund, {stream.id: asked.requests}), canonical)
    return Made(fund.round, files, allocate(stream, asked.requests), stream.set_aside)


def _touching(asked: Asked) -> Iterator[str]:
    yield asked.aside.stream
    for one in asked.requests.proposals:
        yield from (one.id, one.organisation)


def _in_the_way(fund: str, asked: Asked, made: Made) -> Iterator[Fault]:
    if made.held == 0:
        figures: dict[str, object] = {"period": asked.aside.period, "money": asked.aside.money}
        yield Fault("no {money} of {period} stands set aside for it: set money aside first", figures)
    before = {
        award["project"]: one.entry.number for one in streams.allocations(fund) for award in one.entry.payload["awards"]
    }
    for one in asked.requests.proposals:
        if one.id in before:
            figures = {"proposal": one.id, "entry": before[one.id]}
            what = key("{proposal} was given money by entry {entry}: leave it out, or give what is new its own name")
            yield Fault(what, figures)
    if asked.seen and asked.seen != made.digest:
        yield Fault("what it is made from has changed since it was shown: begin it again")


def _awards(asked: Asked, allocation: Allocation) -> Iterator[Award]:
    """Give what each proposal is given, in the panel's order."""
    for one in asked.requests.in_order():
        given = allocation.given(one.id)
        if given:
            yield one, given


def _body(proposal: StreamProposal) -> str:
    """Give the body that is given money, or the proposal's own short name where a sensitive service is not named."""
    return proposal.organisation or proposal.id


def _moves(aside: Aside, entry: Entry, awards: Sequence[Award]) -> Iterator[Movement]:
    """Give the movements of the money that was set aside to whom it was given."""
    name = str(entry.payload["folder"]).removeprefix(streams.FOLDERS)
    for number, (proposal, sum_) in enumerate(awards, 1):
        moving = one_kind("awarded", aside.period, aside.money, sum_, aside.stream)
        yield replace(moving, id=f"{name}-{number}", organisation=_body(proposal), entry=entry.number)
