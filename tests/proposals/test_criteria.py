"""What a readiness check asks: eleven areas, in words that a child of eleven reads."""

import re

from commonweal.proposals.criteria import CHECK_AREAS, CRITERIA, ESSENTIAL


def test_there_are_eleven_areas_with_three_to_five_criteria_each():
    asked = {area: [one for one in CRITERIA.values() if one.area == area] for area in CHECK_AREAS}
    assert len(CHECK_AREAS) == 11
    assert all(3 <= len(of_area) <= 5 for of_area in asked.values())
    assert sum(map(len, asked.values())) == len(CRITERIA)


def test_a_small_group_is_asked_less_than_half():
    assert 0 < len(ESSENTIAL) < len(CRITERIA) / 2


def test_nobody_is_asked_whether_they_campaign():
    said = " ".join(one.asks + one.wants for one in CRITERIA.values()).lower()
    assert not re.search(r"campaign|politic|protest|advoca|lobby|speak out", said)


def syllables(word):
    found = len(re.findall(r"[aeiouy]+", word.lower()))
    return max(1, found - (word.lower().endswith("e") and not word.lower().endswith("le") and found > 1))


def grade(sentences):
    """Flesch and Kincaid's school grade; grade 6 is read at eleven."""
    words = [word for one in sentences for word in re.findall(r"[A-Za-z']+", one)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def test_it_is_read_at_eleven():
    asks = [one.asks for one in CRITERIA.values()]
    assert grade(asks) < 6
    assert max(len(one.split()) for one in asks) <= 20
    assert grade(["Organisational accountability necessitates documented constitutional arrangements."]) > 12


def test_each_criterion_is_one_sentence_and_says_what_is_missing_without_it():
    for one in CRITERIA.values():
        assert one.asks.endswith(".")
        assert one.asks.count(".") == 1
        assert one.wants
        assert not one.wants.endswith(".")
        assert one.id.startswith(f"{one.area}-")
