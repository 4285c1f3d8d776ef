"""Who gained and who lost: what each part of the people has before and after a round or a plan."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from commonweal.evidence.publishing import TOO_FEW, shown
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

MOST_DEPRIVED, LEAST_DEPRIVED = ("1", "2"), ("9", "10")
"""The tenths of the most and of the least deprived fifth."""
NOBODY = Unknown("nobody lives there")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the people: those of one tenth of deprivation, or of one community group.

    Attributes:
        name: the tenth, "1" the most deprived to "10"; or what the group is called.
        people: how many they are.
        before: what there is for each of them before.
        after: what there is for each of them after.
    """

    name: str
    people: int | Unknown
    before: Fraction | Unknown
    after: Fraction | Unknown

    @property
    def gained(self) -> Fraction | Unknown:
        """What each gains; below 0 what each loses."""
        for value in (self.before, self.after):
            if isinstance(value, Unknown):
                return value
        return self.after - self.before  # type: ignore[operator]


@dataclass(frozen=True, slots=True)
class Gains:
    """Who gained more and who less than a line. Every count of people has passed the gate.

    Attributes:
        line: the gain that each is measured against.
        more: the parts that gained more.
        less: the parts that gained less, or lost.
        unknown: the parts of which that is not known.
        people_more: how many live in the parts that gained more.
        people_less: how many live in those that gained less.
        people_unknown: how many live in those of which it is not known.
    """

    line: Fraction
    more: tuple[Part, ...]
    less: tuple[Part, ...]
    unknown: tuple[Part, ...]
    people_more: int | Unknown
    people_less: int | Unknown
    people_unknown: int | Unknown


def who_gained(parts: Sequence[Part], line: Fraction = Fraction(0)) -> Gains:
    """Say which parts gained more and which less than a line.

    Args:
        parts: every part, each person in one at most.
        line: 0 where gains and losses are what matters; where all gain, the mean gain (:func:`mean_gain`).

    Examples:
        >>> parts = [Part("1", 400, Fraction(2), Fraction(7)), Part("10", 600, Fraction(2), Fraction(3))]
        >>> found = who_gained(parts, mean_gain(parts))
        >>> found.line, found.people_more, found.people_less
        (Fraction(13, 5), 400, 600)
    """
    more, less, unknown = [], [], []
    for part in parts:
        gained = part.gained
        if isinstance(gained, Unknown):
            unknown.append(part)
        elif gained > line:
            more.append(part)
        elif gained < line:
            less.append(part)
    counts = (_people(among) for among in (more, less, unknown))
    return Gains(line, tuple(more), tuple(less), tuple(unknown), *counts)


def mean_gain(parts: Iterable[Part]) -> Fraction:
    """Give what each person gains on average, over the parts of which it is known; 0 where it is known of none."""
    total = heads = Fraction(0)
    for part in parts:
        if not isinstance(part.people, Unknown) and not isinstance(gained := part.gained, Unknown):
            total += gained * part.people
            heads += part.people
    return total / heads if heads else heads


def together(parts: Sequence[Part], names: Collection[str]) -> Part | None:
    """Put some parts together, each counted by its people; None where none of them is there."""
    among = [part for part in parts if part.name in names]
    if not among:
        return None
    people = 0
    for part in among:
        if isinstance(part.people, Unknown):
            return Part("", part.people, part.people, part.people)
        people += part.people
    if not people:
        return Part("", 0, NOBODY, NOBODY)
    before, after = (_weighted(among, which, people) for which in ("before", "after"))
    return Part("", people, before, after)


