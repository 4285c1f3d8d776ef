"""The folder of a step-in case, as published: the case told in words and as values, and its cover day by day."""

from collections.abc import Iterable, Mapping
from typing import Any

from commonweal.formats.counts import sentence_value
from commonweal.formats.folders import with_manifest
from commonweal.formats.prose import ENGLISH, prose
from commonweal.formats.tables import write_table
from commonweal.handover.step_in.agreement import UNTOLD, Trigger
from commonweal.handover.step_in.case import Course, Fired
from commonweal.handover.step_in.cover import CoverDay, runner_name
from commonweal.handover.step_in.reserve import StepInReserve
from commonweal.handover.step_in.standing import Due, answer_by
from commonweal.handover.step_in.successors import SuccessorList
from commonweal.handover.step_in.told import CaseAccount, Name, due_text, first_page, further, headline
from commonweal.terms.canon import encode
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

TEXT, COVER, CASE, PICTURE = "case.txt", "cover.csv", "case.json", "cover.svg"
_COVER = ("day", "state", "run_by", "open_hours", "agreed_hours", "floor_hours", "floor_kept", "told")


def step_in_files(account: CaseAccount, picture: str = "") -> Mapping[str, bytes]:
    """Give the folder of one case.

    Nothing in it says who could take over, what the body's own figures are, or which notice came.

    Args:
        account: all that is told of the case.
        picture: its cover as an SVG element that stands alone; "" where there is nothing to draw.

    Returns:
        The bytes of ``case.txt``, ``cover.csv``, ``case.json``, ``manifest.json`` and, where given, ``cover.svg``.
    """
    files = {
        TEXT: case_text(account).encode("utf-8"),
        COVER: _cover_table(account.days),
        CASE: encode(_case_value(account)),
    }
    if picture:
        files[PICTURE] = f"{picture}\n".encode()
    return with_manifest("step-in", files)


def case_text(account: CaseAccount) -> str:
    """Write a case for people: what they ask first on the first page, everything else after it."""
    voice = prose(ENGLISH)
    title = voice.text(headline(account))
    lines = [title, "=" * len(title)]
    for section in (*first_page(account), *further(account)):
        heading = voice.text(section.title)
        lines += ["", heading, "-" * len(heading), *(voice.text(sentence) for sentence in section.sentences)]
    return "\n".join(lines) + "\n"


def successors_text(found: SuccessorList, title: Sentence, names: Mapping[str, str]) -> str:
    """Write who could take a service over, for whoever decides and for nobody else.

    Args:
        found: the list.
        title: what case it is of.
        names: of the organisations, by id.
    """
    voice = prose(ENGLISH)
    head = [
        title,
        say("Not to be published: who is not ready or not willing is nobody else's business."),
        say(
            "Those of the same neighbourhood come first, then the nearest, and of equal ones the first by name; "
            "as at {day}.",
            day=found.day,
        ),
    ]
    lines = [*map(voice.text, head), ""]
    for nth, one in enumerate(found.able, start=1):
        lines.append(voice.text(_able(nth, names[one.candidate.organisation], one.distance_m)))
    if not found.able:
        lines.append(voice.text(say("Nobody on the readiness list could take it over on this day.")))
    for other in found.excluded:
        lines += ["", names[other.candidate.organisation], *(f"  {voice.text(why)}" for why in other.reasons)]
    return "\n".join(lines) + "\n"


def _able(nth: int, name: str, distance_m: int | None) -> Sentence:
    if distance_m is None:
        return say("{nth}. {name}, at a distance that is not known", nth=nth, name=name)
    if distance_m == 0:
        return say("{nth}. {name}, in the neighbourhood itself", nth=nth, name=name)
    return say("{nth}. {name}, {metres} metres away", nth=nth, name=name, metres=distance_m)


def _cover_table(days: Iterable[CoverDay]) -> bytes:
    voice = prose(ENGLISH)
    rows = []
    for day in days:
        known = not isinstance(day.open_hours, Unknown)
        rows.append(
            (
                day.day.isoformat(),
                day.state,
                voice.text(runner_name(day.runner)),
                day.open_hours if known else None,
                day.agreed_hours,
                day.floor_hours,
                day.kept,
                known,
            )
        )
    return write_table(_COVER, rows)


