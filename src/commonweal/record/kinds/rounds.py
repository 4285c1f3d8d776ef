"""Kinds of entry that tell of a round: its rules, and the result that they give."""

from commonweal.record.forms import DATE, EXACT, ID, LINE, QUESTION, SHA256, SPEC, WHOLE, many, one_of
from commonweal.record.kinds.kind import OF_ROUND, PUBLISHED, Kind

BALLOTS = ("approval", "choose-1", "cumulative", "ordinal", "knapsack")
"""How voters may choose: some, one, by points, in order, or as much as the budget pays for."""
_COUNTED = {**OF_ROUND, **PUBLISHED}
_FIGURES = {"selected": many(ID), "spent": EXACT, "budget": EXACT, "voters": WHOLE}

KINDS = (
    Kind(
        "rules_published",
        "The rules of a round were frozen and published, before anything was counted.",
        {**OF_ROUND, "rule": ID, "version": WHOLE, "spec": SPEC},
        {
            "title": LINE,
            "poll": SHA256,
            "closes": DATE,
            "fund": ID,
            "period": ID,
            "money": one_of("capital", "revenue"),
            "budget_pence": WHOLE,
            "currency": ID,
            "ballot": one_of(*BALLOTS),
            "fewest": WHOLE,
            "most": WHOLE,
            "points": WHOLE,
            "ideas_from": DATE,
            "ideas_until": DATE,
            "opens": DATE,
            "appeal_days": WHOLE,
            "challenge_days": WHOLE,
            "due": DATE,
            "binding": one_of("binding", "advisory"),
            "who": LINE,
            "lot": LINE,
            "questions": many(QUESTION),
        },
    ),
    Kind(
        "result_provisional",
        "A count was published; it may be challenged until it is confirmed.",
        _COUNTED,
        {**_FIGURES, "challenge_until": DATE},
    ),
    Kind(
        "challenge_made",
        "Somebody challenged a result.",
        {**OF_ROUND, "challenge": ID, "entry": WHOLE},
        {},
        ("grounds",),
    ),
    Kind(
        "challenge_answered",
        "A challenge was answered by counting again.",
        {**OF_ROUND, "challenge": ID, "answer": one_of("the same", "upheld", "not about the count")},
        {"entry": WHOLE},
        ("reason",),
    ),
    Kind("result_confirmed", "The challenge window ended and the result stands.", _COUNTED, {**_FIGURES}),
    Kind(
        "result_set_aside",
        "A result was set aside; a new count has its own entry.",
        {**OF_ROUND, "entry": WHOLE, "reason": one_of("challenge upheld", "error in the poll", "ordered by a court")},
    ),
    Kind(
        "round_stopped",
        "A round ended without a result.",
        {**OF_ROUND, "reason": one_of("too few proposals", "error in the ballot", "unlawful", "ordered by a court")},
    ),
)
