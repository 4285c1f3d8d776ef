"""Periods: quarters of the calendar year, as hand-over plans and undertakings count time."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from commonweal.errors import BadPeriod

_FORM = re.compile(r"([0-9]{4})-Q([1-4])")


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a calendar year.

    Attributes:
        year: calendar year.
        number: 1 (January to March) to 4.

    Examples:
        >>> str(Quarter(2027, 4) + 1)
        '2028-Q1'
        >>> Quarter.read("2027-Q1").last_day
        datetime.date(2027, 3, 31)
    """

    year: int
    number: int

    @classmethod
    def read(cls, text: str) -> "Quarter":
        """Read a quarter written ``YYYY-Qn``.

        Raises:
            BadPeriod: where the text is in another form.
        """
        found = _FORM.fullmatch(text)
        if not found:
            raise BadPeriod(text=text)
        return cls(int(found[1]), int(found[2]))

    def __str__(self) -> str:
        """Write the quarter as ``YYYY-Qn``."""
        return f"{self.year:04}-Q{self.number}"

    def __add__(self, quarters: int) -> "Quarter":
        """Give the quarter so many later."""
        years, number = divmod(self.year * 4 + self.number - 1 + quarters, 4)
        return Quarter(years, number + 1)

    def __sub__(self, other: "Quarter") -> int:
        """Count the quarters from another one to this one."""
        return (self.year - other.year) * 4 + self.number - other.number

    @property
    def first_day(self) -> date:
        """The day it begins."""
        return date(self.year, self.number * 3 - 2, 1)

    @property
    def last_day(self) -> date:
        """The day it ends."""
        return (self + 1).first_day - timedelta(days=1)
