"""Ideas come in by any channel, wait for a person, and are joined and parted without being lost."""

import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from commonweal.errors import IdeaFaults, LineageFaults, NotAllowed, NotNow, NotYours, UnknownName
from commonweal.proposals.ideas import CHANNELS
from commonweal.record.chain import faults
from commonweal.web.rights import Actors
from tests.web.procedures.proposing import (
    CVS,
    IDEA,
    OFFICER,
    RESIDENT,
    SECRETARY,
    begun,
    day,
    last,
    published,
    put_forward,
)


def kinds() -> list[str]:
    from commonweal.web.reads import stored

    return [entry.kind for entry in stored.entries()]


@pytest.mark.parametrize("channel", CHANNELS)
def test_the_same_idea_by_any_channel_is_one_kind_of_record(stored_place: Path, channel: str) -> None:
    begun()
    actors = RESIDENT if channel == "web" else CVS
    name = published(replace(IDEA, channel=channel), actors)
    entry = last()
    assert (entry.kind, entry.payload["idea"]) == ("idea_published", name)
    same = {key: value for key, value in entry.payload.items() if key not in {"idea", "channel", "helper"}}
    assert same == {
        "round": "r1", "title": "A bench by the stop", "led_by": "residents", "neighbourhood": "Quayside"
    }  # fmt: skip
    assert entry.payload.get("helper", "") == ("" if channel == "web" else "CVS worker")
    assert list(entry.commitments) == ["words"]


def test_nothing_is_public_before_a_person_publishes_it(stored_place: Path) -> None:
    from commonweal.web.store import proposed

    begun()
    before = kinds()
    ticket = put_forward()
    assert kinds() == before
    assert proposed.published_ideas("r1") == ()
    assert [one.id for one in proposed.waiting_ideas("r1")] == [ticket.id]


def test_once_published_its_words_lie_in_one_place_and_can_be_erased(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_content import erase_content
    from commonweal.web.reads import stored
    from commonweal.web.store import models, proposed

    begun()
    published()
    assert [one.idea for one in proposed.published_ideas("r1")] == [IDEA]
    assert list(models.IdeaRow.objects.values_list("words", flat=True)) == [""]
    erase_content(last().number, ["words"], reason="harm", at=day(6), actors=OFFICER)
    assert proposed.published_ideas("r1")[0].idea.words == ""
    assert faults(stored.entries()) == ()


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": "Bench\u202egnp"}, "title"),
        ({"title": "Ben\u200bch"}, "title"),
        ({"title": "Bench\x00"}, "title"),
        ({"title": "Bench\nand more"}, "title"),
        ({"title": "B" * 201}, "title"),
        ({"words": "Turned \u202e round"}, "words"),
        ({"neighbourhood": "Quay\u2066side"}, "neighbourhood"),
        ({"led_by": "funder"}, "led_by"),
        ({"channel": "phone"}, "helper"),
    ],
)
def test_hostile_text_and_false_labels_are_refused_at_their_field(
    stored_place: Path, change: dict[str, str], field: str
) -> None:
    from commonweal.web.store import proposed

    begun()
    with pytest.raises(IdeaFaults) as refused:
        put_forward(replace(IDEA, **change))
    assert [fault.field for fault in refused.value.faults] == [field]
    assert proposed.waiting_ideas("r1") == ()


def test_words_may_have_lines_and_the_joiners_that_languages_need(stored_place: Path) -> None:
    from commonweal.web.store import proposed

    begun()
    put_forward(replace(IDEA, words="One.\r\nنیم\u200cفاصله"))
    assert proposed.waiting_ideas("r1")[0].idea.words == "One.\nنیم\u200cفاصله"


def test_ideas_come_in_while_they_are_open_to_the_end_of_the_last_day(stored_place: Path) -> None:
    from commonweal.web.procedures.submit_idea import submit_idea

    begun()
    submit_idea("r1", IDEA, at=day(10), actors=RESIDENT)
    for when in (day(31, 10), day(11)):
        with pytest.raises(NotNow):
            submit_idea("r1", IDEA, at=when, actors=RESIDENT)
    with pytest.raises(NotAllowed):
        submit_idea("r1", IDEA, at=day(10), actors=Actors("steward"))


