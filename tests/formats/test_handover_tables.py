"""The tables of ``handover/``: written, read back as they were, and refused with every fault at once."""

import re
from dataclasses import replace

import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.formats.handover_tables import FILES, write_handover
from commonweal.handover.inputs import DEFAULTS
from tests.formats.handover_folder import read, tables, written


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


def test_what_is_written_is_read_back_with_every_parameter_spelt_out(folder):
    found, given = read(folder), tables()
    assert replace(found, settings=()) == replace(given, settings=())
    settings = {setting.name: setting for setting in found.settings}
    assert set(settings) == set(DEFAULTS)
    assert all(settings[setting.name] == setting for setting in given.settings)


def test_writing_again_gives_the_same_bytes(folder):
    assert write_handover(read(folder)) == write_handover(tables())
    assert set(write_handover(tables())) == {f"{name}.csv" for name in FILES}


def test_parameters_may_be_absent(folder):
    (folder / "parameters.csv").unlink()
    assert read(folder).settings == ()


def test_no_folder_is_no_table(tmp_path):
    with pytest.raises(FileMissing, match="no folder at"):
        read(tmp_path / "gone")


BAD = [
    ("services.csv", r"^library,", "libary,", 2, "service", "libary is not known"),
    ("services.csv", r"^youth,no", "youth,perhaps", 3, "protected", "perhaps is not yes or no"),
    ("services.csv", r"^youth", "library", 3, "service", "library stands already at line 2"),
    ("levels.csv", r"^library,2025-Q1,[\d.]+", "library,2025-Q1,1.2", 2, "level_share", "1.2 is not a share"),
    ("levels.csv", r"^library,2025-Q2", "library,2025-Q1", 3, "quarter", "has a level for 2025-Q1 already"),
    ("levels.csv", r"^library,2025-Q2.*\n", "", None, "quarter", "library has no level for 2025-Q2"),
    ("levels.csv", r"^library,2025-Q2", "library,2035-Q2", 3, "quarter", "2035-Q2 is not a quarter of funds.csv"),
    ("providers.csv", r"^hall,[\d.]+", "hall,-4", 2, "capacity_units", "-4 is not a decimal number, 0 or more"),
    ("providers.csv", r"2025-Q\d", "2025-5", 2, "ready_from_quarter", "2025-5 is not a quarter such as 2027-Q1"),
    ("providers.csv", r"^hall", "hell", 2, "organisation", "hell is not known"),
    ("providers.csv", r"^hall.*\n", "", 2, "organisation", "hall has no row in providers.csv"),
    ("offers.csv", r"Herring Hill", "Herring Hall", None, "neighbourhood", "Herring Hall is not known"),
    ("offers.csv", r"(^.*\n)(^.*\n)", r"\1\2\2", 3, "", "this offer stands already at line 2"),
    ("offers.csv", r"quality_share", "quality", 1, "quality_share", "the column is missing"),
    ("neighbourhoods.csv", r"^Fathom Rise.*\n", "", None, "neighbourhood", "Fathom Rise has no row"),
    ("neighbourhoods.csv", r"^(Herring Hill),[\d.]+", r"\1,much", 2, "deprivation_weight", "much is not a decimal"),
    ("funds.csv", r"^2025-Q2.*\n", "", 3, "quarter", "2025-Q3 does not follow 2025-Q1"),
    ("funds.csv", r"^(2025-Q1),\d+", r"\1,-5", 2, "statutory_budget_gbp", "-5 is not a decimal number, 0 or more"),
    (
        "parameters.csv",
        r"^step_in",
        "stepin",
        None,
        "name",
        "there is no parameter called stepin; the nearest is step_in",
    ),
    ("parameters.csv", r"^step_in,[\d.]+", "step_in,9", None, "value", "the value is not between least and most"),
    ("parameters.csv", r"^overlap_quarters,2", "overlap_quarters,2.5", None, "value", "5/2 is not a whole number"),
]


@pytest.mark.parametrize("bad", BAD, ids=[f"{bad[0]}: {bad[5]}" for bad in BAD])
def test_a_fault_is_named_with_its_file_line_and_column(folder, bad):
    file, find, put, line, field, what = bad
    path = folder / file
    text, count = re.subn(find, put, path.read_text(), count=1, flags=re.MULTILINE)
    assert count == 1
    path.write_text(text)
    with pytest.raises(TableFaults) as refused:
        read(folder)
    said = [fault for fault in refused.value.faults if what in str(fault)]
    assert said, str(refused.value)
    assert said[0].file in {f"handover/{file}", "handover/offers.csv"}
    assert said[0].field == field
    if line is not None:
        assert said[0].line == line


def test_all_faults_of_all_tables_are_told_at_once(folder):
    (folder / "levels.csv").unlink()
    (folder / "funds.csv").write_text("quarter,statutory_budget_gbp,devolved_grant_gbp\nnever,x,y\n")
    (folder / "services.csv").write_text("service\nlibary\n")
    with pytest.raises(TableFaults) as refused:
        read(folder)
    files = {"handover/levels.csv", "handover/funds.csv", "handover/services.csv"}
    assert {fault.file for fault in refused.value.faults} == files
    assert len(refused.value.faults) >= 5
