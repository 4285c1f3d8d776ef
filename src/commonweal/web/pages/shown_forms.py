"""A form as a page shows it: every field with its words, what was typed, and what is wrong with it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms

from commonweal.errors import CommonwealError
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence, say
from commonweal.web.pages.fields import Asking
from commonweal.web.reads.shown import plain

_BY_CODE = {
    "required": say("Fill this in."),
    "min_value": say("This is too small."),
    "max_value": say("This is too large."),
    "too_large": say("This file is larger than 20 MB. Choose a smaller one."),
    "empty": say("This file is empty. Choose another one."),
    "password_mismatch": say("The two passwords differ. Write the same one twice."),
    "incorrect_code": say("This code is not right, or its time has passed. Write the one that your device shows now."),
    "email_password_mismatch": say("There is no account with this address and this password."),
    "too_many_login_attempts": say("There were too many tries. Wait five minutes, then try again."),
    "rate_limited": say("There were too many tries. Wait five minutes, then try again."),
    "unknown_email": say("There is no account with this address."),
    "incorrect_password": say("This is not your password."),
    "enter_current_password": say("This is not your password."),
    "password_too_short": say("Choose a longer password: twelve characters or more."),
    "password_too_common": say("Many people use this password. Choose another one."),
    "password_too_similar": say("This password is too like your name or address. Choose another one."),
}
_OF_SIGN_IN = {
    "login": (say("Email address"), "email"),
    "email": (say("Email address"), "email"),
    "password": (say("Password"), "password"),
    "oldpassword": (say("The password you have now"), "password"),
    "password1": (say("New password"), "password"),
    "password2": (say("The new password again"), "password"),
    "code": (say("Code from your device"), "code"),
}
"""What the fields of sign-in are called, whose forms come from a library."""
_COMPLETES = {
    "login": "username",
    "email": "email",
    "password": "current-password",
    "oldpassword": "current-password",
    "password1": "new-password",
    "password2": "new-password",
    "code": "one-time-code",
}


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a field: what is sent, what it says, and whether it is chosen."""

    value: str
    text: Sentence | str
    chosen: bool
    id: str


@dataclass(frozen=True, slots=True)
class Field:
    """A field as it is shown.

    Attributes:
        name: what it is sent as.
        id: its anchor on the page.
        kind: how it is drawn: text, long, email, password, code, date, number, money, one, pick, some, agreed, file,
            hidden.
        label: what it asks.
        hint: what helps to answer.
        value: what was typed.
        faults: what is wrong with it.
        needed: whether it must be answered.
        options: its answers, where there are some to choose from.
        longest: the most characters, or None.
        completes: what a browser may fill in, or "".
        fixed: whether it stands and cannot be changed.
        first: whether one begins to type in it as soon as the page is there.
    """

    name: str
    id: str
    kind: str
    label: Sentence | str
    hint: Sentence | str
    value: str
    faults: tuple[Sentence, ...]
    needed: bool
    options: tuple[Option, ...] = ()
    longest: int | None = None
    completes: str = ""
    fixed: bool = False
    first: bool = False

    @property
    def described(self) -> str:
        """The ids of what describes it, for a screen reader."""
        parts = [f"{self.id}-hint"] if self.hint else []
        return " ".join([*parts, *([f"{self.id}-fault"] if self.faults else [])])


@dataclass(frozen=True, slots=True)
class Plan:
    """Fields of a form that belong together.

    Attributes:
        names: the names of its fields.
        legend: its heading, or "" where it needs none.
        id: its anchor.
        more: what the button below it is sent as, or "" where there is none. It does nothing but show the form again.
        another: what that button says.
        to: the anchor to go to after it.
        note: what to know about that button, or "".
    """

    names: tuple[str, ...]
    legend: Sentence | str = ""
    id: str = ""
    more: str = ""
    another: Sentence | str = ""
    to: str = ""
    note: Sentence | str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Fields that belong together, as they are shown."""

    plan: Plan
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A form as it is shown: its fields, the faults that are of no one field, and the fields block by block."""

    fields: tuple[Field, ...]
    faults: tuple[Sentence, ...]
    blocks: tuple[Block, ...] = ()

    @property
    def has_more(self) -> bool:
        """Whether some button of it only shows the form again."""
        return any(block.plan.more for block in self.blocks)

    @property
    def wrong(self) -> tuple[Field, ...]:
        """The fields that something is wrong with."""
        return tuple(field for field in self.fields if field.faults)

    @property
    def has_file(self) -> bool:
        """Whether a file is asked for."""
        return any(field.kind == "file" for field in self.fields)


