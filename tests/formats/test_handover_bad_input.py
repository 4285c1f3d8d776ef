"""Nine bad inputs of a hand-over, each by name: refused with its file, row, column and way out, or told and kept."""

import re
from dataclasses import replace
from fractions import Fraction

import pytest

from commonweal.errors import HandoverFaults, TableFaults
from commonweal.formats.evidence_tables import SITE_COLUMNS, read_services, read_sites
from commonweal.formats.prose import prose
from commonweal.handover.inputs import build_problem
from commonweal.handover.running_inputs import RunningRow
from commonweal.handover.staying import staying
from commonweal.terms.sources import Unknown
from tests.formats.handover_folder import BODIES, NEED, PLACES, SERVICES, read, tables, written

PLACE_SERVICES = (
    "id,name,unit,criticality,floor,statutory,sensitive,standard_per_person_in_need,up_for_transfer,unknown_because\n"
    "library,Libraries,hours,1,0.6,yes,no,1,yes,\n"
)


def planned(given, services=SERVICES):
    return build_problem(given, NEED, services, BODIES, PLACES)


@pytest.fixture
def folder(tmp_path):
    return written(tmp_path)


def refused(folder, file, find, put):
    """Change a row of a table, and give the one fault that is found, with the way out."""
    text, count = re.subn(find, put, (folder / file).read_text(), count=1, flags=re.MULTILINE)
    assert count == 1
    (folder / file).write_text(text)
    with pytest.raises(TableFaults) as said:
        read(folder)
    assert "Mend each line named below" in said.value.remedy
    return [(fault.file, fault.line, fault.field, str(fault)) for fault in said.value.faults]


def test_a_floor_above_everything_is_refused_at_its_row(tmp_path):
    (tmp_path / "services.csv").write_text(PLACE_SERVICES.replace(",0.6,", ",1.2,"))
    with pytest.raises(TableFaults) as said:
        read_services(tmp_path)
    fault = said.value.faults[0]
    assert (fault.file, fault.line, fault.field) == ("services.csv", 2, "floor")
    assert "1.2 is not a share from 0 to 1" in str(fault)


def test_a_floor_above_what_anybody_would_meet_is_told_with_the_way_out_and_the_service_stays():
    high = [replace(SERVICES[0], floor=Fraction("0.99")), SERVICES[1]]
    willing = replace(tables(), providers=tuple(replace(row, willing=True) for row in tables().providers))
    told = [prose("en").text(one) for one in staying(willing, high)]
    assert len(told) == 1
    assert told[0].startswith("Libraries stays with the council: its floor is 99% of need, and no willing organisation")
    assert "Ask for better offers, or look at the floor." in told[0]
    assert staying(willing, SERVICES) == ()


def test_a_fund_that_cannot_pay_todays_services_is_refused_with_what_is_short_and_when():
    given = tables()
    poor = tuple(replace(row, statutory_budget_gbp=row.statutory_budget_gbp / 100) for row in given.funds)
    with pytest.raises(HandoverFaults) as said:
        planned(replace(given, funds=poor))
    fault = next(fault for fault in said.value.faults if "overdraws" in str(fault))
    assert (fault.file, fault.line, fault.field) == ("funds.csv", 2, "statutory_budget_gbp")
    assert "give it that much more by then, or plan for a lower level in levels.csv" in str(fault)


def test_a_service_with_no_willing_organisation_is_told_and_stays():
    given = tables()
    nobody = replace(given, providers=tuple(replace(row, willing=False) for row in given.providers))
    told = [prose("en").text(one) for one in staying(nobody, SERVICES)]
    assert [line.split(":")[0] for line in told] == [
        "Libraries stays with the council",
        "Youth clubs stays with the council",
    ]
    assert all("write yes in the column willing of providers.csv" in line for line in told)
    assert planned(nobody).offers == ()


def test_a_service_that_nobody_offers_to_run_is_told_and_stays():
    given = tables()
    fewer = replace(given, offers=tuple(row for row in given.offers if row.service != "youth"))
    willing = replace(fewer, providers=tuple(replace(row, willing=True) for row in fewer.providers))
    told = [prose("en").text(one) for one in staying(willing, SERVICES)]
    assert told == ["Youth clubs stays with the council: nobody offers to run it. An offer is a row of offers.csv."]
    assert len(planned(willing).cells) == 4


def test_what_a_body_runs_already_stays_with_those_who_run_it():
    given = tables()
    row = RunningRow("hall", "youth", "Old Town", Fraction(1), Fraction(1), Fraction(0), until=None)
    fewer = tuple(row for row in given.offers if row.service != "youth")
    told = [prose("en").text(one) for one in staying(replace(given, offers=fewer, running=(row,)), SERVICES)]
    assert told[-1].startswith("Youth clubs stays with those who run it today: nobody offers to run it.")


