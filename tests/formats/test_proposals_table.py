"""proposals.csv is read whole or refused whole."""

import pytest

from commonweal.errors import TableFaults
from commonweal.formats.proposals_table import read_proposals, write_proposals
from commonweal.proposals.proposal import Proposal
from commonweal.terms.money import Pence

OFFERS = (
    Proposal("p1", "A warm room", "Open in the evenings", "o1", "Quayside", "", Pence(1_250_050)),
    Proposal("p2", "Walks, together", "", "o2", "", "older people", Pence(300_000)),
)


def test_what_is_written_is_read_back(tmp_path):
    (tmp_path / "proposals.csv").write_bytes(write_proposals(OFFERS))
    proposals, source = read_proposals(tmp_path, {"o1", "o2"}, {"Quayside"})
    assert proposals == OFFERS
    assert source.file == "proposals.csv"


def test_every_fault_is_named_with_line_and_column(tmp_path):
    (tmp_path / "proposals.csv").write_text(
        "id,title,summary,organisation,neighbourhood,group,cost_pounds\n"
        "p1,A,,o1,Quayside,,100\n"
        "p1,B,,nobody,Quayside,,100\n"
        "p3,,,o1,Elsewhere,,100.001\n"
        "p4,D,,o1,,,-5\n"
    )
    with pytest.raises(TableFaults) as refused:
        read_proposals(tmp_path, {"o1"}, {"Quayside"})
    places = {(fault.line, fault.field) for fault in refused.value.faults}
    assert places == {
        (3, "id"),
        (3, "organisation"),
        (4, "title"),
        (4, "neighbourhood"),
        (4, "cost_pounds"),
        (5, "cost_pounds"),
    }


@pytest.mark.parametrize(("letters", "refused"), [(200, False), (201, True)])
def test_a_title_that_the_record_could_not_take_as_a_promise_is_named(tmp_path, letters, *, refused):
    long = Proposal("p1", "x" * letters, "", "o1", "", "", Pence(100))
    (tmp_path / "proposals.csv").write_bytes(write_proposals([long]))
    if not refused:
        assert read_proposals(tmp_path, {"o1"}, set())[0] == (long,)
        return
    with pytest.raises(TableFaults) as told:
        read_proposals(tmp_path, {"o1"}, set())
    assert [(fault.line, fault.field) for fault in told.value.faults] == [(2, "title")]


def test_a_missing_column_is_named(tmp_path):
    (tmp_path / "proposals.csv").write_text("id,title,organisation\np1,A,o1\n")
    with pytest.raises(TableFaults) as refused:
        read_proposals(tmp_path, {"o1"}, set())
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(1, "cost_pounds")]
