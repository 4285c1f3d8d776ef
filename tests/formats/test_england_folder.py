import csv
import io
import json
import re

import pytest

from commonweal.evidence.profile import profile
from commonweal.formats.england import read_england
from commonweal.formats.england_folder import COLUMNS, country_files, district_files
from commonweal.formats.folders import write_stream
from commonweal.formats.profiles import profile_files
from tests.formats.small_england import england


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return read_england(england(tmp_path_factory.mktemp("england") / "data"))


@pytest.fixture(scope="module")
def files(whole):
    return dict(country_files("England", whole, (district_files(None, one) for one in whole.districts)))


def test_a_district_s_folder_is_what_the_command_for_one_place_writes(whole, files):
    saltmarsh = whole.districts[2]
    for name, data in profile_files(profile(saltmarsh.evidence)).items():
        assert files[f"districts/{saltmarsh.code}/{name}"] == data


def test_a_district_where_nobody_lives_has_a_row_and_no_profile(files):
    assert not any("E07000103" in name for name in files)
    rows = list(csv.DictReader(io.StringIO(files["districts.csv"].decode())))
    fen = next(row for row in rows if row["code"] == "E07000103")
    assert (fen["people"], fen["without_library_2023"], fen["unknown_because"]) == ("0", "", "nobody lives there")


def test_the_table_stands_in_the_order_of_names_with_intervals(files):
    rows = list(csv.DictReader(io.StringIO(files["districts.csv"].decode())))
    assert tuple(rows[0]) == COLUMNS
    assert [row["name"] for row in rows] == ["Anmere", "Nobody's Fen", "Saltmarsh"]
    for row in rows:
        low, share, high = (float(row[f"share_most_deprived{end}"]) for end in ("_low", "", "_high"))
        assert 0 <= low <= share <= high <= 1


def test_every_figure_opens_to_its_sources(files):
    machine = json.loads(files["districts.json"])
    for district in machine["districts"]:
        for figure in district["figures"].values():
            assert figure["sources"]
            assert set(figure["sources"]) <= set(machine["sources"])
            assert figure["rows"] >= 0
    assert [row["name"] for row in machine["libraries_without_district"]] == ["County Van", "Lost at Sea"]


def test_the_page_links_every_profile_that_there_is_and_fetches_nothing(files):
    page = files["index.html"].decode()
    links = re.findall(r'href="([^"]+)"', page)
    assert all(link in files for link in links)
    assert len(links) == 2
    assert not re.search(r"<script|src=|https?://", page)
    assert "Nobody&#x27;s Fen" in page
    assert page.index("Anmere") < page.index("Saltmarsh")


def test_files_come_one_district_after_another(whole):
    taken = []

    def answers():
        for one in whole.districts:
            taken.append(one.name)
            yield district_files(None, one)

    stream = country_files("England", whole, answers())
    first, _ = next(stream)
    assert first.startswith("districts/E07000102/")
    assert taken == ["Anmere"]


def test_a_folder_that_breaks_off_leaves_the_earlier_one_alone(tmp_path, files):
    write_stream(tmp_path / "out", "profile", files.items())

    def broken():
        yield "districts.csv", b"x"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_stream(tmp_path / "out", "profile", broken())
    assert (tmp_path / "out" / "districts.csv").read_bytes() == files["districts.csv"]
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
