"""Every address of the site and every act, tried as everybody at every phase: each opens to those whom the tables name.

A new address belongs into DOORS, with whom it opens to. A new act needs no line here: what is expected of it is read
from RIGHTS. An act about something new needs one thing of that kind in ``standing.THINGS``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from commonweal.web.rights import PHASES, RIGHTS, VISITOR
from tests.web.pages import signed
from tests.web.pages.standing import NOW, ROUNDS, THINGS, stand_rounds

OPEN, ELSEWHERE, NOT_YOU, NOT_THERE, NOT_NOW, ONLY_SHOWN = 200, 302, 403, 404, 409, 405
SIGN_IN = "/account/sign-in/"
NOBODY = "whoever gave up their last role"
_PUBLISHED = tuple(phase for phase in PHASES if phase not in {"not yet begun", "drafted"})
"""The phases of a round that has a page: its rules are published."""


@dataclass(frozen=True, slots=True)
class Door:
    """An address, and to whom it opens.

    Attributes:
        address: an example; one that names ``{round}`` is tried with the round at each phase.
        visitor: the answer to whoever is not signed in.
        signed: the answer to whoever is, in whatever role; None where it is the same.
        phases: the phases at which it opens where it names a round; at every other it is not there.
        posts: the answer to a form that was sent empty, to anybody; None where that is tried elsewhere.
    """

    address: str
    visitor: int = OPEN
    signed: int | None = None
    phases: tuple[str, ...] = _PUBLISHED
    posts: int | None = ONLY_SHOWN


DOORS: Mapping[str, tuple[Door, ...]] = MappingProxyType(
    {
        # What everybody reads.
        "": (Door("/"),),
        "needs/": (Door("/needs/"),),
        "needs/<str:service>/": (Door("/needs/nothing/", NOT_THERE),),
        "decide/": (Door("/decide/"),),
        "decide/<str:round_id>/": (Door("/decide/{round}/"), Door("/decide/nothing/", NOT_THERE)),
        "hand-over/": (Door("/hand-over/"),),
        "board/": (Door("/board/"),),
        "board/decisions.csv": (Door("/board/decisions.csv"),),
        "funds/": (Door("/funds/"),),
        "funds/<str:fund_id>/": (Door("/funds/pride/"), Door("/funds/nothing/", NOT_THERE)),
        "funds/<str:fund_id>/ledger.csv": (
            Door("/funds/pride/ledger.csv"),
            Door("/funds/nothing/ledger.csv", NOT_THERE),
        ),
        "funds/<str:fund_id>/constitution.json": (
            Door("/funds/pride/constitution.json"),
            Door("/funds/nothing/constitution.json", NOT_THERE),
        ),
        "record/": (Door("/record/"),),
        "record/<int:number>/": (Door("/record/1/"), Door("/record/9999/", NOT_THERE)),
        "sources/": (Door("/sources/"),),
        "how-it-works/": (Door("/how-it-works/"),),
        "glossary/": (Door("/glossary/"),),
        "accessibility/": (Door("/accessibility/"),),
        "bundle.zip": (Door("/bundle.zip"),),
        "bundle/<path:path>": (Door("/bundle/manifest.json"), Door("/bundle/nothing.json", NOT_THERE)),
        "verifier.pyz": (Door("/verifier.pyz"),),
        # Signing in: forms of one's own account, which decide nothing.
        "invitation/<str:token>/": (Door("/invitation/made-up/", NOT_NOW, posts=NOT_NOW),),
        "account/": (Door("/account/", ELSEWHERE, posts=ELSEWHERE),),
        "account/sign-in/": (Door("/account/sign-in/", OPEN, ELSEWHERE, posts=None),),
        "account/sign-out/": (Door("/account/sign-out/", ELSEWHERE, OPEN, posts=None),),
        "account/code/": (Door("/account/code/", ELSEWHERE, posts=ELSEWHERE),),
        "account/device/": (Door("/account/device/", ELSEWHERE, posts=ELSEWHERE),),
        "account/device/remove/": (Door("/account/device/remove/", ELSEWHERE, posts=ELSEWHERE),),
        "account/recovery-codes/": (Door("/account/recovery-codes/", ELSEWHERE, NOT_THERE, posts=None),),
        "account/recovery-codes/new/": (Door("/account/recovery-codes/new/", ELSEWHERE, posts=ELSEWHERE),),
        "account/confirm/": (Door("/account/confirm/", ELSEWHERE, OPEN, posts=None),),
        "account/confirm/code/": (Door("/account/confirm/code/", ELSEWHERE, OPEN, posts=None),),
        "account/password/": (Door("/account/password/", ELSEWHERE, OPEN, posts=None),),
        "account/inactive/": (Door("/account/inactive/", posts=ONLY_SHOWN),),
        # The desk; the acts themselves are tried one by one below.
        "work/": (Door("/work/", ELSEWHERE, OPEN, posts=None),),
        "work/second/<int:number>/": (Door("/work/second/9999/", ELSEWHERE, NOT_THERE, posts=None),),
        "work/<slug:name>/": (Door("/work/no-such-act/", ELSEWHERE, NOT_THERE, posts=None),),
        "work/<slug:name>/<path:subject>/": (Door("/work/no-such-act/of/this/", ELSEWHERE, NOT_THERE, posts=None),),
    }
)
"""Every address of the site, by its pattern."""


@pytest.fixture
def place(stored_place: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place with a round at every phase, whose clock stands still."""
    from commonweal.web import clock

    stand_rounds()
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return stored_place


