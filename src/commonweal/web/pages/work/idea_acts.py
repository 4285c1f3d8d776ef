"""Acts on ideas and on what is urgent: typing in, publishing, joining, parting, passing on, and taking up."""

from datetime import datetime

from commonweal.proposals.declining import DECLINED
from commonweal.proposals.ideas import LONGEST_WORDS, Idea
from commonweal.terms.sentences import say
from commonweal.web.codes import CHANNEL_WORDS
from commonweal.web.pages.fields import Agreed, LongWords, One, Pick, Some, Words
from commonweal.web.pages.proposals.forms import LED_BY
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids, Nothing
from commonweal.web.procedures.decline_idea import decline_idea
from commonweal.web.procedures.divert_idea import divert_idea
from commonweal.web.procedures.erase_urgent import erase_urgent
from commonweal.web.procedures.merge_ideas import merge_ideas
from commonweal.web.procedures.publish_idea import publish_idea
from commonweal.web.procedures.split_idea import split_idea
from commonweal.web.procedures.submit_idea import submit_idea
from commonweal.web.procedures.triage_urgent import triage_urgent
from commonweal.web.reads import own_page, proposing, review_queue, stored, urgent_page
from commonweal.web.reads.shown import Aside, Page, Section
from commonweal.web.rights import Actors

_CHANNELS = tuple((channel, words) for channel, words in CHANNEL_WORDS.items() if channel != "web")


class TypeIn(ActForm):
    """An idea that came in on paper or by telephone."""

    channel = One(say("How it came in"), _CHANNELS)
    led_by = One(say("Whose idea it is"), LED_BY)
    neighbourhood = Pick(say("Where it is for"), [], say("Leave it empty for the whole place."), required=False)
    title = Words(say("The idea, in one line"), say("In their own words."))
    words = LongWords(say("More, as it was written or said"), required=False, longest=LONGEST_WORDS)
    contact = LongWords(
        say("How to reach them, if they wish"), say("It is never published."), required=False, longest=500
    )

    def prepare(self) -> None:
        """Offer the neighbourhoods; most ideas are residents'."""
        self.fields["neighbourhood"].choices = proposing.neighbourhoods()  # type: ignore[attr-defined]
        self.initial = {"led_by": "residents"} | dict(self.initial)


class ReadIt(ActForm):
    """That a person has read an idea."""

    was_read = Agreed(
        say("I have read it: nothing in it is about anybody's safety, and it names nobody."),
        say("If it is about somebody's safety, do not publish it: pass it on as urgent."),
    )


class Decline(ActForm):
    """Why an idea is not published."""

    reason = One(
        say("Why is it not published?"),
        [*DECLINED.items()],
        say("If it is about somebody's safety, do not decline it: pass it on as urgent."),
    )


class Join(ActForm):
    """Which ideas ask for the same."""

    ideas = Some(say("Which ideas ask for the same?"), [], say("Two or more."))
    title = Words(say("The line that says what they have in common"))
    reason = LongWords(say("Why they are joined"), say("It is published."))

    def prepare(self) -> None:
        """Offer the ideas that stand."""
        self.places = {"before": "ideas"}
        self.fields["ideas"].choices = proposing.standing_ideas(self.ids[0])  # type: ignore[attr-defined]


class Part(ActForm):
    """Which idea asks for several things."""

    idea = Pick(say("Which idea asks for several things?"), [])
    titles = LongWords(say("The new ideas, one on each line"), say("Two or more."))
    reason = LongWords(say("Why it is parted"), say("It is published."))

    def prepare(self) -> None:
        """Offer the ideas that stand."""
        self.places = {"before": "idea", "after": "titles", "title": "titles"}
        self.fields["idea"].choices = proposing.standing_ideas(self.ids[0])  # type: ignore[attr-defined]


class Triage(ActForm):
    """Where a concern now stands."""

    state = One(say("What have you done?"), [])

    def prepare(self) -> None:
        """Offer where it can go from where it stands."""
        self.fields["state"].choices = urgent_page.moves(self.ids[0])  # type: ignore[attr-defined]


def _type_in(given: Given, ids: Ids, at: datetime, actors: Actors) -> Page:
    told = Idea(given["title"], given["words"], given["channel"], given["led_by"], "", given["neighbourhood"])
    ticket = submit_idea(ids[0], told, contact=given["contact"], at=at, actors=actors)
    kept = Aside(say("It is kept"), (say("{title} waits to be read and published.", title=given["title"]),))
    found = own_page.received(say("It is kept"), f"/mine/{ticket.token}/")
    return Page(
        here="",
        trail=(),
        title=found.title,
        lead=found.lead,
        sections=(Section("kept", say("The one before"), asides=(kept,), ways=found.sections[0].ways),),
    )


