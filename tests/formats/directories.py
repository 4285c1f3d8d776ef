"""Small directories of services, of our own making: invented bodies and addresses."""

import json
from uuid import NAMESPACE_DNS, uuid5

NORTH, EAST = 53.4776, -2.2336
"""Degrees of a point in Manchester: 384,520 east and 397,990 north of the grid."""


def uuid(name):
    return str(uuid5(NAMESPACE_DNS, name))


def address(**told):
    lines = {"address_1": "1 Quay Street", "city": "Harbour", "state_province": "Coast", "postal_code": "M1 1AA"}
    return {"id": uuid("address"), **lines, "country": "GB", "address_type": "physical", **told}


def at(name="hall", **told):
    place = {"id": uuid(f"place {name}"), "location_type": "physical", "name": name.title(), **told}
    return {"id": uuid(f"at {name}"), "location": {"latitude": NORTH, "longitude": EAST, **place}}


def body(name="Harbour Lights", **told):
    return {"id": uuid(name), "name": name, "description": "A charity of the harbour", **told}


def service(name="Day care", **told):
    start = {"id": uuid(name), "name": name, "status": "active", "organization": body()}
    return {**start, "service_at_locations": [at()], **told}


def v1(name="Day care", **told):
    place = {
        "id": "L1",
        "name": "Hall",
        "latitude": NORTH,
        "longitude": EAST,
        "physical_addresses": [{key: value for key, value in address(id="A1").items() if key != "address_type"}],
        "accessibility_for_disabilities": [{"id": "D1", "accessibility": "level entrance"}],
    }
    return {
        "id": "S1",
        "name": name,
        "status": "active",
        "description": None,
        "organization": {"id": "O1", "name": "Harbour Lights", "description": "A charity", "url": "http://hl.example"},
        "eligibilitys": [{"id": "E1", "eligibility": "adults", "minimum_age": 18, "maximum_age": 65}],
        "service_at_locations": [
            {"id": "SL1", "location": place, "regular_schedule": [{"id": "R2", "opens_at": "09:00", "byday": "MO"}]}
        ],
        "regular_schedules": [{"id": "R1", "description": "weekdays"}],
        "holiday_schedules": [{"id": "H1", "closed": "true", "start_date": "2026-12-25"}],
        "contacts": [{"id": "C1", "title": "Reception", "phones": [{"id": "P1", "number": "0161 000 0000"}]}],
        "fundings": [{"id": "F1", "source": "the council"}],
        "cost_options": [{"id": "K1", "option": "free", "amount": 0}],
        "service_areas": [{"id": "Z1", "service_area": "Harbour"}],
        "service_taxonomys": [{"id": "T1", "taxonomy": {"id": "X1", "name": "Care", "vocabulary": "kinds"}}],
        "reviews": [],
        "deliverable_type": "Advice",
        **told,
    }


def page(folder, *services, name="feed.json", **told):
    path = folder / name
    listed = told or {"contents": list(services)}
    path.write_text(json.dumps(listed, indent=1), encoding="utf-8")
    return path
