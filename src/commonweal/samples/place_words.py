"""What the sample place is called and what goes on in it: plainly invented, none of it is anywhere.

The place lies on Dogger Bank, under the North Sea, so that nobody takes it for theirs.
"""

from dataclasses import dataclass
from fractions import Fraction

from commonweal.terms.parties import Kind
from commonweal.terms.services import Service

PLACE = "Dogger Haven"
ORIGIN_M = (400_098.6, 706_386.8)
"""Easting and northing of the middle of the place, in metres of the National Grid: a point in the North Sea."""
ORIGIN_DEGREES = (-2.0, 56.25)
"""Longitude and latitude of the same point; it lies on the grid's central meridian, where grid north is true north."""

NEIGHBOURHOODS = (
    "Herring Hill",
    "Bellbuoy",
    "Saltpan End",
    "Gannet Quay",
    "Lantern Row",
    "Kelpside",
    "Tidewell",
    "Cormorant Park",
    "Sandglass Green",
    "Fathom Rise",
)
"""From the most deprived to the least."""


@dataclass(frozen=True, slots=True)
class Group:
    """People of one group who need a service.

    Attributes:
        name: what the group is called.
        rate: how many of a thousand residents, in an area of middling deprivation.
        slope: how much more (above 0) or fewer (below 0) where deprivation is higher.
    """

    name: str
    rate: float
    slope: float


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one service of the sample place is made.

    Attributes:
        service: the service.
        standard: units for one person in need.
        groups: who needs it.
        met: share of the standard that its sites could meet between them.
        sites: how many sites in a place of 60 areas.
        bodies: slugs of the organisations that run its sites, in turn.
        basis: how the need is known.
        up_for_transfer: whether it may be handed over.
    """

    service: Service
    standard: Fraction
    groups: tuple[Group, ...]
    met: float
    sites: int
    bodies: tuple[str, ...]
    basis: str
    up_for_transfer: bool = False


def _service(  # noqa: PLR0913 - one line of the table below
    key: str, name: str, unit: str, criticality: str, floor: str, *, statutory: bool = False, sensitive: bool = False
) -> Service:
    return Service(key, name, unit, Fraction(criticality), Fraction(floor), statutory, sensitive)


RECIPES: tuple[Recipe, ...] = (
    Recipe(
        _service("library", "Libraries", "opening hours a week", "1", "0.6", statutory=True),
        Fraction("0.02"),
        (Group("residents who borrow, study or go online there", 260, 0.15),),
        0.85,
        8,
        ("council", "kelpside-community-association"),
        "survey rate",
        up_for_transfer=True,
    ),
    Recipe(
        _service("after-school", "After-school clubs", "places", "1.2", "0.5"),
        Fraction(1),
        (Group("children of 5 to 11 whose parents work", 38, -0.35),),
        0.7,
        7,
        ("council", "fathom-rise-parents-club", "lanternfish-play"),
        "survey rate",
        up_for_transfer=True,
    ),
    Recipe(
        _service(
            "day-support",
            "Day support for adults with a learning disability",
            "days a week",
            "2",
            "0.8",
            statutory=True,
        ),
        Fraction(3),
        (Group("adults with a learning disability", 4.6, 0.2),),
        0.8,
        4,
        ("council", "open-door-self-advocates", "sea-holly-care"),
        "count",
        up_for_transfer=True,
    ),
    Recipe(
        _service("recovery", "Drug and alcohol recovery", "key-worker hours a week", "1.8", "0.7"),
        Fraction("0.75"),
        (Group("people who use drugs chaotically", 4, 0.8), Group("people who drink at harmful levels", 13, 0.45)),
        0.65,
        5,
        ("harbour-light-recovery", "council", "bellbuoy-neighbours"),
        "estimate from a rate for the district",
        up_for_transfer=True,
    ),
    Recipe(
        _service("needle-exchange", "Needle exchange", "visits a week", "2", "0.8", sensitive=True),
        Fraction("1.5"),
        (Group("people who inject drugs", 2.6, 0.9),),
        0.7,
        2,
        ("harbour-light-recovery", "haven-health-trust"),
        "estimate from a rate for the district",
    ),
    Recipe(
        _service("refuge", "Refuge from domestic abuse", "family places", "2.5", "0.9", statutory=True, sensitive=True),
        Fraction(1),
        (Group("families fleeing abuse", 0.35, 0.3),),
        0.6,
        2,
        ("safe-mooring",),
        "count",
    ),
    Recipe(
        _service("home-help", "Help at home", "visits a week", "1.6", "0.8", statutory=True),
        Fraction(7),
        (Group("older people who cannot manage alone", 19, 0.25), Group("disabled adults living alone", 7, 0.4)),
        0.9,
        6,
        ("council", "sea-holly-care", "tidewell-carers"),
        "count",
    ),
    Recipe(
        _service("family-hub", "Family hubs", "sessions a week", "1.4", "0.6", statutory=True),
        Fraction("0.1"),
        (Group("families with a child under five", 52, 0.3),),
        0.8,
        6,
        ("council", "lanternfish-play"),
        "count",
    ),
    Recipe(
        _service("debt-advice", "Debt and benefits advice", "appointments a month", "1.5", "0.5"),
        Fraction("0.5"),
        (Group("tenants behind with the rent", 24, 0.7), Group("disabled people in poverty", 16, 0.6)),
        0.5,
        4,
        ("plumbline-advice", "haven-credit-union"),
        "estimate from a rate for the district",
    ),
    Recipe(
        _service("youth", "Youth clubs", "places a week", "1.2", "0.4"),
        Fraction("0.5"),
        (Group("young people of 11 to 17", 74, 0.1),),
        0.55,
        6,
        ("bellbuoy-neighbours", "saltpan-youth-project", "council"),
        "count",
    ),
    Recipe(
        _service("lunch-club", "Lunch clubs", "meals a week", "1", "0.4"),
        Fraction(2),
        (Group("older people who eat alone", 21, 0.2),),
        0.75,
        7,
        ("gannet-quay-community-association", "sandglass-green-community-association", "tidewell-carers"),
        "survey rate",
    ),
    Recipe(
        _service("transport", "Community transport", "return trips a week", "1", "0.5"),
        Fraction(2),
        (Group("people who cannot use the bus", 12, 0.3),),
        0.7,
        2,
        ("ferryman-transport",),
        "survey rate",
    ),
)

BODIES: tuple[tuple[str, Kind, int | None, str], ...] = (
    ("Council", "council", None, "Runs most services now and answers for the money"),
    ("Haven Health Trust", "public body", None, "The health service of the place"),
    ("Haven Voluntary Action", "infrastructure body", None, "Helps other groups with papers, money and people"),
    ("Harbour Light Recovery", "charity", 0, "Works with people whose drug use is chaotic, and has done so for years"),
    ("Bellbuoy Neighbours", "community group", 1, "Residents of the estate beside Herring Hill, worn down and few"),
    ("Fathom Rise Parents' Club", "community group", 9, "Parents with jobs who offer to take over a failing club"),
    ("Open Door Self-Advocates", "charity", 4, "Run by adults with a learning disability"),
    ("Sea Holly Care", "business", 6, "Care at home and by day"),
    ("Safe Mooring", "charity", None, "Houses families who flee abuse"),
    ("Lanternfish Play", "charity", 4, "Play and early years"),
    ("Plumbline Advice", "charity", 3, "Advice on debt, rent and benefits"),
    ("Haven Credit Union", "community group", 3, "Saves and lends"),
    ("Saltpan Youth Project", "charity", 2, "Youth work in the evenings"),
    ("Tidewell Carers", "community group", 6, "Carers who help carers"),
    ("Ferryman Transport", "charity", 5, "Minibuses with volunteer drivers"),
    ("Kelpside Community Association", "community group", 5, "Keeps the hall and the books in it"),
    ("Gannet Quay Community Association", "community group", 3, "Keeps the hall and cooks in it"),
    ("Sandglass Green Community Association", "community group", 8, "Keeps the hall and cooks in it"),
)
"""Name, kind, the neighbourhood it is based in (by place in NEIGHBOURHOODS) and what it does."""

LOCAL_BODIES: tuple[tuple[str, Kind, str], ...] = (
    ("{} Community Association", "community group", "Keeps the hall and what goes on in it"),
    ("{} Tenants and Residents", "community group", "Speaks for the streets"),
    ("{} Food Pantry", "charity", "Good food at low cost, with company"),
    ("{} Green Spaces", "community group", "Looks after parks and verges"),
    ("{} Timebank", "community group", "An hour given for an hour taken"),
)
"""Pattern of a name, kind and what it does; one of each for every neighbourhood until there are enough."""


def slug(name: str) -> str:
    """Give the short identifier of an organisation from its name.

    Examples:
        >>> slug("Fathom Rise Parents' Club")
        'fathom-rise-parents-club'
    """
    return "-".join(name.replace("'", "").lower().split())


def neighbourhood_names(count: int) -> tuple[str, ...]:
    """Give so many names of neighbourhoods, from the most deprived to the least; beyond ten they are numbered."""
    if count <= len(NEIGHBOURHOODS):
        last = len(NEIGHBOURHOODS) - 1
        return tuple(NEIGHBOURHOODS[round(k * last / max(1, count - 1))] for k in range(count))
    names: list[str] = []
    for k in range(count):
        base = NEIGHBOURHOODS[k * len(NEIGHBOURHOODS) // count]
        nth = sum(name == base or name.startswith(f"{base} ") for name in names) + 1
        names.append(base if nth == 1 else f"{base} {nth}")
    return tuple(names)
