"""A profile shown by itself, without a database behind it: the pages of ``commonweal profile``.

The same reads make the same pages; where they ask what is kept, they are told of this profile and of nothing else.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from commonweal.web.store.read import Stored


@dataclass(frozen=True, slots=True)
class Alone:
    """All that such pages are made from.

    Attributes:
        place: the place, as it would be published.
        profile: its profile; no entry of a record names it, so its entry is 0.
    """

    place: Mapping[str, Any]
    profile: Stored


_SHOWN: ContextVar[Alone | None] = ContextVar("alone", default=None)


def alone() -> Alone | None:
    """Give the profile that is shown by itself, or None where a place's database is open."""
    return _SHOWN.get()


@contextmanager
def showing(shown: Alone) -> Iterator[None]:
    """Have every read made from one profile, for as long as this lasts."""
    token = _SHOWN.set(shown)
    try:
        yield
    finally:
        _SHOWN.reset(token)
