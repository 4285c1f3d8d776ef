"""Deciding an award by its scores: published whole, its money moved, and what is promised made undertakings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from commonweal.cycle.awards import social_value_undertakings
from commonweal.delivery.undertakings import Undertaking
from commonweal.errors import Fault, NotOnRecord, nearest
from commonweal.formats.awards import award_files, scheme_of
from commonweal.funding.fund.ledger import Ledger, Movement, Pot, one_kind
from commonweal.funding.scored.award import award
from commonweal.funding.scored.bids import Bid
from commonweal.funding.scored.explain import explain_award
from commonweal.funding.scored.scores import Panel
from commonweal.record.entries import Entry
from commonweal.terms.money import Pence
from commonweal.terms.sentences import key
from commonweal.web.procedures.acting import draft, one_act, published, require_accepted
from commonweal.web.procedures.decide_awards import give
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.move_money import record_movements, standing_fund
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import awards, keep, read
from commonweal.web.store.awards import StoredAward


@dataclass(frozen=True, slots=True)
class Scored:
    """From what an award is decided.

    Attributes:
        bids: every bid.
        panel: what the assessors declared and gave.
        seed: of the lot, drawn in public after the scores, or "".
        seen: the hash of the folder's manifest as it was shown to whoever confirms, or "" where nobody was shown it.
    """

    bids: tuple[Bid, ...]
    panel: Panel
    seed: str = ""
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An award as it would be published.

    Attributes:
        files: its folder.
        awarded: the bids that are awarded, in order.
        promises: the undertakings that their promises become.
    """

    files: Mapping[str, bytes]
    awarded: tuple[Bid, ...]
    promises: tuple[Undertaking, ...]

    @property
    def digest(self) -> str:
        """The hash that stands for the folder."""
        return keep.folder_hash(self.files)


def decide_scored_award(name: str, scored: Scored, *, at: datetime, actors: Actors) -> Entry:
    """Award what the scores give, move the money, and make undertakings of what awarded bids promise.

    The scheme is the one that was locked at the opening. One act does all of it, so that the ledger, what was published
    and what was promised cannot come apart.

    Args:
        name: the award's short name.
        scored: bids, declared interests and scores.
        at: when.
        actors: who: two people, of whom neither has an interest in the award, a bid or a body that bids.

    Returns:
        The entry ``scored_award_decided``. An entry ``money_moved`` follows it for each award, and one for what is left
        of the money that was set aside; then an entry ``undertaking_given`` for each promise of an awarded bid.

    Raises:
        NotAllowed: where the roles may not, or one person would act twice.
        InterestDeclared: where either has an interest.
        NotOnRecord: where no such award was opened.
        NotNow: where it was decided before, an undertaking has a name that is taken, or something has changed since the
            award was shown.
        InterestsMissing: where a declaration is missing.
        ScoreFaults: where a score is missing, or off its scale.
        TooFewAssessors: where fewer than two assessors of a bid have no interest in it.
        TieOpen: where only a lot can decide, and no seed was drawn.
        NotAccepted: where the verifier finds a fault.
        MovementRefused: where the money that was set aside is no longer there.
    """
    check_right("decide_scored_award", actors)
    with one_act():
        check_interests("decide_scored_award", actors, [name, *_touching(scored)])
        one = _opened(name)
        if one.decided is not None:
            before = Fault("it was decided by entry {entry}", {"entry": one.decided.number})
            raise not_now("decide_scored_award", name, before)
        made = _made(one, scored)
        faults = tuple(_in_the_way(scored, made))
        if faults:
            raise not_now("decide_scored_award", name, *faults)
        require_accepted("award", name, made.files)
        told = one.opened.payload
        given = [{"project": bid.id, "organisation": bid.bidder, "pence": int(bid.price)} for bid in made.awarded]
        payload = {
            **published(f"{awards.AWARDS}{name}", made.files),
            **{field: told[field] for field in ("award", "fund", "period", "money", "settings")},
            "entry": one.opened.number,
            "pence": sum(int(bid.price) for bid in made.awarded),
            "awards": given,
        }
        entry = keep.keep_entry(draft("scored_award_decided", at, actors, payload))
        keep.keep_folder("award", name, made.files)
        ledger = standing_fund(str(told["fund"])).ledger
        record_movements(ledger, _moves(ledger, entry, made.awarded), at=at, actors=actors)
        for promise in made.promises:
            give(name, promise, at, actors)
        return entry


def prepare(name: str, scored: Scored) -> Made:
    """Make an award as it would be published; nothing is kept.

    Raises:
        NotOnRecord: where no such award was opened.
        CommonwealError: where it cannot be counted, as for :func:`decide_scored_award`.
    """
    return _made(_opened(name), scored)


def _opened(name: str) -> StoredAward:
    found = awards.award_of(name)
    if found is None:
        known = [one.id for one in awards.awards()]
        raise NotOnRecord(thing="award", name=name, nearest=nearest(name, known))
    return found


def _made(one: StoredAward, scored: Scored) -> Made:
    scheme = scheme_of(one.scheme_value())
    found = award(scheme, str(one.opened.payload["settings"]), scored.bids, scored.panel, scored.seed)
    told = explain_award(scheme, scored.bids, scored.panel, found)
    by_id = {bid.id: bid for bid in scored.bids}
    return Made(
        award_files(scheme, scored.bids, scored.panel, found, told),
        tuple(by_id[bid] for bid in found.awarded),
        social_value_undertakings(scheme, scored.bids, found.awarded),
    )


def _touching(scored: Scored) -> Iterator[str]:
    for bid in scored.bids:
        yield from (bid.id, bid.bidder)


def _in_the_way(scored: Scored, made: Made) -> Iterator[Fault]:
    if scored.seen and scored.seen != made.digest:
        yield Fault("what it is made from has changed since it was shown: begin it again")
    taken = {str(one["id"]) for one in read.undertakings()}
    for promise in made.promises:
        if promise.id in taken:
            what = key("an undertaking {name} was given before: give the bid another name")
            yield Fault(what, {"name": promise.id})


def _moves(ledger: Ledger, entry: Entry, awarded: Sequence[Bid]) -> Iterator[Movement]:
    """Give the movements to whom the money is awarded, and of what is left back to what is free."""
    said = entry.payload
    name, period, money = str(said["award"]), str(said["period"]), said["money"]
    for number, bid in enumerate(awarded, 1):
        moving = one_kind("awarded", period, money, bid.price, name)
        yield replace(moving, id=f"{name}-{number}", organisation=bid.bidder, entry=entry.number)
    left = ledger.balances().get(Pot("set aside", period, money, name), 0) - int(said["pence"])
    if left > 0:
        moving = one_kind("released", period, money, Pence(left), name)
        yield replace(moving, id=f"{name}-left", entry=entry.number)
