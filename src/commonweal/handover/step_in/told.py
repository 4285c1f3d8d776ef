"""A step-in case told to anybody: what happens to people today, who runs the service, what comes next, who decides.

What is told of the body is what was agreed beforehand and the days on which it happened: no figure of its own, and of
notices not even which one came. Who could take over is told to nobody here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from commonweal.handover.step_in.agreement import Trigger
from commonweal.handover.step_in.case import Course, Fired, Move, StepInCase, party_name, state_name
from commonweal.handover.step_in.cover import CoverDay
from commonweal.handover.step_in.reserve import StepInReserve
from commonweal.handover.step_in.standing import Due, Standing
from commonweal.terms.money import Amount
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

Name = str | Sentence


@dataclass(frozen=True, slots=True)
class Shown:
    """By what names a case is told.

    Attributes:
        service: name of the service.
        where: its neighbourhood; for a service whose address is never shown, the whole place.
        organisation: name of the body; for such a service only that it is the one.
        council: name of the accountable body.
        successor: name of the body that took over, or "".
    """

    service: str
    where: Name
    organisation: Name
    council: str
    successor: Name = ""


@dataclass(frozen=True, slots=True)
class CaseAccount:
    """All that is told of a case.

    Attributes:
        case: what was agreed.
        standing: where it stands.
        days: its cover, day by day.
        reserve: the money to step in.
        shown: by what names it is told.
    """

    case: StepInCase
    standing: Standing
    days: tuple[CoverDay, ...]
    reserve: StepInReserve
    shown: Shown


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what is said under it.

    Attributes:
        title: the heading.
        sentences: one for each line.
    """

    title: Sentence
    sentences: tuple[Sentence, ...]


def headline(account: CaseAccount) -> Sentence:
    """Say in one sentence what case it is, where it stands and on which day."""
    return say(
        "{service}, {where}, as at {day}: {state}",
        service=account.shown.service,
        where=account.shown.where,
        day=account.standing.today,
        state=state_name(account.standing.state),
    )


def first_page(account: CaseAccount) -> tuple[Section, ...]:
    """Tell what people ask first.

    Returns:
        What happens to those who use the service today, who runs it, why, what comes next by when, and who decides and
        how to object.
    """
    return (
        Section(say("What happens to people who use it today"), tuple(_today(account))),
        Section(say("Who runs it"), tuple(_runs(account))),
        Section(say("Why"), tuple(_why(account))),
        Section(say("What happens next, and by when"), tuple(_next(account))),
        Section(say("Who decides, and how to object"), tuple(_decides(account))),
    )


def further(account: CaseAccount) -> tuple[Section, ...]:
    """Tell the rest: each day that fell short, what the learning review must answer, and what was agreed beforehand."""
    parts = (
        (say("Days below the floor, and days that nobody has told of"), tuple(_gaps(account))),
        (say("What the learning review must answer"), _questions() if account.standing.course.end else ()),
        (say("What was agreed beforehand"), tuple(_agreed(account))),
        (say("Earlier cases"), tuple(_earlier(account))),
    )
    return tuple(Section(title, told) for title, told in parts if told)


def reason(account: CaseAccount, fired: Fired) -> Sentence:
    """Say what fired, as it was agreed beforehand and no more."""
    trigger, day = fired.trigger, fired.report.day
    what = _happened(account, trigger)
    if what is None:
        return say(
            "On {day} something happened for which stepping in was agreed on {agreed}. "
            "It is not told what, so that nobody is judged by it.",
            day=day,
            agreed=trigger.agreed_on,
        )
    return say(
        "On {day} {what}; stepping in for that was agreed on {agreed} ({source}).",
        day=day,
        what=what,
        agreed=trigger.agreed_on,
        source=trigger.source,
    )


def _happened(account: CaseAccount, trigger: Trigger) -> Sentence | None:
    threshold = trigger.threshold or Fraction(0)
    match trigger.measure:
        case "days_closed":
            return say("the days closed in a row had reached {n}", n=threshold)
        case "hours_open_share":
            return say("the service was open for less than {share:percent} of the agreed hours", share=threshold)
        case "reserves_months":
            return say("the money put by, counted in months of spending, was below {n}", n=threshold)
        case "organisation_asks":
            return say("{organisation} asked for help itself", organisation=account.shown.organisation)
        case _:
            return None


