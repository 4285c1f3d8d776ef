"""Who gets what: the money of an outcome by area and by deprivation, and who gains or loses from one to another."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from commonweal.funding.poll import Poll
from commonweal.funding.tally import supporters
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
        votes: how many times a voter supports one of its projects; who chooses two of them counts twice.
        per_head: what is spent for each of its people.
    """

    area: str
    tenth: int | Unknown
    asked: Fraction
    spent: Fraction
    funded: int
    votes: int
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
    poll: Poll, funded: Sequence[int], tenths: Mapping[str, int | Unknown], people: Mapping[str, int | Unknown]
) -> WhoGets:
    """Say what each area and each tenth by deprivation gets; an area of an unknown tenth is kept, with the reason.

    Args:
        poll: the poll, whose projects name their area.
        funded: positions of the funded projects.
        tenths: each area's tenth by deprivation, 1 to 10 and 1 the most deprived.
        people: each area's population, above 0, where it is known; of ``""``, that of the whole place.

    Raises:
        ValueError: where a tenth is not from 1 to 10, or a population is not above 0.
    """
    names, won, votes = sorted({project.area for project in poll.projects}), set(funded), supporters(poll)
    return placed([_area(poll, name, won, votes) for name in names], tenths, people)


def placed(
    areas: Sequence[AreaMoney], tenths: Mapping[str, int | Unknown], people: Mapping[str, int | Unknown]
) -> WhoGets:
    """Put the money of areas beside what is known of them; an area of an unknown tenth is kept, with the reason.

    Args:
        areas: the money of each; the tenths and populations that they hold are replaced.
        tenths: each area's tenth by deprivation, 1 to 10 and 1 the most deprived.
        people: each area's population, above 0, where it is known; of ``""``, that of the whole place.

    Raises:
        ValueError: where a tenth is not from 1 to 10, or a population is not above 0.
    """
    if any(not isinstance(one, Unknown) and not 1 <= one <= TENTHS for one in tenths.values()):
        message = "a tenth is a whole number from 1 to 10"
        raise ValueError(message)
    if any(not isinstance(number, Unknown) and number <= 0 for number in people.values()):
        message = "a population is above 0"
        raise ValueError(message)
    known = tuple(_known(one, tenths, people) for one in areas)
    return WhoGets(known, _by_tenth(known, people))


def _area(poll: Poll, name: str, funded: set[int], votes: Sequence[int]) -> AreaMoney:
    of = [k for k, project in enumerate(poll.projects) if project.area == name]
    return AreaMoney(
        area=name,
        tenth=Unknown(NO_TENTH),
        asked=sum((poll.projects[k].cost for k in of), Fraction(0)),
        spent=sum((poll.projects[k].cost for k in of if k in funded), Fraction(0)),
        funded=sum(k in funded for k in of),
        votes=sum(votes[k] for k in of),
        per_head=Unknown(NO_POPULATION),
    )


def _known(one: AreaMoney, tenths: Mapping[str, int | Unknown], people: Mapping[str, int | Unknown]) -> AreaMoney:
    heads = people.get(one.area, Unknown(NO_POPULATION if one.area else WHOLE_PLACE))
    return replace(
        one,
        tenth=tenths.get(one.area, Unknown(NO_TENTH)) if one.area else Unknown(WHOLE_PLACE),
        per_head=heads if isinstance(heads, Unknown) else one.spent / heads,
    )


