"""What a synthetic place writes down of stepping in: a library that closes, and a body that hands its service back."""

from collections.abc import Sequence
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from commonweal.handover.step_in.agreement import Measure, Party, Report, StepInAgreement, Trigger
from commonweal.handover.step_in.case import Act
from commonweal.handover.step_in.cover import CoverRow, Runner
from commonweal.handover.step_in.successors import Candidate
from commonweal.handover.step_in.tables import StepInTables
from commonweal.terms.money import Pence
from commonweal.terms.parties import Organisation

SIGNED = date(2026, 4, 1)
CLOSED_FROM, FIRED, STEPPED_IN, FULL_AGAIN = date(2027, 3, 8), date(2027, 3, 10), date(2027, 3, 15), date(2027, 3, 22)
HANDED_ON, ASKED = date(2027, 6, 1), date(2027, 2, 1)
HOLIDAYS = frozenset(
    {date(2027, 3, 26), date(2027, 3, 29), date(2027, 5, 3), date(2027, 5, 31)}  # in England, GOV.UK
)
NOBODY_TOLD = date(2027, 3, 20)
CLOSING, ASKING = "library-2026", "day-support-2026"
_HOURS = (*[Fraction(8)] * 5, Fraction(4), Fraction(0))
_AGREED: tuple[tuple[str, Measure, str | None, Party, int], ...] = (
    ("closed", "days_closed", "3", "people who use it", 5),
    ("hours", "hours_open_share", "0.6", "council", 10),
    ("reserves", "reserves_months", "1", "infrastructure body", 20),
    ("safeguarding", "safeguarding_notice", None, "council", 5),
    ("insolvency", "insolvency_notice", None, "council", 5),
    ("volunteers", "lead_volunteer_gone", None, "organisation", 5),
    ("help", "organisation_asks", None, "organisation", 5),
)


def sample_step_in(
    seed: int, library: tuple[Organisation, str], day_support: tuple[Organisation, str], bodies: Sequence[Organisation]
) -> StepInTables:
    """Make the step-in folder of a synthetic place.

    The library closes for three days; the council steps in, on its first day with fewer hours than the floor asks for,
    and another body takes it on in June. The body that gives day support asks in February to hand it back.

    Args:
        seed: the same seed gives the same tables.
        library: who runs the library, and in which neighbourhood.
        day_support: likewise.
        bodies: of the place, at least four beside the two; the first of them takes the library on.
    """
    random = Random(seed)  # noqa: S311 - a sample, nothing secret
    others = [one for one in bodies if one not in {library[0], day_support[0]}]
    return StepInTables(
        agreements=(
            _agreement(CLOSING, "library", library, Fraction(60), Pence(48000)),
            _agreement(ASKING, "day-support", day_support, Fraction(25), Pence(31000)),
        ),
        triggers=tuple(trigger for agreement in (CLOSING, ASKING) for trigger in _triggers(agreement)),
        reports=(
            Report(CLOSING, "hours", date(2027, 2, 28), Fraction("0.8"), "council"),
            Report(CLOSING, "closed", FIRED, Fraction((FIRED - CLOSED_FROM).days + 1), "people who use it"),
        ),
        acts=(
            Act(ASKING, "ask_hand_back", ASKED, "organisation"),
            Act(CLOSING, "answer", FIRED + timedelta(days=2), "organisation"),
            Act(CLOSING, "step_in", STEPPED_IN, "council"),
            Act(CLOSING, "hand_on", HANDED_ON, "council", others[0].id),
        ),
        cover=tuple(_cover(random)),
        candidates=tuple(_candidates(others)),
    )


def _agreement(id_: str, service: str, run: tuple[Organisation, str], load: Fraction, cost: Pence) -> StepInAgreement:
    body, neighbourhood = run
    return StepInAgreement(
        id=id_,
        service=service,
        neighbourhood=neighbourhood,
        organisation=body.id,
        signed_on=SIGNED,
        duty="care_act" if service == "day-support" else "agreed",
        notice_months=3,
        hours=_HOURS,
        floor_share=Fraction("0.5"),
        load_units=load,
        cover_cost=cost,
        step_in_days=180,
        review_days=56,
        decided_by="the council's director of communities, advised by the board",
        objections_to="the board's secretary, at any library or on the board's page",
    )


def _triggers(agreement: str) -> list[Trigger]:
    return [
        Trigger(
            name,
            agreement,
            measure,
            None if threshold is None else Fraction(threshold),
            watched_by,
            SIGNED,
            f"clause 9.{nth}",
            days,
        )
        for nth, (name, measure, threshold, watched_by, days) in enumerate(_AGREED, start=1)
    ]


def _cover(random: Random) -> list[CoverRow]:
    rows = []
    for k in range((HANDED_ON - FIRED).days + 1):
        day = FIRED + timedelta(days=k)
        if day == NOBODY_TOLD:
            continue
        runner: Runner = "organisation" if day < STEPPED_IN else "both" if day < FULL_AGAIN else "council"
        holiday = day in HOLIDAYS
        hours = Fraction(0) if holiday or day < STEPPED_IN else _open(random, day)
        rows.append(CoverRow(CLOSING, day, "successor" if day == HANDED_ON else runner, hours, holiday))
    return rows


def _open(random: Random, day: date) -> Fraction:
    agreed = _HOURS[day.weekday()]
    if day < FULL_AGAIN:
        return min(agreed, Fraction(3 if day == STEPPED_IN else 5))
    return agreed - Fraction(random.choice((0, 0, 0, 1, 2)), 2) if agreed else agreed


def _candidates(others: Sequence[Organisation]) -> list[Candidate]:
    later = date(2027, 12, 31)
    given: list[tuple[date | None, date | None, int]] = [
        (later, date(2027, 1, 15), 80),
        (later, None, 90),
        (date(2027, 2, 28), date(2026, 11, 2), 70),
        (later, date(2026, 11, 2), 20),
    ]
    return [
        Candidate(body.id, "library", ready, willing, Fraction(free), body.home)
        for body, (ready, willing, free) in zip(others, given, strict=False)
    ]
