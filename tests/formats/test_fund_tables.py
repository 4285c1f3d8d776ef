"""A fund's folder: read whole or refused with every line, and where anything is falls away."""

import pytest

from commonweal.errors import FileMissing, FundFaults
from commonweal.formats.fund_tables import NEEDS, PANEL, PROPOSALS, TABLES, read_fund_folder
from commonweal.funding.streams.requests import FEW
from tests.conventions.sources import ROOT
from tests.formats.funds import TABLES as TEXTS
from tests.formats.funds import write_fund

BAD = [
    (PROPOSALS, ",90.50,", ",90.505,", 2, "cost", "a sum above 0 with at most two decimals"),
    (PROPOSALS, ",90.50,", ",,", 2, "cost", "blank"),
    (PROPOSALS, ",90.50,", ",-9,", 2, "cost", "a sum above 0"),
    (PROPOSALS, ",150,20,", ",150,151,", 3, "smallest", "above the cost"),
    (PROPOSALS, "s2,", "s1,", 3, "id", "stands already at line 2"),
    (PROPOSALS, "s2,", "s 2,", 3, "id", "letters, digits and hyphens"),
    (PROPOSALS, ",no,", ",No,", 3, "sensitive", "yes or no"),
    (PROPOSALS, "protected,s2", "protect,s2", 3, "stream", "no stream protect; the nearest is protected"),
    (PROPOSALS, "people with a learning disability", "carers", 3, "group", "unknown is not 0"),
    (PROPOSALS, "public_name", "name", 1, "public_name", "missing"),
    (PROPOSALS, "never_shown", "street", 1, "street", "there is no column street"),
    (NEEDS, ",6,33,", ",,33,", 2, "low", "blank"),
    (NEEDS, ",6,33,", ",unknown,33,", 2, "low", "a whole number"),
    (NEEDS, ",6,33,", ",6.5,33,", 2, "low", "a whole number"),
    (NEEDS, ",6,33,", ",34,33,", 2, "low", "above the high one"),
    (NEEDS, ",council,", ",,", 3, "source", "blank"),
    (NEEDS, "people with a learning disability", "people who have fled violence", 3, "group", "already at line 2"),
    (PANEL, "2,s1", "1,s1", 3, "place", "1 stands already at line 2"),
    (PANEL, "2,s1", "3,s1", 3, "place", "places go from 1 to 2"),
    (PANEL, "2,s1", "2,s2", 3, "proposal", "s2 stands already at line 2"),
    (PANEL, "2,s1", "2,s9", 3, "proposal", "no proposal s9 in this stream"),
    (PANEL, "There is no other.", "", 3, "reason", "blank"),
    (PANEL, ".,adviser", ".,advisor", 2, "declared", "no member of the panel; the nearest is adviser"),
    (PANEL, ".,adviser", ".,adviser; nurse", 2, "declared", "fewer than 2 members"),
    (PANEL, "protected,2,s1,There is no other.,\n", "", 2, "id", "the panel has given this proposal no place"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "field", "said"), BAD)
def test_a_fault_is_refused_with_file_line_and_field(tmp_path, file, old, new, line, field, said):
    folder = write_fund(tmp_path / "fund", file, old, new)
    with pytest.raises(FundFaults) as refused:
        read_fund_folder(folder)
    told = [(fault.line, fault.field, str(fault)) for fault in refused.value.faults]
    assert [one for one in told if one[1] == field and one[0] in {line, None} and said in one[2]], told


TELLING = [
    (PROPOSALS, "A safe house", "A safe house in Mill Lane", 2, "public_name"),
    (PROPOSALS, "A safe house", "A safe house by Quayside", 2, "public_name"),
    (PROPOSALS, "A safe house", "A safe house near ZZ9 9ZZ", 2, "public_name"),
    (PROPOSALS, "A safe house", "Harbour Support", 2, "public_name"),
    (PROPOSALS, "Advocacy", "Advocacy at the Old Chandlery", 3, "public_name"),
    (PROPOSALS, "protected,s1", "protected,zz12ab", 2, "id"),
    (PANEL, "There is no other.", "There is no other on Quayside.", 3, "reason"),
    (PANEL, "There is no other.", "None at 54.97831.", 3, "reason"),
    (PANEL, "It is asked for most.", "More than 12 Mill-Lane.", 2, "reason"),
    (NEEDS, ",services,", ",Harbour Support,", 2, "source"),
    (NEEDS, ",services,", ",counted in Quayside,", 2, "source"),
    ("fund.toml", "people whom a vote would leave out", "the house in Mill Lane", 11, "for_whom"),
    ("fund.toml", '"nurse"', '"nurse of Harbour Support"', 16, "panel"),
    ("fund.toml", "Saltmarsh Fund", "The Old Chandlery Fund", 2, "name"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "field"), TELLING)
