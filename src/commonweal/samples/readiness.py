"""What a synthetic place writes down about readiness, the same for the same seed, in step with its hand-over tables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random

from commonweal.cycle.readiness import ReadinessTables
from commonweal.handover.chronology import Wanted
from commonweal.handover.inputs import HandoverTables, ProviderRow
from commonweal.proposals.criteria import CRITERIA, ESSENTIAL, Criterion
from commonweal.proposals.development import Action, Session, SupportHours, next_quarter, schedule
from commonweal.proposals.readiness import COMPLETE, IN_PROGRESS, NOT_STARTED, Consent, Statement
from commonweal.proposals.sustainability import Sustainability
from commonweal.terms.parties import Organisation

LACKING: Mapping[str, str] = {
    "three months' reserves": "money-reserves",
    "a second person who can sign": "money-two-sign",
    "a safeguarding lead": "people-safeguarding",
    "public liability insurance": "resources-insurance",
    "a lease for the building": "resources-building",
}
"""Which criterion stands behind what the sample's table of providers says is missing."""

_WHAT: Mapping[str, str] = {
    "money-reserves": "Agree how much to keep back, and write down why",
    "money-two-sign": "Find and train a second person who signs",
    "people-safeguarding": "Train a safeguarding lead and a deputy",
    "resources-insurance": "Compare three offers of insurance and take one",
    "resources-building": "Agree the terms of a lease",
    "learning-skills": "Train six new volunteers to lead a session",
}
_REASONS = (
    "Reserves were spent on the roof last year, and are being built up again.",
    "A three-year grant was renewed in the spring; the board looks at it each quarter.",
    "The board agreed this level in the spring, and will look at it again in a year.",
    "Two of the founders plan to step back; others are being shown what they do.",
)
_HOURS_FOR = 12
"""How many quarters the infrastructure body has said what it can give."""


def sample_wanted(handover: HandoverTables) -> tuple[Wanted, ...]:
    """Make the transfers that a synthetic place wants: those of the body that its development plan brings to readiness.

    They are wanted in the first quarter in which that body can begin, so that the gate lets them through; they change
    nothing about a plan.

    Args:
        handover: its ``handover/`` folder.
    """
    last = handover.funds[-1].quarter
    waiting = [row for row in handover.providers if row.willing and row.missing and row.ready_from <= last]
    for row in sorted(waiting, key=lambda row: (row.ready_from, row.organisation)):
        offers = [one for one in handover.offers if one.organisation == row.organisation]
        if offers and row.ready_from > handover.funds[0].quarter:
            return tuple(Wanted(row.organisation, one.service, one.neighbourhood, row.ready_from) for one in offers[:2])
    return ()


def sample_readiness(
    seed: int, organisations: Sequence[Organisation], handover: HandoverTables, as_at: date
) -> ReadinessTables:
    """Make the tables of readiness of a synthetic place.

    Every provider has a check that allows what ``handover/providers.csv`` says: what is missing there is missing here,
    with an action that ends in time. Small groups answer the essential criteria alone. One body that is not willing has
    a check that expired.

    Args:
        seed: the same seed and place give the same tables.
        organisations: of the place; one of them is an infrastructure body.
        handover: its ``handover/`` folder.
        as_at: the day the plan is adopted; everything here is dated before it.
    """
    random = Random(f"commonweal readiness {seed}")  # noqa: S311 - a synthetic place, not a secret
    kinds = {body.id: body.kind for body in organisations}
    helper = next(body.id for body in organisations if body.kind == "infrastructure body")
    first = next_quarter(as_at)
    unwilling = [row.organisation for row in handover.providers if not row.willing]
    statements: list[Statement] = []
    consents: list[Consent] = []
    actions: list[Action] = []
    sessions: list[Session] = []
    figures: list[Sustainability] = []
    for row in handover.providers:
        opened = as_at - timedelta(days=random.randint(200, 290))
        expired = row.organisation in unwilling[-1:]
        asked = ESSENTIAL if kinds[row.organisation] == "community group" else tuple(CRITERIA.values())
        statements.extend(_statements(random, row, asked, opened, as_at, expired=expired))
        consents.extend(_consents(random, row, as_at))
        action, held = _action(random, row, helper, row.ready_from - first, as_at)
        actions.extend([action] if action else [])
        sessions.extend([held] if held else [])
        figures.append(_figures(random, row, as_at))
    return ReadinessTables(
        tuple(statements),
        tuple(consents),
        tuple(actions),
        _hours(helper, actions, sessions, as_at),
        tuple(sorted(sessions, key=lambda one: (one.on, one.action))),
        tuple(figures),
    )