def money_sentences(parts: Sequence[Part], currency: str) -> tuple[Sentence, ...]:
    """Say in words who gained by a round, in money for each person by tenth of deprivation.

    Args:
        parts: by tenth; before is the money of all earlier rounds, after with this one.
        currency: ISO 4217 code.
    """
    gains = who_gained(parts, mean_gain(parts))
    if len(gains.unknown) == len(parts):
        return (say("Who gained and who lost by deprivation is not known: the tenth of no area is."),)
    said = [
        say(
            "This round gave {each} for each person. More than that went to tenths of deprivation with {more}, and "
            "less to tenths with {less}.",
            each=_money(gains.line, currency),
            more=_counted(gains.people_more),
            less=_counted(gains.people_less),
        )
    ]
    poor, rich = together(parts, MOST_DEPRIVED), together(parts, LEAST_DEPRIVED)
    for part, where in ((poor, say("the most deprived fifth")), (rich, say("the least deprived fifth"))):
        if part and not isinstance(part.before, Unknown) and not isinstance(part.after, Unknown):
            said.append(
                say(
                    "In {where} of the country’s areas there was {before} for each person here before, and now there "
                    "is {after}.",
                    where=where,
                    before=_money(part.before, currency),
                    after=_money(part.after, currency),
                )
            )
        elif part is None:
            said.append(say("No area here lies in {where} of the country.", where=where))
    return (*said, *_not_known(gains))


def hours_sentences(parts: Sequence[Part]) -> tuple[Sentence, ...]:
    """Say in words where support hours went, by the tenth of deprivation in which the bodies that got them are based.

    Args:
        parts: by tenth, the hours of support for each person.
    """
    gains = who_gained(parts, mean_gain(parts))
    if len(gains.unknown) == len(parts):
        return (say("How support hours were shared out by deprivation is not known."),)
    told = say(
        "Support so far: {hours:decimal1} hours for each 1,000 people of the tenths of deprivation where that is "
        "known. More than that went to bodies based in tenths with {more}, and less to those in tenths with {less}.",
        hours=1000 * gains.line,
        more=_counted(gains.people_more),
        less=_counted(gains.people_less),
    )
    return (told, *_not_known(gains))


def met_sentences(parts: Sequence[Part], against_keeping: Sequence[Part]) -> tuple[Sentence, ...]:
    """Say in words who gains by a plan: in what tenths more of what people need is met at its end.

    Args:
        parts: by tenth, the share of need that is met in the first quarter and in the last.
        against_keeping: by tenth, the share met in the last quarter were everything kept, and by the plan.
    """
    gains, against = who_gained(parts), who_gained(against_keeping)
    if len(gains.unknown) == len(parts):
        return (say("Who gains and who loses by deprivation is not known: the tenth of no neighbourhood is."),)
    return (
        say(
            "From the first quarter of the plan to its last, more of what people need comes to be met in tenths of "
            "deprivation with {more}, and less in tenths with {less}.",
            more=_counted(gains.people_more),
            less=_counted(gains.people_less),
        ),
        say(
            "At its end, against keeping everything as it is paid for, more is met in tenths with {more}, and less "
            "in tenths with {less}.",
            more=_counted(against.people_more),
            less=_counted(against.people_less),
        ),
        *_not_known(gains),
    )


def _weighted(among: Sequence[Part], which: str, people: int) -> Fraction | Unknown:
    total = Fraction(0)
    for part in among:
        value: Fraction | Unknown = getattr(part, which)
        if isinstance(value, Unknown):
            return value
        total += value * part.people  # type: ignore[operator]
    return total / people


def _people(parts: Iterable[Part]) -> int | Unknown:
    whole = 0
    for part in parts:
        if isinstance(part.people, Unknown):
            return part.people
        whole += part.people
    return shown(whole)


def _not_known(gains: Gains) -> tuple[Sentence, ...]:
    if not gains.unknown:
        return ()
    reasons = {part.gained.reason for part in gains.unknown if isinstance(part.gained, Unknown)}
    why = "; ".join(sorted(reasons))
    return (say("Not known for {people}: {reason}.", people=_counted(gains.people_unknown), reason=why),)


def _counted(people: int | Unknown) -> Sentence:
    if people == TOO_FEW:
        return say("too few people to show")
    if isinstance(people, Unknown):
        return say("an unknown number of people")
    return say("{n} person", plural="{n} people", by="n", n=people) if people else say("nobody")


def _money(value: Fraction, currency: str) -> Amount:
    return Amount(Fraction(round(value * 100), 100), currency)
