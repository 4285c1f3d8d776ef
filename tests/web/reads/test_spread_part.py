"""How evenly a service is shared out, on its page: drawn again from what was published."""

import json
from datetime import date

import pytest

from commonweal.evidence.inputs import Evidence
from commonweal.evidence.profile import profile
from commonweal.formats.profiles import profile_files
from commonweal.formats.prose import prose
from commonweal.samples.places import sample_place
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.spread_part import spread
from commonweal.web.reads.stored import Stored


@pytest.fixture(scope="module")
def found():
    place = sample_place(1)
    made = profile(Evidence(place.name, date(2026, 10, 1), place.areas, place.offers, place.needs, place.sites))
    files = profile_files(made)
    return made, Profiled(Stored("profile", "digest of spread", files, 1), json.loads(files["profile.json"]))


def test_each_service_is_told_and_drawn_as_its_profile_says(found):
    made, published = found
    drawn, text = 0, prose().text
    for one in made.inequality:
        (section,) = spread(published, one.id)
        told = [text(sentence) for sentence in one.sentences]
        if one.curves is None:
            assert section.pictures == ()
        else:
            drawn += 1
            (picture,) = section.pictures
            assert text(picture.description) == text(one.curves.sentence)
            told.remove(text(one.curves.sentence))
        assert [said if isinstance(said, str) else text(said) for said in section.said] == told
    assert drawn > 2


def test_a_sensitive_or_unknown_service_has_no_such_part(found):
    made, published = found
    hidden = [one.id for one in made.services if one.sensitive]
    assert hidden
    assert all(spread(published, name) == () for name in (*hidden, "nothing"))


def test_an_older_profile_holds_none(found):
    _, published = found
    assert spread(Profiled(published.folder, {"services": []}), "library") == ()
