"""Kinds of entry that tell of step-in and hand-back: what was agreed, what happened, and what was learnt.

They tell no figure of a body, of notices not which one came, and never whom else somebody asked to take a service on.
"""

from commonweal.record.forms import DATE, ID, WATCHED, WHOLE, many, one_of
from commonweal.record.kinds.kind import Kind

_OF_AGREEMENT = {"agreement": ID, "on": DATE}
MEASURES = WATCHED.fields["measure"].codes
ENDS = ("recover", "hand-on", "hand-back")
"""How a case ends: the body runs the service again, another body takes it on, or the council keeps it."""
PARTIES = ("council", "organisation", "board", "people who use it", "infrastructure body")
KINDS = (
    Kind(
        "step_in_agreed",
        "What a council may step in for, and how a body may hand a service back, was agreed before anything happened.",
        {
            **_OF_AGREEMENT,
            "service": ID,
            "duty": one_of("care_act", "agreed"),
            "notice_months": WHOLE,
            "watched": many(WATCHED),
        },
        {"organisation": ID, "neighbourhood": ID},
    ),
    Kind(
        "step_in_triggered",
        "Something happened that stepping in had been agreed for.",
        {**_OF_AGREEMENT, "measure": one_of(*MEASURES), "began": DATE},
    ),
    Kind(
        "step_in_begun",
        "The council stepped in and runs a service for a time, alone or beside the body.",
        _OF_AGREEMENT,
    ),
    Kind(
        "step_in_ended",
        "The body runs the service again, another body took it on, or the council keeps it.",
        {**_OF_AGREEMENT, "end": one_of(*ENDS)},
        {"successor": ID},
    ),
    Kind(
        "hand_back_asked", "A body asked to hand a service back, which it may at any time without blame.", _OF_AGREEMENT
    ),
    Kind("hand_back_withdrawn", "A body that had asked to hand a service back keeps it on.", _OF_AGREEMENT),
    Kind(
        "learning_review_held",
        "What can be learnt from a case was looked at together.",
        {**_OF_AGREEMENT, "parties": many(one_of(*PARTIES))},
    ),
)