def _case_value(account: CaseAccount) -> dict[str, Any]:
    standing, agreement = account.standing, account.case.agreement
    return {
        "kind": "step-in case",
        "as_at": standing.today.isoformat(),
        "service": account.shown.service,
        "where": _named(account.shown.where),
        "organisation": _named(account.shown.organisation),
        "council": account.shown.council,
        "successor": _named(account.shown.successor) or None,
        "state": standing.state,
        "duty": agreement.duty,
        "notice_months": agreement.notice_months,
        "decided_by": agreement.decided_by,
        "objections_to": agreement.objections_to,
        "cases": [_course_value(course) for course in (*standing.earlier, standing.course)],
        "terms": _terms_value(account),
        "notice_ends": standing.notice_ends.isoformat() if standing.notice_ends else None,
        "due": [_due_value(account, due) for due in standing.due],
        "cover": [_day_value(day) for day in account.days],
        "reserve": _reserve_value(account.reserve),
        "agreed": [_agreed_value(trigger) for trigger in account.case.triggers],
        "told": [
            {"title": sentence_value(section.title), "sentences": [sentence_value(one) for one in section.sentences]}
            for section in (*first_page(account), *further(account))
        ],
    }


def _named(name: Name) -> str:
    return prose(ENGLISH).text(name) if isinstance(name, Sentence) else name


def _terms_value(account: CaseAccount) -> dict[str, Any]:
    """Give what cover, days and money follow from, so that anybody can work them out again."""
    agreement, held = account.case.agreement, account.reserve
    return {
        "hours": list(agreement.hours),
        "floor_share": agreement.floor_share,
        "longest_step_in_days": agreement.step_in_days,
        "review_within_days": agreement.review_days,
        "load_units": agreement.load_units,
        "held_per_unit": {"least": held.each.least, "value": held.each.value, "most": held.each.most},
        "unit_gbp": held.unit_gbp,
    }


def _course_value(course: Course) -> dict[str, Any]:
    return {
        "moves": [{"day": move.day.isoformat(), "state": move.state} for move in course.moves],
        "fired": [_fired_value(one) for one in course.fired],
        "asked": course.asked.isoformat() if course.asked else None,
    }


def _fired_value(fired: Fired) -> dict[str, Any]:
    return {
        "day": fired.report.day.isoformat(),
        "answer_by": answer_by(fired).isoformat(),
        "answered": fired.answered.isoformat() if fired.answered else None,
        **_agreed_value(fired.trigger),
    }


def _agreed_value(trigger: Trigger) -> dict[str, Any]:
    """Give what was agreed; of a notice neither its kind nor its clause, from which it could be told which it is."""
    told = {"agreed_on": trigger.agreed_on.isoformat()}
    if trigger.measure in UNTOLD:
        return {"measure": "notice", **told}
    return {
        "measure": trigger.measure,
        "threshold": trigger.threshold,
        "source": trigger.source,
        "watched_by": trigger.watched_by,
        "days_to_answer": trigger.days_to_answer,
        **told,
    }


def _due_value(account: CaseAccount, due: Due) -> dict[str, Any]:
    return {
        "task": due.task,
        "by": due.by,
        "day": due.day.isoformat(),
        "overdue": due in account.standing.overdue,
        "what": sentence_value(due_text(account, due)),
    }


def _day_value(day: CoverDay) -> dict[str, Any]:
    return {
        "day": day.day.isoformat(),
        "state": day.state,
        "run_by": day.runner,
        "open_hours": None if isinstance(day.open_hours, Unknown) else day.open_hours,
        "agreed_hours": day.agreed_hours,
        "floor_hours": day.floor_hours,
        "floor_kept": day.kept,
    }


def _reserve_value(held: StepInReserve) -> dict[str, Any]:
    return {
        "held_gbp": held.held_gbp,
        "cost_gbp_per_day": held.cost_gbp,
        "days": held.days,
        "least_days": held.least_days,
        "most_days": held.most_days,
        "used_days": held.used_days,
        "paid_until": held.paid_until.isoformat() if held.paid_until else None,
    }
