"""What those who return and count write: key, register, whom codes are for, what stands on paper, shares."""

import csv
import io
from collections.abc import Iterator
from typing import Any

from django import forms

from commonweal.errors import Fault, RegisterFaults
from commonweal.formats.prose import prose
from commonweal.funding.box.choices import BallotForm, Filled
from commonweal.funding.box.paper import READ_AGAIN, SPOILT
from commonweal.terms.sentences import say
from commonweal.web.pages.fields import Day, LongWords, One, Pick, Upload, Whole, Words
from commonweal.web.pages.work.acts import ActForm
from commonweal.web.reads import voting_desk

_SPOILT = {
    "blank": say("blank: nothing is chosen"),
    "too many": say("too many projects or points"),
    "too few": say("too few projects"),
    "unclear": say("unclear: nobody can tell what is meant"),
    "identifies the voter": say("it identifies the voter"),
}
MOST_NAMED = 10
"""How many people may be named at once. A refusal says who of them has voted; nobody learns by it how many have."""


class Key(ActForm):
    """The public key of a round."""

    public = Words(
        say("The public key"),
        say("64 figures and letters, as commonweal keys make printed them. The three sheets never come near a server."),
        longest=100,
    )


class Register(ActForm):
    """The register as a file."""

    file = Upload(
        say("The register, as a CSV file"),
        say("The first line names the columns: number, name, address, area. UTF-8, with commas."),
    )


