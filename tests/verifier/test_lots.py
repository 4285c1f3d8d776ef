from hashlib import sha256

from commonweal.funding import spec
from commonweal.verifier.lots import lot


def test_a_lot_is_the_hash_that_the_page_on_funding_names_and_the_one_that_decided():
    assert lot("2027-03-01", "17") == sha256(b"2027-03-01\n17").hexdigest() == spec.lot("2027-03-01", "17")
