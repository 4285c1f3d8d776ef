"""On which day of a place a moment falls: days of a round are days of the place, and entries bear moments of UTC.

British time is worked out here, since not every computer knows the time zones. Of a place that keeps another time only
the first and the last day are known on which a moment may fall anywhere on Earth.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from .chain import Entry

BRITISH = "Europe/London"
_HOUR, _SUNDAY = timedelta(hours=1), 6


class Days(NamedTuple):
    """The days on which a moment may fall, written YYYY-MM-DD; in British time there is one."""

    first: str
    last: str


def days_of(entry: Entry, zone: str = BRITISH) -> Days:
    """Give the days on which an entry may have been made, in the place's own time.

    Raises:
        ValueError: where its moment is none.
    """
    moment = datetime.strptime(entry["at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if zone == BRITISH:
        day = (moment + _HOUR if _is_summer(moment) else moment).date().isoformat()
        return Days(day, day)
    return Days((moment - 12 * _HOUR).date().isoformat(), (moment + 14 * _HOUR).date().isoformat())


def zones(entries: Sequence[Entry]) -> dict[int, str]:
    """Give the time that the place kept when each entry was made, by the entry's number."""
    found, zone = {}, BRITISH
    for entry in entries:
        if entry["kind"] in {"place_opened", "place_changed"}:
            zone = str(entry["payload"].get("time_zone", BRITISH))
        found[entry["number"]] = zone
    return found


def later(day: str, days: int) -> str:
    """Give the day that is so many days later; the last day that can be written, where there is none."""
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def between(first: str, last: str) -> int:
    """Give how many days one day is after another, 0 where it is before."""
    return max((date.fromisoformat(last) - date.fromisoformat(first)).days, 0)


def _is_summer(moment: datetime) -> bool:
    """Say whether British clocks are an hour ahead (Summer Time Order 2002, SI 2002/262)."""
    begins, ends = (_last_sunday(moment.year, month) for month in (3, 10))
    return begins <= moment < ends


def _last_sunday(year: int, month: int) -> datetime:
    last = datetime(year, month, 31, 1, tzinfo=UTC)
    return last - timedelta(days=(last.weekday() - _SUNDAY) % 7)
