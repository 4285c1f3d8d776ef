"""A small step-in case: a library in one neighbourhood, closed for three days from 4 to 6 March 2026."""

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import strategies as st

from commonweal.handover.inputs import DEFAULTS
from commonweal.handover.step_in.agreement import Party, Report, StepInAgreement, Trigger
from commonweal.handover.step_in.case import Act, StepInCase
from commonweal.handover.step_in.cover import CoverRow, calendar
from commonweal.handover.step_in.reserve import reserve
from commonweal.handover.step_in.standing import state
from commonweal.handover.step_in.successors import Candidate
from commonweal.handover.step_in.told import CaseAccount, Shown
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


SHOWN = Shown("Libraries", "Herring Hill", "The Hall", "The Council", "Friends of the Library")


def account(today, *rows, reports=(CLOSED,), acts=(STEP_IN, HAND_ON), case=CASE):
    standing = state(case, reports, acts, today)
    days = calendar(case.agreement, standing, rows)
    return CaseAccount(
        case, standing, days, reserve(case.agreement, DEFAULTS["step_in"], Fraction(1000), days, today), SHOWN
    )


days = st.integers(0, 60).map(lambda k: date(2026, 3, 1) + timedelta(days=k))
_PARTY: dict[str, Party] = {"answer": "organisation", "ask_hand_back": "organisation", "keep_on": "organisation"}
_KINDS = ("answer", "step_in", "recover", "hand_on", "ask_hand_back", "keep_on", "hand_back", "review")
_sound_reports = st.one_of(
    st.builds(Report, st.just("A1"), st.just("closed"), days, st.integers(0, 5).map(Fraction), st.just("council")),
    st.builds(Report, st.just("A1"), st.sampled_from(["care", "help"]), days, st.none(), st.just("organisation")),
)
_any_reports = st.builds(
    Report,
    st.just("A1"),
    st.sampled_from([*(one.id for one in TRIGGERS), "mood"]),
    days,
    st.none() | st.integers(0, 5).map(Fraction),
    st.sampled_from(["council", "organisation", "board"]),
)
_sound_acts = st.builds(
    lambda kind, day: Act("A1", kind, day, _PARTY.get(kind, "council"), "friends" if kind == "hand_on" else ""),
    st.sampled_from((*_KINDS, "step_in", "step_in", "hand_on", "review")),
    days,
)
_any_acts = st.builds(
    Act,
    st.just("A1"),
    st.sampled_from((*_KINDS, "hand_on", "hand_on")),
    days,
    st.sampled_from(["council", "organisation", "board"]),
    st.sampled_from(["", "friends", "quay", "weir", "mill", "hall"]),
)


def _story(kinds, gaps, end, who, nonsense):
    """Give acts in an order that makes sense, each some days after the one before, with nonsense among them."""
    told, day = [], date(2026, 3, 8)
    for kind, gap in zip((*kinds, "step_in", end, "review"), gaps, strict=False):
        day += timedelta(days=gap)
        told.append(Act("A1", kind, day, _PARTY.get(kind, "council"), who if kind == "hand_on" else ""))
    return [*told, *nonsense]


reports = st.lists(_sound_reports | _any_reports, max_size=5) | st.lists(_sound_reports | _any_reports, max_size=3).map(
    lambda more: [CLOSED, *more]
)
acts = st.lists(_sound_acts | _any_acts, max_size=10) | st.builds(
    _story,
    st.lists(st.sampled_from(["answer", "ask_hand_back"]), max_size=2, unique=True),
    st.lists(st.integers(0, 20), min_size=2, max_size=5),
    st.sampled_from(["hand_on", "hand_back", "recover"]),
    st.sampled_from(["friends", "friends", "quay", "weir"]),
    st.lists(_any_acts, max_size=3),
)
"""What may be written down, sense and nonsense: half of it is what somebody might do in earnest."""