def test_a_text_that_says_where_a_sensitive_service_is_is_refused_and_not_repeated(
    tmp_path, file, old, new, line, field
):
    folder = write_fund(tmp_path / "fund", file, old, new)
    with pytest.raises(FundFaults) as refused:
        read_fund_folder(folder)
    assert (file, line, field) in [(fault.file, fault.line, fault.field) for fault in refused.value.faults]
    for secret in ("mill", "quayside", "zz", "harbour", "chandlery", "54.9"):
        assert secret not in str(refused.value).lower()


def test_where_a_service_is_that_is_not_sensitive_may_be_said(tmp_path):
    folder = write_fund(tmp_path / "fund", PROPOSALS, "Advocacy", "Advocacy by Speak Up in High Street by Quayside")
    assert read_fund_folder(folder).requests["protected"].proposals[1].name.endswith("Quayside")


def test_nothing_that_was_read_holds_where_anything_is(tmp_path):
    told = repr(read_fund_folder(write_fund(tmp_path / "fund")))
    for secret in ("Mill Lane", "High Street", "ZZ1", "Quayside", "Harbour", "Speak Up", "431234", "chandlery"):
        assert secret not in told


def test_counts_of_people_pass_the_gate_as_they_are_read(tmp_path):
    needs = read_fund_folder(write_fund(tmp_path / "fund")).requests["protected"].needs
    assert [(need.low, need.high) for need in needs] == [(FEW, 35), (210, 265)]


def test_the_faults_of_every_table_are_told_at_once(tmp_path):
    folder = write_fund(tmp_path / "fund", NEEDS, ",6,33,", ",x,33,")
    text = TEXTS[PROPOSALS].replace(",90.50,", ",y,")
    (folder / PROPOSALS).write_text(text, "utf-8")
    with pytest.raises(FundFaults) as refused:
        read_fund_folder(folder)
    assert {fault.file for fault in refused.value.faults} == {NEEDS, PROPOSALS}


@pytest.mark.parametrize("name", [*TABLES, "fund.toml"])
def test_a_missing_file_or_folder_is_refused(tmp_path, name):
    folder = write_fund(tmp_path / "fund")
    (folder / name).unlink()
    with pytest.raises(FileMissing):
        read_fund_folder(folder)
    with pytest.raises(FileMissing):
        read_fund_folder(tmp_path / "nowhere")


def test_every_column_is_documented():
    page = (ROOT / "docs" / "protected-streams.md").read_text("utf-8")
    assert [column.name for table in TABLES.values() for column in table if f"`{column.name}`" not in page] == []
    assert [name for name in TABLES if f"`{name}`" not in page] == []


def test_a_group_is_held_against_every_sensitive_service_for_it(tmp_path):
    """The neighbourhood of the first of two services for a group may not stand beside the group's need either."""
    folder = write_fund(
        tmp_path / "fund", PROPOSALS, "people with a learning disability", "people who have fled violence"
    )
    text = (folder / PROPOSALS).read_text("utf-8").replace(",no,", ",yes,").replace("Quayside", "Northgate", 1)
    (folder / PROPOSALS).write_text(text, "utf-8")
    for place, refused in (("Northgate", True), ("Quayside", True), ("Westway", False)):
        needs = TEXTS[NEEDS].replace(",services,", f",counted in {place},")
        (folder / NEEDS).write_text(needs, "utf-8")
        if refused:
            with pytest.raises(FundFaults, match="says where"):
                read_fund_folder(folder)
        else:
            read_fund_folder(folder)
