"""The cuts log: what was cut from which service, what new money came, and whether that replaces public money.

Everything is whole pence a year, as it was decided: nothing is adjusted for rising prices, and the sentences say so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from commonweal.terms.money import Amount, Pence
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

Verdict = Literal["replaces public money", "more than the cut", "cut", "new money", "nothing new"]

NOT_WRITTEN = Unknown("nobody has written down what was spent before")


@dataclass(frozen=True, slots=True)
class Cut:
    """Public money for a service that was taken away.

    Attributes:
        starts: the day from which there is less.
        service: id of the service.
        neighbourhood: where there is less, or "" for the whole place.
        pence: how much less, a year.
        decided_by: the body that decided it.
        source: where that stands: an address, or the title and date of a paper.
        before: what the service had there a year, on the day before this cut, in pence.
    """

    starts: date
    service: str
    neighbourhood: str
    pence: Pence
    decided_by: str
    source: str
    before: Pence | Unknown = NOT_WRITTEN


@dataclass(frozen=True, slots=True)
class NewMoney:
    """Money for a service that was not there before.

    Attributes:
        starts: the day from which there is more.
        ends: the last day of it, or None where no end is known.
        service: id of the service.
        neighbourhood: where there is more, or "" for the whole place.
        pence: how much, a year.
        giver: who gives it.
        source: where that stands.
    """

    starts: date
    ends: date | None
    service: str
    neighbourhood: str
    pence: Pence
    giver: str
    source: str

    def runs_on(self, day: date) -> bool:
        """Say whether the money runs on a day, both ends included."""
        return self.starts <= day and (self.ends is None or day <= self.ends)


@dataclass(frozen=True, slots=True)
class MoneyStanding:
    """A year's money for a purpose before the cuts, and on a day.

    Attributes:
        day: the day of which it speaks.
        before: public money a year before the first cut.
        cut: how much less of it there is, a year.
        new: new money, a year.
        transfer: whether what it is for may be handed over, or is.
    """

    day: date
    before: Pence | Unknown
    cut: Pence
    new: Pence
    transfer: bool

    @property
    def after(self) -> Pence | Unknown:
        """All that is spent a year on the day, the new money with it."""
        if isinstance(self.before, Unknown):
            return self.before
        return Pence(self.before - self.cut + self.new)

    @property
    def verdict(self) -> Verdict:
        """Say what the new money is; beside a cut of what is handed over, it replaces unless it is more than the cut.

        Examples:
            >>> MoneyStanding(date(2027, 4, 1), NOT_WRITTEN, Pence(30_000_000), Pence(30_000_000), True).verdict
            'replaces public money'
            >>> MoneyStanding(date(2027, 4, 1), NOT_WRITTEN, Pence(30_000_000), Pence(30_000_001), True).verdict
            'more than the cut'
        """
        if not self.cut:
            return "new money" if self.new else "nothing new"
        if self.new > self.cut:
            return "more than the cut"
        return "replaces public money" if self.new or self.transfer else "cut"

    def sentence(self) -> Sentence:
        """Say the verdict first, then the sums that it rests on."""
        return say("{verdict} {sums}", verdict=VERDICTS[self.verdict], sums=self._sums())

    def _sums(self) -> Sentence:
        cut, new = Amount.of_pence(self.cut), Amount.of_pence(self.new)
        if isinstance(self.before, Unknown) or isinstance(self.after, Unknown):
            return say(
                "A year, {cut} was cut and {new} is new. What was spent before is not written down, so that the whole "
                "is not known.",
                cut=cut,
                new=new,
            )
        return say(
            "Before, {before} a year was spent, and on {day} it is {after}: {cut} was cut and {new} is new.",
            before=Amount.of_pence(self.before),
            day=self.day,
            after=Amount.of_pence(self.after),
            cut=cut,
            new=new,
        )


VERDICTS: dict[Verdict, Sentence] = {
    "replaces public money": say("This replaces public money: no more is new than was cut."),
    "more than the cut": say("New money exceeds the cut."),
    "cut": say("This is a cut, and nothing new has come for it."),
    "new money": say("This is new money: nothing was cut."),
    "nothing new": say("Nothing was cut, and nothing is new."),
}


@dataclass(frozen=True, slots=True)
class ServiceMoney:
    """The money of one service.

    Attributes:
        service: id of the service.
        name: its name.
        transfer: whether it may be handed over.
        now: on the day of the profile.
        ahead: on the last day on which anything in the log changes, where that is to come; None otherwise.
        local: on the day of the profile, by each neighbourhood that the log names for it.
    """

    service: str
    name: str
    transfer: bool
    now: MoneyStanding
    ahead: MoneyStanding | None
    local: tuple[tuple[str, MoneyStanding], ...]

    def sentence(self) -> Sentence:
        """Say how it stands now, and how it will where that differs."""
        told = say("{service}: {told}", service=self.name, told=self.now.sentence())
        if self.ahead is None:
            return told
        return say("{now} To come: {ahead}", now=told, ahead=self.ahead.sentence())


def money_on(
    day: date, cuts: Iterable[Cut], new: Iterable[NewMoney], *, transfer: bool, neighbourhood: str | None = None
) -> MoneyStanding:
    """Add up what the log says of one service, as it stands on a day.

    What was spent before is taken from the earliest cut that says so, with what had been cut before it added back.

    Args:
        day: cuts count from the day they start; new money from its first day to its last.
        cuts: of one service.
        new: of the same service.
        transfer: whether the service may be handed over.
        neighbourhood: count only what the log gives for this neighbourhood; None for all that it gives.
    """
    begun = sorted(
        (cut for cut in cuts if cut.starts <= day and neighbourhood in {None, cut.neighbourhood}),
        key=lambda cut: cut.starts,
    )
    return MoneyStanding(
        day,
        _before(begun, neighbourhood or ""),
        Pence(sum(cut.pence for cut in begun)),
        Pence(sum(one.pence for one in new if one.runs_on(day) and neighbourhood in {None, one.neighbourhood})),
        transfer,
    )


def _before(cuts: Sequence[Cut], neighbourhood: str) -> Pence | Unknown:
    for cut in cuts:
        if cut.neighbourhood == neighbourhood and not isinstance(cut.before, Unknown):
            return Pence(cut.before + sum(one.pence for one in cuts if one.starts < cut.starts))
    return NOT_WRITTEN


def added(standings: Sequence[MoneyStanding], day: date) -> MoneyStanding:
    """Add up the money of several services; what was spent before is unknown where it is of one of them."""
    known = [one.before for one in standings if not isinstance(one.before, Unknown)]
    return MoneyStanding(
        day,
        Pence(sum(known)) if len(known) == len(standings) else NOT_WRITTEN,
        Pence(sum(one.cut for one in standings)),
        Pence(sum(one.new for one in standings)),
        any(one.transfer for one in standings),
    )


def last_change(cuts: Iterable[Cut], new: Iterable[NewMoney], after: date) -> date | None:
    """Give the last day on which something in the log begins or has ended, where that is after a day."""
    days = [cut.starts for cut in cuts]
    for one in new:
        days += [one.starts, *([one.ends + timedelta(days=1)] if one.ends else [])]
    return max((day for day in days if day > after), default=None)
