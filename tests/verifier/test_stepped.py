"""Step-in on the record: the verifier, in its own words, takes what the record takes and refuses what it refuses."""

from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from commonweal.formats.bundle import bundle_files
from commonweal.record.entries import Entry, append
from commonweal.record.step_ins import KINDS, agreement_faults, standing, step_faults
from commonweal.verifier.stepped import STEPPED, check_stepped
from tests.record.records import draft
from tests.verifier.bundles import ABOUT, found, published, told

FIRST = date(2027, 1, 4)
TWO = {"second": "council officer"}
AGREED = {
    "agreement": "s1",
    "service": "library",
    "duty": "agreed",
    "notice_months": 3,
    "watched": [{"measure": "days_closed", "threshold": 3}, {"measure": "notice"}],
    "organisation": "hall",
}
SOUND = (
    (0, "step_in_agreed", {**AGREED, "on": 0, **TWO}),
    (5, "step_in_triggered", {"on": 5, "began": 3, "measure": "days_closed", **TWO}),
    (6, "hand_back_asked", {"on": 6}),
    (7, "hand_back_withdrawn", {"on": 7}),
    (8, "step_in_begun", {"on": 7, **TWO}),
    (20, "step_in_ended", {"on": 19, "end": "recover", **TWO}),
    (25, "step_in_triggered", {"on": 25, "began": 25, "measure": "notice", **TWO}),
    (26, "step_in_begun", {"on": 26, **TWO}),
    (30, "step_in_ended", {"on": 30, "end": "hand-on", "successor": "trust", **TWO}),
    (40, "learning_review_held", {"on": 33, "parties": ["council", "organisation"]}),
    (41, "learning_review_held", {"on": 41, "parties": ["council"]}),
)
Step = tuple[int, str, dict[str, Any]]


def day(number: int) -> str:
    return (FIRST + timedelta(days=number)).isoformat()


def payload_of(said: dict[str, Any]) -> dict[str, Any]:
    days = {name: day(said[name]) for name in ("on", "began") if isinstance(said.get(name), int)}
    return {"agreement": "s1", **said, **days}


def record(steps: Any, after: list[Entry] | None = None) -> list[Entry]:
    entries = list(after or ())
    for on, kind, said in steps:
        made = draft(kind, payload_of(said), f"{day(on)}T12:00:00Z", "board secretary")
        entries.append(append(entries[-1] if entries else None, made, {})[0])
    return entries


def faults(steps: Any) -> list[str]:
    return [f"{one.where}: {one.what}" for one in check_stepped([dict(one.public()) for one in record(steps)])]


def changed(number: int, **said: Any) -> list[Step]:
    """Change what a step says; None takes a field out."""
    on, kind, before = SOUND[number]
    after = {name: value for name, value in {**before, **said}.items() if value is not None}
    return [*SOUND[:number], (on, kind, after), *SOUND[number + 1 :]]


def without(number: int) -> list[Step]:
    return [*SOUND[:number], *SOUND[number + 1 :]]


def test_a_sound_story_is_taken_whole_and_holds_every_kind() -> None:
    assert faults(SOUND) == []
    assert {kind for _, kind, _ in SOUND} == set(KINDS) == set(STEPPED)
    assert faults(SOUND[:6]) == faults(SOUND[:9]) == []


