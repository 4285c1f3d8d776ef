"""Acts on the money: constituting a fund, stating what it stands beside, moving its money, and the floors it keeps."""

from collections.abc import Sequence
from datetime import datetime

from commonweal.funding.fund.additionality import Additionality
from commonweal.funding.fund.ledger import Movement
from commonweal.terms.money import Pence
from commonweal.terms.sentences import say
from commonweal.web.pages.fields import Answer, Day, LongWords, One, Pick, Pounds, Whole, Words
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids
from commonweal.web.pages.work.fund_forms import Fund
from commonweal.web.procedures.constitute_fund import constitute_fund
from commonweal.web.procedures.move_money import move_money
from commonweal.web.procedures.state_additionality import Statement, state_additionality
from commonweal.web.procedures.switch_floor_off import Switch, switch_floor_off
from commonweal.web.procedures.switch_floor_on import switch_floor_on
from commonweal.web.reads import fund_work
from commonweal.web.rights import Actors

_HOW = (
    ("received", say("received: it came from whoever gives it")),
    ("set aside", say("set aside: kept for a round or a protected stream")),
    ("released", say("released: no longer set aside, or an award that will not be paid")),
    ("awarded", say("awarded: promised to an organisation")),
    ("paid", say("paid: an award was paid out")),
    ("returned", say("returned: an organisation paid back")),
    ("carried over", say("carried over: what is left goes on to the next period")),
)


