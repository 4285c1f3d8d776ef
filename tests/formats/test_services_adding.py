from commonweal.formats.place_settings import SourceSettings
from commonweal.formats.services_adding import joined
from commonweal.terms.sources import Source

FEED = Source("feed.json", "f" * 64)
OWN = Source("sites.csv", "a" * 64)


def test_a_table_that_somebody_kept_and_a_directory_are_both_named():
    told = joined(SourceSettings("the council", "OGL", "2025"), OWN, FEED)
    assert (told.original, told.original_sha256) == ("sites.csv, feed.json", f"{'a' * 64}, {'f' * 64}")
    assert (told.publisher, told.licence, told.date) == ("the council", "OGL", "2025")


def test_a_new_table_is_of_the_directory_alone():
    assert joined(None, None, FEED).original == "feed.json"


def test_a_directory_that_brings_more_rows_is_named_once():
    once = joined(None, OWN, FEED)
    assert joined(once, OWN, FEED) == once
    assert joined(once, OWN, Source("other.json", "b" * 64)).original == "sites.csv, feed.json, other.json"
