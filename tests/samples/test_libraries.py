"""The invented register: the same for the same seed, readable as the real one, with each kind of course."""

from commonweal.evidence.library_history import place_history
from commonweal.evidence.survival import COMMUNITY, cohort, handed_over, whole
from commonweal.formats.libraries import read_placed_libraries, write_placed_libraries
from commonweal.samples.libraries import sample_libraries


def test_the_same_seed_gives_the_same_register_and_another_seed_another():
    assert sample_libraries(1) == sample_libraries(1) != sample_libraries(2)


def test_it_is_read_as_the_real_one_is(tmp_path):
    (tmp_path / "libraries.csv").write_bytes(write_placed_libraries(sample_libraries(1)))
    assert read_placed_libraries(tmp_path / "libraries.csv")[0] == sample_libraries(1)


def test_it_has_every_kind_of_course():
    history = place_history(sample_libraries(1), "Dogger Haven")
    assert {course.end for course in history.courses} == {
        *("community", "closed", "paid body", "council", "not recorded"),
    }
    assert history.others == 1
    assert cohort(sample_libraries(1), COMMUNITY).whole.lost_from_sight == 1
    assert whole(*handed_over(sample_libraries(1))).closed == 1
