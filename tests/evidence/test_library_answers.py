"""What a place's history answers, in sentences."""

from commonweal.evidence.library_answers import library_answers
from commonweal.evidence.library_history import place_history
from commonweal.evidence.survival import NONE, Survival
from commonweal.formats.prose import prose
from commonweal.terms.sources import Unknown
from tests.evidence.test_library_history import library

COMMUNITY = {
    1: Survival(60, 6, 1, 400),
    2: Survival(50, 10, 0, 300),
    3: NONE,
    4: Survival(90, 4, 0, 600),
    5: Survival(70, 3, 0, 500),
}
COUNCIL = {1: Survival(600, 40, 0, 4000), 2: NONE, 3: NONE, 4: NONE, 5: Survival(400, 10, 0, 2800)}
NOWHERE = Unknown("the register gives no tenth of deprivation")


NEWLY = {**dict.fromkeys(range(1, 6), NONE), 3: Survival(200, 10, 0, 800)}


def answers(*libraries, community=COMMUNITY, council=COUNCIL, newly=NEWLY):
    found = library_answers(place_history(libraries, "Anyshire"), community, council, newly)
    assert [prose().text(one.question) for one in found] == ["What changed where I live?", "When?", "What if it fails?"]
    return ["\n".join(prose().text(said) for said in one.said) for one in found]


def test_what_changed_counts_and_names():
    what, _, _ = answers(
        library("LA LA LA LA LA", name="Quay", tenth=9),
        library("CR CR CR CR CR", name="Mill", tenth=2),
        library("C C C C C", name="Hill", tenth=1),
        library("LA LA LA - -", name="Lost", tenth=5),
        library(name="Old", closed=2012, tenth=3),
    )
    assert "Anyshire has had 5 libraries since 2010." in what
    assert "In 2023 the council ran 1 of them and the community 1; 1 had closed." in what
    assert "A body that the council pays ran 1." in what
    assert "Of 1 library the file does not say who ran it in 2023." in what
    assert "Run by the community: Mill." in what
    assert (
        "In the most deprived fifth of England's areas stand 1 of the 2 that closed or passed to the community" in what
    )
    assert "and 1 of the other 3." in what


def test_where_nothing_stands_in_the_most_deprived_fifth_that_is_said_and_so_is_what_is_not_known():
    what, _, _ = answers(library("LA LA LA LA LA", tenth=4), library(closed=2012, tenth=NOWHERE))
    assert "None of them is known to stand in the most deprived fifth" in what
    assert "It is not known how deprived the area of 1 library is." in what
    assert "closed or passed to the community" not in what


def test_when_names_years_and_says_what_is_not_in_the_file():
    unseen = "when the file first says who ran them"
    unknown = "Whether and when they passed is not in the file."
    _, when, _ = answers(
        library("LA LA LA LA LA", name="New", opened=2012, at=500.0),
        library("LA LA LA LA LA", name="Ancient", opened=1907),
        library(name="Old", closed=2012),
        library(name="Far", closed=2012, at=9000.0),
        library("LA CR CR CR CR", name="Mill"),
        library("LA CR CR CR -", name="Gone", closed=2023, at=5000.0),
        library("CR CR CR CR LA", name="Back"),
        library("- ICL ICL ICL ICL", name="Own"),
    )
    assert when.splitlines() == [
        "Opened in 2012: New.",
        "Closed in 2012: Far, Old.",
        "Closed in 2023: Gone.",
        "Perhaps moved rather than closed, since another library opened within a year and a kilometre: Old.",
        "Passed to the community between 2016 and 2019: Gone, Mill.",
        f"Run by the community already in 2016, {unseen}: Back. {unknown}",
        f"Run by the community already in 2019, {unseen}: Own. {unknown}",
        "Back with the council, or with a body that it pays, by 2023: Back.",
    ]


def test_what_if_it_fails_sets_a_few_beside_what_england_would_have_given():
    two = [library("CR CR CR CR CR", tenth=1), library("CR CR CR CR CR", tenth=10)]
    _, _, fails = answers(*two)
    assert "Here the community ran 2 libraries in 2016; none of them had closed by the end of 2023." in fails
    chance = (1 - 6 / 400) ** 7 * (1 - 3 / 500) ** 7
    assert f"all would still be open after seven years in {chance:.0%} of cases" in fails
    assert "In England 23 of 270 libraries that the community ran in 2016 had closed by the end of 2023: 8.5%" in fails
    assert "Of those that councils ran it was 5.0%." in fails
    assert (
        "Of 200 libraries newly found in the community's hands since then, 10 had closed by the end of 2023: 1."
        in fails
    )
    assert "In the two most deprived fifths of areas 16 of 110 closed, in the two least deprived 7 of 160." in fails


def test_one_that_closed_is_told_as_one():
    _, _, fails = answers(library("CR CR CR CR -", closed=2023))
    assert "Here the community ran 1 library in 2016; it had closed by the end of 2023." in fails
    _, _, fails = answers(library("CR CR CR CR CR"))
    assert "Here the community ran 1 library in 2016; it was still open at the end of 2023." in fails


def test_no_chance_is_given_where_the_places_are_many_or_a_fifth_is_not_known():
    many = [library("CR CR CR CR CR", name=str(k)) for k in range(21)]
    assert "So few prove nothing" in answers(*many[:20])[2]
    assert "So few prove nothing" not in answers(*many)[2]
    assert "So few prove nothing" not in answers(library("CR CR CR CR CR", tenth=5))[2]
    assert "So few prove nothing" not in answers(library("CR CR CR CR CR", tenth=NOWHERE))[2]


def test_a_place_that_handed_nothing_over_says_so_and_a_country_without_figures_says_nothing():
    _, _, fails = answers(library("LA LA LA LA LA"), library("CR - - - -", closed=2016))
    assert fails.startswith("In 2016, when it was first asked, the community ran no library here.")
    none = dict.fromkeys(range(1, 6), NONE)
    _, _, fails = answers(library("LA LA LA LA LA"), community=none, newly=none)
    here, step_in = fails.splitlines()
    assert here == "In 2016, when it was first asked, the community ran no library here."
    assert step_in.startswith("Who stepped in when one closed is not in the file.")