def _constitute(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    return constitute_fund(given["constitution"], given["purpose"], at=at, actors=actors)


class _Offering(ActForm):
    """A form whose lists depend on what stands already."""

    def offer(self, field: str, answers: Sequence[Answer]) -> None:
        """Fill in the answers of a field."""
        self.fields[field].choices = answers  # type: ignore[attr-defined]


class Beside(ActForm):
    """Public money before and now, and the new money beside it."""

    before = Pounds(say("Public money for the same purpose before, in a year"))
    now = Pounds(say("Public money for it now, in a year"), say("Without the money of this fund."))
    new = Pounds(say("The new money for it, in a year"))
    year = Words(say("The year that the figures speak of"), say("Such as: 2027-28."))
    source = Words(say("Where the figures stand"), say("Such as: council budget 2027-28, page 41."))
    words = LongWords(say("What there is to say beside them"), required=False, longest=20_000)


def _state(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    figures = Additionality(given["before"], given["now"], given["new"])
    stated = Statement(figures, given["source"], given["year"], given["words"])
    return state_additionality(ids[0], stated, at=at, actors=actors)


class Moved(_Offering):
    """A movement of money."""

    how = One(say("What happens to the money"), _HOW)
    period = Pick(say("The period whose money it is"), [])
    capital = Pounds(say("How much capital"), required=False)
    revenue = Pounds(say("How much revenue"), required=False)
    round = Pick(
        say("The round or protected stream"),
        [],
        say("Where it is set aside for one, released from one, or awarded out of one."),
        required=False,
    )
    organisation = Pick(say("The organisation"), [], say("Where money is awarded, paid, or paid back."), required=False)
    other = Words(
        say("Or its short name, where it is not in the list"),
        say("Letters, digits and hyphens."),
        required=False,
        longest=100,
    )
    to_period = Pick(say("The period it goes on to"), [], say("Where money is carried over."), required=False)
    entry = Whole(
        say("The entry of the record that it follows from"),
        say("Its number, such as that of the award or the decision."),
        least=1,
        required=False,
    )

    def prepare(self) -> None:
        """Offer the periods of the fund, what money can be set aside for, and the organisations that are known."""
        fund = self.ids[0]
        self.offer("period", fund_work.periods(fund))
        self.offer("to_period", fund_work.periods(fund))
        self.offer("round", fund_work.set_aside_for(fund))
        self.offer("organisation", fund_work.bodies())


def _move(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    movement = Movement(
        fund_work.next_movement(ids[0]),
        given["how"],
        given["period"],
        given["capital"] or Pence(0),
        given["revenue"] or Pence(0),
        given["to_period"],
        given["round"],
        given["organisation"] or given["other"],
        given["entry"] or 0,
    )
    return move_money(ids[0], movement, at=at, actors=actors)


class Off(_Offering):
    """Which floor is switched off, for what, until when and why."""

    floor = One(say("The floor: what every place keeps"), [])
    reason = LongWords(say("Why it cannot be kept here"), say("Residents read this beside the floor."), longest=20_000)
    round = Pick(say("For this round only"), [], required=False)
    fund = Pick(say("For this fund only"), [], say("Leave both empty to switch it off everywhere."), required=False)
    until = Day(
        say("Last day on which it is off"),
        say("Without a day it stays off until two people switch it on."),
        required=False,
    )

    def prepare(self) -> None:
        """Offer every floor with what it asks for, the rounds and the funds."""
        self.offer("floor", fund_work.floors())
        self.offer("round", fund_work.rounds())
        self.offer("fund", fund_work.funds())


def _off(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    switch = Switch(given["floor"], given["reason"], given["round"], given["fund"], given["until"])
    return switch_floor_off(switch, at=at, actors=actors)


class On(_Offering):
    """Which floor holds again."""

    entry = Pick(say("The floor that holds again"), [])

    def prepare(self) -> None:
        """Offer the floors that are switched off."""
        self.offer("entry", fund_work.switched_off())


def _on(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    number = int(given["entry"])
    return switch_floor_on(fund_work.floor_of(number), entry=number, at=at, actors=actors)


def _is_fund(ids: Ids) -> bool:
    return fund_work.constitution(ids[0]) is not None


ACTS = (
    Act(
        "constitute_fund",
        say("Constitute a fund"),
        say("Say once, for its whole term, how much money there is, how it is shared out, and what is protected."),
        say("Constitute this fund"),
        say("The constitution becomes an entry of the public record. It can only be changed between rounds."),
        say("The fund is constituted. It has a page of its own."),
        Fund,
        _constitute,
    ),
    Act(
        "constitute_fund",
        say("Change the constitution"),
        say("A constitution changes only between rounds. What it was before stays to be read."),
        say("Change it"),
        say("The changed constitution becomes an entry of the public record."),
        say("The constitution is changed."),
        Fund,
        _constitute,
        ("fund",),
        _is_fund,
        called="change_fund",
    ),
    Act(
        "state_additionality",
        say("State whether it is new money"),
        say("Set public money for the same purpose before and now beside the new money, so that everybody sees a cut."),
        say("State these figures"),
        say("They become an entry of the public record, and stand first on the page of the fund."),
        say("The figures are stated. They stand on the page of the fund."),
        Beside,
        _state,
        ("fund",),
        _is_fund,
        lambda ids: fund_work.which(ids[0]),
    ),
    Act(
        "move_money",
        say("Move money"),
        say("Record that money came in, was set aside, awarded, paid, came back, or goes on to the next period."),
        say("Move this money"),
        say("It becomes an entry of the public record, and changes what the pots hold."),
        say("The movement is recorded. The page of the fund shows it."),
        Moved,
        _move,
        ("fund",),
        _is_fund,
        lambda ids: fund_work.pots(ids[0]),
    ),
    Act(
        "switch_floor_off",
        say("Switch off a floor"),
        say("Floors protect people in every place. One that cannot be kept here is switched off in public."),
        say("Switch it off"),
        say("It becomes an entry of the public record. The floor, and why it is off, stand on the page of the board."),
        say("The floor is switched off. The page of the board says so."),
        Off,
        _off,
        parts=lambda _: fund_work.what_is_off(),
    ),
    Act(
        "switch_floor_on",
        say("Switch a floor on again"),
        say("From then on rules and constitutions must keep it again."),
        say("Switch it on"),
        say("It becomes an entry of the public record."),
        say("The floor holds again."),
        On,
        _on,
        parts=lambda _: fund_work.what_is_off(),
    ),
)