def test_readiness_in_the_past_is_ready_now():
    given = tables()
    first = given.funds[0].quarter

    def ready(quarter):
        return planned(replace(given, providers=tuple(replace(row, ready_from=quarter) for row in given.providers)))

    assert ready(first + -9) == ready(first)
    assert {body.ready_from for body in ready(first + -9).providers} == {0}


def test_a_negative_capacity_is_refused_at_its_row(folder):
    faults = refused(folder, "providers.csv", r"^hall,[\d.]+", "hall,-4")
    assert [fault[:3] for fault in faults] == [("handover/providers.csv", 2, "capacity_units")]
    assert "-4 is not a decimal number, 0 or more" in faults[0][3]


def test_quarters_that_do_not_line_up_are_refused_where_they_stand_and_where_they_are_missing(folder):
    faults = refused(folder, "levels.csv", r"^library,2025-Q2", "library,2035-Q2")
    assert [fault[:3] for fault in faults] == [
        ("handover/levels.csv", 3, "quarter"),
        ("handover/levels.csv", None, "quarter"),
    ]
    assert "2035-Q2 is not a quarter of funds.csv" in faults[0][3]
    assert "library has no level for 2025-Q2" in faults[1][3]


def test_a_quarter_left_out_of_the_funds_is_refused_at_the_one_that_follows(folder):
    faults = refused(folder, "funds.csv", r"^2025-Q2.*\n", "")
    assert ("handover/funds.csv", 3, "quarter") in [fault[:3] for fault in faults]
    assert any("2025-Q3 does not follow 2025-Q1" in fault[3] for fault in faults)


def test_an_organisation_in_two_consortia_that_overlap_is_refused_with_both_rows(folder):
    header = (folder / "offers.csv").read_text().splitlines()[0]
    rows = ("hall,youth,Herring Hill,0.9,1,0", "friends,youth,Herring Hill,0.8,1,0")
    (folder / "offers.csv").write_text("\n".join([header, *rows, ""]))
    (folder / "consortia.csv").write_text("consortium,partner\nhall,council\nfriends,together\nfriends,council\n")
    with pytest.raises(TableFaults) as said:
        read(folder)
    assert [(fault.file, fault.line, fault.field) for fault in said.value.faults] == [
        ("handover/consortia.csv", 4, "partner")
    ]
    told = str(said.value.faults[0])
    assert "council is already in hall (line 2), and both offer to run" in told
    assert "take it out of one of them, or take one of the two offers out of offers.csv" in told


def test_an_organisation_in_two_consortia_that_do_not_overlap_is_no_fault(folder):
    # The consortium called together offers nothing.
    (folder / "consortia.csv").write_text("consortium,partner\nhall,council\ntogether,council\n")
    assert read(folder).providers == tables().providers


def test_consortia_name_bodies_of_the_place_once_and_never_themselves(folder):
    (folder / "consortia.csv").write_text("consortium,partner\nhall,council\nhall,council\nhall,hall\n")
    with pytest.raises(TableFaults) as said:
        read(folder)
    assert [(fault.line, fault.field) for fault in said.value.faults] == [(3, "partner"), (4, "partner")]
    (folder / "consortia.csv").write_text("consortium,partner\nhall,nobody\n")
    with pytest.raises(TableFaults, match="nobody is not known"):
        read(folder)


def test_a_cut_larger_than_the_service_is_refused_at_its_row(folder):
    faults = refused(folder, "levels.csv", r"^library,2025-Q2,[\d.]+", "library,2025-Q2,-0.2")
    assert [fault[:3] for fault in faults] == [("handover/levels.csv", 3, "level_share")]
    assert "-0.2 is not a share from 0 to 1" in faults[0][3]


def sites(tmp_path, coordinates):
    """Write one site with these coordinates, and give what reading needs."""
    (tmp_path / "services.csv").write_text(PLACE_SERVICES)
    (tmp_path / "sites.csv").write_text(
        ",".join(SITE_COLUMNS) + f"\ns1,The Library,library,,{coordinates},,,40,everybody,,,\n"
    )
    return read_services(tmp_path)[0]


def test_half_of_a_pair_of_coordinates_is_refused_at_its_row(tmp_path):
    offers = sites(tmp_path, "1000,")
    with pytest.raises(TableFaults) as said:
        read_sites(tmp_path, offers)
    fault = said.value.faults[0]
    assert (fault.file, fault.line, fault.field) == ("sites.csv", 2, "easting")
    assert "give both coordinates, or neither" in str(fault)


def test_missing_coordinates_are_unknown_and_stop_no_plan(tmp_path):
    found, _ = read_sites(tmp_path, sites(tmp_path, ","))
    assert isinstance(found[0].delivered_at, Unknown)
    assert planned(tables()).cells
