import json
from datetime import date

import pytest

from commonweal.errors import RecordsRefused, RegisterMissing, TableFaults
from commonweal.evidence.bodies import NO_AREA
from commonweal.formats.charity_register import Wanted, read_register
from commonweal.formats.charity_table import read_charity_table
from commonweal.terms.sources import Unknown


def charity(number, **told):
    return {
        "date_of_extract": "2026-01-01T00:00:00",
        "organisation_number": number,
        "registered_charity_number": 1_000_000 + number,
        "linked_charity_number": 0,
        "charity_name": f"HARBOUR  GROUP {number}",
        "charity_registration_status": "Registered",
        "latest_income": 1200.5,
        "latest_acc_fin_period_end_date": "2025-03-31T00:00:00",
        "charity_activities": "- helps\r\n people",
        "charity_contact_postcode": "M1 1AA",
        "charity_contact_email": "somebody@group.example",
        "charity_contact_phone": "0161 000 0000",
        **told,
    }


def year(number, **told):
    return {"organisation_number": number, "latest_fin_period_submitted_ind": True, **told}


@pytest.fixture
def extract(tmp_path):
    folder = tmp_path / "extract"
    folder.mkdir()

    def written(**tables):
        for name, rows in tables.items():
            path = folder / f"publicextract.{name}.json"
            path.write_text(json.dumps(rows), encoding="utf-8-sig")
        return [folder]

    return written


def test_a_charity_is_read_with_what_it_lives_on(extract):
    files = extract(
        charity=[charity(1)],
        charity_annual_return_parta=[
            year(1, latest_fin_period_submitted_ind=False, count_volunteers=99),
            year(
                1,
                total_gross_income=2000,
                count_volunteers=12,
                income_from_government_contracts=300.25,
                charity_receives_govt_funding_grants=False,
            ),
        ],
        charity_annual_return_partb=[year(1, reserves=-50, count_employees=2)],
        charity_classification=[
            {"organisation_number": 1, "classification_type": "How", "classification_description": "Provides; Services"}
        ],
    )
    [body] = read_register(files, Wanted(locate={"M1 1AA": "E01"}.get)).bodies
    assert (body.id, body.name, body.activities) == ("GB-CHC-1000001", "HARBOUR GROUP 1", "- helps people")
    assert (body.income, body.reserves, body.government_income) == (200_000, -5_000, 30_025)
    assert (body.volunteers, body.employees, body.area) == (12, 2, "E01")
    assert (body.classes, body.year_end) == (("How: Provides, Services",), date(2025, 3, 31))


def test_a_figure_that_is_not_there_is_unknown_and_never_nothing(extract):
    files = extract(
        charity=[charity(1, latest_income=None)],
        charity_annual_return_parta=[year(1, income_from_government_contracts=5)],
    )
    [body] = read_register(files, Wanted()).bodies
    unsaid = (body.income, body.government_income, body.volunteers, body.reserves, body.largest_funder)
    assert all(isinstance(figure, Unknown) for figure in unsaid)
    assert body.area == NO_AREA


@pytest.mark.parametrize(("value", "pence"), [(0, 0), (1200.5, 120_050), (1200.505, None), (-1, None)])
def test_a_sum_is_exact_or_not_known(extract, value, pence):
    [body] = read_register(extract(charity=[charity(1, latest_income=value)]), Wanted()).bodies
    assert body.income == pence or (pence is None and str(value) in body.income.reason)


def test_parts_of_a_charity_and_those_off_the_register_are_left_and_counted(extract):
    rows = [charity(1), charity(2, linked_charity_number=3), charity(3, charity_registration_status="Removed")]
    found = read_register(extract(charity=rows), Wanted())
    assert (len(found.bodies), found.read, found.linked, found.removed) == (1, 3, 1, 1)


