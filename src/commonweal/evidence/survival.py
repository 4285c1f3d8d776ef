"""How long libraries last: of those that somebody ran in 2016, how many had closed by 2023, by deprivation.

What may be read from it has limits, which :func:`caveats` says in sentences: they go wherever the figures go.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import hypot, inf

from commonweal.evidence.libraries import STATIC, SURVEYS, Library, Operation
from commonweal.evidence.points import Point
from commonweal.evidence.proportions import Interval, wilson
from commonweal.terms.sentences import Sentence, key, say
from commonweal.terms.sources import Unknown

FIRST, LAST = SURVEYS[0], SURVEYS[-1]
"""Libraries are taken as they were found in the first survey, and followed to the end of the last one's year."""

COMMUNITY: tuple[Operation, ...] = ("CR", "ICL")
COUNCIL: tuple[Operation, ...] = ("LA",)
"""Who counts as the community, and who as the council; one that the council leaves unstaffed is neither."""

FIFTHS = range(1, 6)
NOBODY = Unknown(key("no library of this kind was at risk"))


@dataclass(frozen=True, slots=True)
class PlacedLibrary:
    """A library, whose it is, and how deprived the area is in which it stands.

    Attributes:
        library: as the register gives it.
        service: the library service that reports it ("Liverpool City Council").
        authority: the upper-tier authority in whose area it stands ("Liverpool").
        tenth: of the small areas of England by deprivation, 1 the most deprived; Unknown where the register gives none.
    """

    library: Library
    service: str
    authority: str
    tenth: int | Unknown

    @property
    def fifth(self) -> int | Unknown:
        """The fifth of England's small areas in which it stands, 1 the most deprived."""
        return self.tenth if isinstance(self.tenth, Unknown) else (self.tenth + 1) // 2


@dataclass(frozen=True, slots=True)
class Survival:
    """What became of some libraries.

    Attributes:
        libraries: open when the count began.
        closed: of them, closed since.
        lost_from_sight: neither closed nor named by the last survey; counted up to the last survey that named them.
        library_years: years that began with one of them open and in sight: one for each library and year, and the year
            in which it closed among them.
    """

    libraries: int
    closed: int
    lost_from_sight: int
    library_years: int

    def __add__(self, other: "Survival") -> "Survival":
        """Put the libraries of two counts together."""
        return Survival(
            self.libraries + other.libraries,
            self.closed + other.closed,
            self.lost_from_sight + other.lost_from_sight,
            self.library_years + other.library_years,
        )

    @property
    def share(self) -> Interval | Unknown:
        """The share that closed, with its interval; those lost from sight count as not closed."""
        return wilson(self.closed, self.libraries) if self.libraries else NOBODY

    @property
    def yearly(self) -> Interval | Unknown:
        """The chance of closing within a year, were it the same in each year and for each library.

        Under that assumption it is best told by closures for each year that a library began (a geometric lifetime with
        censoring); its interval is Wilson's, with library-years for cases.
        """
        return wilson(self.closed, self.library_years) if self.library_years else NOBODY


