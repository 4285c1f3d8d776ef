"""The sector's tables in a place folder, read with everything else, and their faults told with all others."""

import pytest

from commonweal.cli.first_folder import first_files
from commonweal.cli.sample_folder import sample_files
from commonweal.errors import PlaceFaults
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "place"
    write_folder(folder, sample_files(1))
    return read_place(folder).evidence


def test_the_sample_place_has_a_cuts_log_new_money_support_and_incomes(sample):
    assert (len(sample.cuts), len(sample.new_money)) == (4, 2)
    assert (len(sample.infrastructure), len(sample.incomes)) == (8, 10)
    assert {"cuts.csv", "new_money.csv", "infrastructure.csv", "income.csv"} <= set(sample.sources)
    assert sample.sources["cuts.csv"].publisher
    assert sample.organisations


def test_what_a_budget_has_a_line_for_is_gathered(sample):
    assert {"library", "after-school", "youth"} <= sample.budgeted


def test_a_place_without_these_tables_has_none_of_them(tmp_path):
    files = {name: data for name, data in first_files("Saltmarsh").items() if "handover" not in name}
    files["place.toml"] = files["place.toml"].split(b"# The day the hand-over")[0]
    write_folder(tmp_path / "place", files)
    found = read_place(tmp_path / "place").evidence
    assert (found.cuts, found.new_money, found.infrastructure, found.incomes, found.tags) == (None,) * 5
    assert found.budgeted is None


def test_the_faults_of_all_are_told_at_once(tmp_path):
    folder = tmp_path / "place"
    write_folder(folder, sample_files(1))
    for name, old, new in (
        ("cuts.csv", "library", "libary"),
        ("new_money.csv", "Seamark Trust", ""),
        ("infrastructure.csv", "plumbline-advice", "plumbline"),
        ("income.csv", "186000", "lots"),
    ):
        text = (folder / name).read_text(encoding="utf-8")
        assert old in text
        (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    (folder / "tags.csv").write_text("code\nx\n", encoding="utf-8")
    with pytest.raises(PlaceFaults) as refused:
        read_place(folder)
    told = {fault.file for fault in refused.value.faults}
    assert told == {"cuts.csv", "new_money.csv", "infrastructure.csv", "income.csv", "tags.csv"}
