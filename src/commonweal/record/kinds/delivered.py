"""Kinds of entry that tell of awards, of what bodies promised, and of services that move."""

from commonweal.record.forms import AWARD, DATE, DEPARTURE, FOLDER, ID, LINE, QUARTER, WHOLE, many, one_of
from commonweal.record.kinds.kind import OF_ROUND, PUBLISHED, Kind

KINDS = (
    Kind(
        "awards_decided",
        "The board turned a result into awards.",
        {**OF_ROUND, "awards": many(AWARD)},
        {"entry": WHOLE, "pence": WHOLE, "departures": many(DEPARTURE)},
    ),
    Kind(
        "undertaking_given",
        "A body promised something, to somebody, by a day.",
        {"id": ID, "giver": ID, "receiver": LINE, "promise": LINE, "due": DATE},
        {"award_pence": WHOLE, "round": ID},
    ),
    Kind(
        "undertaking_answered",
        "Where an undertaking stands.",
        {"id": ID, "state": one_of("accepted", "kept", "late", "broken", "released")},
        {"entry": WHOLE},
        ("reason",),
    ),
    Kind(
        "plan_adopted",
        "A hand-over plan was adopted.",
        PUBLISHED,
        {"plan": ID, "first_quarter": QUARTER, "quarters": WHOLE, "replaces": FOLDER, "overridden": many(ID)},
    ),
    Kind(
        "organisation_withdrew",
        "A body withdrew from a hand-over plan, which it may do without blame.",
        {"organisation": ID, "from_quarter": QUARTER},
        {"on": DATE, "plan": FOLDER, "reason": LINE},
        ("statement",),
    ),
    Kind(
        "reply_given",
        "Somebody named by an entry replied to it; the reply stands beside it.",
        {"entry": WHOLE},
        {"organisation": ID},
        ("reply",),
    ),
)
