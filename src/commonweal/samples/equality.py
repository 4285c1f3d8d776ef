"""The equality assessment of the sample place's hand-over plan: what is known, what is not, and who answers for it."""

from datetime import date

from commonweal.evidence.equality import CHARACTERISTICS, Effect, Impact

_FIRST, _LATER = date(2024, 12, 31), date(2025, 6, 30)
_SAID: dict[str, tuple[Effect, str, str, str, date]] = {
    "age": (
        "same",
        "hours by age of who uses each service, 2023",
        "youth clubs keep their evening hours in every agreement",
        "council officer",
        _FIRST,
    ),
    "disability": (
        "better",
        "a survey of who uses day support, and two meetings with self-advocates",
        "Easy Read letters before each hand-over; step-free rooms are in every agreement",
        "council officer",
        _FIRST,
    ),
    "gender reassignment": ("not known", "nobody has asked", "ask a specialist charity", "council officer", _LATER),
    "marriage and civil partnership": ("same", "no service asks for it", "", "council officer", _FIRST),
    "pregnancy and maternity": (
        "same",
        "use of family centres, 2023",
        "clinics stay in the rooms that they have",
        "council officer",
        _FIRST,
    ),
    "race": ("not known", "too few answers in the survey to show", "ask again in two languages", "board", _LATER),
    "religion or belief": (
        "same",
        "bodies that would take over were asked",
        "services are open to all, and say so",
        "board",
        _FIRST,
    ),
    "sex": ("same", "hours by sex of who uses each service, 2023", "", "council officer", _FIRST),
    "sexual orientation": ("not known", "nobody has asked", "ask a specialist charity", "council officer", _LATER),
    "socio-economic position": (
        "better",
        "unmet need by fifth of deprivation, in this plan",
        "the most deprived fifth never falls further behind than the plan permits",
        "board",
        _FIRST,
    ),
}


def sample_equality() -> tuple[Impact, ...]:
    """Make the assessment: every characteristic looked at, and three of which nobody knows yet."""
    return tuple(Impact(name, *_SAID[name]) for name in CHARACTERISTICS)
