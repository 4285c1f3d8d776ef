"""A scheme: its hash, and what it may not be."""

from dataclasses import replace
from hashlib import sha256

import pytest

from commonweal.errors import SchemeFaults
from commonweal.funding.scored.scheme import FORMULA, Criterion, check_scheme, scheme_faults
from commonweal.samples.awards import sample_scheme
from commonweal.terms.canon import encode
from tests.funding.scored.made import SCALE, scheme

QUALITY = Criterion("quality", "Quality", "quality", 10, SCALE)
PRICE = Criterion("price", "Price", "price", 5, {}, formula=FORMULA)


def test_the_hash_is_that_of_the_published_bytes_and_of_every_part():
    found = sample_scheme()
    assert found.sha256() == sha256(encode(found.value())).hexdigest()
    first = found.criteria[0]
    others = [
        replace(found, most_awards=4),
        replace(found, overflow="stop"),
        replace(found, ties=("price", "quality", "lot")),
        replace(found, criteria=(replace(first, minimum=3), *found.criteria[1:])),
        replace(found, criteria=(replace(first, levels={**first.levels, 3: "Half"}), *found.criteria[1:])),
    ]
    assert len({found.sha256(), *(one.sha256() for one in others)}) == 6


FAULTS = {
    "the weights add up to 10, not to 11": replace(scheme(QUALITY), total=11),
    "name each word once and end with lot": scheme(QUALITY, ties=("lot", "price")),
    "at least one criterion must be of quality": scheme(PRICE),
    "quality is the name of an earlier criterion": scheme(QUALITY, QUALITY),
    "one criterion of price at most": scheme(QUALITY, PRICE, replace(PRICE, id="other")),
    "no criterion takes points away": scheme(replace(QUALITY, weight=-1)),
    "price is not scored by assessors": scheme(QUALITY, replace(PRICE, levels=SCALE)),
    "the formula of price must be": scheme(QUALITY, replace(PRICE, formula="")),
    "only price has a formula": scheme(replace(QUALITY, formula=FORMULA)),
    "describe at least the lowest and the highest": scheme(replace(QUALITY, levels={3: "all"})),
    "on the scale from 0 to 4": scheme(replace(QUALITY, minimum=5)),
}


@pytest.mark.parametrize("what", FAULTS)
def test_each_fault_is_named(what):
    with pytest.raises(SchemeFaults, match=what):
        check_scheme(FAULTS[what])


def test_every_fault_is_gathered_with_the_criterion_it_speaks_of():
    wrong = scheme(QUALITY, replace(PRICE, formula=""), ties=())
    assert [(fault.field, nth) for fault, nth in scheme_faults(wrong)] == [("scheme.ties", 0), ("criteria.formula", 1)]
    check_scheme(sample_scheme())
