"""The form of a proposal: first the sum, then just the questions that are asked for it."""

from collections.abc import Mapping
from typing import Any

from django import forms

from commonweal.formats.prose import prose
from commonweal.proposals.consortium import Share
from commonweal.proposals.ideas import LONGEST_WORDS
from commonweal.proposals.questions import LONGEST_ANSWER
from commonweal.proposals.submission import Submission
from commonweal.terms.money import Pence
from commonweal.terms.sentences import say
from commonweal.web import clock
from commonweal.web.pages.fields import Carried, LongWords, One, Pick, Pounds, Some, Words
from commonweal.web.pages.work.acts import ActForm, Given
from commonweal.web.procedures.tickets import FOR_OTHERS, digest
from commonweal.web.reads import proposing, who

MARKS = (
    ("enforcement only", say("It works by enforcement alone, such as fines or patrols")),
    ("may move a problem", say("It may move a problem to somewhere else")),
)
LED_BY = (("residents", say("residents")), ("funder", say("whoever holds the money")))
CONTACT = say("How can we reach you?")
CONTACT_HINT = say("A telephone number, an address, or where you can be found. It is never published.")
_FIRST = ("pence", "body", "other", "earlier")
_ANSWER = "answer-"


class ProposalForm(ActForm):
    """A proposal as it is put forward. Its first step asks the sum, since that decides what else is asked."""

    title = Words(say("What it is called"), say("One line, as it would stand on the ballot."))
    words = LongWords(say("What would be done?"), say("A few sentences that voters will read."), longest=LONGEST_WORDS)
    pence = Pounds(say("How much do you ask for?"), say("The smaller the sum, the fewer questions are asked."))
    body = Pick(say("Which body would do it?"), [], say("Choose it from the list, if it is there."), required=False)
    other = Words(say("Or another body"), say("A short name for it, such as harbour-hub."), required=False, longest=100)
    idea = Pick(say("Which idea does it take up?"), [], required=False)
    neighbourhood = Pick(say("Where is it for?"), [], say("Leave it empty for the whole place."), required=False)
    group = Words(say("Whom is it for?"), say("Leave it empty if it is for everyone."), required=False)
    category = Pick(
        say("What kind of project is it?"),
        [],
        say("The rules of this round set money for each of these. Leave it empty if it is none of them."),
        required=False,
    )
    led_by = One(say("Whose proposal is it?"), LED_BY)
    marks = Some(say("Tick what is true of it"), MARKS, required=False)
    shares = LongWords(
        say("Who does it together?"),
        say(
            "A line for each body, the leading one too: SHORT NAME; NAME; WHAT IT DOES; POUNDS. They add up to the sum."
        ),
        required=False,
    )
    earlier = Words(
        say("The private link of a proposal of yours from before"),
        say("What you answered there is then filled in for you."),
        required=False,
        longest=300,
    )
    contact = LongWords(CONTACT, CONTACT_HINT, required=False, longest=500)
    asked = Carried(required=False)

    new = True
    """Whether it is put forward for the first time."""

    def prepare(self) -> None:
        """Offer what can be chosen, and add the questions of the sum once it is known."""
        self.places = {"organisation": "other", "partners": "shares", "lead": "shares"}
        self.fields["body"].choices = self._bodies()  # type: ignore[attr-defined]
        self.fields["neighbourhood"].choices = proposing.neighbourhoods()  # type: ignore[attr-defined]
        self.fields["idea"].choices = proposing.standing_ideas(self.ids[0])  # type: ignore[attr-defined]
        self.fields["category"].choices = kinds = proposing.categories(self.ids[0])  # type: ignore[attr-defined]
        self._drop("category", unless=bool(kinds))
        self._drop("led_by", unless=bool(self.person))
        self._drop("contact", unless=self.new)
        self._drop("earlier", unless=self.new and not self.person)
        self.initial = {"led_by": "residents"} | dict(self.initial)
        pence = self._sum()
        if pence is None:
            for name in [name for name in self.fields if name not in _FIRST]:
                del self.fields[name]
            return
        self.questions = proposing.asked(self.ids[0], pence)
        self._ask()

    def further(self) -> "ActForm | None":
        """Give the step that asks the questions, unless those of this very sum were asked already."""
        if not self.is_bound or self._sum() is None or self.data.get("asked", "") == self._mark():
            return None
        if "asked" not in self.data and not (self.data.get("body") or self.data.get("other")):
            return None
        typed = {name: self._typed(name) for name in self.fields if name in self.data}
        return type(self)(None, None, ids=self.ids, seat=self.person, initial={**self._before(), **typed})

    def clean(self) -> dict[str, Any]:
        """Say which body it is, and read the answers and the partners."""
        given = super().clean() or {}
        given["organisation"] = given.get("body") or given.get("other") or ""
        if not given["organisation"]:
            self.add_error("body", forms.ValidationError("missing", code="required"))
        given["answers"] = {
            name.removeprefix(_ANSWER): given[name]
            for name in self.fields
            if name.startswith(_ANSWER) and name in given
        }
        given["partners"] = tuple(self._partners(str(given.get("shares", ""))))
        return given

    def _bodies(self) -> list[tuple[str, str]]:
        own = own_body(self.person)
        known = proposing.bodies()
        if not own:
            return known
        self._drop("other", unless=False)
        return [one for one in known if one[0] == own] or [(own, own)]

    def _drop(self, name: str, *, unless: bool) -> None:
        if not unless:
            self.fields.pop(name, None)

    def _sum(self) -> Pence | None:
        typed = self.data.get("pence") if self.is_bound else self.initial.get("pence")
        try:
            found: Pence | None = self.base_fields["pence"].clean(typed)
        except forms.ValidationError:
            return None
        return found

    def _mark(self) -> str:
        return ",".join(one.id for one in self.questions)

    def _ask(self) -> None:
        self.fields.pop("earlier", None)
        for one in self.questions:
            name = f"{_ANSWER}{one.id}"
            self.fields[name] = LongWords(one.asks, say("Asked because: {risk}", risk=one.risk), longest=LONGEST_ANSWER)
            self.places.setdefault(one.id, name)
        if "contact" in self.fields:
            self.fields["contact"] = self.fields.pop("contact")
        self.fields["asked"] = self.fields.pop("asked")
        self.initial["asked"] = self._mark()

    def _typed(self, name: str) -> Any:
        several: Any = getattr(self.data, "getlist", None)
        return several(name) if several and isinstance(self.fields[name], Some) else self.data.get(name)

    def _before(self) -> Mapping[str, Any]:
        """Give the answers that the same body gave before: it shows that it is the same by its account or its link."""
        own, link = own_body(self.person), str(self.data.get("earlier", "")).strip()
        found: Mapping[str, str] = {}
        if own:
            found = proposing.answered_by(own, self.questions)
        elif link:
            found = proposing.answered_with(digest(link.rstrip("/").rpartition("/")[2]), self.questions)
        return {f"{_ANSWER}{question}": text for question, text in found.items()}

    def _partners(self, text: str) -> list[Share]:
        found = []
        for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), 1):
            parts = [part.strip() for part in line.split(";")]
            try:
                name, title, does, pounds = parts
                found.append(Share(name, title, does, Pounds(say("Sum")).clean(pounds)))
            except (ValueError, forms.ValidationError):
                said = say("Line {number} does not have four parts, the last one a sum in pounds.", number=number)
                self.add_error("shares", prose().text(said))
        return found


