"""The one door to more processors: the same work on parts, here, in processes of their own, or on a Dask cluster."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Answer = TypeVar("Answer")

_TRY_SECONDS = 10


def spread(
    work: Callable[[Shared, Part], Answer], shared: Shared, parts: Sequence[Part], address: str | None, workers: int = 1
) -> Iterator[Answer]:
    """Do a piece of work on each part, and give the answers in the order of the parts.

    The work is a pure function that a machine with the same version of commonweal can import, and its answers must
    not depend on where it is done: then a cluster changes nothing but the time.

    Args:
        work: takes what is shared and one part.
        shared: sent to each machine once.
        parts: best of some seconds each.
        address: of the cluster's scheduler, such as ``tcp://10.0.0.5:8786``; None to work here.
        workers: how many processes work here, where there is no cluster; 1 for this one alone.

    Raises:
        ClusterMissing: where an address is given and Dask is not installed.
        ClusterUnreachable: where nothing answers there.
    """
    if address is None:
        yield from _here(work, shared, parts, workers)
        return
    from commonweal.errors import ClusterMissing, ClusterUnreachable

    try:
        from distributed import Client
    except ImportError:
        raise ClusterMissing(address=address) from None
    open_client: Any = Client
    try:
        client = open_client(address, timeout=_TRY_SECONDS, set_as_default=False)
    except (OSError, ValueError) as bad:
        raise ClusterUnreachable(address=address, reason=str(bad) or type(bad).__name__) from None
    with client:
        try:
            held = client.scatter(shared, broadcast=True, timeout=_TRY_SECONDS)
        except OSError as bad:  # a scheduler without a single worker
            raise ClusterUnreachable(address=address, reason=str(bad) or type(bad).__name__) from None
        # Not keyed by content: hashing what is shared once for each part would take longer than the part.
        # An answer that was taken is let go, so that no machine holds them all.
        waiting = deque(client.submit(work, held, part, pure=False) for part in parts)
        while waiting:
            yield waiting.popleft().result()


def _here(
    work: Callable[[Shared, Part], Answer], shared: Shared, parts: Sequence[Part], workers: int
) -> Iterator[Answer]:
    """Work on this machine; of several processes, each has one part in hand and at most one waiting."""
    if workers == 1:
        for part in parts:
            yield work(shared, part)
        return
    from concurrent.futures import Future, ProcessPoolExecutor
    from multiprocessing import get_context

    # A process that is forked while another library's threads run may never end: each begins afresh.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Answer]] = deque()
        for part in parts:
            waiting.append(pool.submit(work, shared, part))
            if len(waiting) >= 2 * workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
