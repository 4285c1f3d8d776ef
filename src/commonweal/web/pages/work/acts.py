"""What people do in the browser: each act with its words, its form, and the one procedure that it calls."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms

from commonweal.terms.sentences import Sentence
from commonweal.web.reads.shown import Section
from commonweal.web.reads.who import Person
from commonweal.web.rights import RIGHTS, Actors

Ids = tuple[str, ...]
"""What an act is about: the identifiers in its address."""
Given = Mapping[str, Any]
"""What a form gave, as its fields clean it."""


class ActForm(forms.Form):
    """What an act asks for.

    Args:
        data: what was sent, or None.
        files: the files that were sent, or None.
        ids: what the act is about.
        seat: the seat of whoever acts, or "" where nobody signed in.

    Attributes:
        places: the field of the form in which a field that a refusal names was filled in, where the two differ.
    """

    begins_at = ""
    """The field in which one begins to type, where one form after another is filled in."""

    def __init__(self, data: Any = None, files: Any = None, *, ids: Ids, seat: str = "", **named: Any) -> None:
        super().__init__(data, files, **named)
        self.ids = ids
        self.person = seat
        self.places: dict[str, str] = {}
        self.prepare()

    def further(self) -> "ActForm | None":
        """Give the form of the next step, with all that was typed; None where this step is the last one."""
        return None

    def to_keep(self, sent: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """Give what waits for the second person: what was sent, or what was made of it where a file came with it."""
        return dict(sent)

    def preview(self) -> Sequence[Section]:
        """Show the second person what will come of it, where what was filled in does not say it all."""
        return ()

    def prepare(self) -> None:
        """Fill in what depends on what the act is about: answers to choose from, and what stands already."""


class Nothing(ActForm):
    """A form that asks for nothing but to go on."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """An answer to be printed, shown at once and never again.

    Attributes:
        template: the template that shows it.
        context: what it shows; the view adds ``home``, the address of the site.
    """

    template: str
    context: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Act:
    """One thing that people do.

    Attributes:
        procedure: name of the procedure.
        title: what the page and the link are called.
        lead: what it does, in a sentence.
        button: what the one button says.
        beside: what happens when it is pressed, said beside it.
        done: what to say afterwards.
        form: makes the form, given what was sent and what the act is about.
        call: does it.
        about: which identifiers its address holds, such as ("round", "proposal").
        exists: whether there is such a thing to act on.
        parts: what the page shows before the form, such as what is decided on.
        touching: the bodies and proposals that an interest may be in; whoever declared one is told before the form.
        called: its own name, where a procedure has several acts; its address is the name with hyphens.
        same_screen: whether the second person signs on the same page, as for what is typed and never stored.
        due: whether it can be done now, for the desk, which lists it only then; the procedure decides by itself.
        ahead: its long part, done with nothing held that others wait for; it gives what is left to do, which is short.
            None where the act is short as a whole.
        rehearsal: what is tried before a second person is asked, in place of the act, where that would take long.
        onward: what the form, shown again for the next one, is filled in with; None where one goes back to the desk.
    """

    procedure: str
    title: Sentence
    lead: Sentence
    button: Sentence
    beside: Sentence
    done: Sentence
    form: type[ActForm]
    call: Callable[[Given, Ids, datetime, Actors], object]
    about: tuple[str, ...] = ()
    exists: Callable[[Ids], bool] = lambda ids: not ids
    parts: Callable[[Ids], Sequence[Section]] = lambda _: ()
    touching: Callable[[Ids], Sequence[str]] = lambda _: ()
    called: str = ""
    same_screen: bool = False
    due: Callable[[Ids], bool] = lambda _: True
    ahead: Callable[[Given, Ids, datetime, Actors], Callable[[], object]] | None = None
    rehearsal: Callable[[Given, Ids, datetime, Actors], object] | None = None
    onward: Callable[[Given], Mapping[str, str]] | None = None

    @property
    def name(self) -> str:
        """Its name, unlike that of every other act."""
        return self.called or self.procedure

    @property
    def address(self) -> str:
        """The act's part of its address."""
        return self.name.replace("_", "-")

    @property
    def of_round(self) -> bool:
        """Whether it belongs to a round, and so to a phase."""
        return self.about[:1] == ("round",)


def href(act: Act, ids: Ids = ()) -> str:
    """Give the address of an act on something."""
    return "/".join(["/work", act.address, *ids, ""])


def role_for(procedure: str, person: Person) -> str:
    """Give the role in which somebody may begin an act, or "" where none of theirs may."""
    held = {one.role for one in person.roles}
    return next((role for role in RIGHTS[procedure].roles if role in held), "")


def second_role_for(procedure: str, person: Person, first: str) -> str:
    """Give the role in which somebody may confirm what another began in a role, or ""."""
    held = {one.role for one in person.roles} - {first}
    return next((role for role in RIGHTS[procedure].seconds if role in held), "")