def rows_of(data: bytes) -> list[list[str]]:
    """Give the rows of a register as it was sent.

    Raises:
        RegisterFaults: where it is no text, or its quoting is broken.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = data[: bad.start].count(b"\n") + 1
        raise RegisterFaults(Fault("this is not UTF-8 text", line=line)) from None
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        return list(reader)
    except csv.Error as bad:
        figures = {"reason": str(bad)}
        raise RegisterFaults(Fault("the quoting is broken: {reason}", figures, line=reader.line_num)) from None


def _contact() -> LongWords:
    return LongWords(
        say("What each sheet says about help"),
        say("The number to ring, and where paper ballots go: by post, or into which boxes."),
        longest=600,
    )


class Codes(ActForm):
    """For whom codes are made."""

    whom = One(
        say("For whom"),
        [
            ("everybody", say("everybody on the register who has no code")),
            ("named", say("people of the register by their numbers: a code that they had is replaced")),
        ],
    )
    numbers = Words(
        say("Their numbers in the register"), say("With spaces between; ten people at most."), required=False
    )
    by = One(
        say("How the codes are given"),
        [("post", say("by post")), ("desk", say("at a desk")), ("event", say("at an event"))],
    )
    contact = _contact()

    def clean(self) -> dict[str, Any]:
        """Read the numbers, or find whoever has no code."""
        given = super().clean() or {}
        whom, text = given.get("whom"), str(given.get("numbers") or "")
        words = text.replace(",", " ").split()
        given["people"] = ()
        if whom == "everybody":
            given["people"] = voting_desk.without_code(self.ids[0])
            if not given["people"]:
                self.add_error("whom", prose().text(say("Everybody on the register has a code, or nobody is on it.")))
        elif whom == "named":
            given["people"] = tuple(self._numbers(words))
        return given

    def _numbers(self, words: list[str]) -> Iterator[int]:
        if not words or len(words) > MOST_NAMED:
            told = say("Name between 1 and {most} people by their numbers.", most=MOST_NAMED)
            self.add_error("numbers", prose().text(told))
            return
        for word in words:
            if word.isascii() and word.isdecimal() and len(word) <= 9:
                yield int(word)
            else:
                self.add_error("numbers", prose().text(say("{word} is not a number.", word=word)))


class EventCodes(ActForm):
    """How many codes are made for nobody in particular."""

    unnamed = Whole(
        say("How many codes for the event"),
        say("No more than people are expected: how many there are is published, and told again at the close."),
        least=1,
    )
    contact = _contact()


class Envelope(ActForm):
    """An envelope."""

    batch = Words(say("Batch"), say("What the pile is called, such as hall-1: ten envelopes or more."), longest=100)
    code = Words(say("Code on the envelope"), longest=60, widget=forms.TextInput(attrs={"autocomplete": "off"}))


class Reading(ActForm):
    """What stands on a paper: choices by the numbers of the projects, or why it is spoilt."""

    choices = Words(
        say("What is chosen"),
        say("The numbers of the projects with spaces between; the best first where they are in order; 3=5 for points."),
        required=False,
        longest=2000,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    spoilt = Pick(say("Or: why it cannot count"), [(code, _SPOILT[code]) for code in SPOILT], required=False)

    def clean(self) -> dict[str, Any]:
        """Give what was read as it is kept."""
        given = super().clean() or {}
        text, spoilt = str(given.get("choices") or ""), given.get("spoilt") or ""
        form = voting_desk.form_of(self.ids[0])
        if not self.needs(given) or form is None:
            return given
        if bool(text) == bool(spoilt):
            told = say("Write what is chosen, or why it cannot count: one of the two.")
            self.add_error("choices", prose().text(told))
        else:
            given["read"] = spoilt or self._filled(text, form)
        return given

    def needs(self, given: dict[str, Any]) -> bool:
        """Say whether a reading is asked for."""
        del given
        return True

    def _filled(self, text: str, form: BallotForm) -> Filled:
        named, points = [], []
        for word in text.replace(",", " ").split():
            number, equals, given = word.partition("=")
            known = number.isascii() and number.isdecimal() and len(number) <= 4
            at = int(number) if known else 0
            if not 1 <= at <= len(form.projects):
                self.add_error("choices", prose().text(say("No project has the number {word}.", word=word)))
                continue
            name = form.projects[at - 1].id
            if (form.kind == "cumulative") != bool(equals):
                told = (
                    say("{word} gives no points: write it as 3=5.", word=word)
                    if form.kind == "cumulative"
                    else say("This ballot takes no points: write {number} alone.", number=number)
                )
                self.add_error("choices", prose().text(told))
            named.append(name)
            points.append((name, given))
        return Filled(points=tuple(points)) if form.kind == "cumulative" else Filled(tuple(named))


class Entering(Reading):
    """A paper of a batch, and what stands on it."""

    batch = Pick(say("Batch"), [])
    number = Whole(say("Number of the paper in its shuffled pile"), least=1)
    field_order = ("batch", "number", "choices", "spoilt")

    def prepare(self) -> None:
        """Offer the batches."""
        names = [(name, name) for name in voting_desk.batch_names(self.ids[0])]
        self.fields["batch"].choices = names  # type: ignore[attr-defined]


class Deciding(Reading):
    """What a paper says that was read in two ways."""

    _FIRST, _SECOND, _NEITHER = READ_AGAIN
    paper = Pick(say("Which paper"), [])
    reason = One(
        say("What you decide"),
        [
            (_FIRST, say("the first entry is right")),
            (_SECOND, say("the second entry is right")),
            (_NEITHER, say("both were wrong: it says what is written below")),
        ],
    )
    field_order = ("paper", "reason", "choices", "spoilt")

    def prepare(self) -> None:
        """Offer the papers that wait."""
        waiting = [f"{at.batch}/{at.number}" for at, _, _ in voting_desk.clashes(self.ids[0])]
        self.fields["paper"].choices = [(name, name) for name in waiting]  # type: ignore[attr-defined]

    def needs(self, given: dict[str, Any]) -> bool:
        """Only where both were wrong is it written again."""
        return given.get("reason") == self._NEITHER


class MoreDays(ActForm):
    """Until when voting lasts."""

    closes = Day(say("The new last day"), say("To the end of that day."))
    reason = One(
        say("Why"),
        [
            ("outage", say("the pages were out of reach")),
            ("post delayed", say("the post came late")),
            ("venue closed", say("a place to vote was closed")),
            ("weather", say("the weather kept people away")),
        ],
    )


class Lot(ActForm):
    """What was drawn, and how."""

    seed = Words(say("What was drawn"), say("Figures, with hyphens between, such as 4-1-6-6-2-3."), longest=60)
    how = Words(say("How it was drawn, and who could watch"))


class SharesForm(ActForm):
    """Two shares, typed and never stored."""

    first = Words(
        say("The first officer's sheet"),
        say("22 groups of four. It opens the ballots with the other one and is kept nowhere."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    second = Words(say("The second officer's sheet"), widget=forms.TextInput(attrs={"autocomplete": "off"}))
