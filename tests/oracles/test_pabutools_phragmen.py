"""pabutools' sequential Phragmén funds the same projects in real elections; where it could differ is checked.

Where several projects could be bought at the same moment and one of them no longer fits, pabutools stops; the rule as
we state it looks at the first of them by the tie order. pabutools also adds projects that nobody supports where they
fit, and, asked about grouped ballots, adds up what voters spent once for each group: it is asked about single ones.
"""

import csv
import warnings
from fractions import Fraction
from random import Random

import numpy as np
import pytest

from commonweal.formats import pabulib
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.items import items, support
from commonweal.funding.poll import Poll, Project
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.funding.tally import supporters
from commonweal.funding.ties import tie_order
from tests.oracles import peer
from tests.oracles.elections import ALL, REFUSED

with warnings.catch_warnings():
    # It loads libraries that warn of their own future.
    warnings.simplefilter("ignore")
    from pabutools.rules import sequential_phragmen
    from pabutools.tiebreaking import TieBreakingRule

SPEC = read_spec("phragmen", ["seed=2026"])
LARGEST, SAMPLE = (4_000, None) if ALL else (700, 12)
"""Most voters of an election that pabutools is asked about, and how many are: ``just oracles`` asks about all."""


def elections(data_folder):
    """The approval and choose-1 elections of at most so many voters, the small ones first."""
    with (data_folder / "elections" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as rows:
        listed = sorted(
            (int(row["voters"]), row["file"])
            for row in csv.DictReader(rows, delimiter="\t")
            if row["vote_type"] in {"approval", "choose-1"} and int(row["voters"]) <= LARGEST
        )
    files = [file for _, file in listed if file not in REFUSED]
    return files if SAMPLE is None else Random(2026).sample(files, SAMPLE)


def theirs(poll):
    """The projects that pabutools funds. It sorts them by name, and adds what nobody supports where it fits."""
    instance, profile = peer.theirs(poll)
    of = items(poll, SPEC)
    ranks = dict(zip((p.id for p in poll.projects), tie_order(poll, SPEC, of).ranks, strict=True))
    broken = TieBreakingRule(lambda _instance, _profile, project: ranks[project.name])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        told = sequential_phragmen(instance, profile, tie_breaking=broken)
    backed = dict(zip((p.id for p in poll.projects), supporters(poll), strict=True))
    return {project.name for project in told if backed[project.name]}


def tied_and_dear(poll, certificate, bought):
    """Whether, after so many purchases, the next moment is that of several projects, of which one no longer fits."""
    backing, last = support(poll, items(poll, SPEC)), [Fraction(0)] * len(poll.ballots)
    for winner in certificate.winners[:bought]:
        for row in backing.ballots(winner.project).tolist():
            last[row] = winner.price
    done = {winner.project for winner in certificate.winners[:bought]}
    left = poll.budget - sum(poll.projects[k].cost for k in done)
    times = {}
    for k, project in enumerate(poll.projects):
        rows = backing.ballots(k)
        if k not in done and len(rows) and project.cost <= poll.budget:
            voters = poll.ballots.voters[rows].tolist()
            lacking = sum(last[row] * number for row, number in zip(rows.tolist(), voters, strict=True))
            times[k] = (project.cost + lacking) / int(np.sum(voters))
    tied = [k for k in times if times[k] == min(times.values())]
    return len(tied) > 1 and any(poll.projects[k].cost > left for k in tied)


@pytest.mark.real_data
def test_sequential_phragmen_funds_the_same_in_real_elections(data_folder):
    asked = 0
    for file in elections(data_folder):
        poll = pabulib.read((data_folder / "elections" / file).read_bytes(), file)
        result = RULES["phragmen"](poll, SPEC)
        told = theirs(poll)
        peer.theirs.cache_clear()
        asked += 1
        if told != set(result.selected):
            assert told == set(result.selected[: len(told)]), file
            assert tied_and_dear(poll, result.certificate, len(told)), file
    assert asked >= (100 if ALL else SAMPLE)


def test_pabutools_stops_where_one_of_several_at_the_same_moment_no_longer_fits():
    # After the first, 3 are left. At 2 both others could be bought; only the cheaper fits.
    costs, votes = (1, 2, 4), (10, 1, 2)
    projects = tuple(Project(str(k), str(k), Fraction(cost)) for k, cost in enumerate(costs))
    ballots = grouped([Ballot((k,), voters=n) for k, n in enumerate(votes)], "approval")
    poll = Poll(projects, Fraction(4), "approval", ballots)
    result = RULES["phragmen"](poll, SPEC)
    assert (theirs(poll), set(result.selected)) == ({"0"}, {"0", "1"})
    assert tied_and_dear(poll, result.certificate, 1)
