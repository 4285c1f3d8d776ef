import pytest

from commonweal.errors import ColumnsUnnamed, PlaceFaults, TableFaults
from commonweal.formats.column_names import DATE_FORMS, KINDS, POSTCODES, SPENDING, names_for
from commonweal.formats.place_settings import read_settings
from commonweal.formats.place_writing import settings_text

PLACE = '[place]\nname = "H"\nboard = "B"\naccountable_body = "C"\nas_at = 2026-01-01\n'


def settings(folder, more):
    (folder / "place.toml").write_text(PLACE + more, encoding="utf-8")
    return read_settings(folder)


def test_a_place_says_what_the_columns_of_a_table_are_called_and_writes_it_again(tmp_path):
    names = {"date": "Payment Date", "beneficiary": "Supplier", "amount": "Net £", "date_form": "dd/mm/yyyy"}
    lines = "\n".join(f'{ours} = "{theirs}"' for ours, theirs in names.items())
    found = settings(tmp_path, f"[columns.spending]\n{lines}\n")
    assert found.columns == {"spending": names}
    (tmp_path / "place.toml").write_text(settings_text(found), encoding="utf-8")
    assert read_settings(tmp_path) == found


@pytest.mark.parametrize(
    ("table", "says"),
    [
        ('[columns.spending]\ndepartmant = "D"\n', "department"),
        ('[columns.spendings]\ndate = "D"\n', "spending"),
        ('[columns.spending]\nencoding = "utf-16"\n', "cp1252"),
        ('[columns.spending]\ndate_form = "dd.mm"\n', "dd/mm/yyyy"),
        ('[columns.spending]\ndate = ""\n', "text between quotes"),
        ('columns = "x"\n', "table"),
    ],
)
def test_a_key_that_is_not_known_is_refused_with_the_nearest(tmp_path, table, says):
    start = table if table.startswith("columns") else ""
    (tmp_path / "place.toml").write_text(start + PLACE + ("" if start else table), encoding="utf-8")
    with pytest.raises(PlaceFaults, match=says):
        read_settings(tmp_path)


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_known_layout_names_what_is_needed(kind):
    assert all(known.get(name) for known in kind.known for name in kind.needed)
    assert all(set(known) <= set(kind.keys) for known in kind.known)


def test_a_published_layout_is_known_by_its_header():
    header = ["pcd", "pcds", "lsoa21", "lat", "long"]
    assert names_for(POSTCODES, header, {}, "f")["area"] == "lsoa21"


def test_a_header_that_nobody_knows_is_refused_with_what_to_write():
    with pytest.raises(ColumnsUnnamed) as refused:
        names_for(SPENDING, ["Datum", "Amount"], {"amount": "Amount"}, "f.csv")
    assert "date, beneficiary" in str(refused.value)
    assert "Datum, Amount" in str(refused.value)


def test_a_named_column_that_is_missing_or_twice_is_a_fault():
    named = {"date": "D", "beneficiary": "B", "amount": "A"}
    with pytest.raises(TableFaults) as refused:
        names_for(SPENDING, ["D", "A", "A"], named, "f.csv")
    assert [(fault.field, fault.what) for fault in refused.value.faults] == [
        ("B", "the column is missing"),
        ("A", "the column stands twice"),
    ]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("yyyy-mm-dd", "2026-02-03"),
        ("dd/mm/yyyy", "3/2/2026"),
        ("dd/mm/yy", "03/02/26"),
        ("dd-mm-yyyy", "03-02-2026"),
        ("dd.mm.yyyy", "3.2.2026"),
        ("mm/dd/yyyy", "2/3/2026"),
        ("yyyymmdd", "20260203"),
    ],
)
def test_each_form_reads_its_own_dates_and_no_other_forms(form, text):
    assert DATE_FORMS[form](text).isoformat() == "2026-02-03"
    for other in set(DATE_FORMS) - {form, "dd/mm/yyyy", "mm/dd/yyyy"}:
        with pytest.raises(ValueError):  # noqa: PT011
            DATE_FORMS[other](text)
