"""Seeded mutations of JSON records, and the formats that a schema names, to hold readers against official schemas."""

import random
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from jsonschema import FormatChecker

formats = FormatChecker(("uuid", "email"))
ODD: Sequence[Any] = (
    *(None, "", "x", 0, -1, 12.5, 3.0, True, [], {}, ["a"], [{}], [None], {"id": "a"}, [{"id": "a"}, {"id": "a"}]),
    *("2023-02-28", "2023-13-01T00:00:00Z", "2023-02-28T10:00:00Z", "2023-02-28T10:00:00", "28/02/2023"),
    *("active", "complete", "WEEKLY", "physical", "GBP", "award", "open", "services", "met"),
    *("https://example.org/a", "www.example.org", "a@b.example", "urn:a:b", "a b"),
    "3a19ff88-4620-4d17-9830-ac1d859eb5d5",
)
"""What may come to stand in a member's place."""


def is_moment(value: object) -> bool:
    """RFC 3339, by the standard library and not by our pattern."""
    if isinstance(value, str):
        found = datetime.fromisoformat(value)
        return found.tzinfo is not None and value[10:11] in {"T", "t"} and value[19:20] in {"Z", "z", "+", "-", "."}
    return True


def is_uri(value: object) -> bool:
    """RFC 3986, as far as its scheme and letters go."""
    return not isinstance(value, str) or (
        bool(urlsplit(value).scheme) and value.isascii() and not set(value) & set(' <>"{}|\\^`')
    )


formats.checks("date-time", raises=ValueError)(is_moment)
formats.checks("uri", raises=ValueError)(is_uri)


def mutated(record: Any, draw: random.Random, spare: Sequence[str]) -> Any:
    """Change one to three things of a record, take them out or put them in, at any depth.

    Args:
        record: a sound record.
        draw: where chance comes from.
        spare: names of members that may be put in.
    """
    record = deepcopy(record)
    for _ in range(draw.randint(1, 3)):
        objects = list(_objects(record))
        here = draw.choice(objects)
        act = draw.random()
        if act < 0.25 and here:
            del here[draw.choice(sorted(here))]
        elif act < 0.45 or not here:
            here[draw.choice(spare)] = deepcopy(draw.choice(ODD))
        elif act < 0.55:
            _twice(here, draw)
        else:
            here[draw.choice(sorted(here))] = deepcopy(draw.choice(ODD))
    return record


def _twice(here: dict[str, Any], draw: random.Random) -> None:
    """Let an item of a list stand in it twice, where there is one."""
    lists = [value for value in here.values() if isinstance(value, list) and value]
    if lists:
        one = draw.choice(lists)
        one.append(deepcopy(draw.choice(one)))


def _objects(value: Any) -> Any:
    if isinstance(value, dict):
        yield value
        for member in value.values():
            yield from _objects(member)
    elif isinstance(value, list):
        for item in value:
            yield from _objects(item)
