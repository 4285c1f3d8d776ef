"""What a readiness check asks, by id and in its order, as the product has it (a test holds the two equal)."""

_ASKED = (
    "governance-rules governance-board governance-interests governance-forms planning-year planning-risks "
    "planning-ending leadership-jobs leadership-cover leadership-fair users-asked users-open users-complaints "
    "people-safeguarding people-checks people-volunteers people-pay learning-start learning-skills "
    "learning-mistakes money-two-sign money-budget money-reserves money-accounts resources-insurance "
    "resources-building resources-data resources-safe communications-found communications-plain "
    "communications-open others-known others-agreed others-passed outcomes-aim outcomes-seen outcomes-told"
)
_ESSENTIAL = (
    "governance-rules governance-board planning-ending leadership-jobs leadership-cover users-complaints "
    "people-safeguarding people-checks money-two-sign money-budget money-reserves resources-insurance "
    "resources-building resources-data"
)
ASKED = tuple(_ASKED.split())
ESSENTIAL = tuple(_ESSENTIAL.split())
"""Those without which no service may be handed over."""
AREAS = {
    "governance": "Governance",
    "planning": "Planning",
    "leadership": "Leadership and management",
    "users": "A service for the people who use it",
    "people": "Staff and volunteers",
    "learning": "Learning and development",
    "money": "Managing money",
    "resources": "Buildings, things and data",
    "communications": "Telling people outside",
    "others": "Working with others",
    "outcomes": "Outcomes and impact",
}
"""Every area by the first word of the ids of its criteria."""
