"""Where a round stands, read from what is kept."""

from commonweal.web import rights
from commonweal.web.store import read


def phase_of(round_id: str) -> str:
    """Give where a round stands: one of :data:`commonweal.web.rights.PHASES`."""
    found = read.round_of(round_id)
    if found is None:
        return rights.UNKNOWN
    if found.count is None:
        return rights.RULES
    if found.confirmed is None:
        return rights.PROVISIONAL
    return rights.CONFIRMED if found.awarded is None else rights.DELIVERING
