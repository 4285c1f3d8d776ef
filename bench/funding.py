"""Counting: our exact rules beside pabutools' exact rules, on the same ballots in the same run, and what stands alone.

The elections are real ones (``COMMONWEAL_DATA``); where they are not at hand, one synthetic election of a town's size
is counted instead. CPU seconds; of pabutools' two forms of the ballots, each as it is and equal ones together, the
quicker is taken. Memory is the peak of a process of its own that reads and counts, less what it had before it began
to read.
"""

import os
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.rows import Row
from commonweal.errors import PollFaults
from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.funding.electorate import UTILITIES
from commonweal.funding.poll import Poll
from commonweal.funding.rules import RULES
from commonweal.funding.spec import RuleSpec, read_spec
from commonweal.samples.polls import sample_poll
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder

DATA = Path(os.environ.get("COMMONWEAL_DATA", Path(__file__).resolve().parents[1] / ".." / "shared" / "data"))
CITY, TOWN = 1 / 1000, 1 / 500
END_TO_END, MEMORY = 1 / 100, 1 / 6
ADD1_SECONDS, VERIFIER_SECONDS, MILLION_SECONDS, MILLION_MEGABYTES = 1.5, 3.0, 5.0, 1_000.0


@dataclass(frozen=True, slots=True)
class Election:
    """An election to be counted by both programs.

    Attributes:
        name: as people know it.
        data: its file.
        target: what the ratio of the rules' times should reach.
    """

    name: str
    data: bytes
    target: float


def rows() -> Iterator[Row]:
    """Give the rows of this stage, each as soon as it is measured.

    Raises:
        RuntimeError: where the two programs do not fund the same projects.
    """
    # What has no peer comes first: the peer's millions of objects would slow Python's collector down for us, too.
    chosen = elections()
    largest = chosen[-1]
    poll = pabulib.read(largest.data)
    rising = spec_for(poll, "completion=add1")
    yield alone(
        f"Equal Shares with a rising share (add1), rule alone ({largest.name})",
        quickest(lambda: RULES["equal_shares"](poll, rising), 3),
        ADD1_SECONDS,
    )
    yield verified(largest.name, poll, spec_for(poll), VERIFIER_SECONDS)
    yield verified(largest.name, poll, rising, None)
    yield from a_million()
    yield from every_election()
    for election in chosen:
        yield from beside_pabutools(election)


def elections() -> list[Election]:
    """Give the elections, the largest last."""
    named = (
        ("Warsaw-Mokotow 2024", "Poland_Warszawa_2024_Mokotow.pb", TOWN),
        ("Lodz 2022", "Poland_Lodz_2022.pb", CITY),
        ("Warsaw 2024", "Poland_Warszawa_2024.pb", CITY),
    )
    paths = [(name, DATA / "elections" / file, target) for name, file, target in named]
    if all(path.is_file() for _, path, _ in paths):
        return [Election(name, path.read_bytes(), target) for name, path, target in paths]
    return [Election("synthetic", pabulib.write(sample_poll(2023, 64, 6_586)), TOWN)]


def spec_for(poll: Poll, *settings: str) -> RuleSpec:
    """Give Equal Shares by the usual utility of a poll's ballots, with a lot drawn."""
    return read_spec("equal_shares", [f"utility={UTILITIES[poll.vote_type][0]}", "seed=2026", *settings])


def beside_pabutools(election: Election) -> Iterator[Row]:
    """Count an election by each rule with both programs."""
    poll = pabulib.read(election.data)
    size = f"{election.name}, {poll.voters:,} ballots x {len(poll.projects)}"
    times = 2 if poll.voters < 20_000 else 1
    peer = _Pabutools(election.data, times)
    for title, rule, settings in (
        ("exact Equal Shares (cost)", "equal_shares", ("utility=cost",)),
        ("exact Equal Shares (votes)", "equal_shares", ("utility=votes",)),
        ("greedy by votes", "greedy", ()),
        ("sequential Phragmen", "phragmen", ()),
    ):
        spec = read_spec(rule, ["seed=2026", *settings])
        ours = quickest(lambda spec=spec: RULES[spec.name](poll, spec), 15)  # type: ignore[misc]
        theirs, funded = peer.rule(spec)
        if rule == "equal_shares" and funded != set(RULES[rule](poll, spec).selected):
            message = f"the two programs do not fund the same projects by {title}: their times cannot be compared"
            raise RuntimeError(message)
        target = election.target if title == "exact Equal Shares (cost)" else None
        yield _beside(f"{title}, rule alone ({size})", ours, theirs, target)
        if target is None:
            continue
        whole = quickest(lambda spec=spec: RULES[spec.name](pabulib.read(election.data), spec), 5)  # type: ignore[misc]
        yield _beside(f"{title}, from bytes ({size})", whole, peer.parsing + theirs, END_TO_END)
        ours_mb, theirs_mb = peak(OURS, election.data), peak(PEER, election.data)
        yield Row.against(
            f"{title}, peak memory of reading and counting ({size})",
            ours=ours_mb,
            peer=theirs_mb,
            target=MEMORY,
            unit="MB",
            better="lower",
        )


def verified(name: str, poll: Poll, spec: RuleSpec, target: float | None) -> Row:
    """Time the stand-alone verifier on a count, as a process of its own on a bare Python."""
    files = count_files(poll, RULES[spec.name](poll, spec))
    with tempfile.TemporaryDirectory() as folder:
        for file, data in files.items():
            (Path(folder) / file).write_bytes(data)
        package = Path(__file__).resolve().parents[1] / "src" / "commonweal"
        code = f"import sys; sys.path.insert(0, {str(package)!r}); from verifier.__main__ import main; sys.exit(main())"
        start = _children()
        subprocess.run([sys.executable, "-I", "-S", "-c", code, folder], check=True, capture_output=True)
        seconds = _children() - start
    return alone(f"the stand-alone verifier, {spec.options['completion']} ({name})", seconds, target)


