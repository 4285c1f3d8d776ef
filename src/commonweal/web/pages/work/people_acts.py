"""Acts on people: inviting them, and ending a role."""

from datetime import datetime
from secrets import token_urlsafe

from commonweal.terms.sentences import Sentence, say
from commonweal.web import clock, mail
from commonweal.web.pages.fields import Address, Day, One, Pick, Words
from commonweal.web.pages.people.mails import send_invitation, send_invitation_once_kept
from commonweal.web.pages.work.acts import Act, ActForm, Given, Ids, role_for
from commonweal.web.procedures.end_role import end_role
from commonweal.web.procedures.erase_account import erase_account
from commonweal.web.procedures.invite_officer import invite_officer
from commonweal.web.procedures.invite_person import BY_INVITATION, DAYS, OFFICERS, STEWARD, invite_person, takes_two
from commonweal.web.procedures.withdraw_invitation import withdraw_invitation
from commonweal.web.reads import who
from commonweal.web.reads.shown import Choice, Link, Page, Section, Way
from commonweal.web.reads.who import Appointment
from commonweal.web.rights import Actors
from commonweal.web.roles import called


class Invite(ActForm):
    """Whom to invite to what."""

    name = Words(say("Their name"))
    email = Address(say("Their email address"), say("They will sign in with it."))
    role = Pick(say("The role"), [])
    organisation = Words(
        say("The organisation they act for"), say("For organisation members: its identifier."), required=False
    )
    kind = One(
        say("How they come to the board"),
        [
            ("resident", say("they live or work here")),
            ("elected", say("they are an elected representative")),
            ("organisation", say("they speak for an organisation")),
            ("officer", say("they are paid to help")),
        ],
        required=False,
    )
    until = Day(say("Last day of the role"), required=False)

    def prepare(self) -> None:
        """Offer the roles that one person alone may invite to."""
        roles = [role for role in BY_INVITATION if not takes_two(role, clock.now())]
        self.fields["role"].choices = [(role, called(role)) for role in roles]  # type: ignore[attr-defined]


class InviteOfficer(Invite):
    """Whom to invite to be an officer."""

    def prepare(self) -> None:
        """Offer the roles of officers."""
        self.fields["role"].choices = [(role, called(role)) for role in OFFICERS]  # type: ignore[attr-defined]


def _invite(given: Given, ids: Ids, at: datetime, actors: Actors) -> Page:
    del ids
    token = token_urlsafe(32)
    to = Appointment(given["role"], given["organisation"], given["kind"], given["until"])
    invite_person(given["email"], given["name"], to, token=token, at=at, actors=actors)
    sent = send_invitation(given["email"], given["name"], given["role"], token)
    return _ready(_how_it_goes(given["name"], given["email"], sent=sent), token)


def _invite_officer(given: Given, ids: Ids, at: datetime, actors: Actors) -> Page:
    del ids
    token = token_urlsafe(32)
    to = Appointment(given["role"], given["organisation"], given["kind"], given["until"])
    invite_officer(given["email"], given["name"], to, token=token, at=at, actors=actors)
    if not mail.is_sent():
        return _ready(_how_it_goes(given["name"], given["email"], sent=False), token)
    send_invitation_once_kept(given["email"], given["name"], given["role"], token)
    return _ready(_how_it_goes(given["name"], given["email"], sent=True), token)


def _ready(how: Sentence, token: str) -> Page:
    way = Way(how, address=f"/invitation/{token}/")
    said = say("It works once, for {days} days. This page is the only one that shows it.", days=DAYS)
    return Page(
        here="",
        trail=(Link(say("Your desk"), "/work/"),),
        title=say("The invitation is ready"),
        lead=said,
        sections=(Section("link", say("What to do now"), ways=(way,)),),
    )


def _how_it_goes(name: str, email: str, *, sent: bool) -> Sentence:
    if sent:
        return say(
            "We sent this link to {email}. If it does not arrive, pass it on to {name} alone.", email=email, name=name
        )
    if mail.is_sent():
        return say(
            "The mail to {email} could not be sent. Pass this link to {name}, and to nobody else.",
            email=email,
            name=name,
        )
    return say("Pass this link to {name}, and to nobody else: whoever opens it takes the role.", name=name)


