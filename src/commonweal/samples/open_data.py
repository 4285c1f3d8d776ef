"""Files that others might publish of the sample place: services, releases, payments, charities, postcodes.

All of it is invented, and the same for the same seed.
"""

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random
from uuid import NAMESPACE_URL, uuid5

from commonweal.evidence.national_grid import lon_lat
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area

_CLUBS = ("Lunch club", "Repair café", "Walking group", "Benefits advice", "Refuge for families", "Homework club")
_BOUGHT = ("Repairs of paths", "School meals", "Winter gritting", "Advice on debt", "Care at home")
_SUPPLIERS = ("Gannet Builders Ltd", "Whelk Foods Ltd", "Open Door Advice", "Samphire Care CIC")
_FIRST_DAY = date(2025, 4, 1)


def sample_directory(seed: int, areas: Sequence[Area]) -> bytes:
    """Make a directory of services in Open Referral UK 3.0, a bare list; the last of them lies in the sea.

    Args:
        seed: the same seed gives the same bytes.
        areas: the place's small areas.
    """
    random = Random(f"commonweal directory {seed}")  # noqa: S311 - a synthetic directory, not a secret
    services = [_service(name, random.choice(areas), 0) for name in _CLUBS]
    services.append(_service("Sea swimming", areas[0], 90_000))
    return (json.dumps(services, ensure_ascii=False, indent=1) + "\n").encode()


def sample_releases(seed: int, buyer: str) -> bytes:
    """Make a package of releases of the Open Contracting Data Standard 1.1.

    Args:
        seed: the same seed gives the same bytes.
        buyer: name of the council that buys; every fifth award is of another one.
    """
    random = Random(f"commonweal releases {seed}")  # noqa: S311 - as above
    releases = [_release(nth, buyer if nth % 5 else "Elsewhere Council", random) for nth in range(1, 21)]
    package = {
        "uri": "https://example.org/releases",
        "version": "1.1",
        "publishedDate": "2026-04-01T00:00:00Z",
        "publisher": {"name": buyer},
        "releases": releases,
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def sample_spending(seed: int) -> bytes:
    """Make payments above £500 under the words of the Local Government Transparency Code."""
    random = Random(f"commonweal spending {seed}")  # noqa: S311 - as above
    rows: list[tuple[str, ...]] = [("date", "department", "beneficiary", "purpose", "amount")]
    for nth in range(60):
        pence = random.randrange(50_000, 3_000_000)
        text = f"{pence / 100:,.2f}"
        day = _FIRST_DAY + timedelta(days=nth * 6)
        supplier = "Mr Example" if nth % 20 == 0 else random.choice(_SUPPLIERS)
        amount = f"({text})" if nth % 15 == 14 else text
        rows.append((day.isoformat(), "Places", supplier, random.choice(_BOUGHT), amount))
    return _table(rows)


def sample_charities(seed: int, organisations: Iterable[Organisation], codes: Sequence[str]) -> bytes:
    """Make a table of charities as somebody might make it of the register.

    Args:
        seed: the same seed gives the same bytes.
        organisations: the place's bodies; its charities are listed.
        codes: postcodes at which they may be based.
    """
    random = Random(f"commonweal charities {seed}")  # noqa: S311 - as above
    header = ("registered_charity_number", "charity_name", "charity_activities", "charity_contact_postcode")
    rows: list[tuple[str, ...]] = [header]
    for nth, body in enumerate(one for one in organisations if one.kind == "charity"):
        rows.append((str(1_900_001 + nth), body.name, "NA" if nth % 4 == 3 else "Helps", random.choice(codes)))
    return _table(rows)


def sample_postcodes(areas: Iterable[Area]) -> dict[str, str]:
    """Give an invented postcode for each small area, with the area's code."""
    found = {}
    for nth, area in enumerate(areas):
        ward, place = divmod(nth, 20)
        found[f"ZZ{ward + 1} {place % 10}{'AB'[place // 10]}Q"] = area.code
    return found


def sample_postcode_table(areas: Sequence[Area]) -> bytes:
    """Make a table of the place's postcodes under the headings of the ONS Postcode Directory."""
    by_code = {area.code: area for area in areas}
    rows: list[tuple[str, ...]] = [("pcds", "lsoa21", "lat", "long")]
    for postcode, code in sample_postcodes(areas).items():
        longitude, latitude = lon_lat(by_code[code].easting, by_code[code].northing)
        rows.append((postcode, code, f"{latitude:.6f}", f"{longitude:.6f}"))
    rows.append(("ZZ99 9ZZ", "Z99999999", "99.999999", "0.000000"))
    return _table(rows)


def _table(rows: Iterable[Sequence[str]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()


def _uuid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"urn:commonweal:sample/{name}"))


def _service(name: str, area: Area, west_m: int) -> dict[str, object]:
    longitude, latitude = lon_lat(area.easting - west_m, area.northing)
    place = {
        "id": _uuid(f"location/{name}"),
        "location_type": "physical",
        "name": f"{area.neighbourhood} hall",
        "latitude": round(latitude, 5),
        "longitude": round(longitude, 5),
    }
    return {
        "id": _uuid(f"service/{name}"),
        "name": name,
        "status": "active",
        "organization": {"id": _uuid(f"body/{name}"), "name": f"{name} friends", "description": "Volunteers"},
        "service_at_locations": [{"id": _uuid(f"at/{name}"), "location": place}],
    }


def _release(nth: int, buyer: str, random: Random) -> dict[str, object]:
    supplier = random.choice(_SUPPLIERS)
    day = f"{_FIRST_DAY + timedelta(days=nth * 10)}T09:00:00Z"
    party = {"id": f"supplier-{_SUPPLIERS.index(supplier)}", "name": supplier, "roles": ["supplier"]}
    return {
        "ocid": f"ocds-sample-{nth}",
        "id": f"release-{nth}",
        "date": day,
        "tag": ["award"],
        "initiationType": "tender",
        "parties": [
            {**party, "details": {"scale": "sme" if "Ltd" in supplier else "large", "vcse": "Ltd" not in supplier}}
        ],
        "buyer": {"name": buyer},
        "awards": [
            {
                "id": f"award-{nth}",
                "title": random.choice(_BOUGHT),
                "status": "active",
                "date": day,
                "value": {"amount": random.randrange(10_000, 900_000), "currency": "GBP"},
                "suppliers": [{"id": party["id"], "name": supplier}],
            }
        ],
    }
