import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import FileMissing, TableFaults
from commonweal.evidence.equality import CHARACTERISTICS, Impact
from commonweal.formats.equality_table import COLUMNS, FILE, equality_of, read_equality, write_equality
from commonweal.samples.equality import sample_equality

HEAD = ",".join(COLUMNS) + "\n"
words = st.text("abcdefgh -", min_size=1, max_size=20).map(str.strip).filter(lambda text: text and text[0] != "-")
impact = st.builds(
    Impact,
    st.sampled_from(CHARACTERISTICS),
    st.sampled_from(["better", "same", "not known"]),
    words,
    st.one_of(st.just(""), words),
    words,
    st.dates(),
)
worse = st.builds(
    Impact,
    st.sampled_from(CHARACTERISTICS),
    st.just("worse"),
    words,
    words,
    words,
    st.dates(),
    st.sampled_from(["board", "council officer"]),
    words,
)


@given(st.lists(st.one_of(impact, worse), unique_by=lambda one: one.characteristic))
def test_what_is_written_is_read_again(impacts):
    assert equality_of(write_equality(impacts)) == tuple(impacts)


def test_the_sample_is_read_from_its_folder(tmp_path):
    with pytest.raises(FileMissing):
        read_equality(tmp_path)
    (tmp_path / FILE).write_bytes(write_equality(sample_equality()))
    impacts, source = read_equality(tmp_path)
    assert impacts == sample_equality()
    assert source.file == FILE


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("height,same,e,,board,2027-01-01,,", "characteristic"),
        ("sex,same,e,,board,2027-01-01,,", "characteristic"),
        ("age,fine,e,,board,2027-01-01,,", "effect"),
        ("age,same,,,board,2027-01-01,,", "evidence"),
        ("age,same,e,,,2027-01-01,,", "owner"),
        ("age,same,e,,board,soon,,", "by"),
        ("age,same,e,,board,,,", "by"),
        ("age,worse,e,,board,2027-01-01,board,why", "mitigation"),
        ("age,worse,e,m,board,2027-01-01,board,", "overridden_by"),
        ("age,worse,e,m,board,2027-01-01,,why", "overridden_by"),
        ("age,worse,e,m,board,2027-01-01,A. Neighbour,why", "overridden_by"),
        ("age,same,e,m,board,2027-01-01,board,why", "overridden_by"),
    ],
)
def test_a_row_at_fault_is_refused_with_its_line_and_column(row, field):
    with pytest.raises(TableFaults) as refused:
        equality_of(f"{HEAD}sex,same,e,,board,2027-01-01,,\n{row}\n".encode())
    assert {(fault.line, fault.field) for fault in refused.value.faults} == {(3, field)}