def due_text(account: CaseAccount, due: Due) -> Sentence:
    """Say what is to be done and by whom."""
    shown = account.shown
    match due.task:
        case "answer":
            return say("{organisation} answers", organisation=shown.organisation)
        case "decide":
            return say("{council} decides whether to step in", council=shown.council)
        case "take over":
            return say(
                "the notice ends; {council} runs the service from then on, or a body that it has found",
                council=shown.council,
            )
        case "end":
            return say(
                "the step-in ends: {organisation} runs the service again, another body takes it on, "
                "or {council} keeps it",
                organisation=shown.organisation,
                council=shown.council,
            )
        case "review":
            return say(
                "{council} holds the learning review of the case that ended on {end}, with {organisation} "
                "and the people who use the service",
                council=shown.council,
                end=due.of,
                organisation=shown.organisation,
            )


def _today(account: CaseAccount) -> Iterator[Sentence]:
    end = account.standing.course.end
    if not account.days:
        yield say("It runs as agreed; nothing that was agreed beforehand has happened.")
        return
    if end:
        yield say("It goes on, and people who use it need do nothing. The case ended on {day}.", day=end.day)
    else:
        yield from _open(account.days[-1])
    told = [day.kept for day in account.days]
    yield say(
        "Days from {first} on: {n}. Floor kept: {kept}; not kept: {below}; nobody has told: {unsaid}.",
        n=len(told),
        first=account.days[0].day,
        kept=told.count(True),
        below=told.count(False),
        unsaid=told.count(None),
    )


def _open(day: CoverDay) -> Iterator[Sentence]:
    if isinstance(day.open_hours, Unknown):
        yield say("Nobody has told yet how long it is open today.")
    elif day.open_hours == 0 and day.agreed_hours == 0:
        yield say("Today it is closed, as agreed for this day.")
    else:
        yield say("Today it is open {open} of {agreed} agreed hours.", open=day.open_hours, agreed=day.agreed_hours)
    if day.kept is False:
        yield say("That is below the floor, which is {floor}.", floor=day.floor_hours)


def _runs(account: CaseAccount) -> Iterator[Sentence]:
    shown, standing = account.shown, account.standing
    last = standing.course.end or (standing.course.moves[-1] if standing.course.moves else None)
    yield _runner(account, last)
    if account.case.agreement.duty == "care_act":
        yield say(
            "The law asks {council} to see to these needs at once, whether or not it had a contract for them.",
            council=shown.council,
        )


def _runner(account: CaseAccount, last: Move | None) -> Sentence:
    shown = account.shown
    if last is None or last.state == "triggered":
        return say("{organisation} runs it.", organisation=shown.organisation)
    if last.state == "recover":
        return say("{organisation} runs it again, since {day}.", organisation=shown.organisation, day=last.day)
    if last.state == "hand-on":
        return say("{successor} has taken it on and runs it, since {day}.", successor=shown.successor, day=last.day)
    if last.state == "hand-back":
        return say("{council} has taken it back and runs it, since {day}.", council=shown.council, day=last.day)
    if account.days[-1].runner == "both":
        return say(
            "{council} and {organisation} run it together; {council} stepped in on {day}, for a time.",
            council=shown.council,
            organisation=shown.organisation,
            day=last.day,
        )
    return say("{council} runs it for a time: it stepped in on {day}.", council=shown.council, day=last.day)


def _why(account: CaseAccount) -> Iterator[Sentence]:
    course = account.standing.course
    for fired in course.fired:
        yield reason(account, fired)
        if fired.answered is not None:
            yield say("{organisation} answered on {day}.", organisation=account.shown.organisation, day=fired.answered)
    if course.asked is not None:
        yield say(
            "On {day} {organisation} asked to hand the service back. It may at any time, with {n} month of notice, "
            "and it is nobody's fault.",
            plural="On {day} {organisation} asked to hand the service back. It may at any time, with {n} months of "
            "notice, and it is nobody's fault.",
            by="n",
            day=course.asked,
            organisation=account.shown.organisation,
            n=account.case.agreement.notice_months,
        )
    if not course.fired and course.asked is None:
        yield say("Nothing that was agreed beforehand stands open.")


