"""The settings of the experiment on chronology: sound problems that differ in what is set, and in nothing else."""

from dataclasses import replace

from commonweal.formats.prose import prose
from commonweal.handover.faults import problem_faults
from commonweal.samples.chronology import YEARS, chronology_settings, cut_path, sample_chronology, told_levels
from tests.handover.orders import SMALL

SETTINGS = chronology_settings()


def test_there_are_sixteen_settings_and_no_two_alike():
    assert len(set(SETTINGS)) == 16
    assert chronology_settings(3) == SETTINGS[:3]
    said = [tuple(prose("en").text(one) for one in told_levels(setting)) for setting in SETTINGS]
    assert len(set(said)) == 16
    assert said[0] == (
        "gradual cuts",
        "little capacity at the start",
        "quick growth",
        "social action yielding little",
    )


def test_every_setting_is_a_sound_problem_and_the_same_for_the_same_seed():
    for setting in SETTINGS:
        problem = sample_chronology(2, setting, SMALL)
        assert list(problem_faults(problem)) == []
        assert problem == sample_chronology(2, setting, SMALL)
    assert sample_chronology(3, SETTINGS[0], SMALL) != sample_chronology(2, SETTINGS[0], SMALL)


def test_a_setting_leaves_everything_else_as_it_was():
    one = sample_chronology(1, SETTINGS[0], SMALL)
    slow = sample_chronology(1, replace(SETTINGS[0], lag="slow"), SMALL)
    assert replace(slow, parameters=one.parameters) == one
    assert (one.parameters.building_lag, slow.parameters.action_lag) == (1, 4)
    fast = sample_chronology(1, replace(SETTINGS[0], cuts="fast"), SMALL)
    assert replace(fast, services=one.services, funds=one.funds) == one


def test_cuts_follow_their_profile_and_the_council_can_always_just_keep_what_it_could():
    gradual, fast = (sample_chronology(1, replace(SETTINGS[0], cuts=cuts), SMALL) for cuts in ("gradual", "fast"))
    for k, service in enumerate(fast.services):
        assert service.level[8] == service.level[0] * (1 - sum(YEARS["fast"]))
        assert gradual.services[k].level[8] == service.level[0] * (1 - sum(YEARS["gradual"][:2]))
    spare = [
        [money - problem.kept_money(t) for t, money in enumerate(problem.funds.statutory)]
        for problem in (gradual, fast)
    ]
    assert spare[0] == spare[1]


def test_nothing_is_lost_after_the_last_year():
    path = cut_path(YEARS["fast"], 12)
    assert path[0] == 1
    assert path[8] == path[11] == 1 - sum(YEARS["fast"])
