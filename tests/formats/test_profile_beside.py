"""What stands beside a profile: shapes, the equality assessment and the answer about sites, where a place has them."""

from types import SimpleNamespace

from commonweal.formats.folders import MANIFEST, with_manifest
from commonweal.formats.profile_beside import with_beside
from commonweal.samples.equality import sample_equality
from commonweal.terms.places import Area

MADE = with_manifest("profile", {"profile.json": b"{}"})
AREA = Area("a", "A", "Hill", 1, 1, 1, 1.0, 0.0, 0.0)
SQUARE = ((((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),),)


def place(**has):
    return SimpleNamespace(**{"boundaries": {}, "equality": (), "siting": {}, "areas": (AREA,), **has})


def test_a_place_with_nothing_besides_has_its_profile_alone():
    assert with_beside(place(), MADE) == MADE


def test_all_that_a_place_keeps_stands_beside_and_in_the_manifest():
    kept = place(boundaries={"a": SQUARE}, equality=sample_equality(), siting={"siting.json": b"{}", MANIFEST: b"{}"})
    files = with_beside(kept, MADE)
    expected = {"boundaries.geojson", "equality.csv", "profile.json", "siting/manifest.json", "siting/siting.json"}
    assert set(files) - {MANIFEST} == expected
    assert all(name.encode() in files[MANIFEST] for name in expected)
