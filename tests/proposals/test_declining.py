"""An idea is declined for a reason of the list, and read again by somebody else."""

import pytest

from commonweal.errors import DeclineFaults
from commonweal.proposals.declining import DECLINED, require_other_reader, require_reason
from commonweal.proposals.reasons import REASONS
from commonweal.record.kinds import proposed as recorded


def test_the_list_is_that_of_the_record() -> None:
    assert tuple(DECLINED) == recorded.DECLINED


def test_a_code_that_a_review_has_too_means_the_same_but_for_what_it_is_compared_with() -> None:
    shared = {*DECLINED} & {*REASONS}
    assert shared == {"outside-place", "outside-purpose", "party-political", "against-law", "same-as-another"}
    assert all(DECLINED[code] == REASONS[code].says for code in shared - {"same-as-another"})


def test_another_reason_is_refused_with_the_nearest_one() -> None:
    require_reason("i-1", "unreadable")
    with pytest.raises(DeclineFaults, match="outside-place"):
        require_reason("i-1", "outside-plaec")


@pytest.mark.parametrize(
    ("reader", "lets"),
    [
        (("CVS worker", "p-1"), False),
        (("CVS worker", "p-2"), True),
        (("board secretary", "p-1"), False),
        (("CVS worker", ""), False),
        (("board secretary", ""), True),
    ],
)
def test_whoever_declined_it_does_not_read_it_again(reader: tuple[str, str], lets: bool) -> None:
    if lets:
        require_other_reader("i-1", ("CVS worker", "p-1"), reader)
        return
    with pytest.raises(DeclineFaults):
        require_other_reader("i-1", ("CVS worker", "p-1"), reader)
