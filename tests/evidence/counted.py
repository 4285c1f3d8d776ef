"""Small tables of counts for tests, with every margin."""

import numpy as np
from hypothesis import strategies as st

from commonweal.evidence.linked import Table
from commonweal.evidence.sums import Axis


def axis(name, size):
    return Axis(name, (*(f"{name}{k}" for k in range(size)), "all"), (*([size] * size), -1))


def nested(name, sizes):
    """An axis of areas in neighbourhoods."""
    leaves = [(f"{name}{n}-{k}", n) for n, size in enumerate(sizes) for k in range(size)]
    groups = [f"{name}{n}" for n in range(len(sizes))]
    labels = (*(leaf for leaf, _ in leaves), *groups, "all")
    whole = (*(len(leaves) + n for _, n in leaves), *([len(labels) - 1] * len(groups)), -1)
    return Axis(name, labels, whole)


def with_margins(leaves, axes):
    """Add every margin to an array of counts of the smallest groups."""
    counts = np.asarray(leaves, dtype=np.int64)
    for nth, one in enumerate(axes):
        parts = [counts.take(k, axis=nth) for k in range(counts.shape[nth])]
        for whole, among in sorted(one.groups):
            assert whole == len(parts)
            parts.append(sum(parts[k] for k in among))
        counts = np.stack(parts, axis=nth)
    return counts.ravel()


def table(leaves, axes=None, name="t.csv"):
    leaves = np.asarray(leaves)
    axes = axes or [axis(letter, size) for letter, size in zip("abcd", leaves.shape, strict=False)]
    return Table(name, tuple(axes), with_margins(leaves, axes))


def arrays(shape, most=30):
    """Arrays of counts of which many are few or nobody."""
    one = st.one_of(st.integers(0, 12), st.integers(0, most))
    size = int(np.prod(shape))
    return st.lists(one, min_size=size, max_size=size).map(lambda values: np.array(values).reshape(shape))