class ChangeForm(ProposalForm):
    """A proposal that stands, to be mended or changed."""

    new = False

    def prepare(self) -> None:
        """Begin with what stands."""
        if not self.is_bound and not self.initial:
            self.initial = proposing.as_form(self.ids[0], self.ids[1])
        super().prepare()


def submission_of(given: Given) -> Submission:
    """Give the proposal that was filled in."""
    return Submission(
        given["title"],
        given["words"],
        given["organisation"],
        given["pence"],
        idea=given.get("idea", ""),
        neighbourhood=given["neighbourhood"],
        group=given["group"],
        category=given.get("category", ""),
        led_by=given.get("led_by") or "residents",
        marks=tuple(given["marks"]),
        answers=given["answers"],
        partners=given["partners"],
    )


def own_body(seat: str) -> str:
    """Give the body of somebody who acts as its member alone, and so for no other."""
    person = who.person_of(seat, clock.now()) if seat else None
    roles = person.roles if person else ()
    if any(one.role in {"CVS worker", "board secretary"} for one in roles):
        return ""
    return next((one.organisation for one in roles if one.role == "organisation member"), "")


def may_speak_for_others(seat: str) -> bool:
    """Say whether somebody writes down what bodies say that are not their own."""
    person = who.person_of(seat, clock.now()) if seat else None
    return any(one.role in FOR_OTHERS for one in (person.roles if person else ()))