def _next(account: CaseAccount) -> Iterator[Sentence]:
    standing = account.standing
    for due in standing.due:
        what = due_text(account, due)
        if due in standing.overdue:
            yield say("Overdue since {day}: {what}.", day=due.day, what=what)
        else:
            yield say("By {day}: {what}.", day=due.day, what=what)
    if not standing.due:
        yield say("Nothing is due.")
    if standing.course.moves and standing.course.end is None:
        yield from _money(account)


def _money(account: CaseAccount) -> Iterator[Sentence]:
    held = account.reserve
    yield say(
        "{sum} is held to step in, and a day of cover costs {cost}. Days that it lasts: {n}. How much to hold is a "
        "guess; over the range of that guess: {least} to {most}.",
        sum=Amount(held.held_gbp),
        cost=Amount(held.cost_gbp),
        n=held.days,
        least=held.least_days,
        most=held.most_days,
    )
    if account.standing.state == "triggered":
        return
    if held.paid_until is not None:
        yield say("Days of cover used: {used}; the rest lasts until {day}.", used=held.used_days, day=held.paid_until)
    else:
        yield say(
            "Days of cover used: {used}. Nothing is left of what was held; paid for from elsewhere: {over}.",
            used=held.used_days,
            over=-held.left_days,
        )


def _decides(account: CaseAccount) -> Iterator[Sentence]:
    agreement = account.case.agreement
    yield say("Who decides: {who}.", who=agreement.decided_by)
    yield say("If you think that something here is wrong, say so to: {where}.", where=agreement.objections_to)


def _gaps(account: CaseAccount) -> Iterator[Sentence]:
    for day in account.days:
        if isinstance(day.open_hours, Unknown):
            yield say("{day}: nobody has told.", day=day.day)
        elif not day.kept:
            yield say(
                "{day}: open {open} of {agreed} hours; the floor is {floor}.",
                day=day.day,
                open=day.open_hours,
                agreed=day.agreed_hours,
                floor=day.floor_hours,
            )


def _questions() -> tuple[Sentence, ...]:
    return (
        say("On which days was the floor not kept, for whom, and what would have kept it?"),
        say("Did the people who use the service know on every day who ran it and whom to ask?"),
        say("Were the triggers the right ones, and did they come early enough?"),
        say("What did cover cost, beside what was held for it?"),
        say("What do the organisation, its staff and its volunteers say?"),
        say("Had it been given what it needs: full cost, notice, information, support?"),
        say("What changes in this agreement, and in others like it?"),
    )


def _agreed(account: CaseAccount) -> Iterator[Sentence]:
    notices = 0
    for trigger in account.case.triggers:
        told = agreed_text(trigger)
        if told is None:
            notices += 1
        else:
            yield say(
                "{what}; watched by {who}, agreed on {day}; days to answer: {n}.",
                what=told,
                who=party_name(trigger.watched_by),
                day=trigger.agreed_on,
                n=trigger.days_to_answer,
            )
    if notices:
        yield say(
            "{n} notice that the agreement names.", plural="{n} notices that the agreement names.", by="n", n=notices
        )
    yield say(
        "The organisation may hand the service back at any time, with {n} month of notice.",
        plural="The organisation may hand the service back at any time, with {n} months of notice.",
        by="n",
        n=account.case.agreement.notice_months,
    )


def agreed_text(trigger: Trigger) -> Sentence | None:
    """Say what a trigger watches; None for a notice, of which it is never told which it is."""
    threshold = trigger.threshold or Fraction(0)
    match trigger.measure:
        case "days_closed":
            return say("Days closed in a row: {n} or more", n=threshold)
        case "hours_open_share":
            return say("Share of the agreed hours open: less than {share:percent}", share=threshold)
        case "reserves_months":
            return say("Months of spending put by: less than {n}", n=threshold)
        case "organisation_asks":
            return say("The organisation asks for help")
        case _:
            return None


def _earlier(account: CaseAccount) -> Iterator[Sentence]:
    for course in account.standing.earlier:
        yield _past(course)


def _past(course: Course) -> Sentence:
    first, end = course.moves[0], course.end or course.moves[-1]
    return say("From {first} to {last}: {state}.", first=first.day, last=end.day, state=state_name(end.state))
