"""Public libraries from 2010 to 2023: which were open, and who ran them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from commonweal.evidence.points import Point
from commonweal.terms.sentences import key
from commonweal.terms.sources import Unknown

Operation = Literal["LA", "LAU", "C", "CR", "ICL"]
Status = Literal["open", "closed", "not yet open"]

OPERATIONS: Mapping[str, str] = {
    "LA": key("the council"),
    "LAU": key("the council, unstaffed"),
    "C": key("a body the council pays"),
    "CR": key("the community, with the council"),
    "ICL": key("the community, on its own"),
}
"""Who runs a library, by the code of Arts Council England's basic dataset."""

YEARS = range(2010, 2024)
"""The years that the dataset speaks of."""

SURVEYS = (2016, 2019, 2021, 2022, 2023)
"""The years in which who runs each library was asked."""

STATIC = "Static Library"


@dataclass(frozen=True, slots=True)
class Library:
    """One row of the library register.

    Attributes:
        name: as published.
        type: "Static Library", "Mobile Library", "Archive" and so on, as published.
        point: where it stands; a mobile library has no such point.
        operation: who ran it in each survey year; a year is absent where the register says nothing.
        year_opened: where the register says.
        year_closed: where the register says.
        organisation: who operates it, or "" where the register says nothing.
        row: its line in the published file, the header being line 1.
    """

    name: str
    type: str
    point: Point | Unknown
    operation: Mapping[int, Operation]
    year_opened: int | None
    year_closed: int | None
    organisation: str
    row: int

    def status(self, year: int) -> Status:
        """Say whether it was open in a year; in the year it closed it counts as closed.

        A blank year of opening counts as open since before 2010, a blank year of closing as not closed.
        """
        if self.year_closed is not None and self.year_closed <= year:
            return "closed"
        if self.year_opened is not None and self.year_opened > year:
            return "not yet open"
        return "open"

    def served(self, year: int) -> bool:
        """Say whether the survey of a year found it run by somebody, and it was not closed for good by then.

        The first survey, 2016, is taken as it stands: a library that closed later served then.
        """
        return year in self.operation and (year != SURVEYS[-1] or self.year_closed is None)


@dataclass(frozen=True, slots=True)
class LibraryYear:
    """The libraries of a place in one year.

    Attributes:
        year: the calendar year.
        open: rows open.
        closed: rows closed by then.
        not_yet_open: rows that opened later.
        run_by: in a survey year, rows by who ran them (every code, zero too); None in the other years.
        not_recorded: in a survey year, open rows of which the register does not say who ran them; None otherwise.
    """

    year: int
    open: int
    closed: int
    not_yet_open: int
    run_by: Mapping[Operation, int] | None
    not_recorded: int | None


def library_years(libraries: Sequence[Library]) -> tuple[LibraryYear, ...]:
    """Count the libraries of each year from 2010 to 2023 by state and by who ran them."""
    return tuple(_year(libraries, year) for year in YEARS)


def _year(libraries: Sequence[Library], year: int) -> LibraryYear:
    states = [library.status(year) for library in libraries]
    counts: dict[Operation, int] | None = None
    silent: int | None = None
    if year in SURVEYS:
        codes: tuple[Operation, ...] = ("LA", "LAU", "C", "CR", "ICL")
        counts = {code: sum(library.operation.get(year) == code for library in libraries) for code in codes}
        silent = sum(
            state == "open" and year not in library.operation for library, state in zip(libraries, states, strict=True)
        )
    return LibraryYear(year, states.count("open"), states.count("closed"), states.count("not yet open"), counts, silent)
