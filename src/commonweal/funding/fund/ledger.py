"""The ledger of a fund: every movement of its money in whole pence, capital and revenue never mixed.

Double entry: each movement takes from one pot and puts the same sum into another. Nothing is made and nothing lost.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from math import floor
from typing import Literal, NamedTuple, get_args

from commonweal.errors import Fault, MovementRefused
from commonweal.funding.fund.constitution import MONEY, Constitution, Money
from commonweal.terms.canon import LARGEST
from commonweal.terms.money import Pence

How = Literal["received", "set aside", "released", "awarded", "returned", "paid", "carried over"]
HOW: tuple[How, ...] = get_args(How)
Where = Literal["to come", "left", "set aside", "awarded", "paid"]


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement of money.

    Attributes:
        id: short name within the fund.
        how: ``received`` from whoever gives it; ``set aside`` for a round or a protected stream; ``released`` from
            that again, or, where an organisation is named, an award that it will not be paid; ``awarded`` to an
            organisation, out of a round or stream where one is named; ``paid`` to it; ``returned`` by it; ``carried
            over`` into the next period.
        period: whose money it is.
        capital: how much capital.
        revenue: how much revenue.
        to_period: the period that money is carried over into, or "".
        round: the round or protected stream, or "".
        organisation: whom it is awarded to, paid to or returned by, or "".
        entry: number of an entry of the record that it follows from, or 0.
    """

    id: str
    how: How
    period: str
    capital: Pence
    revenue: Pence
    to_period: str = ""
    round: str = ""
    organisation: str = ""
    entry: int = 0

    def sum_of(self, money: Money) -> Pence:
        """Give how much of one kind of money moves."""
        return self.capital if money == "capital" else self.revenue


