"""Mail is plain text to one person; where none is set, pages say what to do instead."""

import re
import smtplib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from commonweal.errors import BadMailUrl
from commonweal.web import environment
from tests.web.pages.signed import client, person, sign_in
from tests.web.procedures import rounds

SMTP = "django.core.mail.backends.smtp.EmailBackend"
INVITED = {"name": "Somebody", "email": "new@example.org", "role": "auditor"}


@pytest.fixture
def mailed(place_on_sqlite: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder into which mails are written."""
    from commonweal.web import clock

    rounds.opened()
    monkeypatch.setenv("COMMONWEAL_MAIL", "file:")
    monkeypatch.setenv("COMMONWEAL_HOSTS", "board.example")
    monkeypatch.setenv("COMMONWEAL_HTTPS", "1")
    monkeypatch.setattr(clock, "now", lambda: rounds.hour(1))
    return place_on_sqlite / ".commonweal" / "mail"


def mails(folder: Path) -> str:
    return "".join(file.read_text("utf-8") for file in sorted(folder.glob("*"))) if folder.exists() else ""


def test_mail_is_read_from_one_variable() -> None:
    assert environment.mail(Path("/p"), {}) is None
    told = environment.mail(Path("/p"), {"COMMONWEAL_MAIL": "smtp://b%40x.example:p%3Aw@mail.example:2525"})
    assert told is not None
    assert (told.backend, told.sender) == (SMTP, "b@x.example")
    assert told.options == {
        "host": "mail.example",
        "port": 2525,
        "username": "b@x.example",
        "password": "p:w",
        "use_tls": True,
        "use_ssl": False,
        "timeout": 10,
    }
    wrapped = environment.mail(Path("/p"), {"COMMONWEAL_MAIL": "smtps://m.example?from=board@x.example"})
    assert wrapped is not None
    assert (wrapped.options["port"], wrapped.options["use_ssl"], wrapped.sender) == (465, True, "board@x.example")
    here = environment.mail(Path("/p"), {"COMMONWEAL_MAIL": "smtp://127.0.0.1:25"})
    assert here is not None
    assert here.options["use_tls"] is False


@pytest.mark.parametrize(
    "url", ["mail.example", "http://m.example", "smtp://", "smtp://m.example:x", "file:/tmp/x", "smtp://m?from=board"]
)
def test_what_says_no_way_of_sending_is_refused(url: str) -> None:
    with pytest.raises(BadMailUrl):
        environment.mail(Path("/p"), {"COMMONWEAL_MAIL": url})


def test_an_invitation_goes_by_mail_with_a_link_that_works(mailed: Path) -> None:
    secretary = sign_in("board secretary")
    page = secretary.post("/work/invite-person/", INVITED).content.decode()
    assert "We sent this link to new@example.org" in page
    told = mails(mailed)
    assert "To: new@example.org" in told
    assert "Content-Type: text/plain" in told
    assert "html" not in told.lower()
    (link,) = re.findall(r"https://board\.example(/invitation/[\w-]+/)", told)
    assert "You are invited to be auditor" in Client().get(link).content.decode()


def test_a_mail_that_cannot_be_sent_is_said_and_the_link_is_still_there(
    mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise smtplib.SMTPServerDisconnected("new@example.org was refused")

    monkeypatch.setattr("django.core.mail.backends.filebased.EmailBackend.send_messages", refuse)
    page = sign_in("board secretary").post("/work/invite-person/", INVITED).content.decode()
    assert "could not be sent" in page
    assert "/invitation/" in page


def test_without_mail_the_page_alone_has_the_link(mailed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_MAIL")
    page = sign_in("board secretary").post("/work/invite-person/", INVITED).content.decode()
    assert "Pass this link to Somebody" in page
    assert mails(mailed) == ""


def test_a_new_password_is_chosen_by_a_link_that_works_once(mailed: Path) -> None:
    from django.contrib.auth import get_user_model

    seat = person("auditor")
    client(seat)
    user: Any = get_user_model().objects.get(seat=seat)
    somebody = Client()
    assert "forgotten" in somebody.get("/account/sign-in/").content.decode()
    sent = somebody.post("/account/new-password/", {"email": user.email}, HTTP_HOST="127.0.0.1", follow=True)
    assert "Look at your mail" in sent.content.decode()
    (link,) = re.findall(r"https://board\.example(/account/new-password/[\w-]+/)", mails(mailed))
    chosen = {"password1": "quite another odd password", "password2": "quite another odd password"}
    form = somebody.get(link, follow=True)
    done = somebody.post(form.request["PATH_INFO"], chosen, follow=True)
    assert "Your password is changed" in done.content.decode()
    user.refresh_from_db()
    assert user.check_password("quite another odd password")
    assert somebody.get("/work/").status_code == 302
    assert "too old" in Client().get(link, follow=True).content.decode()


def test_nobody_learns_whether_there_is_an_account_and_strangers_get_no_mail(mailed: Path) -> None:
    known, unknown = person("auditor"), "stranger@example.org"
    from django.contrib.auth import get_user_model

    email = get_user_model().objects.get(seat=known).email
    answers = [Client().post("/account/new-password/", {"email": one}, follow=True) for one in (email, unknown)]
    assert answers[0].content == answers[1].content
    assert unknown not in mails(mailed)


def test_without_mail_the_page_says_whom_to_ask(mailed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMMONWEAL_MAIL")
    assert "Ask whoever runs this software" in Client().get("/account/new-password/").content.decode()
    assert Client().post("/account/new-password/", {"email": "a@example.org"}).status_code == 200
    assert mails(mailed) == ""


def test_hostile_names_stay_words_in_a_mail_and_add_neither_header_nor_reader(
    mailed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from email import message_from_string, policy

    from commonweal.web.pages.people import mails as ours
    from commonweal.web.reads.site import site

    hostile = "<script>alert(1)</script> =?utf-8?q?x?="
    named = replace(site(), name=f"{hostile}\r\nBcc: all@example.org")
    monkeypatch.setattr(ours, "site", lambda: named)
    secretary = sign_in("board secretary")
    sent = {**INVITED, "name": f"{hostile}\r\n.\r\nBcc: all@example.org"}
    told = secretary.post("/work/invite-person/", sent).content.decode()
    assert "We sent this link to new@example.org" in told
    assert "<script>alert" not in told
    mail = message_from_string(mails(mailed).partition("\n-----")[0], policy=policy.default)
    assert (mail["To"], mail["Bcc"], mail["Cc"]) == ("new@example.org", None, None)
    assert len(mail.get_all("Subject", [])) == 1
    assert "<script>alert(1)</script>" in mail["Subject"]
    assert mail.get_content_type() == "text/plain"
    assert "/invitation/" in mail.get_content()


@pytest.mark.parametrize(
    "address",
    ["new@example.org\r\nBcc: all@example.org", "new@example.org, all@example.org", "<script>@x.org", "a@b@c.org"],
)
def test_an_address_that_is_none_or_several_gets_no_mail(mailed: Path, address: str) -> None:
    told = sign_in("board secretary").post("/work/invite-person/", {**INVITED, "email": address}).content.decode()
    assert "Write an email address" in told
    assert mails(mailed) == ""
