"""Grants of our own making: what the standard needs, and what it can carry."""

import json
from copy import deepcopy
from pathlib import Path

PLAIN = {
    "id": "360G-harbour-1",
    "title": "Benches",
    "description": "Benches for all",
    "currency": "GBP",
    "amountAwarded": 200.01,
    "awardDate": "2024-03-01",
    "recipientOrganization": [{"id": "GB-CHC-8000001", "name": "Harbour Hub"}],
    "fundingOrganization": [{"id": "GB-CHC-9000001", "name": "Lighthouse Keepers' Trust"}],
}
RICH = {
    **PLAIN,
    "id": "360G-harbour-2",
    "title": "=1+1",
    "description": 'A choir,\nand "its" piano;\r\nwith 2 stools \t',
    "amountAwarded": 15000,
    "amountAppliedFor": 41133.770000000004,
    "awardDate": "2024-03-01T00:00:00+00:00",
    "plannedDates": [{"startDate": "2024-04", "endDate": "2025", "duration": 12.5}, {"title": "Again"}],
    "recipientOrganization": [
        {
            "id": "GB-CHC-8000002",
            "name": "Tree, Friends & Co",
            "charityNumber": "0800002",
            "postalCode": "QQ1 1AA",
            "location": [{"geoCode": "E01000001", "geoCodeType": "LSOA", "latitude": 51.5}, {"name": "Hall"}],
        },
        {"id": "GB-CHC-8000003", "name": "'@home"},
    ],
    "beneficiaryLocation": [{"geoCode": "E01000002", "countryCode": "GB"}],
    "grantProgramme": [{"title": "A small round"}],
    "relatedActivity": ["one", "two"],
    "fromOpenCall": "Yes",
    "dateModified": "2024-05-01T10:00:00Z",
    "Shoe size": "42",
    "Seen": True,
    "Extra": {"nested": [1, {"deep": None}], "empty": []},
    "dataSource": None,
}
TO_A_PERSON = {
    **{name: value for name, value in PLAIN.items() if name != "recipientOrganization"},
    "id": "360G-harbour-3",
    "recipientIndividual": {"id": "360G-harbour-3-person", "name": "Individual recipient"},
    "toIndividualsDetails": {"primaryGrantReason": "GTIR010", "grantPurpose": ["GTIP010", "GTIP020"]},
}


def package(*grants, **about):
    """A package of grants, as bytes."""
    return json.dumps({**about, "grants": list(grants)}, ensure_ascii=False).encode()


def changed(**members):
    """The plain grant with some members changed, or left out where they are ``...``."""
    grant = {**deepcopy(PLAIN), **members}
    return {name: value for name, value in grant.items() if value is not ...}


def put(folder: Path, data: bytes, name: str = "grants.json") -> Path:
    """Write a file of grants."""
    path = folder / name
    path.write_bytes(data)
    return path
