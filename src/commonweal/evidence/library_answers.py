"""What a place's library history answers: what changed where I live, when, and what if it fails."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from commonweal.evidence.library_history import LibraryCourse, PlaceHistory
from commonweal.evidence.proportions import Interval
from commonweal.evidence.survival import COMMUNITY, FIRST, LAST, Survival, may_have_moved, whole, yearly_losses
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

FEW = 20
"""Up to so many libraries of one place are told to be too few to prove anything."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that people ask, and what the figures answer.

    Attributes:
        question: as people ask it.
        said: the answer, in order.
    """

    question: Sentence
    said: tuple[Sentence, ...]


def library_answers(
    history: PlaceHistory,
    community: Mapping[int, Survival],
    council: Mapping[int, Survival],
    newly: Mapping[int, Survival],
) -> tuple[Answer, ...]:
    """Answer the three questions of whoever is asked to agree to a hand-over.

    Args:
        history: of the place.
        community: what became of the country's libraries that the community ran in 2016, by fifth of deprivation.
        council: what became of those that the council ran.
        newly: what became of those that a later survey newly found in the community's hands.
    """
    return (
        Answer(say("What changed where I live?"), tuple(_what(history))),
        Answer(say("When?"), tuple(_when(history))),
        Answer(
            say("What if it fails?"),
            (*_here(history, community), *_country(community, council), *_newly(newly), _step_in()),
        ),
    )


def _what(history: PlaceHistory) -> Iterable[Sentence]:
    courses = history.courses
    yield say(
        "{place} has had {n} library since 2010.",
        plural="{place} has had {n} libraries since 2010.",
        by="n",
        place=history.place,
        n=len(courses),
    )
    counted = {end: len(history.ended(end)) for end in ("community", "council", "paid body", "closed", "not recorded")}
    yield say(
        "In 2023 the council ran {council} of them and the community {community}; {closed} had closed.",
        council=counted["council"],
        community=counted["community"],
        closed=counted["closed"],
    )
    if counted["paid body"]:
        yield say("A body that the council pays ran {n}.", n=counted["paid body"])
    if counted["not recorded"]:
        yield say(
            "Of {n} library the file does not say who ran it in 2023.",
            plural="Of {n} libraries the file does not say who ran them in 2023.",
            by="n",
            n=counted["not recorded"],
        )
    if history.ended("community"):
        yield say("Run by the community: {names}.", names=_names(history.ended("community")))
    yield from _deprived(courses)


def _deprived(courses: Sequence[LibraryCourse]) -> Iterable[Sentence]:
    """Say where what changed stands: counts, never a rank of a few."""
    left = [course for course in courses if course.end in {"community", "closed"}]
    rest = [course for course in courses if course not in left]
    nowhere = sum(isinstance(course.placed.fifth, Unknown) for course in courses)
    if nowhere:
        yield say(
            "It is not known how deprived the area of {n} library is.",
            plural="It is not known how deprived the areas of {n} libraries are.",
            by="n",
            n=nowhere,
        )
    if courses and not _in_first(courses):
        yield say("None of them is known to stand in the most deprived fifth of England's areas.")
    elif left and rest:
        yield say(
            "In the most deprived fifth of England's areas stand {n} of the {left} that closed or passed to the "
            "community, and {m} of the other {rest}.",
            n=_in_first(left),
            left=len(left),
            m=_in_first(rest),
            rest=len(rest),
        )


def _when(history: PlaceHistory) -> Iterable[Sentence]:
    for year, some in _by(lambda course: course.library.year_opened, history.courses):
        if year >= 2010:
            yield say("Opened in {year:plain}: {names}.", year=year, names=_names(some))
    for year, some in _by(lambda course: course.library.year_closed, history.ended("closed")):
        yield say("Closed in {year:plain}: {names}.", year=year, names=_names(some))
    moved = [course for course in history.ended("closed") if may_have_moved(course.placed, history.static)]
    if moved:
        yield say(
            "Perhaps moved rather than closed, since another library opened within a year and a kilometre: {names}.",
            names=_names(moved),
        )
    for span, some in _by(lambda course: course.handed_over, history.courses):
        yield say(
            "Passed to the community between {first:plain} and {last:plain}: {names}.",
            first=span[0],
            last=span[1],
            names=_names(some),
        )
    for year, some in _by(lambda course: course.community_from, history.courses):
        yield say(
            "Run by the community already in {year:plain}, when the file first says who ran them: {names}. Whether and "
            "when they passed is not in the file.",
            year=year,
            names=_names(some),
        )
    back = [
        course
        for course in history.courses
        if course.end in {"council", "paid body"} and (course.handed_over or course.community_from)
    ]
    if back:
        yield say("Back with the council, or with a body that it pays, by 2023: {names}.", names=_names(back))


def _here(history: PlaceHistory, community: Mapping[int, Survival]) -> Iterable[Sentence]:
    ran = [
        c for c in history.courses if c.library.operation.get(FIRST) in COMMUNITY and c.library.status(FIRST) == "open"
    ]
    if not ran:
        yield say("In 2016, when it was first asked, the community ran no library here.")
        return
    gone = sum(course.library.status(LAST) == "closed" for course in ran)
    if gone:
        yield say(
            "Here the community ran {n} library in 2016; it had closed by the end of 2023.",
            plural="Here the community ran {n} libraries in 2016; {gone} of them had closed by the end of 2023.",
            by="n",
            n=len(ran),
            gone=gone,
        )
    else:
        yield say(
            "Here the community ran {n} library in 2016; it was still open at the end of 2023.",
            plural="Here the community ran {n} libraries in 2016; none of them had closed by the end of 2023.",
            by="n",
            n=len(ran),
        )
    losses = yearly_losses(community)
    fifths = [fifth for course in ran if not isinstance(fifth := course.placed.fifth, Unknown)]
    if len(fifths) == len(ran) <= FEW and set(fifths) <= set(losses):
        chances = [_all_open(fifths, losses, end) for end in ("high", "value", "low")]
        yield say(
            "So few prove nothing. At the rates at which such libraries closed in England, in areas as deprived as "
            "these, all would still be open after seven years in {chance:percent} of cases, or anything from "
            "{low:percent} to {high:percent}.",
            low=chances[0],
            chance=chances[1],
            high=chances[2],
        )


def _all_open(fifths: Sequence[int], losses: Mapping[int, Interval], end: str) -> Fraction:
    chance = Fraction(1)
    for fifth in fifths:
        chance *= (1 - Fraction(getattr(losses[fifth], end))) ** (LAST - FIRST)
    return chance


def _country(community: Mapping[int, Survival], council: Mapping[int, Survival]) -> Iterable[Sentence]:
    ran, kept = whole(community), whole(council)
    if isinstance(ran.share, Unknown) or isinstance(kept.share, Unknown) or isinstance(ran.yearly, Unknown):
        return
    yield say(
        "In England {closed} of {n} libraries that the community ran in 2016 had closed by the end of 2023: "
        "{share:percent1}, likely between {low:percent1} and {high:percent1}. Of those that councils ran it was "
        "{kept:percent1}.",
        closed=ran.closed,
        n=ran.libraries,
        share=ran.share.value,
        low=ran.share.low,
        high=ran.share.high,
        kept=kept.share.value,
    )
    yield say(
        "That is {rate:percent1} a year, likely between {low:percent1} and {high:percent1}, if every year is alike.",
        rate=ran.yearly.value,
        low=ran.yearly.low,
        high=ran.yearly.high,
    )
    poorer, richer = whole({k: community[k] for k in (1, 2)}), whole({k: community[k] for k in (4, 5)})
    yield say(
        "In the two most deprived fifths of areas {closed} of {n} closed, in the two least deprived {fewer} of {m}.",
        closed=poorer.closed,
        n=poorer.libraries,
        fewer=richer.closed,
        m=richer.libraries,
    )


def _newly(newly: Mapping[int, Survival]) -> Iterable[Sentence]:
    found = whole(newly)
    if not isinstance(found.yearly, Unknown):
        yield say(
            "Of {n} libraries newly found in the community's hands since then, {closed} had closed by the end of 2023: "
            "{rate:percent1} a year, likely between {low:percent1} and {high:percent1}.",
            n=found.libraries,
            closed=found.closed,
            rate=found.yearly.value,
            low=found.yearly.low,
            high=found.yearly.high,
        )


def _step_in() -> Sentence:
    return say(
        "Who stepped in when one closed is not in the file. A hand-over plan says it beforehand: money is kept so that "
        "the council can take over from any one body."
    )


def _by(key: Callable[[LibraryCourse], Any], courses: Iterable[LibraryCourse]) -> list[tuple[Any, list[LibraryCourse]]]:
    found: dict[Any, list[LibraryCourse]] = {}
    for course in courses:
        if key(course):
            found.setdefault(key(course), []).append(course)
    return sorted(found.items())


def _in_first(courses: Iterable[LibraryCourse]) -> int:
    return sum(course.placed.fifth == 1 for course in courses)


def _names(courses: Iterable[LibraryCourse]) -> str:
    return ", ".join(sorted(course.library.name for course in courses))
