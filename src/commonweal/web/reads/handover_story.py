"""The bodies that withdrew from a plan, and what changed with the plan made after."""

from collections.abc import Sequence

from commonweal.handover.explain import CellAccount
from commonweal.record.entries import Entry
from commonweal.terms.sentences import Sentence, say
from commonweal.web.reads.planned import Planned
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table
from commonweal.web.reads.telling import Names, told


def story(plans: Sequence[Planned], entries: Sequence[Entry], called: Names) -> tuple[Section, ...]:
    """Tell of the bodies that withdrew, and what changed with the plan made after."""
    gone = [one for one in entries if one.kind == "organisation_withdrew"]
    if not gone:
        return ()
    happened = tuple(told(one.kind, one.payload, called) for one in gone)
    remade = len(plans) > 1
    said = (
        *happened,
        say("That is allowed, and nobody is blamed for it. What had begun by then goes on."),
        say("The plan was made again from that quarter on, by the same rules; the earlier one stays in the bundle.")
        if remade
        else say("The plan is made again from that quarter on, by the same rules."),
    )
    changed = _changed(plans[-2], plans[-1]) if remade else None
    same = say("No service has another date or another body because of it.")
    return (
        Section(
            "withdrew",
            say("A body withdrew, and what became of its services"),
            said=said if changed or not remade else (*said, same),
            tables=(changed,) if changed else (),
        ),
    )


def _changed(before: Planned, after: Planned) -> Table | None:
    known = {(one.service, one.neighbourhood): (one, before) for one in before.told.cells}
    rows = []
    for one in after.told.cells:
        earlier, of = known.get((one.service, one.neighbourhood), (None, before))
        if earlier and (earlier.organisation, earlier.start) != (one.organisation, one.start):
            name = after.services[one.service]
            rows.append(Row((Cell(name), Cell(one.neighbourhood), Cell(_what(of, earlier)), Cell(_what(after, one)))))
    if not rows:
        return None
    columns = (
        Column(say("Service")),
        Column(say("Neighbourhood")),
        Column(say("Planned before")),
        Column(say("Planned now")),
    )
    return Table(say("What changed with the new plan"), columns, tuple(rows))


def _what(found: Planned, one: CellAccount) -> Sentence:
    if one.start is None:
        return say("stays with {name}", name=one.before) if one.before else say("stays with the council")
    if one.fate == "back":
        back = found.problem.quarter(one.start).first_day
        return say("goes back to the council, beginning on {day}", day=back)
    begins = found.problem.quarter(one.start).first_day
    return say("moves to {body}, beginning on {day}", body=found.bodies[one.organisation], day=begins)
