"""Counting by Equal Shares: our exact rule beside pabutools' exact rule, on the same ballots in the same run.

The election is Wieliczka 2023 where the real data is at hand (``COMMONWEAL_DATA``),
otherwise a synthetic one of its size.
"""

import os
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from bench.rows import Row
from commonweal.formats import pabulib
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.samples.polls import sample_poll

WIELICZKA = "elections/Poland_Wieliczka_2023_Green_Budget.pb"
SETTINGS = ["utility=cost", "completion=none"]


def rows() -> list[Row]:
    """Give the rows of this stage.

    Raises:
        RuntimeError: where the two programs do not fund the same projects.
    """
    name, data = election()
    poll = pabulib.read(data)
    spec = read_spec("equal_shares", SETTINGS)
    size = f"{name}, {poll.voters:,} ballots x {len(poll.projects)}"
    ours = quickest(lambda: RULES["equal_shares"](poll, spec), 5)
    end_to_end = quickest(lambda: RULES["equal_shares"](pabulib.read(data), spec), 3)
    peer, peer_end_to_end, funded = pabutools(data)
    if funded != set(RULES["equal_shares"](poll, spec).selected):
        message = "the two programs do not fund the same projects: their times cannot be compared"
        raise RuntimeError(message)
    return [
        Row.against(
            f"exact Equal Shares, rule alone ({size})", ours=ours, peer=peer, target=1 / 1000, unit="s", better="lower"
        ),
        Row.against(
            f"exact Equal Shares, from bytes ({size})",
            ours=end_to_end,
            peer=peer_end_to_end,
            target=1 / 100,
            unit="s",
            better="lower",
        ),
    ]


def election() -> tuple[str, bytes]:
    """Give the election's name and its bytes."""
    folder = Path(os.environ.get("COMMONWEAL_DATA", Path(__file__).resolve().parents[1] / ".." / "shared" / "data"))
    if (folder / WIELICZKA).is_file():
        return "Wieliczka 2023", (folder / WIELICZKA).read_bytes()
    return "synthetic", pabulib.write(sample_poll(2023, 64, 6_586))


def quickest(act: Callable[[], object], times: int) -> float:
    """Give the least CPU seconds that an act took."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return min(taken)


def pabutools(data: bytes) -> tuple[float, float, set[str]]:
    """Give the CPU seconds of pabutools' exact rule alone, those from the file on, and what it funds.

    Of its two forms of the ballots, each as it is and equal ones together, the quicker is taken; turning one into the
    other is not counted against it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pabutools.election import Cost_Sat, parse_pabulib
        from pabutools.rules import method_of_equal_shares

        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "poll.pb"
            path.write_bytes(data)
            parsing = quickest(lambda: parse_pabulib(str(path)), 2)
            instance, profile = parse_pabulib(str(path))
        together = profile.as_multiprofile()
        rule = min(
            quickest(lambda: method_of_equal_shares(instance, profile, sat_class=Cost_Sat), 2),
            quickest(lambda: method_of_equal_shares(instance, together, sat_class=Cost_Sat), 2),
        )
        funded = method_of_equal_shares(instance, together, sat_class=Cost_Sat)
    return rule, parsing + rule, {project.name for project in funded}
