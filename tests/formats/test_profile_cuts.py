import json
from dataclasses import replace
from datetime import date

from commonweal.evidence.cuts import NOT_WRITTEN
from commonweal.evidence.cuts_log import cuts_log
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.profile import profile
from commonweal.formats.profile_cuts import cuts_value, read_money, read_standing
from commonweal.formats.profiles import profile_files
from commonweal.samples.cuts import sample_cuts, sample_new_money
from commonweal.samples.places import sample_place
from commonweal.terms.sources import Source

PLACE = sample_place(1, areas=8, neighbourhoods=3, people=12_000)
SOURCES = {name: Source(name, "0" * 64) for name in ("cuts.csv", "new_money.csv")}
BARE = Evidence(PLACE.name, date(2023, 12, 31), PLACE.areas, PLACE.offers, PLACE.needs, PLACE.sites, sources=SOURCES)
EVIDENCE = replace(BARE, cuts=sample_cuts(PLACE), new_money=sample_new_money(PLACE))


def test_a_profile_without_a_log_is_as_it_was():
    files = profile_files(profile(BARE))
    assert "cuts" not in json.loads(files["profile.json"])
    assert not any("cuts" in name or "money" in name for name in files)


def test_money_is_read_back_to_the_penny():
    log = cuts_log(EVIDENCE)
    told = json.loads(json.dumps(cuts_value(log)))
    assert read_money(told) == log.services
    assert read_standing(told["whole"]) == log.whole
    assert log.whole.before == NOT_WRITTEN


def test_the_profile_holds_the_log_its_figures_with_their_files_and_two_tables():
    files = profile_files(profile(EVIDENCE))
    told = json.loads(files["profile.json"])["cuts"]
    verdicts = {one["id"]: one["now"]["verdict"] for one in told["services"]}
    assert (verdicts["library"], verdicts["youth"]) == ("replaces public money", "more than the cut")
    assert told["figures"]["cut:library"]["value"] == 300_000
    assert [one["table"] for one in told["figures"]["cut:library"]["sources"]] == ["cuts.csv", "new_money.csv"]
    lines = files["tables/cuts.csv"].decode().splitlines()
    assert lines[1] == (
        '2021-04-01,youth,,180000,540000,Dogger Haven Council,"Budget for 2021 to 2022, table 7 (invented)"'
    )
    assert len(files["tables/new_money.csv"].decode().splitlines()) == 3
    assert "adjusted for rising prices" in told["caveat"]
