"""The experiment on chronology: accepted as it is, and refused where a verdict or its conclusion is another."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from commonweal.formats.order_trials import order_trial_files
from commonweal.terms.sentences import say
from tests.handover.orders import made_trial, small_trials
from tests.verifier.mended import changed, codes, replaced, whats, without

FAST, SLOW = say("fast cuts"), say("gradual cuts")


def made(*trials):
    return order_trial_files(trials, {"seed": 1}, [say("a source")], "<svg/>")


TRIALS = (
    made_trial(FAST, (90, 85), (100, 95)),
    made_trial(SLOW, (100, 95), (90, 85)),
    made_trial(say("slow"), (90, 80), (91, 80)),
)


def test_what_is_written_is_accepted():
    assert whats(made(*TRIALS)) == []
    assert whats(made(*TRIALS[:1])) == []


def test_a_plan_that_was_taken_from_another_order_is_said_and_counted():
    borrowed = tuple(replace(one, compared=replace(one.compared, borrowed="action first")) for one in TRIALS[:2])
    for trials in (borrowed[:1], borrowed, (borrowed[0], TRIALS[1])):
        assert whats(made(*trials)) == []
    assert "V822" in codes(changed(made(*borrowed), "experiment.json", lambda told: told["conclusion"].pop()))
    assert "V822" in codes(changed(made(*borrowed), "experiment.json", lambda told: first(told).update(borrowed=None)))


def test_an_experiment_with_real_plans_is_accepted():
    assert whats(made(*small_trials())) == []


SOME = st.tuples(
    st.integers(90, 100),
    st.integers(80, 90),
    st.integers(9, 11),
    st.sampled_from(["0.1", "0.2"]),
    st.sampled_from(["0.01", "0.05"]),
)


@settings(max_examples=60)
@given(st.lists(st.tuples(SOME, SOME), min_size=1, max_size=4))
def test_whatever_was_tried_is_concluded_the_same_by_both(figures):
    assert whats(made(*(made_trial(say(f"level {k}"), *one) for k, one in enumerate(figures)))) == []


def first(told):
    return told["settings"][0]


def order(told, name="action first"):
    return first(told)["orders"][name]


MUTATIONS = {
    "a verdict": ("V821", lambda told: first(told).update(better_whole_time="delivery first")),
    "a verdict of the end": ("V821", lambda told: first(told).update(better_last_quarter="action first")),
    "a verdict of the fifths": ("V821", lambda told: first(told).update(better_gap_at_end="action first")),
    "a better plan": ("V821", lambda told: order(told).update(objective="70/1")),
    "a bound above its plan": ("V821", lambda told: order(told).update(bound="91/1")),
    "a bound that decides": ("V821", lambda told: order(told, "delivery first").update(bound="86/1")),
    "a gap": ("V821", lambda told: order(told).update(certified_gap="1/100")),
    "a bound below the free one": ("V821", lambda told: order(told).update(bound="69/1")),
    "a plan that was not taken": (
        "V821",
        lambda told: (first(told).update(borrowed="action first"), order(told).update(plan_sha256="q")),
    ),
    "a setting twice": ("V821", lambda told: told["settings"].append(first(told))),
    "no setting": ("V821", lambda told: told.update(settings=[])),
    "a setting left out": ("V822", lambda told: told["settings"].pop()),
    "a count in the conclusion": ("V822", lambda told: told["conclusion"][1]["figures"].update(action=2)),
    "the answer": ("V822", lambda told: told["conclusion"][0].update(message=told["conclusion"][1]["message"])),
    "a sentence left out": ("V822", lambda told: told["conclusion"].pop(2)),
    "how much interleaving gains": ("V822", lambda told: told["conclusion"][-1]["figures"].update(most="1/2")),
    "the widest gap": ("V822", lambda told: told["limits"][4]["figures"].update(gap="1/1000")),
    "another form": ("V821", lambda told: told.update(kind="trial")),
}


@pytest.mark.parametrize(("code", "change"), MUTATIONS.values(), ids=MUTATIONS)
def test_no_other_experiment_is_accepted(code, change):
    assert code in codes(changed(made(*TRIALS), "experiment.json", change))


def test_the_table_is_that_of_the_figures_and_every_file_is_there():
    assert codes(replaced(made(*TRIALS), "experiment.csv", "fast cuts,action first", "fast cuts,undecided")) == {"V821"}
    assert codes(without(made(*TRIALS), "experiment.svg")) == {"V107"}
    assert codes({**made(*TRIALS), "x": b""}) == {"V103", "V108"}