NONE = Survival(0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class LifeYear:
    """One year of a cohort's life table.

    Attributes:
        year: the calendar year.
        at_risk: open and in sight when it began.
        closed: closed in it.
        lost_from_sight: not named by any survey after it.
        still_open: share of the cohort still open at its end (Kaplan and Meier, 1958).
    """

    year: int
    at_risk: int
    closed: int
    lost_from_sight: int
    still_open: Fraction


@dataclass(frozen=True, slots=True)
class Cohort:
    """The static libraries that somebody ran in the first survey, and what became of them.

    Attributes:
        by_fifth: by the fifth of deprivation in which each stands, all five.
        unplaced: those whose area is not known.
        gone_before: named by the first survey, but closed in its year or before: not at risk, and in no count.
        run_by_last: who ran those still open, where the last survey names them.
        years: the life table.
    """

    by_fifth: Mapping[int, Survival]
    unplaced: Survival
    gone_before: int
    run_by_last: Mapping[Operation, int]
    years: tuple[LifeYear, ...]

    @property
    def whole(self) -> Survival:
        """All of them together."""
        return whole(self.by_fifth, self.unplaced)


@dataclass(frozen=True, slots=True)
class _Fate:
    """How long one library was in sight.

    Attributes:
        years: that it began open and in sight.
        end: "closed", "lost" or "open".
    """

    years: int
    end: str


def whole(by_fifth: Mapping[int, Survival], unplaced: Survival = NONE) -> Survival:
    """Put the fifths together, and those that could not be placed."""
    return reduce(Survival.__add__, by_fifth.values(), unplaced)


def cohort(libraries: Iterable[PlacedLibrary], run_by: Collection[Operation]) -> Cohort:
    """Follow the static libraries that somebody ran in the first survey to the end of the last one's year.

    Args:
        libraries: of the whole country, or of a part of it.
        run_by: the codes that count, such as :data:`COMMUNITY`. Who ran a library later changes nothing.
    """
    named = [one for one in libraries if one.library.type == STATIC and one.library.operation.get(FIRST) in run_by]
    at_risk = [one for one in named if not _gone_by(one.library, FIRST)]
    fates = [(one, _fate(one.library, FIRST)) for one in at_risk]
    last = [one.library.operation[LAST] for one, fate in fates if fate.end == "open" and LAST in one.library.operation]
    return Cohort(
        by_fifth=_by_fifth(fates),
        unplaced=_counted(fate for one, fate in fates if isinstance(one.fifth, Unknown)),
        gone_before=len(named) - len(at_risk),
        run_by_last={code: last.count(code) for code in sorted(set(last))},
        years=_life_table([fate for _, fate in fates]),
    )


def handed_over(libraries: Iterable[PlacedLibrary]) -> tuple[Mapping[int, Survival], Survival]:
    """Follow the static libraries that a later survey found newly run by the community, from that survey on.

    Those newly found by the last survey have not been at risk yet and are left out; so are, because no survey saw them,
    hand-overs that had failed before the next survey was made.

    Returns:
        What became of them by fifth of deprivation, and of those whose area is not known.
    """
    fates = []
    for one in libraries:
        since = handed_over_between(one.library)
        if one.library.type == STATIC and since and since[1] < LAST and not _gone_by(one.library, since[1]):
            fates.append((one, _fate(one.library, since[1])))
    return _by_fifth(fates), _counted(fate for one, fate in fates if isinstance(one.fifth, Unknown))


def handed_over_between(library: Library) -> tuple[int, int] | None:
    """Give the two surveys between which a library passed to the community for the first time, as far as was asked.

    Returns:
        The last survey that found somebody else and the first that found the community; None where no survey found
        somebody else before, and so too where the first survey found the community already.
    """
    asked = [year for year in SURVEYS if year in library.operation]
    runs = [library.operation[year] in COMMUNITY for year in asked]
    if True not in runs or runs[0]:
        return None
    found = runs.index(True)
    return asked[found - 1], asked[found]


def years_after(libraries: Iterable[PlacedLibrary]) -> Mapping[tuple[int, int], int]:
    """Count closures by how many years after the hand-over they came, where a survey saw the library before it.

    Returns:
        The least and the most number of years that it can have been, to how many closures.
    """
    found: dict[tuple[int, int], int] = {}
    for one in libraries:
        since, closed = handed_over_between(one.library), one.library.year_closed
        if one.library.type == STATIC and since and closed is not None and since[1] < closed <= LAST:
            span = (closed - since[1], closed - since[0])
            found[span] = found.get(span, 0) + 1
    return dict(sorted(found.items()))


def may_have_moved(closed: PlacedLibrary, others: Iterable[PlacedLibrary]) -> bool:
    """Say whether a library that closed may have moved: another of its authority opened near it, about then.

    Near is a kilometre, about then is within a year. The register does not say which library replaced which.

    Args:
        closed: a library with a year of closing.
        others: libraries of the register; those that are not static are passed over.
    """
    year = closed.library.year_closed
    return year is not None and any(
        one != closed
        and one.library.type == STATIC
        and one.authority == closed.authority
        and one.library.year_opened is not None
        and abs(one.library.year_opened - year) <= 1
        and _apart(one.library.point, closed.library.point) <= 1000
        for one in others
    )


def yearly_losses(by_fifth: Mapping[int, Survival]) -> Mapping[int, Interval]:
    """Give the chance that a service is lost within a year, by the fifth of deprivation in which it is delivered.

    Args:
        by_fifth: what became of such services, by fifth.

    Returns:
        For each fifth of which something is known: what was seen, and the ends of its interval, as exact fractions.

    Examples:
        >>> yearly_losses({1: Survival(61, 7, 0, 407)})[1].value
        Fraction(7, 407)
    """
    known = {fifth: found.yearly for fifth, found in by_fifth.items()}
    return {fifth: loss for fifth, loss in known.items() if not isinstance(loss, Unknown)}


def caveats() -> tuple[Sentence, ...]:
    """Say what the figures cannot tell; they are said wherever the figures are shown."""
    return (
        say("Who ran a library was first asked in 2016. Hand-overs that had failed before are in no figure here."),
        say("A hand-over between two surveys that failed before the second counts as a closure of a council library."),
        say("A library that moved to a new building may stand in the file as one that closed and one that opened."),
        say(
            "Communities were not given the same libraries that councils kept: the difference between the two is not "
            "the effect of handing over."
        ),
        say(
            "One rate for every year is an assumption: there are too few closures to say whether the first years are "
            "the hardest."
        ),
        say("Only closing is counted. Shorter hours, fewer books and tired volunteers are not in the file."),
        say("These are libraries. Other services may last longer or less long."),
    )


def _apart(one: Point | Unknown, other: Point | Unknown) -> float:
    if isinstance(one, Unknown) or isinstance(other, Unknown):
        return inf
    return hypot(one.easting - other.easting, one.northing - other.northing)


def _gone_by(library: Library, year: int) -> bool:
    return library.year_closed is not None and library.year_closed <= year


def _fate(library: Library, since: int) -> _Fate:
    if library.year_closed is not None:
        # One that closed later still was open to the end, whether or not the last survey names it.
        return _Fate(min(library.year_closed, LAST) - since, "closed" if library.year_closed <= LAST else "open")
    seen = max(year for year in SURVEYS if year in library.operation)
    return _Fate(seen - since, "open" if seen == LAST else "lost")


def _by_fifth(fates: Sequence[tuple[PlacedLibrary, _Fate]]) -> Mapping[int, Survival]:
    return {fifth: _counted(fate for one, fate in fates if one.fifth == fifth) for fifth in FIFTHS}


def _counted(fates: Iterable[_Fate]) -> Survival:
    found = list(fates)
    ends = [fate.end for fate in found]
    return Survival(len(found), ends.count("closed"), ends.count("lost"), sum(fate.years for fate in found))


def _life_table(fates: Sequence[_Fate]) -> tuple[LifeYear, ...]:
    still, table = Fraction(1), []
    for year in range(FIRST + 1, LAST + 1):
        number = year - FIRST
        at_risk = [fate for fate in fates if fate.years >= number]
        closed = sum(fate.years == number and fate.end == "closed" for fate in at_risk)
        lost = sum(fate.years == number and fate.end == "lost" for fate in at_risk)
        still *= 1 - Fraction(closed, len(at_risk)) if at_risk else 1
        table.append(LifeYear(year, len(at_risk), closed, lost, still))
    return tuple(table)