def a_million() -> Iterator[Row]:
    """Read and count a million ballots."""
    data = pabulib.write(sample_poll(1_000_000, 100, 1_000_000))
    spec = read_spec("equal_shares", ["utility=cost", "seed=2026"])
    seconds = quickest(lambda: RULES["equal_shares"](pabulib.read(data), spec), 2)
    size = "a million ballots x 100"
    yield alone(f"exact Equal Shares (cost), from bytes ({size})", seconds, MILLION_SECONDS)
    megabytes = peak(OURS, data)
    yield Row.against(
        f"exact Equal Shares (cost), peak memory of reading and counting ({size})",
        ours=megabytes,
        peer=None,
        target=MILLION_MEGABYTES,
        unit="MB",
        better="lower",
    )


def every_election() -> Iterator[Row]:
    """Read, count by Equal Shares, certify and verify every election of the collection."""
    paths = sorted((DATA / "elections").glob("*.pb"))
    counted, refused, start = 0, 0, time.process_time()
    for path in paths:
        try:
            poll = pabulib.read(path.read_bytes(), path.name)
        except PollFaults:
            refused += 1
            continue
        findings = check_published(Folder(count_files(poll, RULES["equal_shares"](poll, spec_for(poll)))))
        if findings:
            message = f"the verifier does not accept the count of {path.name}: {findings[0]}"
            raise RuntimeError(message)
        counted += 1
    if counted:
        title = (
            f"{counted} elections read, counted by Equal Shares, explained, certified and verified ({refused} refused)"
        )
        yield alone(title, time.process_time() - start, None)


def alone(name: str, seconds: float, target: float | None) -> Row:
    """Give the row of a figure that no peer has."""
    return Row.against(name, ours=seconds, peer=None, target=target, unit="s", better="lower")


def quickest(act: Callable[[], object], times: int) -> float:
    """Give the least CPU seconds that an act took."""
    taken = []
    for _ in range(times):
        start = time.process_time()
        act()
        taken.append(time.process_time() - start)
    return min(taken)


_START = (
    "import re, sys; from pathlib import Path; "
    "at = lambda: int(re.search(r'VmHWM:\\s*(\\d+) kB', Path('/proc/self/status').read_text())[1]) / 1024; "
)
OURS = _START + (
    "from commonweal.formats import pabulib; from commonweal.funding.rules import RULES; "
    "from commonweal.funding.spec import read_spec; spec = read_spec('equal_shares', ['utility=cost', 'seed=1']); "
    "before = at(); RULES['equal_shares'](pabulib.read(Path(sys.argv[1]).read_bytes()), spec); print(at() - before)"
)
PEER = _START + (
    "import warnings; warnings.simplefilter('ignore'); from pabutools.election import Cost_Sat, parse_pabulib; "
    "from pabutools.rules import method_of_equal_shares; before = at(); found = parse_pabulib(sys.argv[1]); "
    "method_of_equal_shares(*found, sat_class=Cost_Sat); print(at() - before)"
)
"""Programs that print by how many MB reading and counting a file raises their peak of memory."""


def peak(program: str, data: bytes) -> float:
    """Give the MB that a program prints when it is given a file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "poll.pb"
        path.write_bytes(data)
        told = subprocess.run([sys.executable, "-c", program, str(path)], check=True, capture_output=True, text=True)
    return float(told.stdout.split()[-1])


def _beside(name: str, ours: float, theirs: float, target: float | None) -> Row:
    return Row.against(name, ours=ours, peer=theirs, target=target, unit="s", better="lower")


def _children() -> float:
    used = os.times()
    return used.children_user + used.children_system


class _Pabutools:
    """An election as pabutools has it, in both forms of its ballots.

    Attributes:
        parsing: the CPU seconds of reading it.
    """

    def __init__(self, data: bytes, times: int) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pabutools.election import parse_pabulib

            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / "poll.pb"
                path.write_bytes(data)
                self.parsing = quickest(lambda: parse_pabulib(str(path)), times)
                self._instance, profile = parse_pabulib(str(path))
            self._profiles = (profile, profile.as_multiprofile())
        self._times = times

    def rule(self, spec: RuleSpec) -> tuple[float, set[str]]:
        """Give the CPU seconds of the rule alone on the quicker form, and what it funds."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            from pabutools.election import Cardinality_Sat, Cost_Sat
            from pabutools.rules import greedy_utilitarian_welfare, method_of_equal_shares, sequential_phragmen

            # Phragmen's rule of pabutools weighs equal ballots that stand together wrongly.
            profiles = self._profiles[:1] if spec.name == "phragmen" else self._profiles
            satisfaction = Cardinality_Sat if spec.options.get("utility") == "votes" else Cost_Sat
            funded: set[str] = set()
            taken = []
            for profile in profiles:

                def act(profile: object = profile) -> None:
                    if spec.name == "phragmen":
                        told = sequential_phragmen(self._instance, profile)
                    else:
                        count = method_of_equal_shares if spec.name == "equal_shares" else greedy_utilitarian_welfare
                        told = count(self._instance, profile, sat_class=satisfaction)
                    funded.clear()
                    funded.update(project.name for project in told)

                taken.append(quickest(act, self._times))
        return min(taken), funded
