import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import FileMissing, TableFaults
from commonweal.evidence.counted import ROLES, Counted
from commonweal.formats.displacement_table import NOT_COUNTED, read_displacement, write_displacement
from commonweal.terms.sources import Unknown

HEAD = "measure,area,role,before,after,unknown_because\n"
count = st.one_of(st.integers(0, 999), st.just(Unknown("the police have not said")))


@given(st.lists(st.tuples(st.sampled_from("XY"), st.sampled_from(ROLES), count, count), max_size=9))
def test_what_is_written_is_read_again(tmp_path_factory, rows):
    counts = tuple(Counted(m, f"area {k}", role, before, after) for k, (m, role, before, after) in enumerate(rows))
    path = tmp_path_factory.mktemp("counts") / "displacement.csv"
    path.write_bytes(write_displacement(counts))
    assert read_displacement(path)[0] == counts


def test_a_blank_is_not_known_and_never_nought(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text(f"{HEAD}gates,A,target,,5,\ngates,B,buffer,0,,no one asked\n", encoding="utf-8")
    first, second = read_displacement(path)[0]
    assert (first.before, first.after) == (Unknown(NOT_COUNTED), 5)
    assert (second.before, second.after) == (0, Unknown("no one asked"))


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (",A,target,1,2,", "measure"),
        ("gates,,target,1,2,", "area"),
        ("gates,A,near,1,2,", "role"),
        ("gates,A,,1,2,", "role"),
        ("gates,A,target,-1,2,", "before"),
        ("gates,A,target,1,2.5,", "after"),
        ("gates,A,target,few,2,", "before"),
        ("gates,First,buffer,1,2,", "area"),
    ],
)
def test_a_row_at_fault_is_refused_with_its_line_and_column(tmp_path, row, field):
    path = tmp_path / "d.csv"
    path.write_text(f"{HEAD}gates,First,target,1,2,\n{row}\n", encoding="utf-8")
    with pytest.raises(TableFaults) as refused:
        read_displacement(path)
    assert [(fault.line, fault.field) for fault in refused.value.faults] == [(3, field)]


def test_all_faults_are_named_at_once_and_a_file_that_is_not_there_is_missing(tmp_path):
    path = tmp_path / "d.csv"
    path.write_text(f"{HEAD},,,x,y,\n", encoding="utf-8")
    with pytest.raises(TableFaults) as refused:
        read_displacement(path)
    assert len(refused.value.faults) == 5
    path.write_text("measure,area\n", encoding="utf-8")
    with pytest.raises(TableFaults):
        read_displacement(path)
    with pytest.raises(FileMissing):
        read_displacement(tmp_path / "none.csv")
