"""Open Referral UK 1.0, and what becomes of it in version 3.0.

What version 3 has no place for is left behind and told, never lost in silence: telephone numbers, reviews, days on
which a service is closed. Identifiers that are no UUID are made into one, always the same for the same text, and the
text is kept beside it.

Source: Open Referral UK application profile 1.0 (LGA), tables of the service response.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from commonweal.formats.json_shapes import NUMBER, TEXT, UUID4, Many, Shape, or_none

KEPT_ID = "commonweal_v1_id"
"""Member that keeps an identifier of version 1 that was no UUID: an extension of our own."""
_NAMES = "https://openreferraluk.org/v1"
_TEXT, _NUMBER = or_none(TEXT), or_none(NUMBER)
_ONLY_IN_1 = frozenset(
    {
        *("eligibilitys", "regular_schedules", "holiday_schedules", "service_taxonomys", "fundings", "reviews"),
        "deliverable_type",
    }
)
_ONLY_IN_3 = frozenset({"schedules", "attributes", "funding", "minimum_age", "maximum_age", "last_modified", "alert"})


def _shape(*names: str, needed: tuple[str, ...] = (), **members: Any) -> Shape:
    return Shape({**dict.fromkeys(names, _TEXT), **members}, needed, or_none=True)


def _many(shape: Shape) -> Many:
    return Many(shape, or_none=True)


_TAXONOMY = _shape("id", "name", "vocabulary")
_REGULAR = _shape(
    *("id", "description", "opens_at", "closes_at", "byday", "bymonthday", "dtstart", "freq", "valid_from", "valid_to")
)
_HOLIDAY = _shape("id", "opens_at", "closes_at", "start_date", "end_date")
_LOCATION = _shape(
    "id",
    "name",
    "description",
    latitude=_NUMBER,
    longitude=_NUMBER,
    physical_addresses=_many(_shape("id", "address_1", "city", "state_province", "postal_code", "country")),
    accessibility_for_disabilities=_many(_shape("id", "accessibility")),
    needed=("id",),
)
SHAPE = Shape(
    {
        **dict.fromkeys(("id", "name"), TEXT),
        **dict.fromkeys(("description", "url", "email", "status", "fees", "accreditations", "assured_date"), _TEXT),
        "organization": Shape(
            {
                **dict.fromkeys(("id", "name", "description"), TEXT),
                **dict.fromkeys(("email", "url", "logo", "uri"), _TEXT),
            },
            ("id", "name", "description"),
        ),
        "contacts": _many(_shape("id", "name", "title")),
        "cost_options": _many(_shape("id", "option", "amount_description", "valid_from", "valid_to", amount=_NUMBER)),
        "eligibilitys": _many(_shape("id", "eligibility", minimum_age=_NUMBER, maximum_age=_NUMBER)),
        "fundings": _many(_shape("id", "source")),
        "languages": _many(_shape("id", "language")),
        "regular_schedules": _many(_REGULAR),
        "holiday_schedules": _many(_HOLIDAY),
        "service_areas": _many(_shape("id", "service_area", "extent", "uri")),
        "service_at_locations": _many(
            _shape("id", location=_LOCATION, regular_schedule=_many(_REGULAR), holiday_schedules=_many(_HOLIDAY))
        ),
        "service_taxonomys": _many(_shape("id", taxonomy=_TAXONOMY)),
    },
    ("id", "name", "organization"),
)
"""What a service of version 1 must be."""


@dataclass(slots=True)
class Lost:
    """What version 3 has no place for.

    Attributes:
        members: paths of members, with how often each stood with something in it.
    """

    members: Counter[str] = field(default_factory=Counter)

    def note(self, path: str, value: Any) -> None:
        """Note a member, unless nothing stood in it."""
        if value not in (None, "", [], {}):
            self.members[path] += 1


def is_version_1(value: Any, page: str = "") -> bool:
    """Say whether a record is a service of version 1.

    Args:
        value: the record.
        page: what the member is called that lists it; only version 1 says ``content``. Elsewhere it is known by a
            table that only version 1 has, a bare record also by an identifier that is no UUID and no table of 3.
    """
    if not isinstance(value, dict):
        return False
    if page == "content" or not _ONLY_IN_1.isdisjoint(value):
        return True
    own = isinstance(value.get("id"), str) and not UUID4.fits(value["id"])
    return not page and own and "organization" in value and _ONLY_IN_3.isdisjoint(value)


def as_version_3(value: Mapping[str, Any], lost: Lost) -> dict[str, Any]:
    """Turn a service of version 1 into one of version 3, as JSON holds it.

    Args:
        value: the service, of the shape that version 1 asks for.
        lost: where that goes which version 3 has no place for.
    """
    rest = _Rest("", value, lost)
    own = rest.identified("service")
    own |= rest.same("name", "description", "url", "email", "status", "fees", "accreditations", "assured_date")
    own |= _ages(rest.peek("eligibilitys"), lost)
    schedules = [_schedule(one) for one in rest.each("regular_schedules")]
    places = list(rest.each("service_at_locations"))
    attributes = [*_terms(rest), *_eligibility(rest)]
    own |= _lists(
        service_areas=[
            one.identified("service_area") | one.same("service_area", "extent", "uri")
            for one in rest.each("service_areas")
        ],
        service_at_locations=[_at_location(one, schedules) for one in places],
        languages=[one.identified("language") for one in rest.each("languages")],
        funding=[one.identified("funding") | one.same("source") for one in rest.each("fundings")],
        cost_options=[
            one.identified("cost_option") | one.same("option", "amount", "amount_description", "valid_from", "valid_to")
            for one in rest.each("cost_options")
        ],
        contacts=[one.identified("contact") | one.same("name", "title") for one in rest.each("contacts")],
        attributes=attributes,
    )
    own |= _lists(schedules=schedules)
    own["organization"] = _organisation(rest.one("organization"))
    rest.close()
    return own


class _Rest:
    """A record of version 1 of which members are taken one after another; what is left at the end is noted."""

    def __init__(self, path: str, value: Mapping[str, Any], lost: Lost) -> None:
        self.path, self.left, self.lost = path, dict(value), lost
        self.inside: list[_Rest] = []

    def peek(self, name: str) -> Any:
        return self.left.get(name)

    def same(self, *names: str, **renamed: str) -> dict[str, Any]:
        """Take members that version 3 calls the same, or by the name given."""
        wanted = {**{name: name for name in names}, **renamed}
        found = {new: self.left.pop(old, None) for old, new in wanted.items()}
        return {name: value for name, value in found.items() if value not in (None, "")}

    def identified(self, table: str) -> dict[str, Any]:
        """Take the identifier: a UUID as it is, another text turned into one and kept beside it."""
        given = self.left.pop("id", None)
        if isinstance(given, str) and UUID4.fits(given):
            return {"id": given}
        if not given:  # a row without one is told apart by all that it says
            return {"id": _uuid(table, repr(sorted(self.left.items())))}
        return {"id": _uuid(table, given), KEPT_ID: given}

    def one(self, name: str) -> "_Rest":
        found = self.left.pop(name, None) or {}
        self.inside.append(_Rest(f"{self.path}{name}.", found, self.lost))
        return self.inside[-1]

    def each(self, name: str) -> Iterable["_Rest"]:
        rows = [_Rest(f"{self.path}{name}.", row or {}, self.lost) for row in self.left.pop(name, None) or ()]
        self.inside.extend(rows)
        return rows

    def close(self) -> None:
        """Note what was not taken, here and inside."""
        for name, value in self.left.items():
            self.lost.note(f"{self.path}{name}", value)
        for one in self.inside:
            one.close()


def _uuid(table: str, text: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"{_NAMES}/{table}/{text}"))


def _lists(**found: list[Any]) -> dict[str, Any]:
    return {name: rows for name, rows in found.items() if rows}


def _organisation(rest: _Rest) -> dict[str, Any]:
    return rest.identified("organization") | rest.same("name", "description", "email", "logo", "uri", url="website")


def _schedule(rest: _Rest) -> dict[str, Any]:
    names = ("description", "opens_at", "closes_at", "byday", "bymonthday", "dtstart", "freq", "valid_from", "valid_to")
    return rest.identified("schedule") | rest.same(*names)


def _at_location(rest: _Rest, schedules: list[dict[str, Any]]) -> dict[str, Any]:
    """Turn a service at a location; its own times join those of the service, which version 3 keeps in one table."""
    own = rest.identified("service_at_location")
    there = {"service_at_location_id": own["id"]}
    schedules.extend(_schedule(one) | there for one in rest.each("regular_schedule"))
    if rest.peek("location"):
        own["location"] = _location(rest.one("location"))
    return own


def _location(rest: _Rest) -> dict[str, Any]:
    own = rest.identified("location") | {"location_type": "physical"}
    own |= rest.same("name", "description", "latitude", "longitude")
    addresses = [found for one in rest.each("physical_addresses") if (found := _address(one))]
    access = [
        one.identified("accessibility") | one.same(accessibility="description")
        for one in rest.each("accessibility_for_disabilities")
    ]
    return own | _lists(addresses=addresses, accessibility=access)


def _address(rest: _Rest) -> dict[str, Any] | None:
    """Turn an address; one without a line that version 3 must have is left behind, since nothing may be made up."""
    needed = ("address_1", "city", "state_province", "postal_code", "country")
    if not all(rest.peek(name) for name in needed):
        return None
    return rest.identified("address") | rest.same(*needed) | {"address_type": "physical"}


def _ages(rows: Any, lost: Lost) -> dict[str, Any]:
    """Give the ages that a service is for, where its rows say one thing; version 3 has room for one range."""
    ages = {(row.get("minimum_age"), row.get("maximum_age")) for row in rows or () if row}
    if len(ages) != 1:
        lost.note("eligibilitys.minimum_age and maximum_age, which differ from row to row", [*ages])
        return {}
    [(low, high)] = ages
    return {name: age for name, age in (("minimum_age", low), ("maximum_age", high)) if age is not None}


def _eligibility(rest: _Rest) -> list[dict[str, Any]]:
    """Turn the words of who may come into words that stand at the service."""
    found = []
    for row in rest.each("eligibilitys"):
        row.same("minimum_age", "maximum_age")
        own = row.identified("eligibility")
        words = row.same("eligibility").get("eligibility")
        if words:
            term = {"id": _uuid("term", words), "name": words, "description": words, "taxonomy": "eligibility"}
            found.append(own | {"link_type": "eligibility", "taxonomy_term": term})
    return found


def _terms(rest: _Rest) -> list[dict[str, Any]]:
    """Turn the words that stand at a service; a term of version 1 has no description, so its name stands for it."""
    found = []
    for row in rest.each("service_taxonomys"):
        own = row.identified("service_taxonomy")
        taxonomy = row.one("taxonomy")
        term = taxonomy.identified("taxonomy") | taxonomy.same("name", vocabulary="taxonomy")
        if "name" in term:
            found.append(own | {"link_type": "service", "taxonomy_term": term | {"description": term["name"]}})
    return found
