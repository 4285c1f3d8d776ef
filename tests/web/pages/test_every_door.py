"""Every address of the site and every act, tried as everybody at every phase: each opens to those whom the tables name.

A new address belongs into ``doors.DOORS``, with whom it opens to. A new act needs no line here: what is expected of it
is read from RIGHTS, by ``tests.web.expected``. An act about something new needs one thing of that kind in
``standing.Stood``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commonweal.web.rights import DRAFTED, RIGHTS, UNKNOWN, VISITOR
from tests.web.expected import ELSEWHERE, NOT_NOW, NOT_THERE, NOT_YOU, ONLY_SHOWN, OPEN, answer, public_answer
from tests.web.pages import signed
from tests.web.pages.doors import DOORS, Door
from tests.web.pages.standing import BODIES, NOW, ROUNDS, Stood, stand, standings

SIGN_IN = "/account/sign-in/"
NOBODY = "whoever gave up their last role"
SEEN_AND_SENT: tuple[dict[str, str] | None, ...] = (None, {})
HOSTILE = ("%00", "a%00b", "9" * 40, "%E2%80%AE", "x" * 2_000, "'--")
"""Names that nothing has, and that some database or some page might choke on."""


class Written:
    """Which pages are written out: those of an address once, as what whoever asks is answered is decided before.

    Attributes:
        pages: what was written out already.
        now: what is asked for now.
    """

    def __init__(self) -> None:
        self.pages = {""}
        self.now = ""

    def answer(self, whole: Any, given: Any, named: Any) -> str:
        """Write a page out where it was not, with everything that goes into it."""
        if self.now in self.pages:
            return ""
        self.pages.add(self.now)
        return str(whole(*given, **named))


@dataclass(frozen=True, slots=True)
class Walk:
    """Everybody who tries the doors, and what there is behind them."""

    stood: Stood
    people: Mapping[str, Client]
    written: Written

    def ask(self, client: Client, address: str, expected: int, sent: Mapping[str, str] | None = None) -> Any:
        """Ask for a page, or send a form; the page that is expected is written out once, and all others never."""
        self.written.now = f"{address} {expected} {sent is None}" if expected == OPEN else ""
        return client.get(address) if sent is None else client.post(address, sent)

    def some(self) -> dict[str, Client]:
        """Give whoever is not signed in, and one who is: enough, at further phases, for what asks nobody's role."""
        return {role: self.people[role] for role in (VISITOR, "board secretary")}


