"""Kinds of entry that tell of the board: its terms, its members, what they have an interest in, and what it decided."""

from commonweal.record.forms import DATE, ID, LINE, WHOLE, one_of
from commonweal.record.kinds.kind import ROLE, Kind

INTERESTS = ("employment", "trustee or officer", "membership", "property", "contract", "family or friend", "other")
"""Why somebody has an interest in something that is to be decided."""

KINDS = (
    Kind(
        "terms_published",
        "The board's terms of reference were published.",
        {"board": LINE, "version": WHOLE},
        {"from": DATE},
        ("text",),
    ),
    Kind(
        "person_appointed",
        "Somebody took a role.",
        {"seat": ID, "appointed": ROLE},
        {"until": DATE, "organisation": ID, "kind": one_of("resident", "elected", "organisation", "officer")},
        ("name",),
    ),
    Kind(
        "person_left",
        "Somebody gave up a role, or their term ended.",
        {"seat": ID, "appointed": ROLE},
        {"reason": one_of("resigned", "term ended", "removed")},
    ),
    Kind(
        "interest_declared",
        "Somebody who acts declared an interest, and takes no part in what it touches.",
        {"interest": ID, "seat": ID, "in": ID, "because": one_of(*INTERESTS)},
        {},
        ("text",),
    ),
    Kind("interest_ended", "A declared interest ended.", {"interest": ID}),
    Kind(
        "meeting_called",
        "A meeting of the board was called.",
        {"meeting": ID, "on": DATE},
        {"where": LINE, "public": one_of("open to all", "partly closed")},
        ("agenda",),
    ),
    Kind(
        "minutes_published",
        "The minutes of a meeting were published.",
        {"meeting": ID},
        {"present": WHOLE, "members": WHOLE},
        ("minutes",),
    ),
    Kind(
        "decision_taken",
        "The board decided something, with its reason.",
        {"decision": ID, "title": LINE},
        {
            "meeting": ID,
            "in_favour": WHOLE,
            "against": WHOLE,
            "abstained": WHOLE,
            "took_no_part": WHOLE,
            "concerns": ID,
        },
        ("reason",),
    ),
)
