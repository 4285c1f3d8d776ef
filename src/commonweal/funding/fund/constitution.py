"""The constitution of a fund: who answers for it, for how long, how its money is parted, and what is protected."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any, Literal, get_args

from commonweal.errors import ConstitutionFaults, Fault
from commonweal.funding.panels import FEWEST
from commonweal.funding.streams.constitution import Figure, Fund, Stream, exact_part
from commonweal.terms.canon import fraction_text
from commonweal.terms.money import Pence

Money = Literal["capital", "revenue"]
_SHORT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
MONEY: tuple[Literal["capital", "revenue"], ...] = get_args(Money)
"""The two kinds of money, which are never mixed. Capital builds and buys what lasts; revenue pays for work."""


@dataclass(frozen=True, slots=True)
class Period:
    """A part of a fund's term with money of its own.

    Attributes:
        id: short name within the fund.
        first: its first day.
        last: its last day.
        capital: what is promised for it as capital.
        revenue: what is promised for it as revenue.
    """

    id: str
    first: date
    last: date
    capital: Pence
    revenue: Pence

    def promised(self, money: Money) -> Pence:
        """Give what is promised of one kind of money."""
        return self.capital if money == "capital" else self.revenue

    @property
    def whole(self) -> Pence:
        """What is promised of both kinds together."""
        return Pence(self.capital + self.revenue)


@dataclass(frozen=True, slots=True)
class Protected:
    """A protected stream as long as the fund lasts: money that no popular vote can take away.

    Attributes:
        id: short name within the fund; its money is set aside under this name.
        name: as residents know it.
        for_whom: the people it is for.
        share: the least part of each period's money that it has, or None where a sum is stated.
        pence: the least sum that it has in each period, or None where a share is stated.
        figure: which figure of a range of need counts.
        panel: roles of the members of the specialist panel; never a person's name.
    """

    id: str
    name: str
    for_whom: str
    share: Fraction | None
    pence: Pence | None
    figure: Figure
    panel: tuple[str, ...]

    def least(self, period: Period) -> Fraction:
        """Give the least that it has in a period, of both kinds of money together, in exact pence."""
        return self.share * period.whole if self.share is not None else Fraction(self.pence or 0)


@dataclass(frozen=True, slots=True)
class EquityFloor:
    """The least part of what a round spends that goes to a group.

    Attributes:
        kind: what groups are: areas, or categories of projects.
        name: the group, as the poll's file names it.
        share: the least part of the round's budget, above 0.
    """

    kind: Literal["area", "category"]
    name: str
    share: Fraction


@dataclass(frozen=True, slots=True)
class Constitution:
    """A fund as it is constituted once, for its whole term. Sums are whole pence.

    Attributes:
        id: short name.
        title: as residents know it.
        accountable_body: the organisation legally answerable for the money.
        first: the first day of its term.
        last: the last day of its term.
        periods: in order of time; together they are the term.
        protected: its protected streams.
        equity_floors: the least that groups have of each round.
        carry_over: the greatest part of a period's promised money of each kind that may go on to the next period;
            1 lets all of it go on, also what was carried over before.
        notice_months: how long before a change whoever depends on the fund is told.
        uplift: how prices that rise are met, in a sentence of the board's own.
    """

    id: str
    title: str
    accountable_body: str
    first: date
    last: date
    periods: tuple[Period, ...]
    protected: tuple[Protected, ...]
    equity_floors: tuple[EquityFloor, ...]
    carry_over: Fraction
    notice_months: int
    uplift: str

    def period(self, name: str) -> Period | None:
        """Give a period by its name, or None where there is none."""
        return next((period for period in self.periods if period.id == name), None)

    def after(self, name: str) -> Period | None:
        """Give the period that follows another, or None after the last."""
        names = [period.id for period in self.periods]
        place = names.index(name) + 1 if name in names else len(names)
        return self.periods[place] if place < len(names) else None

    def least_protected(self, period: Period) -> Fraction:
        """Give the least that all its protected streams have in a period together, in exact pence."""
        return sum((stream.least(period) for stream in self.protected), Fraction(0))

    @property
    def protected_pence(self) -> Fraction:
        """The least that all its protected streams have over the whole term, in exact pence."""
        return sum((self.least_protected(period) for period in self.periods), Fraction(0))

    def for_round(self, round_id: str, total: Pence, *, voting_opens: date, constituted: date, entry: int) -> Fund:
        """Give the fund as it is for one round: the same value that ``fund.toml`` states for a round's protected money.

        Args:
            round_id: the round.
            total: what the fund holds for it.
            voting_opens: the first day of voting.
            constituted: the day on which the streams were set aside.
            entry: number of the entry that says so.

        Raises:
            ConstitutionFaults: where a share of the total is no whole number of pence, or the streams are more than it.
        """
        faults, streams = [], []
        for one in self.protected:
            sum_ = one.pence if one.share is None else exact_part(one.share, total)
            if sum_ is None:
                what = "{share} of the total is not a whole number of pence; it is never rounded"
                faults.append(Fault(what, {"share": str(one.share)}, field=one.id))
                continue
            streams.append(
                Stream(one.id, one.name, one.for_whom, sum_, one.share, constituted, entry, one.figure, one.panel)
            )
        if sum(stream.set_aside for stream in streams) > total:
            faults.append(Fault("the streams together set aside more than the round holds", field="protected"))
        if faults:
            raise ConstitutionFaults(*faults, fund=self.id)
        return Fund(self.title, round_id, self.accountable_body, total, "GBP", voting_opens, tuple(streams))

    def canonical(self) -> dict[str, Any]:
        """Give the constitution as canonical JSON holds it: what is hashed, kept and published."""
        return {
            "fund": self.id,
            "title": self.title,
            "accountable_body": self.accountable_body,
            "from": self.first.isoformat(),
            "until": self.last.isoformat(),
            "periods": [
                {
                    "period": period.id,
                    "from": period.first.isoformat(),
                    "until": period.last.isoformat(),
                    "capital_pence": int(period.capital),
                    "revenue_pence": int(period.revenue),
                }
                for period in self.periods
            ],
            "protected": [_protected_json(stream) for stream in self.protected],
            "equity_floors": [
                {"kind": floor.kind, "name": floor.name, "share": fraction_text(floor.share)}
                for floor in self.equity_floors
            ],
            "carry_over": fraction_text(self.carry_over),
            "notice_months": self.notice_months,
            "uplift": self.uplift,
        }


def faults_of(constitution: Constitution) -> tuple[Fault, ...]:
    """Give all that is wrong with a constitution: one fault for each thing, with the field it is about."""
    return (
        *_named(constitution),
        *_tiled(constitution),
        *_sums(constitution),
        *_protection(constitution),
        *_floors(constitution),
    )


def checked(constitution: Constitution) -> Constitution:
    """Give a constitution back where it is sound.

    Raises:
        ConstitutionFaults: with every fault at once.
    """
    found = faults_of(constitution)
    if found:
        raise ConstitutionFaults(*found, fund=constitution.id or "-")
    return constitution


def _protected_json(stream: Protected) -> Mapping[str, Any]:
    least = {"pence": int(stream.pence)} if stream.pence is not None else {}
    share = {"share": fraction_text(stream.share)} if stream.share is not None else {}
    return {
        "id": stream.id,
        "name": stream.name,
        "for_whom": stream.for_whom,
        **least,
        **share,
        "figure": stream.figure,
        "panel": list(stream.panel),
    }


def _named(one: Constitution) -> Iterator[Fault]:
    said = {"fund": one.id, "title": one.title, "accountable_body": one.accountable_body, "uplift": one.uplift}
    for field, text in said.items():
        if not text.strip():
            yield Fault("nothing is written here", field=field)
    if one.id and not _SHORT.fullmatch(one.id):
        yield Fault("a short name is letters, digits, hyphens, full stops and underscores", field="fund")
    for where, names in (
        ("periods", [period.id for period in one.periods]),
        ("protected", [stream.id for stream in one.protected]),
        ("equity_floors", [f"{floor.kind} {floor.name}" for floor in one.equity_floors]),
    ):
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield Fault("{name} stands twice", {"name": name}, field=where)


def _tiled(one: Constitution) -> Iterator[Fault]:
    """Find where the periods are not the whole term, day by day."""
    if not one.periods:
        yield Fault("a fund has at least one period", field="periods")
        return
    due = one.first
    for period in one.periods:
        if period.last < period.first:
            yield Fault("the period {period} ends before it begins", {"period": period.id}, field="periods")
        if period.first != due:
            figures = {"period": period.id, "day": period.first.isoformat(), "due": due.isoformat()}
            yield Fault(
                "the period {period} begins on {day}; to leave no gap it begins on {due}", figures, field="periods"
            )
        due = period.last + timedelta(days=1) if period.last < date.max else period.last
    if one.periods[-1].last != one.last:
        figures = {"day": one.periods[-1].last.isoformat(), "last": one.last.isoformat()}
        yield Fault("the last period ends on {day}, and the fund on {last}", figures, field="until")


def _sums(one: Constitution) -> Iterator[Fault]:
    for period in one.periods:
        for money in MONEY:
            if period.promised(money) < 0:
                figures = {"period": period.id, "money": money}
                yield Fault("the {money} of the period {period} is below nothing", figures, field="periods")
        if period.whole == 0:
            yield Fault("the period {period} has no money", {"period": period.id}, field="periods")
    if not 0 <= one.carry_over <= 1:
        yield Fault("what may be carried over is a part from 0 to 1", field="carry_over")
    if one.notice_months < 0:
        yield Fault("the notice is 0 months or more", field="notice_months")


def _protection(one: Constitution) -> Iterator[Fault]:
    for stream in one.protected:
        if (stream.share is None) == (stream.pence is None):
            yield Fault("state either a share or a sum, and not both", field=stream.id)
        elif stream.share is not None and not 0 < stream.share <= 1:
            yield Fault("a share is above 0 and at most 1", field=stream.id)
        elif stream.pence is not None and stream.pence <= 0:
            yield Fault("a sum is above 0", field=stream.id)
        if len(set(stream.panel)) < FEWEST:
            yield Fault("a panel has at least {fewest} different roles", {"fewest": FEWEST}, field=stream.id)
    for period in one.periods:
        if one.least_protected(period) > period.whole:
            figures = {"period": period.id}
            yield Fault("more is protected in the period {period} than it has", figures, field="protected")


def _floors(one: Constitution) -> Iterator[Fault]:
    for floor in one.equity_floors:
        if not 0 < floor.share <= 1:
            yield Fault("a floor is a part above 0 and at most 1", field=f"{floor.kind} {floor.name}")
    for kind in ("area", "category"):
        if sum(floor.share for floor in one.equity_floors if floor.kind == kind) > 1:
            yield Fault("the floors of {kind} together are more than the whole", {"kind": kind}, field="equity_floors")
