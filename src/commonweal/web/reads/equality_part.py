"""The equality assessment on the page of a plan: what the plan does by each characteristic, and who answers."""

from dataclasses import replace

from commonweal.evidence.equality import Impact, impact_sentences
from commonweal.formats.equality_table import FILE, equality_of
from commonweal.terms.sentences import say
from commonweal.web.reads.planned import Planned
from commonweal.web.reads.profiled import Profiled, anchor
from commonweal.web.reads.shown import Cell, Column, Row, Section, Table

_CHARACTERISTICS = {
    "age": say("age"),
    "disability": say("disability"),
    "gender reassignment": say("gender reassignment"),
    "marriage and civil partnership": say("marriage and civil partnership"),
    "pregnancy and maternity": say("pregnancy and maternity"),
    "race": say("race"),
    "religion or belief": say("religion or belief"),
    "sex": say("sex"),
    "sexual orientation": say("sexual orientation"),
    "socio-economic position": say("socio-economic position"),
}
_EFFECTS = {
    "better": say("better off"),
    "same": say("no worse off"),
    "worse": say("worse off"),
    "not known": say("not known yet"),
}
_TONES = {"better": "yes", "worse": "harm"}


def equality(found: Planned) -> Section:
    """Show the assessment of a plan; where there is none, that is said."""
    data = found.folder.files.get(FILE)
    return _section(equality_of(data) if data is not None else (), found.source(FILE))


def assessed(found: Profiled) -> tuple[Section, ...]:
    """Show the assessment that a place keeps beside its profile; nothing where it keeps none."""
    data = found.folder.files.get(FILE)
    if data is None:
        return ()
    section = _section(equality_of(data), f"/sources/#file-{anchor(FILE)}")
    about = say("This is what the hand-over of services does to them, as it was written down before a plan is adopted.")
    return (replace(section, said=(*section.said, about)),)


def _section(impacts: tuple[Impact, ...], source: str) -> Section:
    return Section(
        "equality",
        say("Is anybody left worse off for who they are?"),
        said=impact_sentences(impacts),
        folded=(_table(impacts, source),) if impacts else (),
    )


def _table(impacts: tuple[Impact, ...], source: str) -> Table:
    columns = (
        Column(say("Characteristic")),
        Column(say("What is left for people")),
        Column(say("What that rests on"), "why"),
        Column(say("What is done about it"), "why"),
        Column(say("Who answers for it")),
        Column(say("By when")),
    )
    rows = tuple(
        Row(
            (
                Cell(_CHARACTERISTICS[one.characteristic]),
                Cell(_EFFECTS[one.effect], href=source, tone=_TONES.get(one.effect, "")),
                Cell(one.evidence),
                Cell(one.mitigation or say("nothing is needed")),
                Cell(one.owner),
                Cell(say("{day}", day=one.by)),
            )
        )
        for one in impacts
    )
    return Table(say("See each characteristic, what the plan does, and who answers for it"), columns, rows)
