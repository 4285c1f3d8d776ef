"""The one door to a cluster: the same answers in the same order, and plain words where there is no cluster."""

import sys
import warnings

import pytest

from commonweal.cli.cluster import spread
from commonweal.errors import ClusterMissing, ClusterUnreachable
from commonweal.formats.library_survival import yearly_failure_ranges
from commonweal.handover.stress.case import case
from commonweal.handover.stress.futures import futures
from commonweal.handover.stress.tally import joined, tally, tally_part
from tests.handover.tiny import solved


def power(base, exponent):
    return base**exponent


def test_here_the_answers_come_in_the_order_of_the_parts():
    assert list(spread(power, 2, [3, 1, 2], None)) == [8, 2, 4]


def test_without_dask_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(ClusterMissing) as seen:
        list(spread(power, 2, [1], "tcp://127.0.0.1:1"))
    assert "commonweal[cluster]" in seen.value.remedy


@pytest.fixture(scope="module")
def address():
    """A scheduler and a worker in this process, or a skip where Dask is not installed."""
    distributed = pytest.importorskip("distributed")
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(
            n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, protocol="tcp"
        ) as cluster,
    ):
        warnings.simplefilter("ignore")
        yield cluster.scheduler_address


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same_bits_as_this_machine(address):
    problem, plan, _ = solved(1)
    made, ranges = case(problem, plan.decisions), futures(problem, yearly_failure_ranges())
    assert list(spread(power, 2, [3, 1, 2], address)) == [8, 2, 4]
    cut = [(0, 30), (30, 1), (31, 9)]
    far = joined(spread(tally_part, (made, ranges, 4), cut, address))
    near = tally(made, ranges, 4, 0, 40)
    assert [getattr(far, name) for name in ("first", "count")] == [0, 40]
    for name in ("breached", "services", "overloaded", "unmet", "weighted", "keeping", "seen"):
        assert getattr(far, name).tobytes() == getattr(near, name).tobytes(), name


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_where_nobody_works_is_said_so(monkeypatch):
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr("commonweal.cli.cluster._TRY_SECONDS", 1)
    with (
        warnings.catch_warnings(),
        distributed.LocalCluster(n_workers=0, processes=False, dashboard_address=None, protocol="tcp") as idle,
    ):
        warnings.simplefilter("ignore")
        with pytest.raises(ClusterUnreachable):
            list(spread(power, 2, [1], idle.scheduler_address))


@pytest.mark.filterwarnings("ignore")
def test_a_cluster_that_does_not_answer_is_said_so(monkeypatch):
    pytest.importorskip("distributed")
    monkeypatch.setattr("commonweal.cli.cluster._TRY_SECONDS", 1)
    for nobody in ("tcp://127.0.0.1:9", "nonsense://x"):
        with pytest.raises(ClusterUnreachable) as seen:
            list(spread(power, 2, [1], nobody))
        assert seen.value.figures["reason"]