def test_those_that_work_here_or_are_based_here_are_taken(extract):
    rows = [charity(n, charity_contact_postcode=code) for n, code in ((1, "M1 1AA"), (2, "L1 1AA"), (3, None))]
    operates = [
        {"organisation_number": 2, "geographic_area_description": "TRAFFORD"},
        {"organisation_number": 3, "geographic_area_description": "Leeds"},
    ]
    files = extract(charity=rows, charity_area_of_operation=operates)
    wanted = Wanted(("Trafford",), {"E01"}, {"M1 1AA": "E01", "L1 1AA": "E09"}.get)
    found = read_register(files, wanted)
    assert ([body.id[-1] for body in found.bodies], found.elsewhere) == (["1", "2"], 1)


def test_no_person_is_read(extract):
    files = extract(
        charity=[charity(1)],
        charity_trustee=[{"organisation_number": 1, "trustee_name": "A Trustee"}],
    )
    found = read_register(files, Wanted())
    assert found.unread == ("publicextract.charity_trustee.json",)
    told = repr(found)
    assert all(word not in told for word in ("A Trustee", "somebody@", "0161"))
    assert [source.file for source in found.sources] == ["publicextract.charity.json"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"organisation_number": "1"}, "organisation_number"),
        ({"charity_name": None}, "charity_name"),
        ({"latest_income": "1200"}, "latest_income"),
        ({"latest_acc_fin_period_end_date": "31/03/2025"}, "latest_acc_fin_period_end_date"),
        ({"linked_charity_number": None}, "linked_charity_number"),
    ],
)
def test_a_row_at_fault_is_refused_with_its_field(extract, change, field):
    with pytest.raises(RecordsRefused) as refused:
        read_register(extract(charity=[charity(1), charity(2, **change)]), Wanted())
    assert [fault.field for fault in refused.value.faults] == [f"[2] {field}"]


def test_files_without_the_table_of_charities_are_refused(extract, tmp_path):
    with pytest.raises(RegisterMissing):
        read_register(extract(charity_classification=[]), Wanted())


TABLE = (
    "registered_charity_number,charity_company_registration_number,charity_name,charity_activities,"
    "charity_contact_postcode\n"
)


def test_a_table_of_charities_is_read_by_its_known_columns(tmp_path):
    path = tmp_path / "charities.csv"
    path.write_text(TABLE + '7,NA,KELP  FUND,NA,M1 1AA\n3,1,GULL,"helps\nall",NA\n')
    found = read_charity_table(path, None, Wanted(locate={"M1 1AA": "E01"}.get))
    assert [(body.id, body.name, body.activities, body.area) for body in found.bodies] == [
        ("GB-CHC-3", "GULL", "helps all", NO_AREA),
        ("GB-CHC-7", "KELP FUND", "", "E01"),
    ]
    based = read_charity_table(path, None, Wanted(areas={"E01"}, locate={"M1 1AA": "E01"}.get))
    assert ([body.id for body in based.bodies], based.elsewhere) == (["GB-CHC-7"], 1)


def test_columns_of_such_a_table_may_be_named(tmp_path):
    path = tmp_path / "charities.csv"
    path.write_text('No,Title,Money,Ends\n7,Kelp,"1,000",31/03/2025\n')
    named = {"number": "No", "name": "Title", "income": "Money", "year_end": "Ends", "date_form": "dd/mm/yyyy"}
    [body] = read_charity_table(path, named).bodies
    assert (body.income, body.year_end) == (100_000, date(2025, 3, 31))


def test_a_table_at_fault_is_refused_with_its_lines(tmp_path):
    path = tmp_path / "charities.csv"
    path.write_text(TABLE + "7,,A,,\n7,,B,,\nx,,C,,\n8,,NA,,\n")
    with pytest.raises(TableFaults) as refused:
        read_charity_table(path)
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [
        (3, "registered_charity_number"),
        (4, "registered_charity_number"),
        (5, "charity_name"),
    ]


@pytest.mark.real_data
def test_the_charities_of_trafford_are_read(data_folder):
    found = read_charity_table(data_folder / "trafford" / "charities_operating_in_trafford.csv")
    assert len(found.bodies) == found.read > 500
    assert all(body.id.startswith("GB-CHC-") for body in found.bodies)
