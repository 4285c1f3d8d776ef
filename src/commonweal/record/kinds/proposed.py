"""Kinds of entry that tell of ideas and proposals: what was put forward, how it was reviewed, and why."""

from commonweal.record.forms import DATE, ID, LINE, WHOLE, many, one_of
from commonweal.record.kinds.kind import OF_ROUND, ROLE, Kind

CHANNELS = ("web", "paper form", "phone", "event sheet", "easy read sheet")
"""How an idea came in."""
CHECKS = ("eligibility", "feasibility")
FINDINGS = ("eligible", "returned", "ineligible", "feasible", "not feasible")
"""What a review finds."""
STATEMENTS = (
    "specialist statement",
    "displacement note",
    "support partner",
    "argument for",
    "argument against",
    "offer to join",
)
"""What is said about a proposal, printed beside it on the ballot."""
MARKS = ("enforcement only", "may move a problem")
"""Boxes that a proposer or reviewer ticks: what is then asked for before the ballot."""
DECLINED = (
    "names-somebody",
    "attacks-people",
    "not-an-idea",
    "unreadable",
    "outside-place",
    "outside-purpose",
    "party-political",
    "against-law",
    "same-as-another",
)
"""Why an idea is not published."""
_PROPOSAL = {**OF_ROUND, "proposal": ID}

KINDS = (
    Kind(
        "idea_published",
        "An idea that somebody put forward was published.",
        {**OF_ROUND, "idea": ID, "title": LINE, "channel": one_of(*CHANNELS), "led_by": one_of("residents", "funder")},
        {"helper": ROLE, "neighbourhood": ID},
        ("words",),
    ),
    Kind(
        "idea_declined",
        "An idea was read and is not published, with the code of the reason; its words never stand here.",
        {**OF_ROUND, "idea": ID, "reason": one_of(*DECLINED)},
    ),
    Kind(
        "ideas_merged",
        "Ideas that ask for the same were joined, each kept to be read.",
        {**OF_ROUND, "from": many(ID), "into": ID},
        {},
        ("reason",),
    ),
    Kind(
        "idea_split",
        "An idea that asks for several things was parted, itself kept to be read.",
        {**OF_ROUND, "from": ID, "into": many(ID)},
        {},
        ("reason",),
    ),
    Kind(
        "proposal_submitted",
        "A costed proposal was put forward for a round.",
        {**_PROPOSAL, "title": LINE, "organisation": ID, "pence": WHOLE},
        {
            "idea": ID,
            "neighbourhood": ID,
            "category": ID,
            "partners": many(ID),
            "helper": ROLE,
            "led_by": one_of("residents", "funder"),
            "group": LINE,
            "marks": many(one_of(*MARKS)),
            "entry": WHOLE,
            "sent": DATE,
        },
        ("words",),
    ),
    Kind(
        "proposal_reviewed",
        "A proposal was reviewed, with the code of the reason and the day until which it may be appealed.",
        {**_PROPOSAL, "check": one_of(*CHECKS), "finding": one_of(*FINDINGS)},
        {"code": ID, "appeal_until": DATE, "entry": WHOLE, "marks": many(one_of(*MARKS))},
        ("reason",),
    ),
    Kind(
        "appeal_made",
        "Whoever put a proposal forward appealed against its review.",
        {**_PROPOSAL, "entry": WHOLE},
        {},
        ("grounds",),
    ),
    Kind(
        "appeal_decided",
        "An appeal was decided, by somebody other than the reviewer.",
        {**_PROPOSAL, "entry": WHOLE, "decision": one_of("upheld", "refused")},
        {},
        ("reason",),
    ),
    Kind(
        "statement_added",
        "Something was said about a proposal that voters are to read beside it.",
        {**_PROPOSAL, "statement": ID, "of": one_of(*STATEMENTS)},
        {"organisation": ID, "areas": many(ID)},
        ("text",),
    ),
    Kind(
        "proposal_withdrawn",
        "A proposal was withdrawn, which anybody may do without blame.",
        _PROPOSAL,
        {"before": one_of("the ballot", "the close")},
        ("reason",),
    ),
)
