"""``commonweal import`` and ``export`` of services, contracts, charities, postcodes, spending and agreements."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.cli.sample_folder import sample_files
from commonweal.evidence.national_grid import lon_lat
from commonweal.formats.bundle import Published, bundle_files
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from tests.formats.directories import at, page, service, uuid, v1
from tests.formats.test_charity_register import TABLE, charity
from tests.formats.test_ocds_agreements import PROMISE
from tests.formats.test_ocds_releases import release
from tests.verifier.bundles import ABOUT, added


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    folder = tmp_path_factory.mktemp("place") / "place"
    write_folder(folder, sample_files(1))
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def place(made, tmp_path):
    for name, data in made.items():
        path = tmp_path / "place" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "place"


def run(*arguments):
    return CliRunner().invoke(app, [str(one) for one in arguments])


def imported(kind, place, *arguments):
    told = run("import", kind, *arguments, "--place", place, "--json")
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


def here(place, nth=0):
    area = read_place(place).areas[nth]
    longitude, latitude = lon_lat(area.easting, area.northing)
    return {"latitude": latitude, "longitude": longitude}


def test_services_join_what_stands_and_change_none_of_it(place, tmp_path):
    before = {name: (place / name).read_bytes() for name in ("services.csv", "sites.csv", "needs.csv")}
    feed = page(
        tmp_path,
        service("Knitting circle", service_at_locations=[at(**here(place))]),
        service("Lost club", service_at_locations=[at("raft", latitude=53.6, longitude=-4.5)]),
    )
    told = imported("services", place, feed)
    assert (told["sites"], told["services"]) == ([uuid("at hall")], ["knitting-circle"])
    assert "km from the nearest area" in told["left"][0]
    assert (place / "services.csv").read_bytes().startswith(before["services.csv"])
    assert (place / "needs.csv").read_bytes() == before["needs.csv"]
    folder = read_place(place)
    assert folder.evidence.sites[-1].name == "Hall"
    assert "feed.json" in folder.settings.sources["sites.csv"].original
    assert "source_row" in (place / "sites.csv").read_text("utf-8").splitlines()[0]
    old = before["sites.csv"].decode().splitlines()[1:]
    assert [line.removesuffix(",") for line in (place / "sites.csv").read_text("utf-8").splitlines()[1:-1]] == old


def test_services_taken_twice_are_taken_once(place, tmp_path):
    feed = page(tmp_path, service("Knitting circle", service_at_locations=[at(**here(place))]))
    imported("services", place, feed)
    held = (place / "sites.csv").read_bytes(), (place / "place.toml").read_bytes()
    told = imported("services", place, feed)
    assert (told["sites"], told["services"]) == ([], [])
    assert ((place / "sites.csv").read_bytes(), (place / "place.toml").read_bytes()) == held


def test_version_1_says_what_it_could_not_carry(place, tmp_path):
    told = run("import", "services", page(tmp_path, content=[v1()]), "--place", place, "--within-m", 10_000_000)
    assert told.exit_code == 0, told.output
    assert "What version 1 says and version 3 has no place for:" in told.stdout
    assert "contacts.phones (1)" in told.stdout


def test_a_directory_at_fault_changes_nothing(place, made, tmp_path):
    told = run("import", "services", page(tmp_path, service(id="1")), "--place", place)
    assert (told.exit_code, "CW370" in told.stderr) == (1, True)
    assert all((place / name).read_bytes() == data for name, data in made.items())
    left = run("import", "services", page(tmp_path, service(id="1")), "--place", place, "--leave-faulty")
    assert "Left out, since something is wrong with it:" in left.stdout


def test_a_service_of_the_place_that_is_not_known_is_refused(place, tmp_path):
    told = run("import", "services", page(tmp_path, service()), "--place", place, "--as", "libary")
    assert (told.exit_code, "CW001" in told.stderr) == (1, True)


def test_what_goes_out_comes_in_again(place, tmp_path):
    out = tmp_path / "out.json"
    told = run("export", "services", place, "--to", out, "--json")
    assert told.exit_code == 0, told.output
    assert json.loads(told.stdout)["services"] == len(json.loads(out.read_text("utf-8"))["contents"])
    taken = imported("services", place, out)
    assert taken["faults"] == []
    assert set(taken["unnamed"]) <= {
        "service_at_locations.commonweal_capacity",
        "service_at_locations.commonweal_capacity_unit",
    }


def test_postcodes_of_the_place_are_kept_and_others_left(place, tmp_path):
    code = read_place(place).areas[0].code
    table = tmp_path / "onspd.csv"
    table.write_text(f"pcds,lsoa21,lat,long\nM1 1AA,{code},53.4776,-2.2336\nL1 1AA,E09,53.4,-2.9\n")
    told = imported("postcodes", place, table)
    assert (told["taken"], told["left"]) == (1, 1)
    assert (place / "postcodes.csv").read_text().startswith("postcode,area,easting,northing\nM1 1AA,")
    table.write_text("pcds,lsoa21,lat,long\nL1 1AA,E09,53.4,-2.9\n")
    refused = run("import", "postcodes", table, "--place", place)
    assert (refused.exit_code, "CW373" in refused.stderr) == (1, True)


def test_spending_is_taken_by_the_columns_that_the_place_names(place, tmp_path):
    table = tmp_path / "spend.csv"
    table.write_text('Paid,Who,Net\n03/04/2025,Kelp Ltd,"1,234.50"\n04/04/2025,Mr A Example,(5.00)\n')
    refused = run("import", "spending", table, "--place", place)
    assert (refused.exit_code, "CW372" in refused.stderr) == (1, True)
    with (place / "place.toml").open("a") as settings:
        settings.write(
            '\n[columns.spending]\ndate = "Paid"\nbeneficiary = "Who"\namount = "Net"\ndate_form = "dd/mm/yyyy"\n'
        )
    told = imported("spending", place, table)
    assert (told["taken"], told["pence"], told["people"]) == (2, 122_950, 1)
    evidence = read_place(place).evidence
    assert [one.pence for one in evidence.spending] == [123_450, -500]
    assert evidence.sources["spending.csv"].file == "spend.csv"


def test_contracts_are_taken_of_the_buyers_that_are_named(place, tmp_path):
    about = {"uri": "https://x.example/p", "version": "1.1", "publishedDate": "2025-05-01T00:00:00Z"}
    feed = page(
        tmp_path, **about, publisher={"name": "H"}, releases=[release(), release(2, buyer={"name": "Elsewhere"})]
    )
    told = imported("contracts", place, feed, "--buyer", "harbour council")
    assert (told["taken"], told["other_buyers"]) == (1, 1)
    assert [one.supplier for one in read_place(place).evidence.contracts] == ["Kelp Ltd"]
    refused = run("import", "contracts", feed, "--place", place, "--buyer", "Nobody")
    assert (refused.exit_code, "CW373" in refused.stderr) == (1, True)


def test_charities_come_from_the_extract_or_a_table(place, tmp_path):
    extract = tmp_path / "publicextract.charity.json"
    extract.write_text(json.dumps([charity(1), charity(2, linked_charity_number=1)]))
    told = imported("charities", place, extract)
    assert (told["taken"], told["linked"], told["without_area"]) == (1, 1, 1)
    assert read_place(place).evidence.bodies[0].id == "GB-CHC-1000001"
    table = tmp_path / "charities.csv"
    table.write_text(TABLE + "7,,KELP,,M1 1AA\n")
    assert imported("charities", place, table)["taken"] == 1
    refused = run("import", "charities", table, "--place", place, "--based-here")
    assert (refused.exit_code, "postcodes.csv" in refused.stderr) == (1, True)


def test_agreements_are_of_a_published_record(tmp_path):
    refused = run("export", "agreements", tmp_path, "--to", tmp_path / "a.json")
    assert (refused.exit_code, "CW601" in refused.stderr) == (1, True)


def test_agreements_of_a_record_go_out_with_the_names_that_the_place_gives(place, tmp_path):
    giver = read_place(place).organisations[1]
    opened = {"place": "Harbour", "board": "Harbour board", "accountable_body": "Harbour council"}
    entries = added([], "place_opened", opened)
    files = bundle_files(ABOUT, entries, Published({}, {}, {}, {}))
    record = tmp_path / "site" / "record" / "entries.jsonl"
    record.parent.mkdir(parents=True)
    record.write_bytes(files["record/entries.jsonl"])
    refused = run("export", "agreements", tmp_path / "site", "--to", tmp_path / "a.json")
    assert (refused.exit_code, "CW375" in refused.stderr) == (1, True)
    entries = added(entries, "undertaking_given", {"id": "u1", **PROMISE, "giver": giver.id, "award_pence": 100})
    record.write_bytes(bundle_files(ABOUT, entries, Published({}, {}, {}, {}))["record/entries.jsonl"])
    told = run("export", "agreements", tmp_path / "site", "--to", tmp_path / "a.json", "--place", place, "--json")
    assert json.loads(told.stdout)["agreements"] == 1
    assert giver.name in (tmp_path / "a.json").read_text("utf-8")


def test_a_table_that_is_taken_again_takes_the_place_of_the_first(place, tmp_path):
    table = tmp_path / "charities.csv"
    for number in (7, 8):
        table.write_text(TABLE + f"{number},,KELP,,\n")
        imported("charities", place, table)
    assert [one.id for one in read_place(place).evidence.bodies] == ["GB-CHC-8"]
    assert (place / "place.toml").read_text("utf-8").count('"bodies.csv"') == 1
