import csv
import io
import json
from datetime import date

import pytest

from commonweal.evidence.inputs import Evidence
from commonweal.evidence.libraries import Library
from commonweal.evidence.points import Point
from commonweal.evidence.profile import profile
from commonweal.formats.figures import HIDDEN
from commonweal.formats.folders import sha256_of
from commonweal.formats.profiles import profile_files, profile_lines
from commonweal.samples.places import sample_place
from commonweal.terms.sources import Source

NAMES = ("areas.csv", "needs.csv", "services.csv", "sites.csv", "libraries.csv")


@pytest.fixture(scope="module")
def found():
    place = sample_place(1)
    library = Library(
        "=Central", "Static Library", Point(677_000, 540_000), {2016: "LA", 2023: "CR"}, None, None, "", 2
    )
    sources = {name: Source(name, sha256_of(name.encode()), "Someone", "OGL", "2026") for name in NAMES}
    return profile(
        Evidence(
            place.name,
            date(2026, 10, 1),
            place.areas,
            place.offers,
            place.needs,
            place.sites,
            (library,),
            sources=sources,
        )
    )


@pytest.fixture(scope="module")
def files(found):
    return profile_files(found)


@pytest.fixture(scope="module")
def machine(files):
    return json.loads(files["profile.json"])


def rows(files, name):
    return list(csv.DictReader(io.StringIO(files[f"tables/{name}.csv"].decode())))


def figures(machine):
    yield from machine["figures"].values()
    yield from machine["libraries"]["figures"].values()
    for service in machine["services"]:
        yield from service["figures"].values()
        for here in service["neighbourhoods"]:
            yield from (here["need"], here["gap"])


def test_every_figure_opens_to_its_file_hash_date_and_rows(machine):
    seen = list(figures(machine))
    assert len(seen) > 300
    for figure in seen:
        assert figure["unit"]
        assert figure["rows"] > 0
        assert figure["sources"]
        for source in figure["sources"]:
            assert source["table"] in NAMES
            assert (len(source["sha256"]), source["date"], source["publisher"]) == (64, "2026", "Someone")
        assert (figure["value"] is None) == ("unknown_because" in figure)


def test_the_manifest_lists_every_file(files):
    listed = json.loads(files["manifest.json"])
    assert listed["kind"] == "profile"
    assert listed["files"] == {name: sha256_of(data) for name, data in files.items() if name != "manifest.json"}


def test_the_same_profile_gives_the_same_bytes(found, files):
    assert profile_files(found) == files


def test_the_tables_hold_what_the_profile_says(files, machine, found):
    assert sorted(machine["tables"]) == sorted(name for name in files if name.startswith("tables/"))
    assert len(rows(files, "areas")) == 60
    assert len(rows(files, "deciles")) == 10 * len(found.deciles)
    assert len(rows(files, "gaps")) == 12 + 10 * 10
    years = rows(files, "libraries_by_year")
    assert [row["year"] for row in years] == [str(year) for year in range(2010, 2024)]
    assert (years[-1]["CR"], years[-1]["open"], years[1]["CR"]) == ("1", "1", "")


def test_not_known_is_blank_and_not_shown_is_a_star(files):
    gaps = rows(files, "gaps")
    unknown = [row for row in gaps if row["service"] == "transport" and not row["neighbourhood"]]
    assert unknown[0]["gap"] == ""
    assert unknown[0]["unknown_because"]
    counts = [row[name] for row in gaps for name in ("need", "need_low", "need_high", "gap", "gap_low", "gap_high")]
    assert HIDDEN in counts
    assert all(text in {"", HIDDEN} or int(text) % 5 == 0 for text in counts)
    areas = rows(files, "areas")
    assert any(row["access_lunch_club"] == "" for row in areas)


def test_a_name_that_a_spreadsheet_would_run_is_made_harmless(files):
    assert rows(files, "libraries")[0]["name"] == "'=Central"


def test_headlines_are_said_in_plain_words(found, machine):
    lines = profile_lines(found)
    assert lines == machine["headlines"]
    assert lines[0].startswith("Dogger Haven has 60 areas and 100,000 residents.")
    assert all("{" not in line for line in lines)


def test_a_place_without_a_register_has_no_library_tables():
    bare = profile_files(profile(Evidence("Saltmarsh", date(2026, 10, 1), sample_place(1).areas)))
    assert json.loads(bare["profile.json"])["libraries"] is None
    assert not [name for name in bare if "libraries" in name]
