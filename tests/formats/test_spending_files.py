from datetime import date

import pytest

from commonweal.errors import ColumnsUnnamed, FileMissing, TableFaults
from commonweal.evidence.spending import A_PERSON, Payment
from commonweal.formats.people_names import without_person
from commonweal.formats.spending_files import read_spending_file
from commonweal.formats.spending_tables import SPENDING, read_spending, write_spending
from commonweal.terms.money import Pence

NAMED = {
    "date": "Paid",
    "department": "Service Area",
    "beneficiary": "Supplier",
    "purpose": "Expense Type",
    "amount": "Net Amount",
    "date_form": "dd/mm/yyyy",
}
HEADER = "Paid,Service Area,Supplier,Expense Type,Net Amount,VAT\n"


def written(folder, text, encoding="utf-8", start=b""):
    path = folder / "spend.csv"
    path.write_bytes(start + text.encode(encoding))
    return path


def test_payments_keep_their_line_their_pence_and_what_came_back(tmp_path):
    rows = '03/04/2025,Adults,Harbour Lights,Day care,"£1,234.50",0\n04/04/2025,,Kelp Ltd,,(20.00),0\n'
    found = read_spending_file(written(tmp_path, HEADER + rows), NAMED)
    assert found.payments == (
        Payment(date(2025, 4, 3), "Adults", "Harbour Lights", "Day care", Pence(123_450), 2),
        Payment(date(2025, 4, 4), "", "Kelp Ltd", "", Pence(-2_000), 3),
    )


def test_the_words_of_the_transparency_code_need_no_naming(tmp_path):
    text = "date,department,beneficiary,purpose,amount\n2025-04-03,A,B,C,5\n"
    assert read_spending_file(written(tmp_path, text)).payments[0].pence == 500


def test_everything_wrong_is_told_at_once_with_line_and_column(tmp_path):
    rows = "2025-04-03,,Kelp,,5,0\n03/04/2025,,,,5.001,0\n03/04/2025,,Kelp,,five,0\nshort\n"
    with pytest.raises(TableFaults) as refused:
        read_spending_file(written(tmp_path, HEADER + rows), NAMED)
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [
        (2, "Paid"),
        (3, "Supplier"),
        (3, "Net Amount"),
        (4, "Net Amount"),
        (5, ""),
    ]


def test_latin_1_behind_a_byte_order_mark_is_refused_with_its_line_and_the_way_out(tmp_path):
    text = HEADER + "03/04/2025,,Kelp,,5,0\n03/04/2025,,Café Gull,,£5,0\n"
    path = written(tmp_path, text, "latin-1", b"\xef\xbb\xbf")
    with pytest.raises(TableFaults) as refused:
        read_spending_file(path, NAMED)
    [fault] = refused.value.faults
    assert fault.line == 3
    assert 'encoding = "cp1252" below [columns.spending]' in str(fault)
    found = read_spending_file(path, {**NAMED, "encoding": "cp1252"})
    assert (found.payments[1].supplier, found.payments[1].pence) == ("Café Gull", 500)


def test_a_date_is_never_turned_round_by_guesswork(tmp_path):
    undeclared = {name: theirs for name, theirs in NAMED.items() if name != "date_form"}
    with pytest.raises(TableFaults, match="name its date_form"):
        read_spending_file(written(tmp_path, HEADER + "03/04/2025,,Kelp,,5,0\n"), undeclared)


def test_a_header_that_nobody_named_is_refused(tmp_path):
    with pytest.raises(ColumnsUnnamed, match="Paid, Service Area"):
        read_spending_file(written(tmp_path, HEADER))
    with pytest.raises(FileMissing):
        read_spending_file(tmp_path / "no.csv")


def test_broken_quotes_are_refused(tmp_path):
    with pytest.raises(TableFaults, match="quoting"):
        read_spending_file(written(tmp_path, HEADER + '03/04/2025,,"Kelp"x,,5,0\n'), NAMED)


@pytest.mark.parametrize("name", ["Mr A Example", "MRS EXAMPLE", "Dr. B Example", "miss c example"])
def test_a_person_is_never_named(tmp_path, name):
    path = written(tmp_path, HEADER + f"03/04/2025,,{name},,5,0\n")
    found = read_spending_file(path, NAMED)
    assert (found.payments[0].supplier, found.people) == (A_PERSON, 1)
    assert b"xample" not in write_spending(found.payments).lower()


@pytest.mark.parametrize("name", ["Dr Example & Partners", "Mr Fish Ltd", "Missing Link", "Drake Foundation", "Sirius"])
def test_a_firm_is_not_taken_for_a_person(name):
    assert without_person(name) == name


def test_the_table_of_the_place_gives_back_what_was_put_into_it(tmp_path):
    payments = (
        Payment(date(2025, 4, 3), "-", "=Kelp", "'s", Pence(-1), 2),
        Payment(date(2025, 4, 3), "", "K", "", Pence(1)),
    )
    (tmp_path / SPENDING).write_bytes(write_spending(payments))
    assert read_spending(tmp_path)[0] == payments


def test_the_table_of_the_place_is_refused_with_line_and_column(tmp_path):
    (tmp_path / SPENDING).write_text("on,supplier,amount_pounds\n2025-13-01,,x\n")
    with pytest.raises(TableFaults) as refused:
        read_spending(tmp_path)
    assert [fault.field for fault in refused.value.faults] == ["on", "supplier", "amount_pounds"]
