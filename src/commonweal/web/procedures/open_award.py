"""Opening an award that is decided by scores: its scheme is published and locked, and its money stands aside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from commonweal.errors import Fault
from commonweal.formats.awards import scheme_files
from commonweal.funding.fund.constitution import Money
from commonweal.funding.fund.ledger import Ledger, Movement, one_kind
from commonweal.funding.scored.scheme import Scheme, check_scheme
from commonweal.record.entries import Entry
from commonweal.record.forms import stamp
from commonweal.terms.sentences import key
from commonweal.web.procedures.acting import draft, one_act, published, require_accepted
from commonweal.web.procedures.interests import check_interests
from commonweal.web.procedures.move_money import record_movements, standing_fund
from commonweal.web.rights import Actors, check_right, not_now
from commonweal.web.store import awards, funds, keep, read


@dataclass(frozen=True, slots=True)
class Opening:
    """What is opened, and with what money.

    Attributes:
        scheme: criteria, weights, scales and the money; the day of the opening is that of the act, whatever it says.
        period: whose money is awarded.
        money: the kind of money; capital and revenue are awarded apart, since they are never mixed.
    """

    scheme: Scheme
    period: str
    money: Money


def open_award(fund: str, opening: Opening, *, at: datetime, actors: Actors) -> Entry:
    """Publish and lock the scheme of a scored award, and set its money aside.

    One act does both, so that nobody bids for money that is given away elsewhere meanwhile.

    Args:
        fund: the fund that pays.
        opening: the scheme, and the money.
        at: when; its day is the day of the opening.
        actors: who: two people, of whom neither has an interest in the award.

    Returns:
        The entry ``award_opened``; an entry ``money_moved``, which sets the money aside, follows it.

    Raises:
        NotAllowed: where the roles may not, or one person would act twice.
        InterestDeclared: where either has an interest.
        NotOnRecord: where there is no such fund.
        NotNow: where something of this name stands on the record already: a scheme that is locked does not change.
        SchemeFaults: where the scheme cannot be used.
        MovementRefused: where so much is not free in the period.
        NotAccepted: where the verifier finds a fault.
    """
    check_right("open_award", actors)
    with one_act():
        scheme = as_opened(opening.scheme, at)
        check_interests("open_award", actors, [scheme.id])
        check_scheme(scheme)
        ledger = standing_fund(fund).ledger
        faults = tuple(_in_the_way(scheme.id))
        if faults:
            raise not_now("open_award", scheme.id, *faults)
        moving = _setting_aside(ledger, scheme, opening)
        files = scheme_files(scheme)
        require_accepted("scheme", scheme.id, files)
        payload = {
            **published(f"{awards.SCHEMES}{scheme.id}", files),
            "award": scheme.id,
            "title": scheme.title,
            "fund": fund,
            "period": opening.period,
            "money": opening.money,
            "pence": int(scheme.budget),
            "settings": scheme.sha256(),
        }
        entry = keep.keep_entry(draft("award_opened", at, actors, payload))
        keep.keep_folder("scheme", scheme.id, files)
        record_movements(ledger, [replace(moving, entry=entry.number)], at=at, actors=actors)
        return entry


def as_opened(scheme: Scheme, at: datetime) -> Scheme:
    """Give a scheme as it is where it is opened at a moment: its day is that of the entry, in UTC."""
    return replace(scheme, opened=date.fromisoformat(stamp(at)[:10]))


def prepare(opening: Opening, at: datetime) -> Mapping[str, bytes]:
    """Give the folder of a scheme as it would be published; nothing is kept."""
    return scheme_files(as_opened(opening.scheme, at))


def _setting_aside(ledger: Ledger, scheme: Scheme, opening: Opening) -> Movement:
    """Give the movement that sets the money aside, once it is known to be free."""
    moving = one_kind("set aside", opening.period, opening.money, scheme.budget, scheme.id)
    named = replace(moving, id=f"{scheme.id}-opened")
    ledger.with_movement(named)
    return named


def _in_the_way(name: str) -> Iterator[Fault]:
    """Find what bears the name already: sums of money are told apart by it."""
    opened = awards.award_of(name)
    if opened is not None:
        what = key("an award of this name was opened by entry {entry}, and its scheme cannot change: choose another id")
        yield Fault(what, {"entry": opened.opened.number}, field="scheme.id")
    rounds = {name for name, _ in read.titles()}
    streams = {one.id for fund in funds.fund_ids() for one in standing_fund(fund).constitution.protected}
    if name in rounds | streams:
        yield Fault("a round or a protected stream has this name: choose another id", field="scheme.id")