def _hours(
    helper: str, actions: Sequence[Action], sessions: Sequence[Session], as_at: date
) -> tuple[SupportHours, ...]:
    """Give the infrastructure body so many hours in each quarter, in whole tens, that every action begins at once."""
    first = next_quarter(as_at)
    plenty = [SupportHours(helper, first + k, Fraction(10**6)) for k in range(_HOURS_FOR)]
    most = max(schedule(actions, plenty, sessions, as_at).given.values(), default=Fraction(0))
    return tuple(replace(one, hours=Fraction(-(-most // 10) * 10)) for one in plenty)


def _statements(
    random: Random, row: ProviderRow, asked: Sequence[Criterion], opened: date, as_at: date, *, expired: bool
) -> Iterator[Statement]:
    body, lacking = row.organisation, LACKING.get(row.missing, "")
    if expired:
        opened -= timedelta(days=400)
    seen = opened + timedelta(days=30) if expired else as_at - timedelta(days=random.randint(20, 60))
    for one in asked:
        paper = f"{one.id} file, {opened.year}"
        draw = random.random()
        if one.id == lacking or (not one.essential and draw < 0.25):
            yield Statement(body, one.id, NOT_STARTED if draw < 0.1 else IN_PROGRESS, opened)
        elif draw < 0.6:
            yield Statement(body, one.id, COMPLETE, opened, paper, seen)
        else:
            yield Statement(body, one.id, NOT_STARTED if draw > 0.8 else IN_PROGRESS, opened)
            yield Statement(body, one.id, COMPLETE, seen - timedelta(days=10), paper, seen)


def _consents(random: Random, row: ProviderRow, as_at: date) -> Iterator[Consent]:
    day = as_at - timedelta(days=random.randint(10, 50))
    shares = random.random() < 0.6
    yield Consent(row.organisation, day, row.willing, shares, f"minutes of the board, {day:%Y-%m}")


def _action(
    random: Random, row: ProviderRow, helper: str, quarters: int, as_at: date
) -> tuple[Action | None, Session | None]:
    """Give what brings a body to readiness by its quarter, begun or not; some that are ready go on to learn."""
    each = Fraction(random.randint(2, 6))
    body, lacking = row.organisation, LACKING.get(row.missing, "")
    id_ = f"{body}-1"
    if lacking and quarters > 0:
        held = None
        if random.random() < 0.5:  # it began in this quarter, which counts as one more
            held = Session(as_at - timedelta(days=random.randint(3, 40)), body, id_, Fraction(2))
        hours = each * quarters + (held.hours if held else 0)
        lasts = quarters + bool(held)
        end = row.ready_from + (-1)
        return Action(id_, body, lacking, _WHAT[lacking], helper, hours, lasts, due=end), held
    if quarters == 0 and row.willing and random.random() < 0.2:
        what, more = "learning-skills", row.capacity_units / 10
        return Action(id_, body, what, _WHAT[what], helper, 2 * each, 2, capacity_units=more), None
    return None, None


def _figures(random: Random, row: ProviderRow, as_at: date) -> Sustainability:
    spending = Fraction(random.randint(10, 120) * 100)
    months = Fraction(random.randint(2, 20), 4)
    share = min(Fraction(1), row.grant_dependence * Fraction(random.randint(60, 110), 100))
    return Sustainability(
        row.organisation,
        as_at - timedelta(days=random.randint(40, 120)),
        Fraction(round(spending * months)),
        spending,
        Fraction(round(share * 100), 100),
        random.choice((1, 2, 2, 3, 4, 6)),
        random.choice(_REASONS),
    )
