"""Moments and the days of a place on which they fall."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from commonweal.verifier.days import Days, between, days_of, later, zones

MOMENTS = st.integers(946_684_800, 2_840_140_800).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))


def entry(at: datetime) -> dict[str, str]:
    return {"at": at.strftime("%Y-%m-%dT%H:%M:%SZ")}


@given(MOMENTS)
def test_british_days_are_those_of_the_time_zone_database(at: datetime) -> None:
    day = at.astimezone(ZoneInfo("Europe/London")).date().isoformat()
    assert days_of(entry(at)) == Days(day, day)


def test_the_hours_at_which_clocks_change() -> None:
    for at, day in (
        ("2027-03-28T00:59:59Z", "2027-03-28"),
        ("2027-06-30T23:00:00Z", "2027-07-01"),
        ("2027-10-30T23:00:00Z", "2027-10-31"),
        ("2027-10-31T23:30:00Z", "2027-10-31"),
    ):
        assert days_of({"at": at}).first == day


@given(MOMENTS, st.sampled_from(["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"]))
def test_another_places_day_is_among_those_that_may_be(at: datetime, zone: str) -> None:
    found = days_of(entry(at), zone)
    assert found.first <= at.astimezone(ZoneInfo(zone)).date().isoformat() <= found.last
    assert between(found.first, found.last) <= 2


def test_a_place_keeps_the_time_that_it_told_last() -> None:
    told = [
        {"number": 1, "kind": "place_opened", "payload": {}},
        {"number": 2, "kind": "place_changed", "payload": {"time_zone": "Indian/Chagos"}},
        {"number": 3, "kind": "round_closed", "payload": {}},
        {"number": 4, "kind": "place_changed", "payload": {}},
    ]
    assert zones(told) == {1: "Europe/London", 2: "Indian/Chagos", 3: "Indian/Chagos", 4: "Europe/London"}


def test_days_are_counted_on_and_never_back() -> None:
    assert later("2027-02-28", 1) == "2027-03-01"
    assert later("9999-12-31", 5) == "9999-12-31"
    assert (between("2027-01-01", "2027-01-03"), between("2027-01-03", "2027-01-01")) == (2, 0)