@pytest.fixture
def walk(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Walk:
    """A place with a round at every phase, whose clock stands still, and everybody signed in."""
    from commonweal.web import clock

    del stored_place
    stood = stand()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made = Walk(stood, everybody(), Written())
    whole = Template.render
    monkeypatch.setattr(Template, "render", lambda *given, **named: made.written.answer(whole, given, named))
    return made


def everybody() -> dict[str, Client]:
    """Sign somebody in for each role that has an account; nobody is signed in as a visitor."""
    from commonweal.web.procedures.end_role import end_role
    from commonweal.web.procedures.invite_person import BY_INVITATION
    from commonweal.web.rights import Actors

    people = {role: signed.sign_in(role, organisation=BODIES.get(role, ""), at=NOW) for role in BY_INVITATION}
    seat = signed.person("auditor", at=NOW)
    end_role(seat, "auditor", reason="resigned", at=NOW, actors=Actors("board secretary"))
    return {VISITOR: Client(), **people, NOBODY: signed.client(seat)}


def patterns(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Give every pattern of the site, whole."""
    for one in resolver.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLPattern):
            yield route
        else:
            yield from patterns(one, route)


def told(wrong: Iterable[str]) -> str:
    """Put what went wrong on lines of their own, and only the first thirty of them."""
    lines = [*wrong]
    return "\n".join(["", *lines[:30], *([f"... and {len(lines) - 30} more"] if len(lines) > 30 else [])])


def kept() -> tuple[int, int]:
    """Count the entries of the record and the acts that wait, which no refused request may change."""
    from commonweal.web.reads import stored, who

    return len(stored.entries()), len(who.all_waiting(NOW))


def test_every_address_is_in_the_table_of_doors() -> None:
    found = set(patterns(get_resolver("commonweal.web.urls")))
    assert sorted(found - set(DOORS)) == [], "say in DOORS to whom these addresses open"
    assert sorted(set(DOORS) - found) == [], "these addresses are gone: take them out of DOORS"


def test_every_door_opens_to_exactly_those_whom_the_tables_name(walk: Walk) -> None:
    before = kept()
    wrong = [*_standings(), *_doors(walk), *_acts(walk), *_own_acts(walk), *_hostile(walk)]
    assert kept() == before, "something that was refused, or only shown, was kept"
    wrong += _second_people(walk)
    assert wrong == [], told(wrong)


def _standings() -> Iterator[str]:
    """Hold each round to the phase that it is tried at."""
    from commonweal.web.procedures.phases import phase_of

    for phase, name in standings():
        if phase_of(name, NOW) != phase:
            yield f"{name} stands at {phase_of(name, NOW)}, not {phase}"


def _doors(walk: Walk) -> Iterator[str]:
    """Try every address as everybody."""
    for door in (one for doors in DOORS.values() for one in doors):
        for number, (phase, address) in enumerate(_addresses(door, walk.stood)):
            # Where no role is asked for, everybody tries one round, and a few try it at every other phase.
            people = walk.people if door.of or door.roles or number == len(ROUNDS) - 1 or not phase else walk.some()
            yield from _door(walk, door, (phase, address), people)


def _door(walk: Walk, door: Door, at: tuple[str, str], people: Mapping[str, Client]) -> Iterator[str]:
    phase, address = at
    for role, client in people.items():
        expected = _shown_to(door, role, phase)
        yield from _unlike(f"GET {address} as {role}", walk.ask(client, address, expected), expected)
        taken = public_answer(door.takes, phase) if door.takes else door.posts
        if taken is not None:
            yield from _unlike(f"POST {address} as {role}", walk.ask(client, address, taken, {}), taken)


def _addresses(door: Door, stood: Stood) -> Iterator[tuple[str, str]]:
    """Give the addresses that a door stands for, each with the phase of its round, or ""."""
    if "{round}" not in door.address:
        yield "", door.address
        return
    for phase, name in standings():
        address = door.address.replace("{round}", name)
        if "{proposal}" in address:
            yield from ((phase, address.replace("{proposal}", one)) for one in stood.of("proposal", name)[:1])
        elif name == phase.replace(" ", "-"):
            yield phase, address


def _shown_to(door: Door, role: str, phase: str) -> int:
    if door.shows:
        return public_answer(door.shows, phase)
    if role == VISITOR or door.signed is None:
        expected = door.visitor
    elif (door.of and not any(role in RIGHTS[one].roles for one in door.of)) or (door.roles and role not in door.roles):
        expected = NOT_YOU
    else:
        expected = door.signed
    if not phase or phase in door.phases or expected == ELSEWHERE:
        return expected
    return NOT_THERE


def _unlike(what: str, given: Any, expected: int) -> Iterator[str]:
    if given.status_code != expected:
        yield f"{what}: {given.status_code}, not {expected}"


def subjects(stood: Stood, about: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give everything of a kind that an act could be about, each with the phase that it stands at, or ""."""
    unknown = {*about} - {"round"} - stood.kinds()
    assert not unknown, f"put one thing of each of these kinds into tests.web.pages.standing.Stood: {unknown}"
    if about[:1] == ("round",):
        for phase, name in standings():
            for more in product(*(stood.of(kind, name) or ("nothing",) for kind in about[1:])):
                yield phase, (name, *more)
    else:
        yield from (("", ids) for ids in product(*(stood.of(kind) for kind in about)))


def _acts(walk: Walk) -> Iterator[str]:
    """Try every act on everything that it could be about, as everybody."""
    from commonweal.web.pages.work.acts import href
    from commonweal.web.pages.work.every_act import ACTS

    tried = set()
    for act in ACTS.values():
        done: set[tuple[str, bool]] = set()
        for phase, ids in subjects(walk.stood, act.about):
            is_there, address = act.exists(ids), href(act, ids)
            # Everybody tries one thing that is there at each phase, and one that is not; a few try every other one.
            first = (phase if is_there else "-", is_there) not in done
            done.add((phase if is_there else "-", is_there))
            people = walk.people if first else walk.some()
            for role, client in people.items():
                expected = answer(act.procedure, role, phase, is_there=is_there)
                # What is refused is refused to a form that is sent too, which is the more dangerous of the two.
                given = walk.ask(client, address, expected, None if expected == OPEN else {})
                tried.add((act.name, phase, given.status_code))
                yield from _unlike(f"{address} as {role} at {phase or '-'}", given, expected)
                if expected == ELSEWHERE and not str(given.headers.get("Location", "")).startswith(SIGN_IN):
                    yield f"{address} as {role}: does not lead to signing in"
    yield from _untried(tried)


def _untried(tried: set[tuple[str, str, int]]) -> Iterator[str]:
    """Tell what nothing let be tried: an act at a phase of its own, or at a phase that is not."""
    from commonweal.web.pages.work.every_act import ACTS

    for act in ACTS.values():
        phases = RIGHTS[act.procedure].phases if act.of_round else ()
        for phase in phases or ("",):
            # Of a round that nobody drafted there is nothing to act on yet: the act that drafts it is about no round.
            if phase != UNKNOWN and not any((act.name, at, OPEN) in tried for at in (phase, *_all(phase))):
                yield f"nothing that stands lets {act.name} be done at {phase or 'any phase'}: add it to standing"
        # What is about a draft ends with it: the rules are then frozen, and no draft is there any more.
        if set(phases) - {UNKNOWN, DRAFTED} and not any(
            name == act.name and status == NOT_NOW for name, _, status in tried
        ):
            yield f"nothing that stands lets {act.name} be refused at a wrong phase: add it to standing"


def _all(phase: str) -> tuple[str, ...]:
    return () if phase else tuple(one for one, _ in standings())


def _own_acts(walk: Walk) -> Iterator[str]:
    """Try what is done behind private links, as everybody: whoever has the link, whatever their role."""
    from commonweal.web.pages.proposals.own_acts import OWN_ACTS

    phases = {name: phase for phase, name in standings()}
    tried = dict.fromkeys(OWN_ACTS, False)
    for number, ((name, procedure), token) in enumerate(walk.stood.links.items()):
        address = procedure.replace("_", "-")
        expected = public_answer(procedure, phases[name])
        tried[address] |= expected == OPEN
        for role, client in (walk.people if number < len(OWN_ACTS) else walk.some()).items():
            link = f"/mine/{token}/"
            yield from _unlike(f"GET {link} as {role}", walk.ask(client, link, OPEN), OPEN)
            yield from _unlike(f"POST {link} as {role}", walk.ask(client, link, ONLY_SHOWN, {}), ONLY_SHOWN)
            # Sent empty, a form of which nothing is required would be taken.
            given = walk.ask(client, f"{link}{address}/", expected, None if expected == OPEN else {})
            yield from _unlike(f"{link}{address}/ of {name} as {role}", given, expected)
    yield from (f"nothing that stands lets {act} be tried: add it to standing" for act, yes in tried.items() if not yes)


def _hostile(walk: Walk) -> Iterator[str]:
    """Try names that nothing has at every address that takes one: all are missing, and none is a fault of ours."""
    secretary = walk.people["board secretary"]
    for client in (walk.people[VISITOR], secretary):
        client.raise_request_exception = False
    for (pattern, doors), name in product(DOORS.items(), HOSTILE):
        if "<" not in pattern or pattern.startswith("^"):
            continue
        first = doors[0].address.partition("?")[0]
        known, parts = pattern.split("/"), first.split("/")[1:]
        address = "/" + "/".join(
            name if "<" in one and "slug" not in one else part for one, part in zip(known, parts, strict=False)
        )
        if first.endswith("/") and not address.endswith("/"):
            address += "/"
        for client, sent in product((walk.people[VISITOR], secretary), SEEN_AND_SENT):
            given = walk.ask(client, address, NOT_THERE, sent)
            if given.status_code not in {ELSEWHERE, NOT_THERE, ONLY_SHOWN, NOT_NOW}:
                yield f"{'GET' if sent is None else 'POST'} {pattern} with {name[:20]}: {given.status_code}"
    for client in (walk.people[VISITOR], secretary):
        client.raise_request_exception = True


def _second_people(walk: Walk) -> Iterator[str]:
    """Begin every act of two people, and try to confirm it as everybody who may not."""
    from commonweal.web.pages.work.every_act import ACTS
    from commonweal.web.procedures import waiting
    from commonweal.web.reads.who import Begun

    somebody = signed.person("auditor", at=NOW)
    for act in ACTS.values():
        right = RIGHTS[act.procedure]
        ids = next((ids for _, ids in subjects(walk.stood, act.about) if act.exists(ids)), None)
        if not right.seconds or ids is None:
            continue
        for first in right.roles:
            number = waiting.begin(Begun(act.name, "/".join(ids), "{}", first, somebody), at=NOW)
            before = kept()
            for role, client in walk.people.items():
                may = role in right.seconds and role != first
                expected = ELSEWHERE if role == VISITOR else OPEN if may else NOT_YOU
                address = f"/work/second/{number}/"
                given = walk.ask(client, address, expected, None if may else {"confirm": "yes"})
                yield from _unlike(f"the second person of {act.name}, begun by {first}, as {role}", given, expected)
            if kept() != before:
                yield f"{act.name} was done, or went, by somebody who may not confirm it"
