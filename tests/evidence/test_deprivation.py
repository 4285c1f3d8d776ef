import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.deprivation import DOMAINS, WEIGHTS, Deprivation, mean_by, rebuilt_scores
from commonweal.evidence.tenths import EVERY
from commonweal.terms.sources import Source, Unknown


def deprivation(ranks):
    size = len(ranks)
    return Deprivation(
        2019,
        tuple(f"E01{n:06}" for n in range(size)),
        range(1, size + 1),
        {domain: np.array(ranks) for domain in DOMAINS},
        dict.fromkeys(DOMAINS, (EVERY[0],) * size),
        {},
        None,
        Source("imd.csv", ""),
    )


def test_the_weights_of_the_domains_are_as_published_which_leaves_a_thousandth():
    assert sum(WEIGHTS.values()) == pytest.approx(0.999)
    assert set(WEIGHTS) == set(DOMAINS) - {"imd"}


def test_the_most_deprived_everywhere_scores_most_and_scores_fall_with_rank():
    scores = rebuilt_scores(deprivation([1, 2, 3, 4, 5]))
    assert scores[0] == pytest.approx(99.9)
    assert list(scores) == sorted(scores, reverse=True)
    assert scores[-1] > 0
    assert not scores.flags.writeable


def test_areas_of_a_year_know_their_census():
    assert deprivation([1]).vintage == "lsoa11"


@given(st.lists(st.tuples(st.sampled_from("abc"), st.floats(0, 100), st.integers(0, 5000)), min_size=1))
def test_a_mean_lies_between_its_parts_and_is_never_made_of_nobody(rows):
    groups, values, people = zip(*rows, strict=True)
    found = mean_by(groups, values, people)
    assert list(found) == list(dict.fromkeys(groups))
    for group, mean in found.items():
        inside = [value for at, value, count in rows if at == group and count]
        if not inside:
            assert mean == Unknown("nobody lives there")
        else:
            assert min(inside) - 1e-9 <= mean <= max(inside) + 1e-9
