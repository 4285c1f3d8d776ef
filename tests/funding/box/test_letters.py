"""Letters that people can type: no single slip and no change of places goes unseen."""

from hypothesis import given
from hypothesis import strategies as st

from commonweal.funding.box.letters import LETTERS, check, gathered, spread, squeezed, values, written

numbers = st.lists(st.integers(0, 31), min_size=1, max_size=30)


def test_the_alphabet_has_thirty_two_letters_and_none_that_is_taken_for_another():
    assert len(set(LETTERS)) == 32
    assert not set("ILOU") & set(LETTERS)


@given(numbers, st.data())
def test_one_wrong_value_is_always_seen(line, data):
    at = data.draw(st.integers(0, len(line) - 1))
    other = data.draw(st.integers(0, 31).filter(lambda number: number != line[at]))
    assert check([*line[:at], other, *line[at + 1 :]]) != check(line)


@given(numbers.filter(lambda line: len(set(line)) > 1), st.data())
def test_two_values_that_changed_places_are_always_seen(line, data):
    one = data.draw(st.integers(0, len(line) - 1))
    two = data.draw(st.sampled_from([at for at in range(len(line)) if line[at] != line[one]]))
    changed = list(line)
    changed[one], changed[two] = changed[two], changed[one]
    assert check(changed) != check(line)


@given(numbers, st.data())
def test_a_value_that_changed_places_with_the_check_is_seen(line, data):
    last = check(line)
    at = data.draw(st.integers(0, len(line) - 1))
    if line[at] != last:
        assert check([*line[:at], last, *line[at + 1 :]]) != line[at]


@given(st.binary(min_size=5, max_size=5))
def test_bytes_come_back_from_letters(data):
    assert gathered([v for v in values(written(spread(data))) if v is not None], 5) == data


def test_the_first_bit_is_written_first():
    assert written(spread(b"\x80\x00\x00\x00\x01")) == "G0000001"


def test_spaces_hyphens_and_small_letters_are_squeezed_out():
    assert squeezed("\tab-c–d e\u00a0f\n") == "ABCDEF"
