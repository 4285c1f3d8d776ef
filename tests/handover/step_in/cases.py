"""A small step-in case: a library in one neighbourhood, closed for three days from 4 to 6 March 2026."""

from datetime import date
from fractions import Fraction

from commonweal.handover.step_in.agreement import Report, StepInAgreement, Trigger
from commonweal.handover.step_in.case import Act, StepInCase
from commonweal.handover.step_in.cover import CoverRow
from commonweal.handover.step_in.successors import Candidate
from commonweal.terms.money import Pence

AGREED = date(2025, 4, 1)
FIRED = date(2026, 3, 6)
STEPPED_IN = date(2026, 3, 9)
HANDED_ON = date(2026, 6, 1)

AGREEMENT = StepInAgreement(
    id="A1",
    service="library",
    neighbourhood="Herring Hill",
    organisation="hall",
    signed_on=AGREED,
    duty="agreed",
    notice_months=3,
    hours=(*[Fraction(8)] * 5, Fraction(4), Fraction(0)),
    floor_share=Fraction(1, 2),
    load_units=Fraction(20),
    cover_cost=Pence(20000),
    step_in_days=180,
    review_days=56,
    decided_by="the director of communities",
    objections_to="the town hall's complaints desk",
)


def trigger(id_, measure, threshold=None, agreed_on=AGREED, days=5):
    share = None if threshold is None else Fraction(threshold)
    return Trigger(id_, "A1", measure, share, "council", agreed_on, f"clause {id_}", days)


TRIGGERS = (
    trigger("closed", "days_closed", 3),
    trigger("hours", "hours_open_share", "0.6"),
    trigger("reserves", "reserves_months", 1, days=20),
    trigger("volunteer", "lead_volunteer_gone", days=10),
    trigger("care", "safeguarding_notice", days=0),
    trigger("books", "insolvency_notice"),
    trigger("help", "organisation_asks"),
)
FRIENDS = Candidate("friends", "library", date(2026, 12, 31), date(2026, 1, 10), Fraction(30), "Fathom Rise")
CANDIDATES = (
    FRIENDS,
    Candidate("quay", "library", date(2026, 2, 28), date(2026, 1, 10), Fraction(30), "Herring Hill"),
    Candidate("weir", "library", date(2026, 12, 31), None, Fraction(30), "Herring Hill"),
    Candidate("mill", "library", None, date(2026, 7, 1), Fraction(5), "Herring Hill"),
)
CASE = StepInCase(AGREEMENT, TRIGGERS, CANDIDATES)
CLOSED = Report("A1", "closed", FIRED, Fraction(3), "council", 2)
MENDED = Report("A1", "closed", date(2026, 3, 20), Fraction(0), "council", 3)


def act(kind, day, by="council", successor="", line=2):
    return Act("A1", kind, day, by, successor, line)


STEP_IN = act("step_in", STEPPED_IN)
HAND_ON = act("hand_on", HANDED_ON, successor="friends", line=3)
ASK = act("ask_hand_back", FIRED, "organisation")


def row(day, hours, by="council", *, agreed=False, line=2):
    return CoverRow("A1", day, by, Fraction(hours), agreed, line)
