import pytest

from commonweal import errors
from commonweal.errors import CommonwealError, Fault, FileMissing, TableFaults, UnknownName, nearest


def test_a_fault_says_its_place_first():
    assert str(Fault("{n} is too many", {"n": 9}, "poll.pb", 4, "votes")) == "poll.pb, line 4, votes: 9 is too many"
    assert str(Fault("it is empty", {}, "poll.pb")) == "poll.pb: it is empty"
    assert str(Fault("it is empty")) == "it is empty"


def test_a_refusal_carries_every_fault_on_a_line_of_its_own():
    refusal = TableFaults(Fault("it is empty"), Fault("it is {n}", {"n": 2}, "a.csv", 3), file="a.csv")
    assert str(refusal).splitlines() == [
        "CW602: a.csv cannot be read as it stands; nothing was taken from it.",
        "  it is empty",
        "  a.csv, line 3: it is 2",
    ]
    assert refusal.figures["faults"] == 2


def test_a_refusal_without_faults_says_what_is_wrong():
    assert str(FileMissing(kind="file", path="x.csv")) == "CW601: There is no file at x.csv."


@pytest.mark.parametrize(
    ("name", "expected"),
    [("equal_share", "; the nearest is equal_shares"), ("greedi", "; the nearest is greedy"), ("zzz", "")],
)
def test_the_nearest_name_is_suggested(name, expected):
    assert nearest(name, ["equal_shares", "greedy"]) == expected


def test_every_refusal_that_can_be_imported_from_the_room_is_a_refusal_and_can_be_caught_as_one():
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, Exception)]
    assert UnknownName in kinds
    assert all(issubclass(kind, CommonwealError) for kind in kinds)


def test_every_refusal_of_a_file_can_be_imported_from_the_room():
    kinds = {kind.__name__ for kind in CommonwealError.__subclasses__() if kind.__module__.startswith(errors.__name__)}
    assert kinds - set(errors.__all__) == set()
