"""Kinds of entry that tell of a ballot: who may vote on what, how it closed, and how it was opened."""

from commonweal.record.forms import (
    ADJUDICATED,
    DATE,
    FIGURE,
    ID,
    KEY,
    LINE,
    ON_BALLOT,
    SHA256,
    TURNOUT,
    WHOLE,
    many,
    one_of,
)
from commonweal.record.kinds.kind import OF_ROUND, Kind

KINDS = (
    Kind(
        "ballot_published",
        "What stands on the ballot was published, with the key to which every ballot is sealed.",
        {**OF_ROUND, "projects": many(ON_BALLOT), "key": KEY, "opens": DATE, "closes": DATE},
        {"poll": SHA256, "shares": WHOLE, "needed": WHOLE},
    ),
    Kind(
        "codes_issued",
        "Codes to vote with were made for people on the register.",
        {**OF_ROUND, "codes": WHOLE, "by": one_of("post", "desk", "event")},
        {"instead": WHOLE, "unnamed": WHOLE},
    ),
    Kind(
        "voting_extended",
        "Voting was given more days, so that nobody was stopped by an outage.",
        {**OF_ROUND, "closes": DATE, "reason": one_of("outage", "post delayed", "venue closed", "weather")},
    ),
    Kind(
        "round_closed",
        "Voting in a round closed.",
        OF_ROUND,
        {
            "ballots": WHOLE,
            "sealed": SHA256,
            "paper": WHOLE,
            "issued": WHOLE,
            "unnamed": WHOLE,
            "helped": FIGURE,
            "by_area": many(TURNOUT),
            "by_tenth": many(TURNOUT),
        },
    ),
    Kind(
        "lot_drawn",
        "The lot that breaks ties was drawn in public, after voting closed.",
        {**OF_ROUND, "seed": ID},
        {"how": LINE},
    ),
    Kind(
        "ballots_opened",
        "The sealed ballots were opened together, by two people.",
        {**OF_ROUND, "ballots": WHOLE, "opened": SHA256},
        {
            "paper": WHOLE,
            "spoilt": WHOLE,
            "left_empty": WHOLE,
            "adjudicated": WHOLE,
            "adjudicated_by": many(ADJUDICATED),
        },
    ),
    Kind(
        "secrets_destroyed",
        "What could still tell who voted was destroyed: the secret of a round, its codes, who used them, its register.",
        OF_ROUND,
    ),
)
