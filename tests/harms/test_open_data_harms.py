"""Harms that a directory of services could do: it knows addresses that a place must not."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.cli.sample_folder import sample_files
from commonweal.evidence.national_grid import lon_lat
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from tests.formats.directories import at, body, page, service, uuid

SECRET = "14 Hidden Lane"


@pytest.fixture
def place(tmp_path):
    write_folder(tmp_path / "place", sample_files(1))
    return tmp_path / "place"


def run(*arguments):
    told = CliRunner().invoke(app, [str(one) for one in arguments])
    assert told.exit_code == 0, told.output
    return told.output


def test_small_number_disclosure_a_directory_brings_no_sensitive_address_in_and_gives_none_out(place, tmp_path):
    area = read_place(place).areas[3]
    longitude, latitude = lon_lat(area.easting + 61, area.northing + 83)
    refuge = service(
        "Women's refuge",
        organization=body("Safe Quay"),
        service_at_locations=[at(SECRET, latitude=latitude, longitude=longitude)],
    )
    said = run("import", "services", page(tmp_path, refuge), "--place", place)
    out, pages = tmp_path / "out.json", tmp_path / "profile"
    said += run("export", "services", place, "--to", out) + run("profile", place, "--out", pages)
    secrets = [
        SECRET,
        uuid(f"at {SECRET}"),
        str(latitude)[:9],
        str(longitude)[:9],
        str(round(area.easting + 61)),
        str(round(area.northing + 83)),
    ]
    files = [path for folder in (place, pages) for path in folder.rglob("*") if path.is_file()]
    assert len(files) > 20
    texts = {str(path): path.read_bytes().decode("utf-8", "replace") for path in [out, *files]}
    assert [(name, one) for name, text in (*texts.items(), ("said", said)) for one in secrets if one in text] == []
    sensitive = {offer.service.name for offer in read_place(place).evidence.offers if offer.service.sensitive}
    shown = [one for one in json.loads(texts[str(out)])["contents"] if one["name"] in sensitive]
    assert "Women's refuge" in {one["name"] for one in shown}
    assert all(not {"service_at_locations", "schedules"} & set(one) for one in shown)
