from itertools import product
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonweal.evidence.patterns import LONGEST, MOST_STEPS, bounded, one_reading, steps


@pytest.mark.parametrize(
    "pattern",
    [
        r"\b(asylum|refugees?|human traffick?ing)\b",
        r"\b(old(er)? (persons?|people|age)|over [5-9]0s?)\b",
        r"\b(disabled .*(people|person|children)s?)\b",
        r"\b(pon(y|ies)+)\b",
        r"\b((primary|first|preparatory|elementary|prep)+ (school|education))\b",
        r"r\.?a\.?f\.?",
        "a{3}b{2,5}",
        "(hous(ing|es)|home(s)?)+",
        r"(ab)* (cd)* e",
        "",
    ],
)
def test_plain_expressions_are_compiled_and_find_capitals_too(pattern):
    assert bounded(pattern).flags & 2
    assert steps(pattern) <= MOST_STEPS


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "(a*)*b",
        "(a|a)*b",
        "(a|aa)+b",
        r"(\w|a)+b",
        "(a|ab|ba)+b",
        "(a?){20}a{20}",
        "a*a*b",
        "a*b*a*c",
        "(a{2,3}){2,3}",
        "a{1,1000}",
        ".*.*.*x",
        "(?=a)b",
        "(?P<n>a)(?P=n)",
        r"(a)\1",
        "a+?b",
        "a**",
        "(a|)+",
        "()+",
        "[",
        "(a",
        "a)",
        "*a",
        "a{x}",
        "(" + "|".join(f"w{k}" for k in range(900)) + ").*x",
    ],
)
def test_what_is_not_sure_to_end_in_time_is_refused(pattern):
    with pytest.raises(ValueError):  # noqa: PT011 - the message is the pattern
        bounded(pattern)


def test_the_hardest_that_is_taken_ends_in_time_on_the_longest_text():
    begun = process_time()
    assert bounded(".*xy").search("x" * LONGEST) is None
    assert process_time() - begun < 20  # a bound against never ending, not a speed


words = st.sets(st.text("ab", min_size=1, max_size=3), min_size=1, max_size=4)


@given(words)
def test_what_reads_in_one_way_only_does(some):
    made = [part for n in range(1, 5) for part in product(sorted(some), repeat=n)]
    texts = ["".join(part) for part in made]
    if one_reading(some):
        assert len(set(texts)) == len(texts)


@given(words)
def test_what_reads_in_two_ways_is_seen(some):
    made = [part for n in range(1, 5) for part in product(sorted(some), repeat=n)]
    if len({"".join(part) for part in made}) < len(made):
        assert not one_reading(some)
