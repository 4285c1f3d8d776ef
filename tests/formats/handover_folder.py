"""A small ``handover/`` folder for tests to change and to read."""

from fractions import Fraction

from commonweal.formats.folders import write_folder
from commonweal.formats.handover_tables import read_handover, write_handover
from commonweal.samples.handovers import sample_handover
from commonweal.terms.parties import Organisation
from commonweal.terms.places import Neighbourhood
from commonweal.terms.services import Service

SERVICES = [
    Service("library", "Libraries", "hours", Fraction(1), Fraction("0.6"), statutory=True),
    Service("youth", "Youth clubs", "places", Fraction(1), Fraction("0.4")),
]
PLACES = [Neighbourhood("Herring Hill", 900, 1), Neighbourhood("Fathom Rise", 1100, 2)]
BODIES = [
    Organisation("council", "Council", "council"),
    Organisation("hall", "The Hall", "community group", "Herring Hill"),
    Organisation("friends", "Friends", "charity", "Fathom Rise"),
    Organisation("together", "Together", "charity"),
]
OFFERING = BODIES[:3]
NEED = {(service.id, place.name): Fraction(100) for service in SERVICES for place in PLACES}


def tables():
    return sample_handover(3, SERVICES, PLACES, OFFERING, NEED, quarters=6)


def written(tmp_path):
    """Write the tables to a folder and give it."""
    folder = tmp_path / "handover"
    write_folder(folder, write_handover(tables()))
    return folder


def read(folder):
    return read_handover(folder, [one.id for one in SERVICES], [one.id for one in BODIES], [one.name for one in PLACES])
