"""Tenths of deprivation: places in an order, which nobody may average."""

from dataclasses import dataclass
from typing import NoReturn

from commonweal.errors import TenthsNotAveraged


@dataclass(frozen=True, slots=True, order=True)
class Tenth:
    """A tenth of a country's areas, in the order of deprivation.

    It may be compared, counted and shown; arithmetic with it is refused, since the distance from one tenth to the next
    is not the same everywhere. Average scores instead.

    Attributes:
        place: 1 is the most deprived tenth, 10 the least.

    Examples:
        >>> Tenth(1) < Tenth(2), [Tenth(1), Tenth(3), Tenth(1)].count(Tenth(1))
        (True, 2)
        >>> try:
        ...     sum([Tenth(1), Tenth(2)])
        ... except TenthsNotAveraged as refused:
        ...     print(refused.code)
        CW380
    """

    place: int

    def __post_init__(self) -> None:
        """See that there is such a tenth."""
        if not 1 <= self.place <= 10:
            message = f"there is no tenth {self.place}"
            raise ValueError(message)

    def _refused(self, *_: object) -> NoReturn:
        raise TenthsNotAveraged

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __truediv__ = __rtruediv__ = _refused
    __floordiv__ = __rfloordiv__ = __mod__ = __pow__ = __neg__ = __pos__ = __abs__ = _refused
    __int__ = __float__ = __index__ = __complex__ = __round__ = as_integer_ratio = _refused

    def __array__(self, *_: object, **__: object) -> NoReturn:
        """Refuse to become a number of an array, which NumPy would average."""
        raise TenthsNotAveraged


EVERY: tuple[Tenth, ...] = tuple(Tenth(place) for place in range(1, 11))
"""Every tenth, the most deprived first."""
WORST = EVERY[0]
