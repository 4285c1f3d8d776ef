"""The parts of a profile in the order in which a board reads them, and where each of their figures is from."""

from commonweal.terms.sentences import say
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.shown import Section
from commonweal.web.reads.told_parts import Part, part_section

PARTS = (
    Part("grants", say("What funders gave, and where it worked")),
    Part("inequality", say("How evenly it is shared out")),
    Part("displacement", say("Did problems move elsewhere?")),
)
"""After needs and gaps: who gets what, the sector, cuts; what is not known comes last, by itself."""


_OF_THEIR_OWN = frozenset({"inequality"})
"""Parts that have a file of their own, for the sake of a picture."""


def parts(found: Profiled) -> tuple[Section, ...]:
    """Show every part that a profile holds and that has no file of its own."""
    return tuple(section for part in PARTS if part.key not in _OF_THEIR_OWN for section in part_section(found, part))
