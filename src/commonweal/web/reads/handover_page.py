"""Hand-over: which services move, when and to whom, what it costs, and why the others stay."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from commonweal.charts.picture import Picture
from commonweal.handover.explain import CellAccount
from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads import cuts_part, stored
from commonweal.web.reads.equality_part import equality
from commonweal.web.reads.gained_part import gained_by_plan
from commonweal.web.reads.handover_beside import could_go_wrong, for_the_analyst, options, side_by_side
from commonweal.web.reads.handover_story import story
from commonweal.web.reads.planned import Planned, adopted, picture
from commonweal.web.reads.profiled import newest
from commonweal.web.reads.shown import (
    Cell,
    Choice,
    Column,
    Figure,
    Link,
    Next,
    Page,
    Proof,
    Row,
    Said,
    Section,
    Step,
    Table,
)
from commonweal.web.reads.site import day, names
from commonweal.web.reads.telling import name_of, quarter_words
from commonweal.web.reads.way import NO_DAY, decider, objection

WORDS = frozenset(
    {
        "board",
        "checkpoint",
        "entry",
        "fund",
        "gap",
        "record",
        "certificate",
        "devolved-grant",
        "double-running",
        "floor",
        "hand-over",
        "neighbourhood",
        "quarter",
        "statutory-fund",
        "step-in",
    }
)
HAND_OVER = Link(say("Hand-over"), "/hand-over/")
_NONE_YET = say("No hand-over has been planned yet: every service stays where it is.")


def plan() -> Page:
    """Show the plan that holds, and what became of the one before."""
    place, entries, plans = stored.place() or {}, stored.entries(), adopted()
    board = name_of(place, "board")
    if not plans:
        ahead = say("The board consults on a plan, and adopts it only if no service falls below its floor.")
        coming = Next(ahead, NO_DAY, decider(board), objection(board))
        return Page("hand-over", (), say("Hand-over"), _NONE_YET, next=coming)
    found = plans[-1]
    today = day(entries[-1])
    return Page(
        here="hand-over",
        trail=(),
        title=say("The hand-over plan"),
        lead=_lead(found),
        answer=_answer(found),
        steps=_steps(plans, entries, today),
        figures=_figures(found),
        sections=(
            *_where(found),
            _when(found),
            _fails(found),
            *could_go_wrong(found),
            *_replaced(found),
            *story(plans, entries, names(place)),
            _each(found),
            *_effects(found),
        ),
        next=_next(found, today, place),
        act=Link(say("Download the plan and check it yourself"), "/bundle.zip"),
        beside=say("The file holds all that the plan was made from, and a small program that checks every step of it."),
        proof=_proof(found),
        words=WORDS,
    )


def choice() -> Choice:
    """Say what the hand-over page holds, for the page of the place."""
    plans = adopted()
    return Choice(HAND_OVER, _lead(plans[-1]) if plans else _NONE_YET)


def figures() -> tuple[Figure, ...]:
    """Give the figures of the plan that holds."""
    plans = adopted()
    return _figures(plans[-1]) if plans else ()


def _lead(found: Planned) -> Sentence:
    moving, problem = found.moving, found.problem
    if not moving:
        return say("No service moves: each of them is better kept where it is, or nobody could take it over.")
    services = {account.service for account, _ in moving}
    bodies = {account.organisation for account, _ in moving} - {""}
    return say(
        "{services} services move to {bodies} local bodies, place by place, between {first} and {last}.",
        services=len(services),
        bodies=len(bodies),
        first=problem.quarter(min(choice.start for _, choice in moving)).first_day,
        last=problem.quarter(max(choice.start for _, choice in moving) + problem.parameters.overlap_quarters).first_day,
    )


def _answer(found: Planned) -> Sentence:
    floors = say("No service falls below its floor in any quarter, in any neighbourhood.")
    replaced = cuts_part.lead({account.service for account, _ in found.moving})
    return say("{first} {rest}", first=replaced, rest=floors) if replaced else floors


def _steps(plans: Sequence[Planned], entries: Sequence[Entry], today: date) -> tuple[Step, ...]:
    found, number = plans[-1], plans[0].folder.entry
    problem, starts = found.problem, [choice.start for _, choice in found.moving]
    steps = [Step(say("Plan adopted"), say("{when}", when=day(entries[number - 1])), "done", f"/record/{number}/")]
    remade = found.folder.entry if len(plans) > 1 else 0
    if starts:
        overlap = problem.parameters.overlap_quarters
        ahead = (
            (say("First double running"), problem.quarter(min(starts)).first_day, problem.quarter(min(starts))),
            (
                say("First hand-over complete"),
                problem.quarter(min(starts) + overlap).first_day,
                problem.quarter(min(starts) + overlap),
            ),
            (
                say("Last hand-over complete"),
                problem.quarter(max(starts) + overlap).first_day,
                problem.quarter(max(starts) + overlap),
            ),
        )
        passed = [first <= today for _, first, _ in ahead]
        for k, (name, first, quarter) in enumerate(ahead):
            if remade and day(entries[remade - 1]) < first:
                steps.append(_remade(entries, remade))
                remade = 0
            state = "done" if passed[k] else "now" if k == 0 or passed[k - 1] else "later"
            steps.append(Step(name, quarter_words(quarter), state))  # type: ignore[arg-type]
    if remade:
        steps.append(_remade(entries, remade))
    last = problem.quarter(problem.quarters - 1)
    steps.append(Step(say("Plan ends"), quarter_words(last), "later" if starts and last.last_day > today else "now"))
    return tuple(steps)


def _remade(entries: Sequence[Entry], number: int) -> Step:
    return Step(say("Plan made again"), say("{when}", when=day(entries[number - 1])), "done", f"/record/{number}/")


def _figures(found: Planned) -> tuple[Figure, ...]:
    explained = found.source("explanation.json")
    return (
        Figure(
            say("{moving} of {cells}", moving=len(found.moving), cells=len(found.problem.cells)),
            say("services, counted in each neighbourhood, move to a local body; the others stay"),
            found.source("timetable.csv"),
        ),
        Figure(
            say("{now:percent1}", now=found.unmet()),
            say(
                "of need is not met over the whole plan ({kept:percent1} if everything were kept)",
                kept=found.unmet(kept=True),
            ),
            explained,
        ),
        Figure(
            say("{sum}", sum=found.pounds(found.step_in())),
            say("set aside at most, so that the council can step in for any one body"),
            explained,
        ),
        Figure(
            say("{gap:percent1}", gap=found.certificate.gap_objective),
            say("is the most by which any other plan could do better, and anyone can check that"),
            found.source("certificate.json"),
        ),
    )


def _where(found: Planned) -> tuple[Section, ...]:
    """Answer what changes where somebody lives: neighbourhood by neighbourhood, the first change first."""
    if not found.moving:
        return ()
    problem, overlap = found.problem, found.problem.parameters.overlap_quarters
    moving = sorted(found.moving, key=lambda pair: (pair[0].neighbourhood, pair[1].start, pair[0].service))
    rows = tuple(
        Row(
            (
                Cell(account.neighbourhood),
                Cell(found.services[account.service]),
                Cell(say("{day}", day=problem.quarter(choice.start).first_day)),
                Cell(say("{day}", day=problem.quarter(choice.start + overlap).first_day)),
                Cell(found.in_the_end(account)),
            )
        )
        for account, choice in moving
    )
    columns = (
        Column(say("Neighbourhood")),
        Column(say("Service")),
        Column(say("Both run it from")),
        Column(say("Handed over on")),
        Column(say("Who runs it then")),
    )
    still = {place.name for place in problem.neighbourhoods} - {account.neighbourhood for account, _ in moving}
    if any(problem.running):
        said = [say("What is not listed stays with who runs it now: the council, or the body that has it already.")]
    else:
        said = [say("What is not listed stays with the council.")]
    if still:
        said.append(say("Nothing changes in {places}.", places=", ".join(sorted(still))))
    return (
        Section(
            "where",
            say("What changes where you live"),
            said=tuple(said),
            tables=(Table(say("Service by service, in each neighbourhood"), columns, rows),),
        ),
    )


def _replaced(found: Planned) -> tuple[Section, ...]:
    """Say of what moves whether that replaces public money; nothing where nothing moves."""
    moving = {account.service for account, _ in found.moving}
    return (cuts_part.replaced(moving),) if moving else ()


def _fails(found: Planned) -> Section:
    """Answer what happens if a body that took a service over cannot go on."""
    return Section(
        "fails",
        say("What if it fails"),
        said=(
            say("The council stays responsible for every service, whoever runs it."),
            say(
                "If a body cannot go on, the council steps in and runs the service itself for a time. Up to {sum} is"
                " kept for that, in every quarter enough for the body that carries most.",
                sum=found.pounds(found.step_in()),
            ),
            say(
                "Then another body that is ready and willing takes it on, or it goes back to the council."
                " Nobody is blamed."
            ),
            say("If you see that a service is closed when it should be open, tell the council or the board."),
        ),
    )


def _when(found: Planned) -> Section:
    return Section(
        "when",
        say("What moves, and when"),
        said=found.told.moves,
        pictures=_drawn(picture(found, "gantt")),
    )


def _each(found: Planned) -> Section:
    order = list(found.services)
    pairs = sorted(
        zip(found.told.cells, found.plan.decisions.pathways, strict=True), key=lambda pair: order.index(pair[0].service)
    )
    moving = tuple(_row(found, account, found.in_the_end(account)) for account, choice in pairs if choice)
    staying = tuple(_row(found, account, found.in_the_end(account)) for account, choice in pairs if not choice)
    columns = (
        Column(say("Service")),
        Column(say("Neighbourhood")),
        Column(say("Who runs it then")),
        Column(say("Why"), "why"),
    )
    moves = Table(say("What moves to a local body, and why"), columns, moving)
    if any(found.problem.running):
        title = say("See the {n} that stay with who runs them now, and why", n=len(staying))
    else:
        title = say("See the {n} that stay with the council, and why", n=len(staying))
    stays = Table(title, columns, staying)
    return Section(
        "each",
        say("Each service in each neighbourhood"),
        tables=(moves,) if moving else (),
        folded=(stays,) if staying else (),
    )


def _row(found: Planned, account: CellAccount, body: Said) -> Row:
    name = found.services[account.service]
    return Row((Cell(name), Cell(account.neighbourhood), Cell(body), Cell(_all(account.sentences))))


def _effects(found: Planned) -> tuple[Section, ...]:
    told = found.told
    return (
        Section(
            "people",
            say("What it means for people"),
            said=(*told.unmet, *told.fairness),
            pictures=_drawn(picture(found, "equity")),
        ),
        *gained_by_plan(found, newest()),
        equality(found),
        Section(
            "money",
            say("What it costs"),
            said=told.money,
            pictures=_drawn(picture(found, "balances")),
            tables=(side_by_side(found),),
        ),
        *options(found),
        Section("quality", say("How good the plan is"), said=told.quality, choices=(for_the_analyst(),)),
    )


def _next(found: Planned, today: date, place: Mapping[str, Any]) -> Next:
    board = name_of(place, "board")
    ahead = [(found.problem.quarter(choice.start), account) for account, choice in found.moving]
    coming = sorted((pair for pair in ahead if pair[0].first_day > today), key=lambda pair: pair[0])
    object_ = say("{how} Objections are heard before each hand-over.", how=objection(board))
    if not coming:
        return Next(say("Every hand-over has begun; the board watches the floors."), NO_DAY, decider(board), object_)
    quarter, account = coming[0]
    service, where = found.services[account.service], account.neighbourhood
    if account.fate == "back":
        message = "{service} in {neighbourhood} begins to go back to the council; at first both run it."
        what = say(message, service=service, neighbourhood=where)
    else:
        what = say(
            "{service} in {neighbourhood} begins to move to {body}; at first both run it.",
            service=service,
            neighbourhood=where,
            body=found.bodies[account.organisation],
        )
    return Next(what, say("{when}.", when=quarter.first_day), decider(board), object_)


def _proof(found: Planned) -> Proof:
    return Proof(
        said=(
            say("The verifier checked every floor, date, capacity, reserve and sum before this page was made."),
            say(
                "Each price and each step is exact, so that the bound on better plans can be worked out again by hand."
            ),
        ),
        files=(
            Link(say("All that the plan was made from (input.json)"), found.source("input.json")),
            Link(say("The plan (plan.json)"), found.source("plan.json")),
            Link(say("Its certificate (certificate.json)"), found.source("certificate.json")),
            Link(
                say("Who runs what in each quarter, for a spreadsheet (timetable.csv)"), found.source("timetable.csv")
            ),
        ),
        entry=Link(
            say("Entry {number:plain} of the record", number=found.folder.entry), f"/record/{found.folder.entry}/"
        ),
    )


def _all(sentences: Sequence[Sentence]) -> Sentence:
    """Say several sentences as one."""
    if len(sentences) == 1:
        return sentences[0]
    return say("{first} {rest}", first=sentences[0], rest=_all(sentences[1:]))


def _drawn(found: Picture | None) -> tuple[Picture, ...]:
    return (found,) if found else ()
