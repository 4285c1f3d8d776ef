"""The libraries of a place year by year: open, closed, and in whose hands, with nothing filled in between."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from commonweal.errors import NoLibraryThere, nearest
from commonweal.evidence.libraries import STATIC, SURVEYS, YEARS, Library, Operation
from commonweal.evidence.survival import COMMUNITY, PlacedLibrary, handed_over_between

Hands = Literal["council", "paid body", "community", "between", "not recorded"]
End = Literal["community", "closed", "paid body", "council", "not recorded"]

ENDS: tuple[End, ...] = ("community", "closed", "paid body", "council", "not recorded")
"""What a library can have come to by the last survey, in the order in which a place's are shown."""

HANDS: dict[Operation, Hands] = {
    "LA": "council",
    "LAU": "council",
    "C": "paid body",
    "CR": "community",
    "ICL": "community",
}


@dataclass(frozen=True, slots=True)
class Stretch:
    """Years in a row in which a library was open and in the same hands.

    Attributes:
        hands: who ran it; "between" where two surveys found different hands and nobody asked in these years,
            "not recorded" where the register does not say.
        first: the first year.
        last: the last year.
    """

    hands: Hands
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class LibraryCourse:
    """One library through the years.

    Attributes:
        placed: the library, whose it is and how deprived its area is.
        stretches: the years in which it was open, from first to last.
        end: what it had come to by the last survey.
        handed_over: the surveys between which it passed to the community; None where it did not, or no survey saw it
            before.
    """

    placed: PlacedLibrary
    stretches: tuple[Stretch, ...]
    end: End
    handed_over: tuple[int, int] | None

    @property
    def library(self) -> Library:
        """The library as the register gives it."""
        return self.placed.library

    @property
    def community_from(self) -> int | None:
        """The first survey that says who ran it, where that was the community already."""
        asked = [year for year in SURVEYS if year in self.library.operation]
        return asked[0] if asked and self.library.operation[asked[0]] in COMMUNITY else None


@dataclass(frozen=True, slots=True)
class PlaceHistory:
    """The static libraries of a place.

    Attributes:
        place: its name, as the register writes it.
        courses: by what each came to, then by name.
        others: rows of the place that are no static library (mobile, prison, archive), and are not followed.
    """

    place: str
    courses: tuple[LibraryCourse, ...]
    others: int

    @property
    def static(self) -> tuple[PlacedLibrary, ...]:
        """The libraries themselves."""
        return tuple(course.placed for course in self.courses)

    def ended(self, end: End) -> tuple[LibraryCourse, ...]:
        """Give those that came to one thing."""
        return tuple(course for course in self.courses if course.end == end)


def place_history(libraries: Sequence[PlacedLibrary], place: str) -> PlaceHistory:
    """Follow the static libraries of a place through the years.

    Args:
        libraries: every library of the register.
        place: an upper-tier authority or a library service, as the register names it; capitals do not matter.

    Raises:
        NoLibraryThere: where the register has no static library of that place.
    """
    wanted = place.casefold().strip()
    here = [one for one in libraries if wanted in {one.authority.casefold(), one.service.casefold()}]
    static = [one for one in here if one.library.type == STATIC]
    if not static:
        named = sorted({one.authority for one in libraries if one.library.type == STATIC})
        raise NoLibraryThere(place=place, nearest=nearest(place, named))
    courses = sorted(
        (library_course(one) for one in static),
        key=lambda course: (ENDS.index(course.end), course.library.name, course.library.row),
    )
    names = {one.authority for one in here}
    return PlaceHistory(names.pop() if len(names) == 1 else here[0].service, tuple(courses), len(here) - len(static))


def library_course(placed: PlacedLibrary) -> LibraryCourse:
    """Follow one library from 2010 to 2023.

    A year between two surveys that found the same hands counts as in those hands; every other year in which nobody
    asked is told as what it is. In the year it closed a library counts as closed.

    Examples:
        >>> from commonweal.evidence.points import Point
        >>> from commonweal.terms.sources import Unknown
        >>> ran = {2016: "LA", 2019: "CR", 2021: "CR", 2022: "CR", 2023: "CR"}
        >>> quay = Library("Quay", STATIC, Point(0, 0), ran, None, None, "", 2)
        >>> course = library_course(PlacedLibrary(quay, "A service", "A place", Unknown("not placed")))
        >>> [(one.hands, one.first, one.last) for one in course.stretches]
        [('not recorded', 2010, 2015), ('council', 2016, 2016), ('between', 2017, 2018), ('community', 2019, 2023)]
    """
    library = placed.library
    stretches: list[Stretch] = []
    for year in YEARS:
        if library.status(year) != "open":
            continue
        hands = _hands(library, year)
        if stretches and stretches[-1].hands == hands and stretches[-1].last == year - 1:
            stretches[-1] = Stretch(hands, stretches[-1].first, year)
        else:
            stretches.append(Stretch(hands, year, year))
    return LibraryCourse(placed, tuple(stretches), _end(library), handed_over_between(library))


def _hands(library: Library, year: int) -> Hands:
    before = max((asked for asked in SURVEYS if asked <= year), default=None)
    after = min((asked for asked in SURVEYS if asked >= year), default=None)
    found = [library.operation.get(asked) if asked else None for asked in (before, after)]
    if None in found:
        return "not recorded"
    first, second = (HANDS[code] for code in found if code)
    return first if first == second else "between"


def _end(library: Library) -> End:
    if library.status(YEARS[-1]) == "closed":
        return "closed"
    code = library.operation.get(YEARS[-1])
    if code is None:
        return "not recorded"
    return "community" if code in COMMUNITY else "paid body" if code == "C" else "council"
