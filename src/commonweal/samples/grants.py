"""Invented grants in the sample place: three funders, and much of which nobody says where it worked."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

from commonweal.evidence.grants import GivenGrant
from commonweal.terms.money import Pence
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Area
from commonweal.terms.sources import Unknown

FUNDERS = (
    ("GB-CHC-9000001", "Lighthouse Keepers' Trust"),
    ("GB-CHC-9000002", "Fisher Bank Foundation"),
    ("GB-COH-90000003", "Community Chest of the Coast"),
)
PURPOSES = (
    "running costs",
    "a worker for a year",
    "repairs to the hall",
    "summer activities",
    "training for volunteers",
)
SUMS = (300, 500, 950, 2_000, 4_999, 10_000, 25_000, 60_000)
FIRST_DAY, DAYS = date(2021, 1, 4), 365 * 3 - 10
NOT_PUBLISHED = Unknown("its publisher names no area where it worked")
NOT_SAID = Unknown("its publisher does not say where the recipient is based")


def sample_grants(
    seed: int, areas: Sequence[Area], bodies: Sequence[Organisation], size: int = 90
) -> tuple[GivenGrant, ...]:
    """Make grants to the bodies of a place.

    A body is based in one area of its neighbourhood, and works there or elsewhere in the place. Of a quarter of the
    grants nobody says where they worked, of a tenth not where the recipient is based.

    Args:
        seed: the same seed, areas and bodies give the same grants.
        areas: the place's small areas.
        bodies: its bodies; the first is the council, which gets none.
        size: how many grants.
    """
    drawn = Random(f"grants {seed}")  # noqa: S311 - a sample, not a secret
    home = {body.id: _home(body, areas, drawn) for body in bodies[1:]}
    return tuple(_grant(k, drawn, drawn.choice(bodies[1:]), home, areas) for k in range(1, size + 1))


def _home(body: Organisation, areas: Sequence[Area], drawn: Random) -> str | Unknown:
    near = [area.code for area in areas if area.neighbourhood == body.home] or [area.code for area in areas]
    return NOT_SAID if drawn.random() < 0.1 else drawn.choice(near)


def _grant(
    k: int, drawn: Random, body: Organisation, home: dict[str, str | Unknown], areas: Sequence[Area]
) -> GivenGrant:
    funder_id, funder = drawn.choice(FUNDERS)
    purpose = drawn.choice(PURPOSES)
    based = home[body.id]
    near = based if drawn.random() < 0.5 else drawn.choice(areas).code
    return GivenGrant(
        id=f"360G-sample-{k:03}",
        title=f"{body.name}: {purpose}",
        description=f"Towards {purpose}",
        funder_id=funder_id,
        funder=funder,
        recipient_id=f"GB-CHC-{8_000_000 + sorted(home).index(body.id)}",
        recipient=body.name,
        pence=Pence(drawn.choice(SUMS) * 100),
        on=FIRST_DAY + timedelta(days=drawn.randrange(DAYS)),
        delivered_at=NOT_PUBLISHED if drawn.random() < 0.25 or isinstance(near, Unknown) else near,
        based_at=based,
        file="",
        row=0,
    )
