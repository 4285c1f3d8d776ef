"""What pictures of evidence show, as values; drawing them is for :mod:`commonweal.charts`."""

from dataclasses import dataclass

from commonweal.terms.sentences import Sentence
from commonweal.terms.sources import Unknown


@dataclass(frozen=True, slots=True)
class AreaValue:
    """One area of a map.

    Attributes:
        code: the area's code, as in ``boundaries.geojson``.
        name: the area's name.
        neighbourhood: the neighbourhood it lies in.
        value: its figure in the map's unit, or Unknown ("no data", which is not zero).
    """

    code: str
    name: str
    neighbourhood: str
    value: float | Unknown


@dataclass(frozen=True, slots=True)
class AreaMap:
    """A map of one figure by area. No map is ever made of a sensitive service.

    Attributes:
        id: stable name, for links and file names ("access-library", "deprivation").
        title: what the map shows.
        unit: the figure's unit, in words.
        sentence: what the map says, for those who cannot see it.
        areas: one figure for each area of the place, in the order of ``areas.csv``.
        higher_is_better: whether a higher figure is a better one.
        whole: whether the figures are whole numbers.
    """

    id: str
    title: Sentence
    unit: Sentence
    sentence: Sentence
    areas: tuple[AreaValue, ...]
    higher_is_better: bool
    whole: bool = False


@dataclass(frozen=True, slots=True)
class DecileRow:
    """The areas of one national tenth of deprivation.

    Attributes:
        decile: 1 is the most deprived tenth, 10 the least.
        areas: how many areas of the place lie in it.
        people: residents of these areas.
        access: mean access of the people in need there, in the table's unit; Unknown where nobody is in need or
            the access of some is not known.
        zero_access: share, 0 to 1, of people in need there who are within reach of no site at all.
    """

    decile: int
    areas: int
    people: int
    access: float | Unknown
    zero_access: float | Unknown


@dataclass(frozen=True, slots=True)
class DecileTable:
    """Access by national tenth of deprivation, ten rows always.

    Attributes:
        id: stable name ("library", "libraries-2023").
        title: what the table shows.
        unit: unit of the access column.
        sentence: what the table says, for those who cannot see the chart.
        rows: tenths 1 to 10.
    """

    id: str
    title: Sentence
    unit: Sentence
    sentence: Sentence
    rows: tuple[DecileRow, ...]
