from dataclasses import replace
from datetime import date

from commonweal.evidence.equality import CHARACTERISTICS, Impact, breaches, impact_sentences, not_looked_at
from commonweal.formats.prose import prose
from commonweal.samples.equality import sample_equality

WORSE = Impact("age", "worse", "a survey", "a minibus", "council officer", date(2027, 1, 1))
ANSWERED = replace(WORSE, overridden_by="board", override_reason="no other body can run it")


def words(impacts):
    return [prose().text(said) for said in impact_sentences(impacts)]


def test_there_are_nine_protected_characteristics_and_one_more():
    assert len(CHARACTERISTICS) == 10
    assert CHARACTERISTICS[-1] == "socio-economic position"


def test_who_is_left_worse_off_is_a_breach_until_a_role_answers_with_a_reason():
    assert breaches([WORSE]) == (WORSE,)
    assert breaches([replace(WORSE, overridden_by="board")]) == (replace(WORSE, overridden_by="board"),)
    assert breaches([replace(WORSE, override_reason="because")]) == (replace(WORSE, override_reason="because"),)
    assert breaches([ANSWERED]) == ()
    assert breaches([replace(WORSE, effect="not known")]) == ()


def test_what_nobody_looked_at_is_named():
    assert not_looked_at([WORSE]) == CHARACTERISTICS[1:]
    assert not_looked_at(sample_equality()) == ()


def test_no_assessment_is_said_to_be_none():
    assert words(()) == [
        "Nobody has written down what this plan does to people of each protected characteristic. Ask for it."
    ]


def test_who_is_left_worse_off_is_said_first_with_who_answers_for_it():
    told = words([ANSWERED, replace(WORSE, characteristic="sex", effect="not known")])
    assert told[0] == "People are left worse off by age, and the board answers for that: no other body can run it"
    assert told[1] == "What it does is not known yet by sex."
    assert told[2].startswith("Nobody has looked at disability, ")
    assert words([WORSE])[0] == "People would be left worse off by age."


def test_where_nobody_is_left_worse_off_it_is_said_as_far_as_it_was_looked_at():
    told = words(sample_equality())
    assert told[0].startswith("As far as it was looked at, nobody is left worse off")
    assert told[1] == "What it does is not known yet by gender reassignment, race, sexual orientation."