def _by_two(ids: Ids) -> tuple[Section, ...]:
    del ids
    if not takes_two("council officer", clock.now()):
        return ()
    said = say("A council officer, returning officer or count officer is invited by two people.")
    choice = Choice(Link(say("Invite an officer"), "/work/invite-officer/"), said)
    return (Section("officers", say("Officers"), choices=(choice,)),)


class EndRole(ActForm):
    """Whose role ends, and why."""

    holder = Pick(say("Whose role ends"), [])
    reason = One(
        say("Why"),
        [
            ("resigned", say("they resigned")),
            ("term ended", say("their term ended")),
            ("removed", say("they were removed")),
        ],
    )

    def prepare(self) -> None:
        """Offer everybody who holds a role."""
        self.fields["holder"].choices = who.role_choices()  # type: ignore[attr-defined]


def _end(given: Given, ids: Ids, at: datetime, actors: Actors) -> object:
    del ids
    seat, _, role = given["holder"].partition("/")
    return end_role(seat, role, reason=given["reason"], at=at, actors=actors)


class Withdraw(ActForm):
    """Which invitation is withdrawn."""

    invitation = Pick(say("Which invitation"), [], say("Those that nobody has taken yet."))

    def prepare(self) -> None:
        """Offer the invitations that can still be taken; the steward learns of nobody whom they are for."""
        person = who.person_of(self.person, clock.now()) if self.person else None
        named = person is not None and role_for("withdraw_invitation", person) != STEWARD
        self.fields["invitation"].choices = who.invitation_choices(clock.now(), named=named)  # type: ignore[attr-defined]


def _withdraw(given: Given, ids: Ids, at: datetime, actors: Actors) -> None:
    del ids
    withdraw_invitation(int(given["invitation"]), at=at, actors=actors)


class EraseAccount(ActForm):
    """Whose account goes."""

    seat = Pick(say("Whose account"), [], say("Those who hold no role any more. End a role first, if one is left."))

    def prepare(self) -> None:
        """Offer those who hold no role any more."""
        self.fields["seat"].choices = who.former_choices(clock.now())  # type: ignore[attr-defined]


def _erase_account(given: Given, ids: Ids, at: datetime, actors: Actors) -> None:
    del ids
    erase_account(given["seat"], at=at, actors=actors)


ACTS = (
    Act(
        "invite_person",
        say("Invite somebody to take a role"),
        say("Everybody who acts has an account of their own, and each role is taken by invitation."),
        say("Make the invitation"),
        say("You get a link to pass on. It works once, for seven days."),
        say("The invitation was made."),
        Invite,
        _invite,
        parts=_by_two,
    ),
    Act(
        "invite_officer",
        say("Invite an officer"),
        say("A council officer, returning officer or count officer. Nobody chooses alone whom they act with."),
        say("Ask for a second person"),
        say("Whoever confirms it gets the link to pass on. It works once, for seven days."),
        say("The invitation was made."),
        InviteOfficer,
        _invite_officer,
    ),
    Act(
        "withdraw_invitation",
        say("Withdraw an invitation"),
        say("Where it went to the wrong person, or is no longer wanted."),
        say("Withdraw it"),
        say("Its link leads nowhere from then on. You can make a new one at any time."),
        say("The invitation is withdrawn."),
        Withdraw,
        _withdraw,
    ),
    Act(
        "end_role",
        say("End somebody's role"),
        say("Whoever gave up a role, or whose term ended, can act in it no longer."),
        say("End the role"),
        say("It becomes an entry of the public record."),
        say("The role was ended."),
        EndRole,
        _end,
    ),
    Act(
        "erase_account",
        say("Erase the account of somebody who left"),
        say("Where they ask for it. Without asking, an account goes a year after its last role ended."),
        say("Erase the account"),
        say(
            "Their name, address, password and second step are gone for good, and their name beside the record with "
            "them. What they decided stays, under their seat."
        ),
        say("The account is erased."),
        EraseAccount,
        _erase_account,
    ),
)
