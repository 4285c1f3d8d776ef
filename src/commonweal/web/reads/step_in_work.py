"""What the forms of step-in begin from: agreements as they stand, and the services and bodies of the place."""

from commonweal.record.step_ins import KINDS, RecordedStepIn, may_follow
from commonweal.terms.sentences import say
from commonweal.web.codes import MEASURE_WORDS
from commonweal.web.reads import stored
from commonweal.web.reads.board_work import Choices
from commonweal.web.reads.shown import Section
from commonweal.web.reads.site import names
from commonweal.web.reads.telling import told
from commonweal.web.store.step_ins import step_ins


def agreements() -> Choices:
    """Give every agreement with its service."""
    called = names(stored.place() or {})
    return [(name, called.agreement(found.agreed)) for name, found in step_ins().items()]


def agreement(name: str) -> RecordedStepIn | None:
    """Give where an agreement stands, or None where none of this name was recorded."""
    return step_ins().get(name)


def follows(name: str, kind: str) -> bool:
    """Say whether a step can be recorded of an agreement as it stands."""
    found = agreement(name)
    return found is not None and may_follow(found, kind)


def story(name: str) -> tuple[Section, ...]:
    """Tell all that stands in the record of an agreement, before something is added to it."""
    called = names(stored.place() or {})
    said = tuple(
        told(one.kind, one.payload, called) for one in stored.entries_of(*KINDS) if one.payload["agreement"] == name
    )
    return (Section("story", say("What stands in the record"), said=said),) if said else ()


def watched(name: str) -> Choices:
    """Give what an agreement names that stepping in was agreed for."""
    found = agreement(name)
    return [(one["measure"], MEASURE_WORDS[one["measure"]]) for one in (found.agreed["watched"] if found else ())]


def services() -> Choices:
    """Give the services of the place."""
    return [(one["id"], one["name"]) for one in (stored.place() or {}).get("services", ())]


def neighbourhoods() -> Choices:
    """Give the neighbourhoods of the place."""
    told = (stored.place() or {}).get("neighbourhoods", ())
    return [(one["name"], one["name"]) for one in told]
