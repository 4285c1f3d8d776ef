import pickle
import statistics

import numpy as np
import pytest

from commonweal.errors import TenthsNotAveraged
from commonweal.evidence.deprivation import mean_by
from commonweal.evidence.tenths import EVERY, WORST, Tenth
from commonweal.evidence.vintages import Succession, Successions, carried_means
from commonweal.terms.sources import Source


def test_tenths_are_ordered_counted_and_shown():
    assert min(EVERY) == WORST == Tenth(1)
    assert [one.place for one in sorted([Tenth(9), Tenth(2)])] == [2, 9]
    assert [Tenth(1), Tenth(4), Tenth(1)].count(WORST) == 2
    assert pickle.loads(pickle.dumps(Tenth(3))) == Tenth(3)


@pytest.mark.parametrize("place", [0, 11, -1])
def test_there_is_no_other_tenth(place):
    with pytest.raises(ValueError, match="there is no tenth"):
        Tenth(place)


MERGED = Successions((Succession("a", "n", "merged"), Succession("b", "n", "merged")), Source("look-up.csv", ""))


@pytest.mark.parametrize(
    "average",
    [
        sum,
        statistics.mean,
        statistics.fmean,
        statistics.median_grouped,
        np.mean,
        np.sum,
        np.median,
        lambda tenths: np.average(np.asarray(tenths), weights=[1, 2]),
        lambda tenths: np.array(tenths, dtype=np.float64),
        lambda tenths: (tenths[0] + tenths[1]) / 2,
        lambda tenths: float(tenths[0]),
        lambda tenths: int(tenths[0]),
        lambda tenths: 2 * tenths[0],
        lambda tenths: tenths[1] - tenths[0],
        lambda tenths: mean_by(["w", "w"], tenths, [1, 1]),
        lambda tenths: carried_means(dict(zip("ab", tenths, strict=True)), {"a": 1, "b": 1}, MERGED),
    ],
)
def test_no_way_of_averaging_takes_tenths(average):
    with pytest.raises(TenthsNotAveraged):
        average([Tenth(1), Tenth(4)])
