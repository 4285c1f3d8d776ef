"""A synthetic fund with a protected stream, and a poll whose voters would give the people it is for nothing."""

import csv
import io
from collections.abc import Iterable, Sequence
from fractions import Fraction
from random import Random

from commonweal.funding.ballots import Ballot, grouped
from commonweal.funding.poll import Poll, Project
from commonweal.terms.money import Pence

FOR_THE_VOTE, SET_ASIDE = Pence(400_000_00), Pence(160_000_00)
WHERE = ("address", "postcode", "neighbourhood", "provider", "easting", "northing")
"""The columns of the sample that say where a proposal is; invented, like everything in it."""
_PANEL = ("person with lived experience", "specialist nurse", "housing adviser", "learning disability advocate")
_GROUPS = {
    "people who use drugs": (140, 310, "treatment services, estimate"),
    "people who have fled violence": (35, 80, "specialist services, contacts"),
    "people with a learning disability": (210, 260, "adult social care, known to services"),
    "people who have left prison": (60, 150, "probation, estimate"),
}
_STREETS = ("Ropewalk Yard", "Tanner Steps", "Saltern Row", "Chandler Wynd", "Capstan Court", "Lime Kiln Bank")
_ASKED = (
    ("A safe house for families", "people who have fled violence", 46_000, 0, True),
    ("Somebody beside you in court", "people who have fled violence", 18_000, 6_000, True),
    ("Wound care and breakfast", "people who use drugs", 24_000, 0, True),
    ("Evening outreach with a place to go next", "people who use drugs", 38_000, 15_000, False),
    ("Travel buddies", "people with a learning disability", 27_000, 9_000, False),
    ("Easy Read and advocacy desk", "people with a learning disability", 36_000, 0, False),
    ("A first month's rent and a worker", "people who have left prison", 31_000, 12_000, False),
    ("A key kept at the door", "people who have left prison", 9_500, 0, True),
)
"""Public name, group, usual cost, smallest useful sum (0 for none) in pounds, and whether it is sensitive."""

_REASONS = (
    "Families are turned away every month, and there is no other house.",
    "Cases fall because nobody can be found to sit beside a witness.",
    "It reaches people whom the clinic has not yet reached.",
    "Outreach alone leads nowhere; this has a place to go the same week.",
    "Members asked for it first, and the bus is how they get to work.",
    "Letters about benefits are not understood, and appeals are lost.",
    "The first month decides whether somebody keeps a home.",
    "It costs little, and people who have lost everything lose their key too.",
)
"""The panel's reason for each."""


def sample_fund(seed: int, for_the_vote: Pence = FOR_THE_VOTE, set_aside: Pence = SET_ASIDE) -> dict[str, bytes]:
    """Make a fund's folder with one protected stream and eight proposals, half of them sensitive.

    Args:
        seed: same seed, same fund.
        for_the_vote: what the constitution leaves for the ballot.
        set_aside: what the stream holds.
    """
    drawn = Random(f"fund {seed}")  # noqa: S311 - a sample, not a secret
    ids = [f"s{number}" for number in range(1, len(_ASKED) + 1)]
    order = drawn.sample(range(len(_ASKED)), len(_ASKED))
    proposals = [
        [
            "protected",
            id_,
            name,
            group,
            _pounds(drawn, cost),
            smallest or None,
            "yes" if sensitive else "no",
            "" if sensitive else f"body-{number + 1}",
            *_where(drawn, number),
        ]
        for number, (id_, (name, group, cost, smallest, sensitive)) in enumerate(zip(ids, _ASKED, strict=True))
    ]
    panel = [
        [
            "protected",
            place,
            ids[k],
            _REASONS[k],
            drawn.choice(["", _PANEL[place % 4]]),
        ]
        for place, k in enumerate(order, start=1)
    ]
    needs = [["protected", group, low, high, source, "2026"] for group, (low, high, source) in _GROUPS.items()]
    return {
        "fund.toml": _constitution(for_the_vote, set_aside).encode("utf-8"),
        "stream_proposals.csv": _table(
            ("stream", "id", "public_name", "group", "cost", "smallest", "sensitive", "organisation", *WHERE), proposals
        ),
        "stream_needs.csv": _table(("stream", "group", "low", "high", "source", "date"), needs),
        "panel.csv": _table(("stream", "place", "proposal", "reason", "declared"), panel),
    }


def hostile_poll(seed: int, budget: Pence, hostile: Fraction = Fraction(95, 100), voters: int = 1_000) -> Poll:
    """Make a poll in which nearly everybody supports anything but what the stream's people need.

    Args:
        seed: same seed, same poll.
        budget: what is voted on.
        hostile: the part of the voters who support only other projects.
        voters: how many ballots.
    """
    drawn = Random(f"hostile {seed}")  # noqa: S311 - a sample, not a secret
    theirs = [Project(f"s{n}", name, Fraction(cost)) for n, (name, _, cost, _, _) in enumerate(_ASKED, start=1)]
    pounds = Fraction(budget, 100)
    # Twelve others, each a tenth of the money: ten of them take all of it.
    others = [Project(f"o{n}", f"Popular project {n}", pounds / 10) for n in range(1, 13)]
    outvoted = int(voters * (1 - hostile))
    ballots = [Ballot(tuple(range(len(theirs))), voters=outvoted)]
    places = range(len(theirs), len(theirs) + len(others))
    ballots += [Ballot(tuple(drawn.sample(places, 9))) for _ in range(voters - outvoted)]
    return Poll(
        projects=(*theirs, *others),
        budget=pounds,
        vote_type="approval",
        ballots=grouped(ballots, "approval"),
        about=(("description", f"Synthetic hostile poll {seed}"),),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return out.getvalue().encode("utf-8")


def _pounds(drawn: Random, usual: int) -> int:
    return round(usual * drawn.uniform(0.9, 1.1) / 100) * 100


def _where(drawn: Random, number: int) -> list[str | int]:
    """Invent where a proposal is: such a street, postcode and point are in no place."""
    street = drawn.choice(_STREETS)
    return [
        f"{drawn.randint(2, 98)} {street}, Saltmarsh",
        f"ZZ{number + 1} {drawn.randint(1, 9)}QX",
        drawn.choice(["Quayside", "Northgate", "Marsh End"]),
        f"{street.split()[0]} Support",
        drawn.randint(410_000, 439_999),
        drawn.randint(510_000, 539_999),
    ]


def _constitution(for_the_vote: Pence, set_aside: Pence) -> str:
    panel = ", ".join(f'"{role}"' for role in _PANEL)
    total = Pence(for_the_vote + set_aside)
    return f"""[fund]
name = "Saltmarsh Community Fund"
round = "spring-2027"
accountable_body = "Saltmarsh Council"
total = "{_written(total)}"
currency = "GBP"
voting_opens = 2027-03-01

[[streams]]
id = "protected"
name = "Money that is not voted on"
for_whom = "people whom a popular vote would leave out"
amount = "{_written(set_aside)}"
constituted = 2026-11-16
entry = 3
figure = "middle"
panel = [{panel}]
left_over = "carried over"
"""


def _written(sum_: Pence) -> str:
    return f"{sum_ // 100}.{sum_ % 100:02}"
