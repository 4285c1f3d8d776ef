"""The one door to a cluster: the same work on parts, here or on the machines of a Dask cluster."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Part = TypeVar("Part")
Answer = TypeVar("Answer")

_TRY_SECONDS = 10


def spread(
    work: Callable[[Shared, Part], Answer], shared: Shared, parts: Sequence[Part], address: str | None
) -> Iterator[Answer]:
    """Do a piece of work on each part, and give the answers in the order of the parts.

    The work is a pure function that a machine with the same version of commonweal can import, and its answers must
    not depend on where it is done: then a cluster changes nothing but the time.

    Args:
        work: takes what is shared and one part.
        shared: sent to each machine once.
        parts: best of some seconds each.
        address: of the cluster's scheduler, such as ``tcp://10.0.0.5:8786``; None to work here.

    Raises:
        ClusterMissing: where an address is given and Dask is not installed.
        ClusterUnreachable: where nothing answers there.
    """
    if address is None:
        for part in parts:
            yield work(shared, part)
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
        for answer in [client.submit(work, held, part, pure=False) for part in parts]:
            yield answer.result()
