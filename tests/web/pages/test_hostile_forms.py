"""Every field of every form is sent what no honest browser sends: nothing fails, and no sum is taken that is none."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from commonweal.web.pages.fields import Carried, Day, LongWords, One, Pounds, Share, Some, Upload, Whole, Words
from tests.web.pages import standing
from tests.web.pages.crawl import with_every_role

NO_NUMBER = ("-1", "-0.01", "NaN", "Infinity", "1e999", "9" * 40, "1.005", "=1+1")
NO_DAY = ("9999-12-31", "0001-01-01", "2027-02-30", "NaN", "9" * 40)
NO_ANSWER = ("nothing-of-the-list", "<script>alert(1)</script>")
HOSTILE_WORDS = (
    "<script>alert(1)</script>\u202egnp =cmd|' /C calc'!A0",
    "\0",
    "x" * 30_000,
    "\r\nBcc: all@example.org",
)
_TAKEN = 302
_NEVER_TAKEN = {Whole: NO_NUMBER, Pounds: NO_NUMBER, Share: NO_NUMBER, Day: NO_DAY, One: NO_ANSWER, Some: NO_ANSWER}
_GOOD = {Whole: "3", Pounds: "100", Share: "1/4", Day: "2027-05-01", Words: "Words", LongWords: "Some words."}


@dataclass(frozen=True, slots=True)
class Formed:
    """A form that is open now: where it is sent, and what it is filled in with soundly."""

    address: str
    fields: dict[str, Any]
    sound: dict[str, Any]


@pytest.fixture
def stood(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> standing.Stood:
    from commonweal.web import clock
    from commonweal.web.store import keep

    del place_on_sqlite
    stood = standing.stand()
    monkeypatch.setattr(clock, "now", lambda: standing.NOW)
    # What is erased is swept from the files outside of any transaction; here everything is taken back again.
    monkeypatch.setattr(keep, "scrub", lambda *_: None)
    return stood


@contextmanager
def taken_back() -> Iterator[None]:
    """Let nothing that happens inside stay."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def of_kind(field: Any, table: dict[Any, Any]) -> Any:
    """Give what a table says of the nearest kind of a field."""
    return next((table[kind] for kind in type(field).__mro__ if kind in table), None)


def soundly(name: str, field: Any, stands: Any) -> Any:
    """Fill a field in as somebody honest would."""
    answers = [str(value) for value, _ in getattr(field, "choices", ()) if value]
    if answers:
        return answers[:1] if isinstance(field, Some) else answers[0]
    if isinstance(field, Carried):
        return stands or ""
    if name == "email":
        return "somebody@example.org"
    if stands not in {None, ""} and isinstance(stands, str | int):
        return str(stands)
    return of_kind(field, _GOOD) or "on"


def open_forms(stood: standing.Stood) -> Iterator[Formed]:
    """Give one form of each act that can be done now, on something that is there."""
    from commonweal.web.pages.proposals.own_acts import OWN_ACTS
    from commonweal.web.pages.work.acts import href
    from commonweal.web.pages.work.every_act import ACTS
    from commonweal.web.procedures.tickets import digest
    from commonweal.web.reads.own_page import own_by
    from tests.web.expected import in_time
    from tests.web.pages.test_every_door import subjects

    for act in ACTS.values():
        for phase, ids in subjects(stood, act.about):
            if act.exists(ids) and in_time(act.procedure, phase):
                yield _formed(href(act, ids), act.form(None, None, ids=ids, seat=""))
                break
    for (name, procedure), token in stood.links.items():
        own, act = own_by(digest(token)), OWN_ACTS[procedure.replace("_", "-")]
        if own is not None and name == "ideas-open":
            ids = (own.round, own.name, token)
            yield _formed(f"/mine/{token}/{act.address}/", act.form(None, None, ids=ids))


def _formed(address: str, form: Any) -> Formed:
    fields = {name: field for name, field in form.fields.items() if not isinstance(field, Upload)}
    return Formed(address, fields, {name: soundly(name, field, form[name].value()) for name, field in fields.items()})


def test_what_is_no_number_no_day_and_no_answer_is_taken_by_no_form(
    stood: standing.Stood, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.template.backends.django import Template

    monkeypatch.setattr(Template, "render", lambda *_, **__: "")  # whether it is taken is decided before it is told
    everybody, wrong, tried = with_every_role(standing.NOW), list[str](), 0
    for form in open_forms(stood):
        for name, field in form.fields.items():
            for value in of_kind(field, _NEVER_TAKEN) or ():
                tried += 1
                status = _sent(everybody, form, name, value, wrong)
                if status == _TAKEN:
                    wrong.append(f"{form.address} {name}={value[:20]!r} was taken")
    assert wrong == []
    assert tried > 400


def test_hostile_words_in_any_field_of_any_form_fail_nowhere(stood: standing.Stood) -> None:
    everybody, wrong, tried = with_every_role(standing.NOW), list[str](), 0
    for form in open_forms(stood):
        for name, field in form.fields.items():
            for value in HOSTILE_WORDS if isinstance(field, Words) else ():
                tried += 1
                _sent(everybody, form, name, value, wrong)
    assert wrong == []
    assert tried > 200


def _sent(client: Client, form: Formed, name: str, value: str, wrong: list[str]) -> int:
    """Send a form that is sound but for one field; add to what went wrong where it failed or told markup."""
    with taken_back():
        try:
            answer = client.post(form.address, {**form.sound, name: value})
        except Exception as bad:  # noqa: BLE001 - whatever fails is what the test asks about
            wrong.append(f"{form.address} {name}={value[:20]!r}: {type(bad).__name__} {bad}")
            return 500
    if answer.status_code not in {200, 302, 403, 404, 409} or b"<script>alert" in answer.content:
        wrong.append(f"{form.address} {name}={value[:20]!r}: {answer.status_code}")
    return int(answer.status_code)


def test_a_form_that_is_filled_in_soundly_is_taken(stood: standing.Stood) -> None:
    """The tests above refuse something: many of the same forms, filled in soundly, are taken."""
    everybody, taken = with_every_role(standing.NOW), []
    for form in open_forms(stood):
        with taken_back():
            if everybody.post(form.address, form.sound).status_code == _TAKEN:
                taken.append(form.address)
    assert len(taken) > 15, taken
