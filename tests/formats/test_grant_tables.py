"""Grants as CSV and as workbooks: the same comes out as went in, and what a table cannot carry is said."""

import csv
import io
import json
import zipfile
from datetime import datetime
from decimal import Decimal

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import GrantFaults, GrantTooLong
from commonweal.formats.grant_cells import put_together, same
from commonweal.formats.grant_columns import column_of
from commonweal.formats.grants import Grant
from commonweal.formats.grants_read import read_grants
from commonweal.formats.grants_write import grants_json, written_grants
from tests.formats.grant_samples import PLAIN, RICH, TO_A_PERSON, changed, package, put

FORMS = ("json", "csv", "xlsx")
TITLES = {
    "Identifier": "360G-1",
    "Title": "Benches",
    "Description": "For all",
    "Currency": "GBP",
    "Amount Awarded": "200.01",
    "Award Date": "2024-03-01",
    "Recipient Org:Identifier": "GB-CHC-1",
    "Recipient Org:Name": "Hub",
    "Funding Org:Identifier": "GB-CHC-2",
    "Funding Org:Name": "Trust",
}


def exact(*grants):
    """Grants with their numbers as they are read."""
    return [Grant(json.loads(json.dumps(one), parse_float=Decimal)) for one in grants]


def again(tmp_path, form, grants):
    written = written_grants(f"x.{form}", grants)
    return read_grants(put(tmp_path, written.data, f"x.{form}")).grants, [str(note) for note in written.notes]


def table(*rows, titles=tuple(TITLES), **cells):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([*titles, *cells])
    writer.writerows(rows or [[*(TITLES[title] for title in titles), *cells.values()]])
    return out.getvalue().encode()


def faults(tmp_path, data, name="grants.csv"):
    with pytest.raises(GrantFaults) as found:
        read_grants(put(tmp_path, data, name))
    return [(fault.line, fault.field, fault.what.format(**fault.figures)) for fault in found.value.faults]


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_out_comes_in_again(form, tmp_path):
    grants = exact(PLAIN, RICH, TO_A_PERSON)
    found, _ = again(tmp_path, form, grants)
    for before, after in zip(grants, found, strict=True):
        assert same(dict(before.members), dict(after.members))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_grants_give_the_same_bytes(form):
    grants = exact(PLAIN, RICH)
    assert written_grants(f"x.{form}", grants).data == written_grants(f"x.{form}", grants).data


NAMES = st.sampled_from(
    ["id", "title", "amountAwarded", "relatedActivity", "fromOpenCall", "X", "Recipient Org:Name", "a (JSON)", "url"]
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["=1", "'=1", " a ", "_x000D_", "1", "a;b", "\r\n", "true", "null", "-5", "'", "+44", "", " ", "1.50"]
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**18), 10**18) | st.decimals(-9, 9, places=3) | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "name", "location", "geoCode", "Y"]), inner, max_size=3)
    ),
    max_leaves=6,
)
LISTS = st.fixed_dictionaries(
    {}, optional={"beneficiaryLocation": VALUES, "plannedDates": VALUES, "recipientOrganization": VALUES, "X": VALUES}
)


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@given(st.lists(st.dictionaries(NAMES, VALUES, max_size=4), min_size=1, max_size=3), LISTS)
def test_a_table_carries_whatever_a_grant_may_hold(form, grants, more):
    """Read without the standard's checks: what is asked is only that every value comes back."""
    members = [{**one, **more, "id": f"g{k}"} for k, one in enumerate(grants)]
    back = cells_of(form, written_grants(f"x.{form}", [Grant(one) for one in members]).data)
    assert len(back) == len(members)
    assert all(same(before, after) for before, after in zip(members, back, strict=True))