def everybody() -> dict[str, Client]:
    """Sign somebody in for each role that has an account; nobody is signed in as a visitor."""
    from commonweal.web.procedures.end_role import end_role
    from commonweal.web.procedures.invite_person import BY_INVITATION
    from commonweal.web.rights import Actors

    bodies = {"organisation member": "o-a"}
    people = {role: signed.sign_in(role, organisation=bodies.get(role, ""), at=NOW) for role in BY_INVITATION}
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


def subjects(about: tuple[str, ...]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Give everything of a kind that an act could be about, each with the phase that it stands at, or ""."""
    unknown = [kind for kind in about if kind != "round" and kind not in THINGS]
    assert not unknown, f"put one thing of each of these kinds into tests.web.pages.standing.THINGS: {unknown}"
    if not about:
        yield "", ()
    elif about[0] == "round":
        for phase, name in ROUNDS.items():
            for more in product(*(THINGS[kind] for kind in about[1:])):
                yield phase, (name, *more)
    else:
        yield from (("", ids) for ids in product(*(THINGS[kind] for kind in about)))


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


def test_every_door_opens_to_exactly_those_whom_the_tables_name(place: Path) -> None:
    people = everybody()
    before = kept()
    wrong = [*_doors(people), *_acts(people)]
    assert kept() == before, "something that was refused, or only shown, was kept"
    wrong += _second_people(people)
    assert wrong == [], told(wrong)


def _doors(people: Mapping[str, Client]) -> Iterator[str]:
    """Try every address as everybody."""
    for door, (role, client) in product((one for doors in DOORS.values() for one in doors), people.items()):
        status = door.visitor if role == VISITOR or door.signed is None else door.signed
        for phase, address in _addresses(door):
            expected = status if not phase or phase in door.phases else NOT_THERE
            yield from _unlike(f"GET {address} as {role}", client.get(address), expected)
        if door.posts is not None:
            yield from _unlike(f"POST {address} as {role}", client.post(address), door.posts)


def _unlike(what: str, answer: Any, expected: int) -> Iterator[str]:
    if answer.status_code != expected:
        yield f"{what}: {answer.status_code}, not {expected}"


def _addresses(door: Door) -> Iterator[tuple[str, str]]:
    if "{round}" not in door.address:
        yield "", door.address
        return
    for phase, name in ROUNDS.items():
        yield phase, door.address.replace("{round}", name)


def _acts(people: Mapping[str, Client]) -> Iterator[str]:
    """Try every act on everything that it could be about, as everybody."""
    from commonweal.web.pages.work.acts import href
    from commonweal.web.pages.work.every_act import ACTS

    opened = set()
    for act in ACTS.values():
        for phase, ids in subjects(act.about):
            is_there, address = act.exists(ids), href(act, ids)
            for role, client in people.items():
                expected = _expected(act, role, phase, is_there=is_there)
                # What is refused is refused to a form that is sent too, which is the more dangerous of the two.
                ask: Any = client.get if expected == OPEN else client.post
                answer = ask(address)
                yield from _unlike(f"{address} as {role} at {phase or '-'}", answer, expected)
                if expected == ELSEWHERE and not str(answer.headers.get("Location", "")).startswith(SIGN_IN):
                    yield f"{address} as {role}: does not lead to signing in"
                if answer.status_code == OPEN:
                    opened.add(act.name)
    untried = sorted(set(ACTS) - opened)
    if untried:
        yield f"nothing that stands lets these acts be tried: add it to tests.web.pages.standing: {untried}"


def _expected(act: Any, role: str, phase: str, *, is_there: bool) -> int:
    right = RIGHTS[act.procedure]
    if role == VISITOR:
        return ELSEWHERE
    if not is_there:
        return NOT_THERE
    if role not in right.roles:
        return NOT_YOU
    return NOT_NOW if phase and right.phases and phase not in right.phases else OPEN


def _second_people(people: Mapping[str, Client]) -> Iterator[str]:
    """Begin every act of two people, and try to confirm it as everybody who may not."""
    from commonweal.web.pages.work.every_act import ACTS
    from commonweal.web.procedures import waiting
    from commonweal.web.reads.who import Begun

    somebody = signed.person("auditor", at=NOW)
    for act in ACTS.values():
        right = RIGHTS[act.procedure]
        ids = next((ids for _, ids in subjects(act.about) if act.exists(ids)), None)
        if not right.seconds or ids is None:
            continue
        first = right.roles[0]
        number = waiting.begin(Begun(act.name, "/".join(ids), "{}", first, somebody), at=NOW)
        before = kept()
        for role, client in people.items():
            may = role in right.seconds and role != first
            expected = ELSEWHERE if role == VISITOR else OPEN if may else NOT_YOU
            address = f"/work/second/{number}/"
            answer = client.get(address) if may else client.post(address, {"confirm": "yes"})
            yield from _unlike(f"the second person of {act.name} as {role}", answer, expected)
        if kept() != before:
            yield f"{act.name} was done, or went, by somebody who may not confirm it"