@pytest.mark.parametrize(
    ("steps", "entry", "what"),
    [
        (without(0), 1, "no agreement s1 was recorded before it"),
        ([SOUND[0], *SOUND], 2, "recorded before, and is never changed"),
        (changed(0, watched=[{"measure": "notice"}] * 2), 1, "it names something twice"),
        (changed(0, watched=[{"measure": "days_closed"}]), 1, "of days_closed it gives a figure"),
        (changed(0, watched=[{"measure": "notice", "threshold": 1}]), 1, "of notice it gives a figure"),
        (changed(0, on=1), 1, "a day that had not come"),
        (changed(1, measure="reserves_months"), 2, "stepping in for reserves_months was not agreed"),
        (changed(1, began=0), 2, "not before what it judges began"),
        (changed(1, began=6), 2, "began after it had happened"),
        ([*SOUND[:2], SOUND[1], *SOUND[2:]], 3, "stands in the record already"),
        ([SOUND[0], *SOUND[4:]], 2, "nothing had happened that stepping in was agreed for"),
        ([*SOUND[:5], SOUND[4], *SOUND[5:]], 6, "had stepped in already"),
        ([*SOUND[:3], SOUND[2], *SOUND[3:]], 4, "had asked already"),
        (without(2), 3, "had not asked to hand it back"),
        (without(3), 5, "did not take that back"),
        (without(7), 8, "the council had not stepped in"),
        ([SOUND[0], SOUND[5]], 2, "no case went on that could end"),
        (changed(8, successor="hall"), 9, "names a body that took the service on"),
        (changed(5, successor="trust"), 6, "names a body that took the service on"),
        ([*SOUND[:9], (31, "hand_back_asked", {"on": 31})], 10, "no longer ran the service"),
        ([*SOUND, (42, "learning_review_held", {"on": 42, "parties": []})], 12, "no case had ended"),
        (changed(9, on=18), 10, "dated before the end of its case"),
        (changed(4, on=6), 5, "the day of what it follows"),
        (changed(4, on=9), 5, "a day that had not come"),
    ],
)
def test_a_step_out_of_turn_is_refused_and_named(steps: Any, entry: int, what: str) -> None:
    said = faults(steps)
    assert any(one.startswith(f"entry {entry}: ") and what in one for one in said), said


def test_a_story_of_one_role_or_of_another_form_is_refused_in_a_bundle() -> None:
    def codes(steps: Any) -> set[str]:
        return {one.code for one in found(bundle_files(ABOUT, record(steps, told()), published()))}

    assert codes(SOUND) == set()
    for number in (0, 1, 4, 5):
        assert codes(changed(number, second=None)) == {"V610"}
    assert codes(changed(1, began=0)) == {"V615"}
    entries = [dict(one.public()) for one in record(SOUND)]
    for number, field, value in ((0, "watched", [{"measure": "rumour"}]), (1, "on", "soon"), (5, "end", "fired")):
        told_wrong = [*entries]
        told_wrong[number] = {**entries[number], "payload": {**entries[number]["payload"], field: value}}
        assert any(one.code == "V600" for one in check_stepped(told_wrong)), field


def _random_step(chance: Random, on: int) -> Step:
    kind = chance.choice(KINDS[1:])
    said: dict[str, Any] = {"on": on - chance.choice((0, 0, 0, 1, -1))}
    if kind == "step_in_triggered":
        said |= {"measure": chance.choice(("days_closed", "notice", "reserves_months"))}
        said |= {"began": said["on"] - chance.choice((0, 0, 1, -1))}
    elif kind == "step_in_ended":
        said |= {"end": chance.choice(("recover", "recover", "hand-on", "hand-back"))}
        said |= {"successor": chance.choice(("trust", "hall"))} if chance.random() < 0.3 else {}
    elif kind == "learning_review_held":
        said |= {"parties": ["council"]}
    return on, kind, said


@pytest.mark.parametrize("seed", range(40))
def test_two_programs_take_and_refuse_the_same_steps(seed: int) -> None:
    chance, kept, refused = Random(seed), [SOUND[0]], 0
    for _ in range(40):
        on = kept[-1][0] + chance.choice((0, 1, 1, 2))
        step = _random_step(chance, on)
        known = standing((kind, payload_of(said), FIRST + timedelta(days=when)) for when, kind, said in kept)
        wrong = step_faults(known["s1"], step[1], payload_of(step[2]), FIRST + timedelta(days=on))
        said = faults([*kept, step])
        assert bool(wrong) == bool(said), (step, [str(one) for one in wrong], said)
        if wrong:
            refused += 1
        else:
            kept.append(step)
    assert refused
    assert len(kept) > 2


def test_an_agreement_that_contradicts_itself_is_refused_by_both() -> None:
    for number, watched in enumerate(([{"measure": "notice"}] * 2, [{"measure": "days_closed"}], AGREED["watched"])):
        said = payload_of({**AGREED, "on": 0, "watched": watched})
        assert bool(agreement_faults(said, FIRST)) == bool(faults(changed(0, watched=watched))) == (number < 2)