class Pot(NamedTuple):
    """Where money is: what is left in a period, set aside for a round, awarded or paid to an organisation."""

    where: Where
    period: str
    money: Money
    round: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Reconciled:
    """One kind of money of one period, reconciled: what was given is what it became, to the penny.

    Attributes:
        period: the period.
        money: the kind of money.
        promised: what the constitution says the period has.
        received: what came from whoever gives it.
        carried_in: what was carried over from the period before.
        set_aside: what stands set aside for rounds and protected streams.
        awarded: what stands awarded and not yet paid.
        paid: what was paid, less what came back.
        carried_out: what was carried over to the next period.
        left: what is free.
    """

    period: str
    money: Money
    promised: Pence
    received: Pence
    carried_in: Pence
    set_aside: Pence
    awarded: Pence
    paid: Pence
    carried_out: Pence
    left: Pence

    @property
    def given(self) -> Pence:
        """What there was to use."""
        return Pence(self.received + self.carried_in)

    @property
    def difference(self) -> Pence:
        """What cannot be accounted for: 0, since every movement puts down what it takes up."""
        return Pence(self.given - self.set_aside - self.awarded - self.paid - self.carried_out - self.left)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The movements of a fund, in the order in which they were recorded.

    Attributes:
        constitution: the fund.
        movements: what moved.
    """

    constitution: Constitution
    movements: tuple[Movement, ...] = ()

    def with_movement(self, movement: Movement) -> "Ledger":
        """Give the ledger with a further movement.

        Raises:
            MovementRefused: with every fault: a pot that holds too little, money of the other kind, a period that is
                not there, more than may be carried over, or what is protected put to the vote.
        """
        faults = tuple(_faults(self, movement))
        if faults:
            raise MovementRefused(*faults, movement=movement.id or "-", fund=self.constitution.id)
        return replace(self, movements=(*self.movements, movement))

    def balances(self) -> Mapping[Pot, Pence]:
        """Give what each pot holds, in whole pence; a pot that was never touched holds nothing."""
        held: Counter[Pot] = Counter()
        for period in self.constitution.periods:
            for money in MONEY:
                held[Pot("to come", period.id, money)] += period.promised(money)
        for movement in self.movements:
            for money in MONEY:
                source, target = pots(movement, money)
                held[source] -= movement.sum_of(money)
                held[target] += movement.sum_of(money)
        return {pot: Pence(sum_) for pot, sum_ in held.items()}

    def out_of_reach(self, round_: str, period: str, money: Money, budget: Pence) -> tuple[Fault, ...]:
        """Give why a round could not spend a sum, once all that is promised for its period came; () where it could."""
        if self.constitution.period(period) is None:
            return (Fault("the fund has no period {period}", {"period": period}, field="period"),)
        held = self.balances()
        lacking = Pence(budget - held.get(Pot("set aside", period, money, round_), 0))
        if lacking <= 0:
            return ()
        coming = one_kind("received", period, money, held[Pot("to come", period, money)])
        after = replace(self, movements=(*self.movements, coming))
        setting_aside = one_kind("set aside", period, money, lacking, round_)
        found = (*_overdrawn(after, setting_aside), *_unprotected(after, setting_aside))
        return tuple(replace(fault, field="budget") for fault in found)

    def reconciled(self) -> tuple[Reconciled, ...]:
        """Reconcile each kind of money of each period."""
        held = self.balances()
        return tuple(
            self._reconciled(period.id, money, period.promised(money), held)
            for period in self.constitution.periods
            for money in MONEY
        )

    def findings(self) -> tuple[Fault, ...]:
        """Give all that is wrong with the movements as they stand: none where each could be made in its turn."""
        found: list[Fault] = []
        for number, movement in enumerate(self.movements):
            before = replace(self, movements=self.movements[:number])
            found.extend(_faults(before, movement))
        return tuple(found)

    def _reconciled(self, period: str, money: Money, promised: Pence, held: Mapping[Pot, Pence]) -> Reconciled:
        def stands(where: Where) -> Pence:
            return Pence(
                sum(sum_ for pot, sum_ in held.items() if (pot.where, pot.period, pot.money) == (where, period, money))
            )

        def moved(movements: Iterable[Movement]) -> Pence:
            return Pence(sum(movement.sum_of(money) for movement in movements))

        carried = [one for one in self.movements if one.how == "carried over"]
        return Reconciled(
            period,
            money,
            promised,
            moved(one for one in self.movements if one.how == "received" and one.period == period),
            moved(one for one in carried if one.to_period == period),
            stands("set aside"),
            stands("awarded"),
            stands("paid"),
            moved(one for one in carried if one.period == period),
            stands("left"),
        )


def pots(movement: Movement, money: Money) -> tuple[Pot, Pot]:
    """Give the pot that a movement takes one kind of money from, and the one that it puts it into."""
    period, round_, body = movement.period, movement.round, movement.organisation
    left = Pot("left", period, money)
    aside = Pot("set aside", period, money, round_) if round_ else left
    awarded, paid = Pot("awarded", period, money, round_, body), Pot("paid", period, money, round_, body)
    return {
        "received": (Pot("to come", period, money), left),
        "set aside": (left, aside),
        "released": (awarded, aside) if body else (aside, left),
        "awarded": (aside, awarded),
        "paid": (awarded, paid),
        "returned": (paid, left),
        "carried over": (left, Pot("left", movement.to_period, money)),
    }[movement.how]


def pounds(pence: int) -> str:
    """Write a sum of whole pence in pounds.

    Examples:
        >>> pounds(123456), pounds(-5)
        ('£1,234.56', '-£0.05')
    """
    return f"{'-' if pence < 0 else ''}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def one_kind(how: How, period: str, money: Money, moving: Pence, round_: str = "") -> Movement:
    """Give a movement of one kind of money, which has no name yet."""
    none = Pence(0)
    capital, revenue = (moving, none) if money == "capital" else (none, moving)
    return Movement("", how, period, capital, revenue, round=round_)


_NEEDED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "received": ((), ()),
    "set aside": (("round",), ()),
    "released": ((), ("round", "organisation")),
    "awarded": (("organisation",), ("round",)),
    "returned": (("organisation",), ("round",)),
    "paid": (("organisation",), ("round",)),
    "carried over": (("to_period",), ()),
}
"""What each movement must name, and what it may name besides."""


def _faults(ledger: Ledger, movement: Movement) -> Iterator[Fault]:
    shape = [*_named(ledger, movement), *_summed(movement)]
    yield from shape
    if not shape:
        yield from _overdrawn(ledger, movement)
        yield from _carried(ledger, movement)
        yield from _unprotected(ledger, movement)


def _named(ledger: Ledger, movement: Movement) -> Iterator[Fault]:
    if not movement.id:
        yield Fault("the movement has no name", field="movement")
    if movement.id in {one.id for one in ledger.movements}:
        yield Fault("a movement of this name was recorded before", field="movement")
    if movement.how not in HOW:
        yield Fault("money moves in one of these ways: {ways}", {"ways": ", ".join(HOW)}, field="how")
        return
    if ledger.constitution.period(movement.period) is None:
        yield Fault("the fund has no period {period}", {"period": movement.period}, field="period")
    yield from _parties(movement)


def _parties(movement: Movement) -> Iterator[Fault]:
    needed, may = _NEEDED[movement.how]
    for name in ("round", "organisation", "to_period"):
        given = getattr(movement, name)
        if name in needed and not given:
            yield Fault("this has to be named where money is {how}", {"how": movement.how}, field=name)
        elif given and name not in needed and name not in may:
            yield Fault("this is not named where money is {how}", {"how": movement.how}, field=name)
    if movement.how == "released" and not (movement.round or movement.organisation):
        yield Fault("say what it is released from: a round, or an award to an organisation", field="round")


def _summed(movement: Movement) -> Iterator[Fault]:
    for money in MONEY:
        if not 0 <= movement.sum_of(money) <= LARGEST:
            yield Fault("a sum is 0 or more, in whole pence", field=money)
    if movement.capital == 0 and movement.revenue == 0:
        yield Fault("no money moves", field="capital")


def _overdrawn(ledger: Ledger, movement: Movement) -> Iterator[Fault]:
    held = ledger.balances()
    for money in MONEY:
        source, _ = pots(movement, money)
        wanted, there = movement.sum_of(money), held.get(source, 0)
        if wanted <= there:
            continue
        figures: dict[str, object] = {"money": money, "there": pounds(there), "wanted": pounds(wanted)}
        other: Money = "revenue" if money == "capital" else "capital"
        if held.get(pots(movement, other)[0], 0) - movement.sum_of(other) >= wanted - there:
            figures["other"] = other
            what = "of {money} there is {there} and not {wanted}; {other} is there, and the two are never mixed"
            yield Fault(what, figures, field=money)
        else:
            yield Fault("of {money} there is {there} and not {wanted}", figures, field=money)


def _carried(ledger: Ledger, movement: Movement) -> Iterator[Fault]:
    if movement.how != "carried over":
        return
    following = ledger.constitution.after(movement.period)
    if following is None or following.id != movement.to_period:
        due = following.id if following else "-"
        what = "money is carried over into the period that follows, and nowhere else ({due})"
        yield Fault(what, {"due": due}, field="to_period")
    period, share = ledger.constitution.period(movement.period), ledger.constitution.carry_over
    if period is None or share == 1:
        return
    before = [one for one in ledger.movements if one.how == "carried over" and one.period == movement.period]
    for money in MONEY:
        carried, most = sum(one.sum_of(money) for one in (*before, movement)), floor(share * period.promised(money))
        if movement.sum_of(money) and carried > most:
            figures = {"money": money, "carried": pounds(carried), "most": pounds(most)}
            yield Fault("{carried} of {money} would be carried over; the most is {most}", figures, field=money)


def _unprotected(ledger: Ledger, movement: Movement) -> Iterator[Fault]:
    """Find where what is protected would be put to the vote or given away outside its streams.

    A period keeps its own protected money, whatever was carried into it; and what was protected in earlier periods and
    not used stays protected when it is carried over, so that the sums are held from the first period on as well.
    """
    one, streams = ledger.constitution, {stream.id for stream in ledger.constitution.protected}
    period = one.period(movement.period)
    leaving = movement.how == "set aside" or (movement.how == "awarded" and not movement.round)
    if period is None or not leaving or movement.round in streams:
        return
    movements = (*ledger.movements, movement)
    used = {each.id: _used_elsewhere(movements, each.id, streams) for each in one.periods}
    carried = sum(each.capital + each.revenue for each in ledger.movements if each.to_period == period.id)
    most = floor(period.whole + carried - one.least_protected(period))
    if used[period.id] > most:
        figures = {"used": pounds(used[period.id]), "most": pounds(most), "period": period.id}
        what = "{used} of {period} would be used outside the protected streams; the most is {most}"
        yield Fault(what, figures, field="round")
        return
    total, free = 0, Fraction(0)
    for each in one.periods:
        total, free = total + used[each.id], free + each.whole - one.least_protected(each)
        if total > free:
            figures = {"used": pounds(total), "most": pounds(floor(free)), "period": each.id}
            what = "{used} up to {period} would be used outside the protected streams; the most is {most}"
            yield Fault(what, figures, field="round")
            return


def _used_elsewhere(movements: Iterable[Movement], period: str, streams: Collection[str]) -> int:
    """Give what of a period stands set aside for votes, or was given away without a round, less what came back."""
    used = 0
    for one in movements:
        if one.period != period or one.round in streams:
            continue
        moved = one.capital + one.revenue
        if one.how == "set aside" or (one.how == "awarded" and not one.round):
            used += moved
        elif one.how == "returned" or (one.how == "released" and not (one.round and one.organisation)):
            used -= moved
    return used
