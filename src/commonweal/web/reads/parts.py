"""The parts of a profile in the order in which a board reads them, and where each of their figures is from."""

from commonweal.terms.sentences import say
from commonweal.web.reads import displacement_part, grants_part, group_sizes_part, spending_part
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.shown import Section
from commonweal.web.reads.told_parts import Part

PARTS = (
    Part(group_sizes_part.KEY, say("How many people each group is")),
    Part(grants_part.KEY, say("What funders gave, and where it worked")),
    Part(spending_part.KEY, say("Where public money goes")),
    Part("inequality", say("How evenly it is shared out")),
    Part(displacement_part.KEY, say("Did problems move elsewhere?")),
)
"""Whose figures open on the page of sources, under what each part answers."""


def parts(found: Profiled) -> tuple[Section, ...]:
    """Show where money goes and whether problems moved, as far as a profile holds it."""
    shown = (grants_part.grants, spending_part.spending, displacement_part.displacement)
    return tuple(section for part in shown for section in part(found))
