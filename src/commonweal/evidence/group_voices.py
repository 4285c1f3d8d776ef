"""What is published of named groups: corrected counts of bodies that work with them, and who is met with silence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from commonweal.evidence.figures import Figure
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.named_groups import Corrected, HandTagged, Tag, corrected, found_by
from commonweal.evidence.patterns import LONGEST
from commonweal.evidence.proportions import Interval
from commonweal.terms.sentences import Sentence, say
from commonweal.terms.sources import Unknown

BODIES, TAGS, GRANTS = "bodies.csv", "tags.csv", "grants.csv"
_BODIES = say("bodies that work with them")
_METHOD = say(
    "found by their own words and corrected for what words miss and take in wrongly (Rogan and Gladen); interval of "
    "Lang and Reiczigel, rounded outward to whole bodies"
)
_CLIPPED = say(
    "found by their own words and corrected for what words miss and take in wrongly (Rogan and Gladen); interval of "
    "Lang and Reiczigel, rounded outward to whole bodies; what lay below none or above all was set to that bound"
)


@dataclass(frozen=True, slots=True)
class GroupVoice:
    """What is on file for one named group, in the whole place; never for a part of it.

    Attributes:
        code: of its tag.
        name: of the group, as the tag's scheme has it.
        groups: the groups of ``needs.csv`` that the tag speaks of.
        bodies: corrected count of bodies that work with them, of those that say what they do.
        sample: how the tag's words did on bodies tagged by hand.
        clipped: whether the count or an end of its interval was set to what is possible.
        grants: whether the words of any grant on file speak of them, as far as they are read; None where no grants are
            on file.
        services: names of the services on file that say that they are for these groups and are open.
        silent: whether no body, no grant and no service on file speaks of them.
        sentence: how it stands.
    """

    code: str
    name: str
    groups: tuple[str, ...]
    bodies: Figure
    sample: HandTagged
    clipped: bool
    grants: bool | None
    services: tuple[str, ...]
    silent: bool
    sentence: Sentence


@dataclass(frozen=True, slots=True)
class NamedGroups:
    """Every named group of a place's tags.

    Attributes:
        read: bodies whose words were read.
        unread: bodies that say nothing of what they do, or more than is read.
        voices: each group, in the order of ``tags.csv``.
        caveat: how it is counted.
    """

    read: int
    unread: int
    voices: tuple[GroupVoice, ...]
    caveat: Sentence

    @property
    def silent(self) -> tuple[GroupVoice, ...]:
        """The groups that are met with silence."""
        return tuple(voice for voice in self.voices if voice.silent)


def named_groups(evidence: Evidence) -> NamedGroups | None:
    """Count the bodies that work with each named group; None where the place has no tags or no bodies on file."""
    if not evidence.tags or evidence.bodies is None:
        return None
    texts = [f"{body.name} {body.activities}" for body in evidence.bodies if body.activities]
    read = [text for text in texts if len(text) <= LONGEST]
    given = None if evidence.grants is None else [f"{one.title} {one.description}" for one in evidence.grants]
    open_to = _open_to(evidence)
    voices = tuple(_voice(tag, read, given, open_to) for tag in evidence.tags)
    unread = len(evidence.bodies) - len(read)
    return NamedGroups(len(read), unread, voices, _caveat(len(read), unread))


def _voice(
    tag: Tag, read: Sequence[str], given: Sequence[str] | None, open_to: Mapping[str, tuple[str, ...]]
) -> GroupVoice:
    hits = sum(found_by(tag, read))
    count = corrected(hits, len(read), tag.sample)
    # A grant's words beyond what is read in time are left; its title alone is never that long.
    spoken = None if given is None else any(found_by(tag, (text[:LONGEST] for text in given)))
    services = tuple(dict.fromkeys(name for group in tag.groups for name in open_to.get(group, ())))
    silent = not hits and not spoken and not services and bool(read)
    return GroupVoice(
        tag.code,
        tag.name,
        tag.groups,
        _figure(count, len(read)),
        tag.sample,
        isinstance(count, Corrected) and count.clipped,
        spoken,
        services,
        silent,
        _told(tag, count, silent=silent),
    )


def _figure(count: Corrected | Unknown, rows: int) -> Figure:
    files = (BODIES, TAGS)
    if isinstance(count, Unknown):
        return Figure(count, _BODIES, files, rows, _METHOD)
    return Figure(count.value, _BODIES, files, rows, _CLIPPED if count.clipped else _METHOD, count.low, count.high)


def _told(tag: Tag, count: Corrected | Unknown, *, silent: bool) -> Sentence:
    if silent:
        most = (
            say("up to {high} bodies may work with them without saying so", high=count.high)
            if (isinstance(count, Corrected))
            else say("how many bodies work with them without saying so is not known")
        )
        return say(
            "{group}: silence. No body, service or grant on file speaks of them, and {most}. That is not the same as "
            "no need.",
            group=tag.name,
            most=most,
        )
    if isinstance(count, Unknown):
        return say(
            "{group}: how many bodies work with them is not known: {reason}.", group=tag.name, reason=say(count.reason)
        )
    return say(
        "{group}: about {value} body works with them (between {low} and {high}).",
        plural="{group}: about {value} bodies work with them (between {low} and {high}).",
        by="value",
        group=tag.name,
        value=count.value,
        low=count.low,
        high=count.high,
    )


def _caveat(read: int, unread: int) -> Sentence:
    return say(
        "From the words of {read} bodies; {unread} more say nothing that could be read. Words miss some bodies and "
        "take in others: the counts are corrected for that, and only the whole place is counted, since so few bodies "
        "tell nothing of a part of it.",
        read=read,
        unread=unread,
    )


def _open_to(evidence: Evidence) -> Mapping[str, tuple[str, ...]]:
    """Give the services that have an open site which says that it is for a group, by the group."""
    names = {offer.service.id: offer.service.name for offer in evidence.offers}
    found: dict[str, dict[str, None]] = {}
    for site in evidence.sites:
        if site.open_on(evidence.as_at):
            for group in site.groups:
                found.setdefault(group, {})[names[site.service]] = None
    return {group: tuple(services) for group, services in found.items()}


def share_text(share: Interval | Unknown) -> Sentence:
    """Say a share with its interval in per cent."""
    if isinstance(share, Unknown):
        return say("not known")
    return say("{value:percent} ({low:percent} to {high:percent})", value=share.value, low=share.low, high=share.high)