AWKWARD = [
    {"title": " "},
    {"title": ""},
    {"X": "\n"},
    {"amountAwarded": True},
    {"amountAwarded": "100"},
    {"X": False, "Y": None, "Z": []},
    {"relatedActivity": ["a;b", "c"]},
    {"relatedActivity": []},
    {"recipientOrganization": [{}, {"id": "a"}]},
    {"recipientOrganization": [[{"id": "a"}]]},
    {"Recipient Org:Name": "not one of the standard's"},
    {"Title": "nor this"},
    {"recipientOrganization": [{"id": "a", "Shoe size": "42"}]},
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("members", AWKWARD)
def test_awkward_values_come_back(form, members):
    grant = {"id": "g", **members}
    assert same(cells_of(form, written_grants(f"x.{form}", [Grant(grant)]).data)[0], grant)


def cells_of(form, data):
    """The grants of a table as its reader puts them together, rows of nothing too."""
    from commonweal.formats.grant_csv import unquoted
    from commonweal.formats.grant_workbook import _plain

    if form == "csv":
        rows = [
            [unquoted(cell) if cell.strip() else None for cell in row]
            for row in csv.reader(io.StringIO(data.decode(), newline=""))
        ]
    else:
        book = openpyxl.load_workbook(io.BytesIO(data))
        rows = [[_plain(cell.value) for cell in row] for row in book.active.iter_rows()]
    if not rows:
        return [{}]
    columns = [column_of(title) for title in rows[0]] if any(rows[0]) else []
    found = []
    for row in rows[1:]:
        members, wrong = put_together([(c, cell) for c, cell in zip(columns, row, strict=False) if cell is not None])
        assert wrong == []
        found.append(members)
    return found


def test_what_a_table_cannot_carry_is_said(tmp_path):
    found, notes = again(tmp_path, "csv", exact(RICH))
    assert same(dict(found[0].members), dict(exact(RICH)[0].members))
    said = " ".join(notes)
    for member in ("Extra", "dataSource", "Seen"):
        assert f"all of {member} as" in said or member in said
    assert again(tmp_path, "json", exact(RICH))[1] == []
    assert again(tmp_path, "csv", exact(PLAIN))[1] == []


def test_titles_are_those_of_the_standard(tmp_path):
    data = written_grants("x.csv", exact(changed(plannedDates=[{"endDate": "2025-01-01"}]))).data.decode()
    assert data.splitlines()[0] == (
        "Identifier,Title,Description,Currency,Amount Awarded,Award Date,Planned Dates:End Date,"
        "Recipient Org:Identifier,Recipient Org:Name,Funding Org:Identifier,Funding Org:Name"
    )


@pytest.mark.parametrize(
    "title",
    [
        "Recipient Org:0:Identifier",
        "recipient org: identifier",
        "recipientOrganization/0/id",
        " Recipient  Org:Identifier ",
    ],
)
def test_a_title_may_be_written_in_several_ways(title, tmp_path):
    titles = [title if name == "Recipient Org:Identifier" else name for name in TITLES]
    found = read_grants(put(tmp_path, table(list(TITLES.values()), titles=titles), "grants.csv"))
    assert found.grants[0].recipients[0].id == "GB-CHC-1"
    assert "Shoe size" not in found.grants[0].members


def test_lists_have_their_numbers_and_other_columns_stay(tmp_path):
    cells = {
        "Beneficiary Location:0:Geographic Code": "E01000001",
        "Beneficiary Location:1:Geographic Code": "E01000002",
    }
    data = table(**cells, **{"Shoe size": "42", "Related Activity": "a;b", "Empty": ""})
    grant = read_grants(put(tmp_path, data, "grants.csv")).grants[0]
    assert grant.beneficiary_codes == ("E01000001", "E01000002")
    assert (grant.members["Shoe size"], grant.members["relatedActivity"]) == ("42", ["a", "b"])
    assert "Empty" not in grant.members


def test_a_fault_of_a_table_is_told_with_its_row_and_title(tmp_path):
    bad = {**TITLES, "Identifier": "2", "Amount Awarded": "£15,000", "Recipient Org:Name": " "}
    told = faults(tmp_path, table(list(TITLES.values()), list(bad.values())))
    assert told == [
        (3, "Amount Awarded", "£15,000 is not a number"),
        (3, "Recipient Org:Name", "it is missing"),
    ]


def test_columns_that_are_missing_or_stand_twice_are_told(tmp_path):
    titles = [name for name in TITLES if name != "Award Date"]
    row = [TITLES[name] for name in titles]
    told = faults(tmp_path, table([*row, "x"], titles=[*titles, "Recipient Org:0:Name"]))
    assert told == [
        (1, "Recipient Org:0:Name", "the column Recipient Org:Name holds the same already"),
        (1, "Award Date", "the column is missing"),
    ]


def test_latin_1_is_refused_at_each_row_that_shows_it_byte_order_mark_or_not(tmp_path):
    names = [{**TITLES, "Identifier": str(k), "Title": title} for k, title in enumerate(["Plain", "Café", "Über"])]
    text = table(*(list(one.values()) for one in names)).decode()
    for mark in (b"", b"\xef\xbb\xbf"):
        told = faults(tmp_path, mark + text.encode("latin-1"))
        assert told == [(line, "Title", "this is not UTF-8 text: save the file as CSV in UTF-8") for line in (3, 4)]
    assert faults(tmp_path, text.encode("utf-16")) == [(1, "", "this is UTF-16, not UTF-8: save it as CSV in UTF-8")]


def test_a_byte_order_mark_is_passed_over(tmp_path):
    assert read_grants(put(tmp_path, b"\xef\xbb\xbf" + table(), "grants.csv")).grants[0].id == "360G-1"


def test_rows_of_another_length_and_broken_quotes_are_told(tmp_path):
    assert faults(tmp_path, table([*TITLES.values(), "more"]))[0] == (2, "", "the row has 11 cells for 10 columns")
    assert "the quoting is broken" in faults(tmp_path, table() + b'"a"b,')[-1][2]
    assert faults(tmp_path, table([*TITLES.values(), "more"], titles=[*TITLES, ""])) == [
        (2, "", "the column has no title")
    ]


def workbook(rows, merged="", more=()):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if merged:
        sheet.merge_cells(merged)
    for title, cells in more:
        book.create_sheet(title).append(cells)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_merged_cells_are_refused_with_their_row(tmp_path):
    rows = [list(TITLES), list(TITLES.values()), [*list(TITLES.values())[:-1], None]]
    told = faults(tmp_path, workbook(rows, merged="J2:J3"), "grants.xlsx")
    assert [(line, field) for line, field, _ in told] == [(2, "J2:J3")]
    assert "merged" in told[0][2]


def test_dates_and_numbers_of_a_workbook_are_read_as_the_standard_has_them(tmp_path):
    values = {
        **TITLES,
        "Award Date": datetime.fromisoformat("2024-03-01"),
        "Amount Awarded": 200.01,
        "Recipient Org:Charity Number": 8000001,
    }
    grant = read_grants(put(tmp_path, workbook([list(values), list(values.values())]), "grants.xlsx")).grants[0]
    assert grant.members["awardDate"] == "2024-03-01T00:00:00+00:00"
    assert (grant.awarded, grant.members["recipientOrganization"][0]["charityNumber"]) == (Decimal("200.01"), "8000001")


def test_the_sheet_that_holds_grants_is_found_and_two_are_refused(tmp_path):
    rows = [list(TITLES), list(TITLES.values())]
    about = [("Meta", ["Title", "x"])]
    assert len(read_grants(put(tmp_path, workbook(rows, more=about), "grants.xlsx")).grants) == 1
    told = faults(tmp_path, workbook(rows, more=[("More", list(TITLES))]), "grants.xlsx")
    assert told == [(None, "", "several sheets hold grants: Sheet, More; leave one")]


def test_a_workbook_that_is_none_and_one_that_unpacks_without_end_are_refused(tmp_path, monkeypatch):
    assert faults(tmp_path, b"PK\x03\x04 no", "grants.xlsx") == [(None, "", "this is no workbook that can be read")]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert faults(tmp_path, out.getvalue(), "grants.xlsx")[0][2] == "this is no workbook that can be read"
    monkeypatch.setattr("commonweal.formats.grant_workbook.MOST_UNPACKED", 10)
    assert "unpacks" in faults(tmp_path, workbook([list(TITLES)]), "grants.xlsx")[0][2]


def test_an_error_in_a_cell_is_refused_where_the_grant_stands_on_it(tmp_path):
    rows = [list(TITLES), [*list(TITLES.values())[:4], "#N/A", *list(TITLES.values())[5:]]]
    told = faults(tmp_path, workbook(rows), "grants.xlsx")
    assert (2, "Amount Awarded", "the cell holds an error: #N/A") in told


def test_a_text_that_no_cell_holds_is_not_cut(tmp_path):
    with pytest.raises(GrantTooLong) as found:
        written_grants("x.xlsx", exact(changed(description="é" * 32_768)))
    assert [fault.file for fault in found.value.faults] == [PLAIN["id"]]


def test_text_is_never_a_formula_for_a_spreadsheet(tmp_path):
    grants = exact(changed(title="=1+1", description="'=2"))
    rows = list(csv.DictReader(io.StringIO(written_grants("x.csv", grants).data.decode(), newline="")))
    assert (rows[0]["Title"], rows[0]["Description"]) == ("'=1+1", "''=2")
    book = openpyxl.load_workbook(io.BytesIO(written_grants("x.xlsx", grants).data))
    assert (book.active["B2"].value, book.active["B2"].data_type) == ("=1+1", "s")


def test_a_package_keeps_what_it_says_of_itself(tmp_path):
    about = {"publisher": {"name": "The Trust"}, "version": "1.3"}
    found = read_grants(put(tmp_path, package(PLAIN, **about)))
    assert read_grants(put(tmp_path, grants_json(found.grants, found.package))).package == about
