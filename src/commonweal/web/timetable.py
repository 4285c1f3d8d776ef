"""Where a round stands: by what was done to it, and by the days that its frozen rules set, in the place's own time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from commonweal.web import rights

ZONE = "Europe/London"
"""The time zone of a place that names none."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What has been done to a round.

    Attributes:
        rules: its frozen rules, or None before they are.
        drafted: whether rules were drafted.
        ballot: what was published of its ballot (``opens`` and ``closes`` among it), or None.
        extended: the day until which voting was extended, or None.
        stopped: whether it ended without a result.
        counted: whether a result stands, provisional or confirmed.
        confirmed: whether the result was confirmed.
        awarded: whether the result was turned into awards.
    """

    rules: Mapping[str, Any] | None
    drafted: bool = False
    ballot: Mapping[str, Any] | None = None
    extended: date | None = None
    stopped: bool = False
    counted: bool = False
    confirmed: bool = False
    awarded: bool = False

    @property
    def closes(self) -> date | None:
        """The last day of voting as it now is; None where nothing says."""
        told = self.extended or (self.ballot or {}).get("closes") or (self.rules or {}).get("closes")
        return date.fromisoformat(told) if isinstance(told, str) else told


def phase(standing: Standing, today: date) -> str:
    """Give where a round stands on a day: one of :data:`commonweal.web.rights.PHASES`.

    Days are inclusive: ideas may come in until the end of ``ideas_until``, and ballots until the end of ``closes``.

    Examples:
        >>> ideas = {"ideas_from": "2027-01-10", "ideas_until": "2027-01-31"}
        >>> rules = {**ideas, "opens": "2027-03-01", "closes": "2027-03-14"}
        >>> phase(Standing(rules), date(2027, 1, 31)), phase(Standing(rules), date(2027, 2, 1))
        ('ideas open', 'review')
        >>> [phase(Standing(rules, ballot=rules), date(2027, 3, day)) for day in (14, 15)]
        ['voting', 'counting']
    """
    if standing.stopped:
        return rights.STOPPED
    if standing.rules is None:
        return rights.DRAFTED if standing.drafted else rights.UNKNOWN
    if standing.counted:
        if not standing.confirmed:
            return rights.PROVISIONAL
        return rights.DELIVERING if standing.awarded else rights.CONFIRMED
    return _by_day(standing, standing.rules, today)


def _by_day(standing: Standing, rules: Mapping[str, Any], today: date) -> str:
    if "opens" not in rules:  # its votes are cast elsewhere, and it is counted from a file
        return rights.RULES
    if today < date.fromisoformat(rules["ideas_from"]):
        return rights.RULES
    if today <= date.fromisoformat(rules["ideas_until"]):
        return rights.IDEAS
    if standing.ballot is None or today < date.fromisoformat(standing.ballot["opens"]):
        return rights.REVIEW
    closes = standing.closes
    return rights.VOTING if closes is None or today <= closes else rights.COUNTING


def zone_told(place: Mapping[str, Any]) -> dict[str, str]:
    """Give what the record says of a place's time zone: nothing where it keeps British time.

    Examples:
        >>> zone_told({"time_zone": "Europe/London"}), zone_told({"time_zone": "Indian/Chagos"})
        ({}, {'time_zone': 'Indian/Chagos'})
    """
    zone = place.get("time_zone") or ZONE
    return {} if zone == ZONE else {"time_zone": zone}


def local_day(at: datetime, place: Mapping[str, Any] | None) -> date:
    """Give the day that a moment falls on in a place.

    Examples:
        >>> from datetime import UTC
        >>> local_day(datetime(2027, 6, 30, 23, 30, tzinfo=UTC), {"time_zone": "Europe/London"})
        datetime.date(2027, 7, 1)
    """
    return at.astimezone(ZoneInfo((place or {}).get("time_zone") or ZONE)).date()