def _split(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    titles = [line.strip() for line in given["titles"].splitlines() if line.strip()]
    return split_idea(ids[0], given["idea"], titles, reason=given["reason"], at=at, actors=actors)


def _held_here(ids: Ids) -> bool:
    return "opens" in (stored.frozen(ids[0]) or {})


def _unpublished(ids: Ids) -> bool:
    return _held_here(ids) and review_queue.unpublished_idea(ids[0], ids[1]) is not None


def _waits(ids: Ids) -> bool:
    return _held_here(ids) and review_queue.waiting_idea(ids[0], ids[1]) is not None


def _to_decline(ids: Ids) -> bool:
    sent = review_queue.unpublished_proposal(ids[0], ids[1])
    return _waits(ids) or (_held_here(ids) and sent is not None and sent.declined is None)


def _parts(ids: Ids) -> tuple[Section, ...]:
    is_idea = review_queue.unpublished_idea(ids[0], ids[1]) is not None
    return (review_queue.idea_parts if is_idea else review_queue.sent_parts)(ids[0], ids[1])


ACTS = (
    Act(
        "submit_idea",
        say("Type in an idea"),
        say("From a paper form, a telephone call or a sheet: in their own words, one after another."),
        say("Keep it, and go on to the next"),
        say("Your role stands beside it, never your name or theirs. A person still reads it before it is published."),
        say("It is kept."),
        TypeIn,
        _type_in,
        ("round",),
        _held_here,
        lambda _: (Section("safety", say("Before you type"), asides=(urgent_page.way_in(),)),),
        onward=lambda given: {name: given[name] for name in ("channel", "led_by", "neighbourhood")},
        called="type_in_idea",
    ),
    Act(
        "publish_idea",
        say("Publish an idea"),
        say("It is published as it was put forward, with how it came in and whose it is."),
        say("Publish it"),
        say("It becomes an entry of the public record."),
        say("The idea is published."),
        ReadIt,
        lambda given, ids, at, actors: publish_idea(ids[0], ids[1], at=at, actors=actors),  # noqa: ARG005 - as every act is
        ("round", "idea"),
        _unpublished,
        lambda ids: review_queue.idea_parts(ids[0], ids[1]),
    ),
    Act(
        "decline_idea",
        say("Decline it"),
        say(
            "It is not published, and whoever sent it sees why. They can send it anew, or ask somebody else to read it."
        ),
        say("Decline it"),
        say("A number, the reason and your role become an entry of the public record. What it says does not."),
        say("It was declined, and whoever sent it can see why."),
        Decline,
        lambda given, ids, at, actors: decline_idea(ids[0], ids[1], given["reason"], at=at, actors=actors),
        ("round", "idea"),
        _to_decline,
        _parts,
    ),
    Act(
        "divert_idea",
        say("Pass it on as urgent"),
        say("It is about somebody's safety. It leaves the ideas whole, and goes to those who take up what is urgent."),
        say("Pass it on"),
        say("Nothing of it stays among the ideas, and it is never published. If somebody is in danger now, ring 999."),
        say("It was passed on as urgent. If somebody is in danger now, ring 999."),
        Nothing,
        lambda given, ids, at, actors: divert_idea(ids[0], ids[1], at=at, actors=actors),  # noqa: ARG005 - as every act is
        ("round", "idea"),
        _waits,
        lambda ids: review_queue.idea_parts(ids[0], ids[1]),
    ),
    Act(
        "merge_ideas",
        say("Join ideas that ask for the same"),
        say("They become one new idea. Each stays to be read, and leads to where it went."),
        say("Join them"),
        say("It becomes an entry of the public record, with your reason."),
        say("The ideas are joined."),
        Join,
        lambda given, ids, at, actors: merge_ideas(
            ids[0], given["ideas"], given["title"], reason=given["reason"], at=at, actors=actors
        ),
        ("round",),
        lambda ids: _held_here(ids) and len(proposing.standing_ideas(ids[0])) > 1,
    ),
    Act(
        "split_idea",
        say("Part an idea that asks for several things"),
        say("It becomes several new ideas. It stays to be read, and leads to each of them."),
        say("Part it"),
        say("It becomes an entry of the public record, with your reason."),
        say("The idea is parted."),
        Part,
        _split,
        ("round",),
        lambda ids: _held_here(ids) and bool(proposing.standing_ideas(ids[0])),
    ),
    Act(
        "triage_urgent",
        say("Take up an urgent concern"),
        say("Say where it now stands. What was done is told elsewhere, by the rules of the body that does it."),
        say("Keep where it stands"),
        say("Only your role and the day are kept. It is destroyed 90 days after it was closed."),
        say("Where it stands is kept."),
        Triage,
        lambda given, ids, at, actors: triage_urgent(ids[0], given["state"], at=at, actors=actors),
        ("concern",),
        lambda ids: urgent_page.is_kept(ids[0]),
        lambda ids: urgent_page.parts(ids[0]),
    ),
    Act(
        "erase_urgent",
        say("Destroy old urgent concerns"),
        say("What was closed more than 90 days ago is destroyed, words and all."),
        say("Destroy them"),
        say("It cannot be brought back."),
        say("What was old is destroyed."),
        Nothing,
        lambda given, ids, at, actors: erase_urgent(at=at, actors=actors),  # noqa: ARG005 - as every act is
    ),
)