def shown(form: forms.BaseForm, refused: CommonwealError | None = None, *, judged: bool = True) -> Shown:
    """Give a form as a page shows it.

    Args:
        form: bound, where something was sent.
        refused: what the procedure refused, whose faults stand at the fields that they name.
        judged: whether to say what is wrong; not while somebody is still filling it in.
    """
    faults = form.errors.as_data() if form.is_bound and judged else {}
    of_fields = {
        name: [_said(form.fields[name], one) for one in found] for name, found in faults.items() if name in form.fields
    }
    of_form = [_said(None, one) for one in faults.get("__all__", ())]
    if refused is not None:
        of_form.insert(0, _refusal(refused))
        for fault in refused.faults:
            said = plain(prose().placed_fault(fault))
            name = getattr(form, "places", {}).get(fault.field, fault.field)
            place = of_fields.setdefault(name, []) if name in form.fields else of_form
            place.append(plain(prose().fault(fault)) if name in form.fields else said)
    fields = tuple(_fields(form, of_fields))
    return Shown(fields, tuple(of_form), _blocks(form, fields))


def _blocks(form: forms.BaseForm, fields: tuple[Field, ...]) -> tuple[Block, ...]:
    """Give the fields block by block, where a form plans them; all in one block where it does not."""
    if not hasattr(form, "plan"):
        return (Block(Plan(()), fields),)
    named = {field.name: field for field in fields}
    return tuple(Block(plan, tuple(named[name] for name in plan.names)) for plan in form.plan())


def _refusal(refused: CommonwealError) -> Sentence:
    what, remedy = prose().refusal(refused)
    return plain(f"{what} {remedy}")


def _fields(form: forms.BaseForm, faults: dict[str, list[Sentence]]) -> Iterator[Field]:
    for bound in form:
        asked = bound.field
        label, kind = _OF_SIGN_IN.get(bound.name, (plain(bound.label), "text"))
        hint: Sentence | str = ""
        if isinstance(asked, Asking):
            label, kind, hint = asked.asks, asked.kind, asked.helps
        typed = bound.value()
        yield Field(
            name=bound.html_name,
            id=bound.auto_id or bound.html_name,
            kind=kind,
            label=label,
            hint=hint,
            value="" if kind in {"password", "file"} else _typed(typed),
            faults=tuple(faults.get(bound.name, ())),
            needed=asked.required or getattr(asked, "goes_with_row", False),
            options=tuple(_options(bound.auto_id, getattr(asked, "choices", ()), typed)),
            longest=getattr(asked, "max_length", None),
            completes=asked.widget.attrs.get("autocomplete", "") or _COMPLETES.get(bound.name, ""),
            fixed=asked.disabled,
            first=bound.name == getattr(form, "begins_at", None),
        )


def _options(id_: str, choices: Any, typed: Any) -> Iterator[Option]:
    chosen = {str(one) for one in typed} if isinstance(typed, list | tuple) else {_typed(typed)}
    for number, (value, text) in enumerate(choices):
        yield Option(str(value), text, str(value) in chosen, f"{id_}-{number}")


def _typed(value: Any) -> str:
    if value is None or value is False:
        return ""
    return "on" if value is True else str(value)


def _said(asked: forms.Field | None, wrong: forms.ValidationError) -> Sentence:
    """Say what is wrong: by its code where we know it, by what the field wants, or in the words of the library."""
    found = _BY_CODE.get(wrong.code or "")
    if found is not None:
        return found
    if wrong.code == "max_length" and wrong.params:
        limit, length = wrong.params["limit_value"], wrong.params["show_value"]
        return say("Write at most {limit} characters; these are {length}.", limit=limit, length=length)
    # What has a code comes from the library, in its words; what has none we said ourselves.
    if isinstance(asked, Asking) and wrong.code:
        return say(asked.wrong)
    return plain(" ".join(str(message) for message in wrong.messages))
