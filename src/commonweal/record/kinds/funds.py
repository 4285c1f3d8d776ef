"""Kinds of entry that tell of a fund: how it was set up, every movement of its money, and the floors it keeps."""

from commonweal.record.forms import AWARD, DATE, ID, LINE, PERIOD, SHA256, WHOLE, many, one_of
from commonweal.record.kinds.kind import PUBLISHED, Kind

MOVEMENTS = ("received", "set aside", "released", "awarded", "returned", "paid", "carried over")
"""How money of a fund moves."""

KINDS = (
    Kind(
        "fund_constituted",
        "A fund was set up: who answers for it, for how long, and how its money is parted.",
        {
            "fund": ID,
            "title": LINE,
            "accountable_body": LINE,
            "from": DATE,
            "until": DATE,
            "periods": many(PERIOD),
            "settings": SHA256,
        },
        {"protected_pence": WHOLE, "notice_months": WHOLE, "uplift": LINE},
        ("purpose",),
    ),
    Kind(
        "additionality_stated",
        "What public money went to the same purpose before and goes to it now was set side by side.",
        {"fund": ID, "before_pence": WHOLE, "now_pence": WHOLE, "new_pence": WHOLE},
        {"source": LINE, "year": LINE},
        ("statement",),
    ),
    Kind(
        "money_moved",
        "Money of a fund moved.",
        {"fund": ID, "movement": ID, "how": one_of(*MOVEMENTS), "period": ID, "capital_pence": WHOLE},
        {"revenue_pence": WHOLE, "to_period": ID, "round": ID, "organisation": ID, "entry": WHOLE},
    ),
    Kind(
        "stream_allocated",
        "Protected money was allocated by need and by a specialist panel; no vote decides on it.",
        {
            **PUBLISHED,
            "fund": ID,
            "stream": ID,
            "period": ID,
            "money": one_of("capital", "revenue"),
            "set_aside_pence": WHOLE,
            "pence": WHOLE,
            "awards": many(AWARD),
            "settings": SHA256,
        },
    ),
    Kind(
        "award_opened",
        "A scored award was opened: its criteria, weights and scales are locked, before anybody bids.",
        {
            **PUBLISHED,
            "award": ID,
            "title": LINE,
            "fund": ID,
            "period": ID,
            "money": one_of("capital", "revenue"),
            "pence": WHOLE,
            "settings": SHA256,
        },
    ),
    Kind(
        "scored_award_decided",
        "An award was decided by the scores of assessors, on what was locked before anybody bid.",
        {
            **PUBLISHED,
            "award": ID,
            "fund": ID,
            "period": ID,
            "money": one_of("capital", "revenue"),
            "entry": WHOLE,
            "pence": WHOLE,
            "awards": many(AWARD),
            "settings": SHA256,
        },
    ),
    Kind(
        "floor_switched_off",
        "A floor that every place keeps was switched off here, by name and with a reason.",
        {"floor": ID},
        {"round": ID, "fund": ID, "until": DATE},
        ("reason",),
    ),
    Kind("floor_switched_on", "A floor that had been switched off holds again.", {"floor": ID}, {"entry": WHOLE}),
)
