"""Real elections with their official results, and how a city's label of its rule reads as one of ours."""

import csv
import io
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from commonweal.formats import pabulib
from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec

ALL = os.environ.get("COMMONWEAL_ORACLES") == "all"
"""Whether everything is compared (``just oracles``), or a sample of it chosen by a fixed seed."""

OVERFLOW = {
    "greedy": "skip",
    "greedy-no-skip": "stop",
    "greedy-threshold": "skip",
    "greedy-exclusive": "skip",
    "greedy-custom": "stop",
}
"""The label of a greedy rule in a file, and what it does with a project that no longer fits."""

REFUSED = {
    "Poland_Warszawa_2026_Srodmiescie_Poludniowe.pb": "line 656, vote: the ballot names the project 174 more than once"
}
"""Files that are refused for a real fault."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """An election whose official result is not what its label gives.

    Attributes:
        reason: why.
        settings: greedy's settings that give the official result.
        without: projects that the city passed over although they fitted.
    """

    reason: str
    settings: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


EXCEPTIONS = {
    "Poland_Gdynia_2020_Babie_Doly__small.pb": Disagreement(
        "projects 1 and 5 have 101 votes each; the city took the dearer one", ("overflow=stop", "ties=higher-cost,lot")
    ),
    "Poland_Gdynia_2023_Kamienna_Gora__small.pb": Disagreement(
        "the label says greedy-no-skip, but the threshold of 50 votes in the same file was held too",
        ("overflow=stop", "minimum_support=50"),
    ),
    "Poland_Krakow_2022_Czyzyny.pb": Disagreement(
        "projects 24 and 26 have 40 points each; the city took the dearer one", ("ties=higher-cost,lot",)
    ),
    "Poland_Warszawa_2018_Niskie_Okecie.pb": Disagreement(
        "projects 615 and 308 have 88 votes each; the city took the dearer one",
        ("minimum_support=23", "ties=higher-cost,lot"),
    ),
    "Poland_Warszawa_2020_Targowek.pb": Disagreement(
        "the city passed over project 1667, a playground in the same wood as the funded 910", without=("1667",)
    ),
    "Poland_Warszawa_2024.pb": Disagreement(
        "the city passed over three projects as excluded by others at the same spot, as the file's comment says",
        without=("1498", "1018", "1378"),
    ),
    "Poland_Wroclaw_2017_Rejon_nr_11_750.pb": Disagreement(
        "project 150 was withdrawn after the vote and given a cost that nothing can pay, which would end the count",
        ("overflow=skip",),
    ),
}
"""Every election in the data whose flags our reading of its label does not give."""


def official(data: bytes) -> set[str] | None:
    """The ids that a file flags as selected, or None where it flags none; read apart from the product's reader."""
    section, flagged = "", False
    header: list[str] = []
    found: set[str] = set()
    for row in csv.reader(io.StringIO(data.decode("utf-8"), newline=""), delimiter=";"):
        if len(row) == 1 and row[0].strip() in {"META", "PROJECTS", "VOTES"}:
            section, header = row[0].strip(), []
        elif not header:
            header = row
        elif section == "PROJECTS":
            told = dict(zip(header, row, strict=True))
            flagged = flagged or "selected" in told
            found |= {told["project_id"]} if told.get("selected") == "1" else set()
        if section == "VOTES":
            break
    return found if flagged else None


def chosen(data_folder: Path, count: int, *, rules: Sequence[str] = (), largest: int = 8_000) -> list[Path]:
    """Some elections of small to middle size, chosen by a fixed seed; all of them, of any size, where ALL is set."""
    with (data_folder / "elections" / "MANIFEST.tsv").open(encoding="utf-8", newline="") as rows:
        listed = [
            data_folder / "elections" / row["file"]
            for row in csv.DictReader(rows, delimiter="\t")
            if (not rules or row["rule"] in rules) and (ALL or int(row["voters"]) <= largest)
        ]
    return listed if ALL else Random(2026).sample(listed, count)


def by_label(poll: Poll) -> tuple[str, ...]:
    """Greedy's settings as a file's label states them."""
    label = poll.fact("rule")
    threshold = poll.fact("min_project_score_threshold")
    least = (f"minimum_support={threshold}",) if label == "greedy-threshold" and threshold else ()
    return (f"overflow={OVERFLOW[label]}", *least)


def without(poll: Poll, ids: Sequence[str]) -> Poll:
    """A poll as if some projects had never stood on the ballot."""
    kept = [k for k, project in enumerate(poll.projects) if project.id not in ids]
    place = {old: new for new, old in enumerate(kept)}
    ballots = [Ballot(tuple(place[c] for c in b.choices if c in place), (), b.voters) for b in poll.ballots]
    return Poll(
        tuple(poll.projects[k] for k in kept),
        poll.budget,
        poll.vote_type,
        grouped(ballots, poll.vote_type),
        min_length=0,
    )


def greedy(poll: Poll, settings: Sequence[str]) -> set[str]:
    """What greedy selects."""
    return set(RULES["greedy"](poll, read_spec("greedy", ["seed=0", *settings])).selected)


def read(path: Path) -> tuple[Poll, set[str] | None]:
    """A poll and its official result."""
    data = path.read_bytes()
    return pabulib.read(data, path.name), official(data)
