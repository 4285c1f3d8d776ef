import numpy as np

from commonweal.evidence.access import Access, Conservation
from commonweal.evidence.gaps import Estimate, reasons, shortfalls, split, total
from commonweal.terms.sources import Unknown


def found(ratio, *, reach=True, near=True, unclear=False):
    one = np.ones((1, 1), dtype=bool)
    return Access(np.array([[ratio]]), one & reach, one & near, one & unclear, Conservation(0, 0, 0))


def test_the_shortfall_is_what_is_missing_of_the_standard_and_never_below_nought():
    people = np.array([[10.0]])
    assert shortfalls(people, found(1.5), 2.0).tolist() == [[2.5]]
    assert shortfalls(people, found(3.0), 2.0).tolist() == [[0.0]]


def test_each_reason_in_the_order_in_which_it_holds():
    assert reasons(found(1.0), providers=True) == [["provider full"]]
    assert reasons(found(1.0, unclear=True), providers=True) == [["unknown"]]
    assert reasons(found(0.0, reach=False), providers=True) == [["not eligible"]]
    assert reasons(found(0.0, reach=False, near=False), providers=True) == [["too far"]]
    assert reasons(found(0.0, reach=False, near=False), providers=False) == [["no provider"]]


def test_under_unknown_stand_the_people_in_need_and_the_total_is_unknown():
    short, people = [np.array([[1.0], [2.0]])] * 3, [np.array([[10.0], [20.0]])] * 3
    parts = split([["too far"], ["unknown"]], short, people)
    assert parts["too far"] == Estimate(1, 1, 1)
    assert parts["unknown"] == Estimate(20, 20, 20)
    assert isinstance(total(parts, 0), Unknown)
    known = split([["too far"], ["provider full"]], short, people)
    assert total(known, 0) == Estimate(3, 3, 3)
    assert isinstance(total(known, 1), Unknown)
