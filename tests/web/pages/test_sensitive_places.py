"""Of a sensitive service nothing published says where it is: not the profile, a plan, a page or the bundle."""

import csv
import io
import json
import re

import pytest

from commonweal.formats.place_folder import read_place
from tests.published import one_place

pytestmark = one_place
WHERE = ("neighbourhood", "area", "code", "address", "easting", "northing", "lat", "postcode", "ward", "district")
TEXT = (".html", ".json", ".jsonl", ".csv", ".txt", ".geojson", ".svg", ".pb", ".xml", ".ics")


@pytest.fixture(scope="module")
def place(published_folder):
    return read_place(published_folder)


@pytest.fixture(scope="module")
def texts(published_site):
    return {name: data.decode("utf-8") for name, data in published_site.items() if name.endswith(TEXT)}


@pytest.fixture(scope="module")
def hidden(place):
    return {offer.service.id: offer.service.name for offer in place.evidence.offers if offer.service.sensitive}


def objects(value):
    """Every object anywhere in a JSON value."""
    if isinstance(value, dict):
        yield value
        for inner in value.values():
            yield from objects(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from objects(inner)


def values(texts):
    for name, text in texts.items():
        if name.endswith((".json", ".geojson")):
            yield name, json.loads(text)
        elif name.endswith(".jsonl"):
            yield from ((name, json.loads(line)) for line in text.splitlines() if line)


def told_where(value, services):
    """Objects that name a sensitive service as what they are about, and a place."""
    return [
        one
        for one in objects(value)
        if any(isinstance(one.get(key), str) and one[key] in services for key in ("service", "id", "name"))
        and any(one.get(key) for key in WHERE if key != "code" or one.get("neighbourhood"))
    ]


def test_no_site_of_a_sensitive_service_is_named_anywhere(place, texts, hidden):
    sites = [site for site in place.evidence.sites if site.service in hidden]
    assert sites
    for name, text in texts.items():
        for site in sites:
            assert site.name not in text, name
            assert not re.search(rf"\b{re.escape(site.id)}\b", text), name


def test_no_published_value_says_where_a_sensitive_service_is(texts, hidden):
    services = {*hidden, *hidden.values()}
    found = [(name, told_where(value, services)) for name, value in values(texts)]
    assert [(name, one) for name, one in found if one] == []
    assert len(found) > 30


def test_no_published_table_has_a_row_or_a_column_of_a_sensitive_service_by_place(texts, hidden):
    looked = 0
    for name, text in texts.items():
        if not name.endswith(".csv"):
            continue
        for row in csv.DictReader(io.StringIO(text)):
            looked += 1
            columns = " ".join(key for key in row if key)
            assert not any(service in columns or service.replace("-", "_") in columns for service in hidden), name
            if hidden.keys() & set(row.values()):
                assert not [key for key in row if key in WHERE and row[key]], (name, row)
    assert looked > 100


def test_no_plan_has_a_sensitive_service_among_its_inputs(texts, hidden):
    inputs = {name: text for name, text in texts.items() if re.fullmatch(r"bundle/plans/[^/]+/input\.json", name)}
    assert inputs
    for name, text in inputs.items():
        assert not [service for service in hidden if f'"{service}"' in text], name


def test_the_page_of_a_sensitive_service_names_no_area_and_draws_no_map(place, texts, hidden):
    names = {area.neighbourhood for area in place.areas} | {area.code for area in place.areas}
    for service in hidden:
        (page,) = (text for name, text in texts.items() if name == f"needs/{service}/index.html")
        main = page.split("<main", 1)[1].split("</main>", 1)[0]
        assert not [one for one in names if one in main]
        assert "<svg" not in main


def test_a_row_that_said_where_would_be_seen():
    assert told_where({"rows": [{"service": "refuge", "neighbourhood": "Hill"}]}, {"refuge"})
    assert not told_where({"rows": [{"service": "refuge", "neighbourhood": ""}]}, {"refuge"})