def test_a_private_link_is_kept_as_its_hash_alone_and_opens_one_idea(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_private import erase_private
    from commonweal.web.procedures.tickets import digest
    from commonweal.web.store import models, proposed

    begun()
    one, other = put_forward(contact="at the hub"), put_forward()
    assert one.token != other.token
    assert len(one.token) == 32
    row = models.IdeaRow.objects.get(name=one.id)
    assert (row.token, row.contact) == (digest(one.token), "at the hub")
    found = proposed.own_by(digest(one.token.upper()))
    assert found == proposed.Own(one.id, "r1", is_proposal=False)
    assert proposed.own_by(digest("")) is None
    for token in ("", other.token, row.token):
        with pytest.raises(NotYours):
            erase_private(one.id, token=token, at=day(3), actors=RESIDENT)
    erase_private(one.id, token=one.token, at=day(3), actors=RESIDENT)
    assert [idea.id for idea in proposed.waiting_ideas("r1")] == [other.id]


def test_erasing_what_is_a_proposers_own_leaves_what_was_published(stored_place: Path) -> None:
    from commonweal.web.procedures.erase_private import erase_private
    from commonweal.web.procedures.publish_idea import publish_idea
    from commonweal.web.store import models, proposed

    begun()
    ticket = put_forward(contact="at the hub")
    publish_idea("r1", ticket.id, at=day(3), actors=SECRETARY)
    erase_private(ticket.id, token=ticket.token, at=day(3), actors=RESIDENT)
    assert models.IdeaRow.objects.get().contact == ""
    assert [one.id for one in proposed.published_ideas("r1")] == [ticket.id]
    with pytest.raises(UnknownName):
        erase_private("i-none", at=day(3), actors=SECRETARY)


def test_names_never_clash(stored_place: Path) -> None:
    """A source of random bytes that gives the same name twice is asked again."""
    begun()
    given = [b"\0" * 5, b"\1" * 20, b"\0" * 5, b"\2" * 5, b"\3" * 20]
    assert put_forward(random=lambda _: given.pop(0)).id == "i-aaaaaaaa"
    assert put_forward(random=lambda _: given.pop(0)).id != "i-aaaaaaaa"
    assert given == []


def merge(*ideas: str, title: str = "Benches", reason: str = "They ask for the same.") -> tuple[object, ...]:
    from commonweal.web.procedures.merge_ideas import merge_ideas

    return merge_ideas("r1", ideas, title, reason=reason, at=day(5), actors=SECRETARY)


def split(idea: str, *titles: str, reason: str = "Two things.") -> tuple[object, ...]:
    from commonweal.web.procedures.split_idea import split_idea

    return split_idea("r1", idea, titles, reason=reason, at=day(6), actors=CVS)


def test_joining_and_parting_keep_every_idea_and_its_way(stored_place: Path) -> None:
    from commonweal.web.reads import stored
    from commonweal.web.store import proposed

    begun()
    a, b, c = published(), published(replace(IDEA, title="Seats")), published(replace(IDEA, title="Trees"))
    merge(a, b)
    told = proposed.lineage("r1")
    (new,) = told.became(a)
    assert told.became(b) == (new,)
    split(new, "Benches by the stop", "Benches in the park")
    told = proposed.lineage("r1")
    assert len(told.became(a)) == 2
    assert told.standing() == (c, *told.became(a))
    assert {a, b, new} < {one.id for one in proposed.published_ideas("r1")}
    assert kinds()[-5:] == ["idea_published", "ideas_merged", "idea_published", "idea_published", "idea_split"]
    assert faults(stored.entries()) == ()


def test_what_cannot_be_joined_or_parted_leaves_no_trace(stored_place: Path) -> None:
    begun()
    a, b = published(), published(replace(IDEA, title="Seats"))
    funder = published(replace(IDEA, title="Signs", led_by="funder"), OFFICER)
    before = kinds()
    for ideas, words in (
        ((a,), {}),
        ((a, "i-none"), {}),
        ((a, b), {"reason": " "}),
        ((a, b), {"title": "Ben\u200bches"}),
        ((a, b), {"title": " "}),
        ((a, funder), {}),
        ((), {}),
    ):
        with pytest.raises(LineageFaults):
            merge(*ideas, **words)
    for titles, words in ((("One",), {}), (("One", "T\u202ewo"), {}), (("One", "Two"), {"reason": ""})):
        with pytest.raises(LineageFaults):
            split(a, *titles, **words)
    with pytest.raises(LineageFaults):
        split("i-none", "One", "Two")
    assert kinds() == before


def test_an_idea_of_another_round_is_unknown_here(stored_place: Path) -> None:
    from commonweal.web.procedures.acting import draft, one_act
    from commonweal.web.procedures.publish_idea import publish_idea
    from commonweal.web.store import keep

    begun()
    with one_act():
        rules = {"round": "r2", "title": "Another", "rule": "greedy", "version": 1, "spec": {}}
        rules |= {
            "ideas_from": "2026-11-01",
            "ideas_until": "2026-11-10",
            "opens": "2026-12-10",
            "closes": "2026-12-20",
        }
        keep.keep_poll(keep.keep_entry(draft("rules_published", day(1), SECRETARY, rules)), "r2", rules)
    ticket = put_forward()
    with pytest.raises(UnknownName):
        publish_idea("r2", ticket.id, at=day(3), actors=SECRETARY)


def test_names_and_links_come_from_the_systems_own_source() -> None:
    import inspect

    from commonweal.web.procedures.submit_idea import submit_idea

    assert inspect.signature(submit_idea).parameters["random"].default is secrets.token_bytes
