from commonweal.evidence.left_behind import left_behind
from commonweal.terms.sources import Unknown

WARDS = {f"W{n:02}": n for n in range(1, 31)}


def test_a_ward_must_be_among_the_worst_by_both():
    scores = {ward: 100.0 - rank for ward, rank in WARDS.items()}
    scores["W03"], scores["W30"] = 1.0, 99.5
    found = left_behind(scores, WARDS)
    assert found.worst_places == 3
    assert found.wards == ("W01", "W02")
    assert found.deprivation_places["W30"] == 1


def test_wards_of_equal_score_share_a_place():
    scores = {ward: 100.0 - rank for ward, rank in WARDS.items()} | {"W02": 99.0, "W03": 99.0}
    found = left_behind(scores, WARDS)
    assert [found.deprivation_places[ward] for ward in ("W01", "W02", "W03", "W04")] == [1, 1, 1, 4]


def test_a_ward_without_a_score_is_named_and_never_taken_for_well_off():
    scores = {ward: 100.0 - rank for ward, rank in WARDS.items() if ward != "W05"}
    scores["W01"] = Unknown("nobody lives there")
    found = left_behind(scores, WARDS)
    assert found.unknown == ("W01", "W05")
    assert found.wards == ("W02", "W03")