def _by_tenth(areas: Sequence[AreaMoney], people: Mapping[str, int | Unknown]) -> tuple[TenthMoney, ...]:
    reasons = sorted({one.tenth.reason for one in areas if isinstance(one.tenth, Unknown)})
    found = []
    for tenth in (*range(1, TENTHS + 1), *(Unknown(reason) for reason in reasons)):
        own = [one for one in areas if one.tenth == tenth]
        spent = sum((one.spent for one in own), Fraction(0))
        unknown = next((one.per_head for one in own if isinstance(one.per_head, Unknown)), None)
        if not own:
            unknown = Unknown("no area of this tenth has a project on the ballot")
        heads = [people[one.area] for one in own] if unknown is None else []
        whole = sum(number for number in heads if not isinstance(number, Unknown))
        found.append(TenthMoney(tenth, tuple(one.area for one in own), spent, unknown or spent / whole))
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
    most, least = _furthest(before, after)
    if most is None and least is None:
        return (say("No area gets more or less than before."),)
    said = []
    if most:
        said.append(say("{area} gains most: {sum} more than before.", area=most.area, sum=_money(most.more, currency)))
    if least:
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


def against_votes(by_votes: WhoGets, held: WhoGets, currency: str) -> tuple[Sentence, ...]:
    """Say who gains and who loses by the rule that held, against most votes alone on the same ballots.

    Args:
        by_votes: what most votes alone would have given.
        held: what the rule that held gives.
        currency: of both.
    """
    most, least = _furthest(by_votes, held)
    said = []
    if most and least:
        said.append(
            say(
                "Against most votes alone, {gains} gains most ({more} more) and {loses} loses most ({less} less).",
                gains=most.area,
                more=_money(most.more, currency),
                loses=least.area,
                less=_money(-least.more, currency),
            )
        )
    elif most:
        said.append(
            say(
                "Against most votes alone, {area} gains most ({more} more), and no area loses.",
                area=most.area,
                more=_money(most.more, currency),
            )
        )
    elif least:
        said.append(
            say(
                "Against most votes alone, {area} loses most ({less} less), and no area gains.",
                area=least.area,
                less=_money(-least.more, currency),
            )
        )
    else:
        said.append(say("Each area would get the same by most votes alone."))
    halves = [_deprived_half(outcome) for outcome in (by_votes, held)]
    if None not in halves:
        said.append(
            say(
                "Of the money whose area has a known tenth, {held:percent1} goes to the five most deprived tenths; "
                "by most votes alone it would be {votes:percent1}.",
                votes=halves[0] or 0,
                held=halves[1] or 0,
            )
        )
    return tuple(said)


def who_sentences(held: WhoGets, by_votes: WhoGets | None, currency: str) -> Iterator[Sentence]:
    """Say who gains and who loses against most votes alone, and then what each area gets, the whole place last.

    Args:
        held: what the rule that held gives.
        by_votes: what most votes alone would have given, or None where nobody says.
        currency: of both.
    """
    if by_votes is not None:
        yield from against_votes(by_votes, held, currency)
    rivals = {one.area: one for one in by_votes.areas} if by_votes else {}
    for one in sorted(held.areas, key=lambda area: (not area.area, area.area)):
        area, gets = one.area or say("The whole place"), _money(one.spent, currency)
        if one.area in rivals:
            votes = _money(rivals[one.area].spent, currency)
            yield say("{area}: {gets}; by most votes alone {votes}.", area=area, gets=gets, votes=votes)
        else:
            yield say("{area}: {gets}.", area=area, gets=gets)


def _furthest(before: WhoGets, after: WhoGets) -> tuple[AreaChange | None, AreaChange | None]:
    """Give the areas that gain most and lose most, or None where none does.

    Projects of the whole place are of no area, and nobody's gain or loss.
    """
    moved = [one for one in changes(before, after) if one.more and one.area]
    most = max((one for one in moved if one.more > 0), key=lambda one: (one.more, one.area), default=None)
    least = min((one for one in moved if one.more < 0), key=lambda one: (one.more, one.area), default=None)
    return most, least


def _deprived_half(outcome: WhoGets) -> Fraction | None:
    known = [one for one in outcome.tenths if isinstance(one.tenth, int)]
    total = sum((one.spent for one in known), Fraction(0))
    return sum((one.spent for one in known[: TENTHS // 2]), Fraction(0)) / total if total else None


def _money(sum_: Fraction, currency: str) -> Amount:
    return Amount(Fraction(round(sum_ * 100), 100), currency)
