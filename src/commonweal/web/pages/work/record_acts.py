"""Acts on the record: erasing a person's words, and giving a checkpoint to another body."""

from datetime import datetime
from typing import Any

from commonweal.formats.prose import prose
from commonweal.terms.sentences import say
from commonweal.web.pages.fields import One, Some, Whole, Words
from commonweal.web.pages.shown_forms import Plan
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids
from commonweal.web.procedures.erase_content import erase_content
from commonweal.web.procedures.lodge_checkpoint import lodge_checkpoint
from commonweal.web.reads import board_work, stored
from commonweal.web.reads.shown import Link, Page, Section, Way
from commonweal.web.rights import Actors

_NOTHING = say("No words are kept under this number. Look the entry up on the page of the record.")


class Erase(ActForm):
    """Whose words go: the entry first, then which of its words, and why."""

    entry = Whole(say("The number of the entry"), say("It stands on the entry's page of the public record."), least=1)
    words = Some(say("Which words are erased"), [], say("Tick each."))
    reason = One(
        say("Why"),
        [
            ("asked by the person", say("the person asked for it")),
            ("kept long enough", say("they were kept long enough")),
            ("harm", say("they do harm")),
            ("court", say("a court ordered it")),
        ],
    )

    def prepare(self) -> None:
        """Offer the words that the entry holds; ask nothing else before it is known which entry it is."""
        told = str(self.data.get("entry", "")).strip()
        self.number = int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None
        held = board_work.erasable(self.number)
        if held:
            self.fields["words"].choices = held  # type: ignore[attr-defined]
        else:
            del self.fields["words"], self.fields["reason"]

    def plan(self) -> list[Plan]:
        """Ask for the entry first; then show what it holds."""
        another = say("Show what this entry holds")
        first = Plan(("entry",), more="entry", another=another, to="held" if self.is_bound else "")
        said = board_work.entry_said(self.number)
        if "words" not in self.fields or said is None:
            return [first]
        return [first, Plan(("words", "reason"), say("Entry {n:plain}: {said}", n=self.number or 0, said=said), "held")]

    def clean(self) -> dict[str, Any]:
        """Refuse an entry that holds nothing to erase."""
        given = super().clean() or {}
        if "words" not in self.fields and "entry" in given:
            self.add_error("entry", prose().text(_NOTHING))
        return given


def _erase(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    return erase_content(given["entry"], given["words"], reason=given["reason"], at=at, actors=actors)


class Keeper(ActForm):
    """Who keeps the checkpoint."""

    keeper = Words(say("Who keeps it"), say("A body that is not this board, such as: the county record office."))


def _lodge(given: Given, ids: Ids, at: datetime, actors: Actors) -> Page:
    del ids
    entry = lodge_checkpoint(given["keeper"], at=at, actors=actors)
    told = say(
        "Give this line to {keeper}, on paper or by email. With it they can show later whether the record was changed.",
        keeper=given["keeper"],
    )
    line = f"{entry.payload['count']} {entry.payload['head']}"
    return Page(
        here="",
        trail=(Link(say("Your desk"), "/work/"),),
        title=say("The checkpoint is lodged"),
        lead=say("It stands in the public record. One step is left: they must really have it."),
        sections=(Section("line", say("What to do now"), ways=(Way(told, typed=line),)),),
    )


def _now() -> tuple[Section, ...]:
    mark = stored.checkpoint()
    said = (
        say(
            "The record holds {n} entry. Its checkpoint is the number of entries and this fingerprint: {head}",
            plural="The record holds {n} entries. Its checkpoint is their number and this fingerprint: {head}",
            by="n",
            n=mark.count,
            head=mark.head,
        ),
    )
    return (Section("checkpoint", say("The record now"), said=said),)


ACTS = (
    Act(
        "erase_content",
        say("Erase somebody's words"),
        say("Names and long words are kept apart from the record, so that they can go. What was decided stays."),
        say("Erase these words"),
        say(
            "They are gone for good, from the pages and from the database. That they were erased, and why, is recorded."
        ),
        say("The words are erased. The entry and its proof stay."),
        Erase,
        _erase,
    ),
    Act(
        "lodge_checkpoint",
        say("Give a checkpoint to another body"),
        say("Whoever keeps a checkpoint can show whether the record was changed before it."),
        say("Lodge this checkpoint"),
        say("That they keep it becomes an entry of the public record. You get one line to give to them."),
        say("The checkpoint is lodged."),
        Keeper,
        _lodge,
        parts=lambda _: _now(),
    ),
)
