"""The library history of a whole country: what councils gave up, who took over, where, and what that did to access."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from commonweal.evidence.inequality import Value
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.libraries import STATIC, Library
from commonweal.evidence.library_access import Comparison, library_profile
from commonweal.evidence.library_answers import Answer
from commonweal.evidence.points import Point
from commonweal.evidence.survival import COMMUNITY, COUNCIL, FIRST, LAST, PlacedLibrary, may_have_moved
from commonweal.terms.places import Area
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

MOST, LEAST = range(1, 4), range(8, 11)
"""The most and the least deprived 30 % of areas, by tenth."""


@dataclass(frozen=True, slots=True)
class CouncilLibraries:
    """What became of static libraries that councils ran in 2016.

    Attributes:
        run: how many there were.
        closed: closed in 2017 or later.
        passed: run by the community in 2023.
    """

    run: int
    closed: int
    passed: int

    @property
    def left(self) -> int:
        """Libraries that the council left: closed, or passed to the community."""
        return self.closed + self.passed

    @property
    def taken_over(self) -> Fraction | Unknown:
        """The share of those that it left which the community took over."""
        return Fraction(self.passed, self.left) if self.left else Unknown("the council left no library there")

    @property
    def share_closed(self) -> Fraction | Unknown:
        """The share of all that it ran which closed."""
        return Fraction(self.closed, self.run) if self.run else Unknown("the council ran no library there")

    def __add__(self, other: "CouncilLibraries") -> "CouncilLibraries":
        """Put the libraries of two counts together."""
        return CouncilLibraries(self.run + other.run, self.closed + other.closed, self.passed + other.passed)


NONE = CouncilLibraries(0, 0, 0)


@dataclass(frozen=True, slots=True)
class CountryHistory:
    """What became of a country's static libraries.

    Attributes:
        areas: how many small areas the country has.
        by_tenth: those that councils ran in 2016, by the tenth of deprivation of the area whose centre is nearest.
        unplaced: those that have no coordinates.
        moved: of those that closed, how many may have moved: another of the authority opened near by about then.
        access: access to static libraries in 2016 and in 2023.
        answers: to the questions that people ask.
        caveats: what the figures cannot tell.
    """

    areas: int
    by_tenth: tuple[CouncilLibraries, ...]
    unplaced: CouncilLibraries
    moved: int
    access: Comparison
    answers: tuple[Answer, ...]
    caveats: tuple[Sentence, ...]

    @property
    def whole(self) -> CouncilLibraries:
        """All of them together."""
        return sum(self.by_tenth, self.unplaced)

    def of(self, tenths: Iterable[int]) -> CouncilLibraries:
        """Put some tenths together."""
        return sum((self.by_tenth[tenth - 1] for tenth in tenths), NONE)


def country_history(areas: Sequence[Area], libraries: Sequence[PlacedLibrary], as_at: date) -> CountryHistory:
    """Follow the static libraries of a country, and who can reach one.

    Args:
        areas: every small area of the country.
        libraries: every row of its register.
        as_at: the day of which it speaks.
    """
    run = [one for one in libraries if one.library.type == STATIC and one.library.operation.get(FIRST) in COUNCIL]
    tenths = _nearest_tenths(areas, [one.library for one in run])
    by_tenth = tuple(
        _counted(one.library for one, tenth in zip(run, tenths, strict=True) if tenth == which)
        for which in range(1, 11)
    )
    unplaced = _counted(one.library for one, tenth in zip(run, tenths, strict=True) if tenth is None)
    moved = sum(may_have_moved(one, libraries) for one in run if _closed(one.library))
    found = library_profile(Evidence("", as_at, tuple(areas), libraries=tuple(one.library for one in libraries)))
    [access, *_] = found.comparisons if found else ()
    history = CountryHistory(len(areas), by_tenth, unplaced, moved, access, (), country_caveats())
    return replace(history, answers=tuple(_answers(history)))


def country_caveats() -> tuple[Sentence, ...]:
    """Say what the figures of a country cannot tell; they are said wherever the figures are shown."""
    return (
        say("Some closures are removals: a library that moved may stand in the file as one closed and one opened."),
        say(
            "Only static libraries that the council ran in 2016 are followed, by what the surveys call them; one that "
            "the council left unstaffed is in neither count."
        ),
        say(
            "A library closed is one with a year of closing of 2017 or later in the file, which may lie after the last "
            "survey; one that passed is one that the survey of 2023 found run by the community."
        ),
        say(
            "A library stands in the area whose centre is nearest, which need not be the one that it lies in; "
            "deprivation is that of the Indices of 2025, after most of these closures."
        ),
        say("Communities were not given the same libraries that councils kept or closed."),
        say("Access counts libraries, not hours or books, and distance as the crow flies."),
    )


def _nearest_tenths(areas: Sequence[Area], libraries: Sequence[Library]) -> list[int | None]:
    """Give the tenth of deprivation of the area whose centre is nearest to each library; None without coordinates."""
    from scipy.spatial import cKDTree

    tree = cKDTree([(area.easting, area.northing) for area in areas])
    answer: list[int | None] = []
    for library in libraries:
        point = library.point
        if isinstance(point, Point):
            _, nearest = tree.query((point.easting, point.northing))
            answer.append(areas[int(nearest)].deprivation_decile)
        else:
            answer.append(None)
    return answer


def _counted(libraries: Iterable[Library]) -> CouncilLibraries:
    some = list(libraries)
    return CouncilLibraries(
        len(some),
        sum(_closed(library) for library in some),
        sum(library.operation.get(LAST) in COMMUNITY for library in some),
    )


def _closed(library: Library) -> bool:
    return library.year_closed is not None and library.year_closed > FIRST


def _answers(history: CountryHistory) -> Iterable[Answer]:
    whole, most, least = history.whole, history.of(MOST), history.of(LEAST)
    first, last = history.by_tenth[0], history.by_tenth[-1]
    yield Answer(
        say("What became of the libraries that councils ran?"),
        (
            say(
                "In 2016 councils ran {run} static libraries. {closed} of them have closed since, and {passed} were "
                "run by the community in 2023.",
                run=whole.run,
                closed=whole.closed,
                passed=whole.passed,
            ),
            say(
                "Of those that closed, {n} may have moved: another opened within a kilometre and a year.",
                n=history.moved,
            ),
        ),
    )
    yield Answer(
        say("Who took over where the council left?"),
        (
            _taken(say("In the most deprived 30% of areas"), most),
            _taken(say("In the least deprived 30% of areas"), least),
        ),
    )
    yield Answer(say("Where did they close?"), (_where(first, last),))
    yield Answer(say("What did that do to people's reach?"), _reach(history.access))


def _taken(where: Sentence, some: CouncilLibraries) -> Sentence:
    if isinstance(some.taken_over, Unknown):
        return say("{where} the council left no library.", where=where)
    return say(
        "{where} the council left {left} libraries, and the community took over {passed} of them: {share:percent}.",
        where=where,
        left=some.left,
        passed=some.passed,
        share=some.taken_over,
    )


def _where(first: CouncilLibraries, last: CouncilLibraries) -> Sentence:
    one, other = first.share_closed, last.share_closed
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return say("In the most or in the least deprived tenth of areas councils ran no library.")
    if not other:
        return say(
            "In the most deprived tenth of areas {closed} of {run} closed ({share:percent1}), and in the least "
            "deprived tenth none of {others}.",
            closed=first.closed,
            run=first.run,
            share=one,
            others=last.run,
        )
    return say(
        "In the most deprived tenth of areas {closed} of {run} closed ({share:percent1}), in the least deprived tenth "
        "{few} of {others} ({other:percent1}): they were {times:decimal1} times as likely to close.",
        closed=first.closed,
        run=first.run,
        share=one,
        few=last.closed,
        others=last.run,
        other=other,
        times=one / other,
    )


def _reach(access: Comparison) -> tuple[Sentence, ...]:
    return (
        _index(access.before.concentration, access.after.concentration),
        _alone(access.before.zero_access, access.after.zero_access),
        access.sentence,
    )


def _index(before: Value, after: Value) -> Sentence:
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return say("How access ran along deprivation is not known for both years.")
    if after > before:
        return say(
            "Access has come to favour the less deprived more: its concentration index was {before:decimal4} with the "
            "libraries run in 2016 and {after:decimal4} with those run in 2023 (0 is even).",
            before=_exact(before),
            after=_exact(after),
        )
    return say(
        "Access has not come to favour the less deprived more: its concentration index was {before:decimal4} with the "
        "libraries run in 2016 and {after:decimal4} with those run in 2023 (0 is even).",
        before=_exact(before),
        after=_exact(after),
    )


def _alone(before: Value, after: Value) -> Sentence:
    if isinstance(before, Unknown) or isinstance(after, Unknown):
        return say("How many people have no library within reach is not known for both years.")
    return say(
        "Without a static library within three kilometres were {before:percent1} of people, and are {after:percent1}.",
        before=_exact(before),
        after=_exact(after),
    )


def _exact(value: float) -> Fraction:
    """Give a figure to nine decimals, exactly: what is hashed holds no floats."""
    return Fraction(f"{value:.9f}")
