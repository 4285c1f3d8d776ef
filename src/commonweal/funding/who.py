"""Who gets what: the money of an outcome by area and by deprivation, and who gains or loses from one to another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.funding.poll import Poll
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

WHOLE_PLACE = "the project is for the whole place"
NO_TENTH = "nobody gave the tenth of this area"
NO_POPULATION = "nobody gave the population of this area"
TENTHS = 10


@dataclass(frozen=True, slots=True)
class AreaMoney:
    """What the projects of one area get.

    Attributes:
        area: as the poll calls it, or "" for projects of the whole place.
        tenth: the area's tenth by deprivation, 1 the most deprived.
        asked: what all its projects on the ballot would cost, in the currency's main unit.
        spent: what its funded ones cost.
        funded: how many are funded.
        per_head: what is spent for each of its people.
    """

    area: str
    tenth: int | Unknown
    asked: Fraction
    spent: Fraction
    funded: int
    per_head: Fraction | Unknown


@dataclass(frozen=True, slots=True)
class TenthMoney:
    """What the areas of one tenth get.

    Attributes:
        tenth: 1 the most deprived, or Unknown for the areas whose tenth nobody gave, with the reason.
        areas: the areas in it that have a project on the ballot.
        spent: what their funded projects cost, in the currency's main unit.
        per_head: what is spent for each of their people, where the population of all of them is given.
    """

    tenth: int | Unknown
    areas: tuple[str, ...]
    spent: Fraction
    per_head: Fraction | Unknown


@dataclass(frozen=True, slots=True)
class WhoGets:
    """The money of an outcome by area and by tenth; each adds up to all that is spent.

    Attributes:
        areas: every area with a project on the ballot, by name.
        tenths: the ten, and then one for each reason why a tenth is not known.
    """

    areas: tuple[AreaMoney, ...]
    tenths: tuple[TenthMoney, ...]

    @property
    def spent(self) -> Fraction:
        """All that is spent."""
        return sum((one.spent for one in self.areas), Fraction(0))


def who_gets(
    poll: Poll, funded: Sequence[int], tenths: Mapping[str, int | Unknown], people: Mapping[str, int]
) -> WhoGets:
    """Say what each area and each tenth by deprivation gets; an area of an unknown tenth is kept, with the reason.

    Args:
        poll: the poll, whose projects name their area.
        funded: positions of the funded projects.
        tenths: each area's tenth by deprivation, 1 to 10 and 1 the most deprived.
        people: each area's population, above 0, where it is known.

    Raises:
        ValueError: where a tenth is not from 1 to 10, or a population is not above 0.
    """
    if any(not isinstance(one, Unknown) and not 1 <= one <= TENTHS for one in tenths.values()):
        message = "a tenth is a whole number from 1 to 10"
        raise ValueError(message)
    if any(number <= 0 for number in people.values()):
        message = "a population is above 0"
        raise ValueError(message)
    names = sorted({project.area for project in poll.projects})
    areas = tuple(_area(poll, name, set(funded), tenths, people) for name in names)
    return WhoGets(areas, _by_tenth(areas, people))


def _area(
    poll: Poll, name: str, funded: set[int], tenths: Mapping[str, int | Unknown], people: Mapping[str, int]
) -> AreaMoney:
    of = [k for k, project in enumerate(poll.projects) if project.area == name]
    spent = sum((poll.projects[k].cost for k in of if k in funded), Fraction(0))
    unknown = Unknown(NO_TENTH if name else WHOLE_PLACE)
    return AreaMoney(
        area=name,
        tenth=tenths.get(name, unknown) if name else unknown,
        asked=sum((poll.projects[k].cost for k in of), Fraction(0)),
        spent=spent,
        funded=sum(k in funded for k in of),
        per_head=spent / people[name] if name in people else Unknown(NO_POPULATION if name else WHOLE_PLACE),
    )


def _by_tenth(areas: Sequence[AreaMoney], people: Mapping[str, int]) -> tuple[TenthMoney, ...]:
    reasons = sorted({one.tenth.reason for one in areas if isinstance(one.tenth, Unknown)})
    found = []
    for tenth in (*range(1, TENTHS + 1), *(Unknown(reason) for reason in reasons)):
        own = [one for one in areas if one.tenth == tenth]
        spent = sum((one.spent for one in own), Fraction(0))
        unknown = next((one.per_head for one in own if isinstance(one.per_head, Unknown)), None)
        if not own:
            unknown = Unknown("no area of this tenth has a project on the ballot")
        heads = unknown or spent / sum(people[one.area] for one in own)
        found.append(TenthMoney(tenth, tuple(one.area for one in own), spent, heads))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class AreaChange:
    """What an area gets before and after.

    Attributes:
        area: as the poll calls it, or "" for projects of the whole place.
        before: in the currency's main unit.
        after: in the currency's main unit.
    """

    area: str
    before: Fraction
    after: Fraction

    @property
    def more(self) -> Fraction:
        """How much more it gets; negative where it gets less."""
        return self.after - self.before


def changes(before: WhoGets, after: WhoGets) -> tuple[AreaChange, ...]:
    """Put two outcomes side by side, area by area; an area that one of them does not know has nothing there."""
    sums = [{one.area: one.spent for one in outcome.areas} for outcome in (before, after)]
    names = sorted(sums[0].keys() | sums[1].keys())
    return tuple(AreaChange(name, *(of.get(name, Fraction(0)) for of in sums)) for name in names)


def gain_sentences(before: WhoGets, after: WhoGets, currency: str) -> tuple[Sentence, ...]:
    """Say who gained and who lost between two outcomes: the areas most concerned, and the more deprived half."""
    moved = [one for one in changes(before, after) if one.more and one.area]
    if not moved:
        return (say("No area gets more or less than before."),)
    most = max(moved, key=lambda one: (one.more, one.area))
    least = min(moved, key=lambda one: (one.more, one.area))
    said = []
    if most.more > 0:
        said.append(say("{area} gains most: {sum} more than before.", area=most.area, sum=_money(most.more, currency)))
    if least.more < 0:
        said.append(
            say("{area} loses most: {sum} less than before.", area=least.area, sum=_money(-least.more, currency))
        )
    halves = [_deprived_half(outcome) for outcome in (before, after)]
    if None not in halves:
        said.append(
            say(
                "The more deprived half of the areas' tenths gets {after:percent} of the money whose area has a known "
                "tenth; before it was {before:percent}.",
                before=halves[0] or 0,
                after=halves[1] or 0,
            )
        )
    return tuple(said)


def _deprived_half(outcome: WhoGets) -> Fraction | None:
    known = [one for one in outcome.tenths if isinstance(one.tenth, int)]
    total = sum((one.spent for one in known), Fraction(0))
    return sum((one.spent for one in known[: TENTHS // 2]), Fraction(0)) / total if total else None


def _money(sum_: Fraction, currency: str) -> Amount:
    return Amount(Fraction(round(sum_ * 100), 100), currency)
