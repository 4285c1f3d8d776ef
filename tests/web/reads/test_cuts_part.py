"""Whether something replaces public money: what pages say of the cuts log that was published."""

from dataclasses import replace
from datetime import date

import pytest

from commonweal.evidence.cuts import Cut, NewMoney
from commonweal.evidence.inputs import Evidence
from commonweal.evidence.profile import profile
from commonweal.formats.profiles import profile_files
from commonweal.formats.prose import prose
from commonweal.samples.places import sample_place
from commonweal.terms.money import Pence
from commonweal.terms.sources import Source
from commonweal.web.reads import cuts_part
from commonweal.web.reads.profiled import Profiled
from commonweal.web.reads.sector_part import sector_parts
from commonweal.web.reads.stored import Stored

PLACE = sample_place(1, areas=8, neighbourhoods=3, people=12_000)
SOURCES = {name: Source(name, "0" * 64) for name in ("cuts.csv", "new_money.csv")}
EVIDENCE = Evidence(PLACE.name, date(2026, 10, 1), PLACE.areas, PLACE.offers, PLACE.needs, PLACE.sites, sources=SOURCES)
CUT = Cut(date(2025, 4, 1), "library", "", Pence(30_000_000), "the council", "Budget, table 4", Pence(90_000_000))


def new(pence, service="library"):
    return NewMoney(date(2025, 7, 1), None, service, "", Pence(pence), "a fund", "its terms")


@pytest.fixture
def published(monkeypatch):
    def publish(evidence):
        import json

        files = profile_files(profile(evidence))
        found = Profiled(Stored("profile", "digest", files, 1), json.loads(files["profile.json"]))
        monkeypatch.setattr(cuts_part, "newest", lambda: found)
        return found

    monkeypatch.setattr(cuts_part, "newest", lambda: None)
    return publish


def words(section):
    asides = [text for aside in section.asides for text in (aside.heading, *aside.said)]
    cells = [cell.text for table in (*section.tables, *section.folded) for row in table.rows for cell in row.cells]
    return [text if isinstance(text, str) else prose().text(text) for text in (*section.said, *asides, *cells)]


def test_a_cut_of_300k_and_a_transfer_print_that_it_replaces_public_money_with_spending_before_and_after(published):
    published(replace(EVIDENCE, cuts=(CUT,)))
    section = cuts_part.replaced({"library"})
    said = words(section)
    assert said[1] == "This replaces public money"
    assert (section.asides[0].tone, section.id) == ("refused", "replaced")
    row = [
        text if isinstance(text, str) else prose().text(text)
        for text in (c.text for c in section.tables[0].rows[0].cells)
    ]
    assert row == [
        "Libraries",
        "£900,000",
        "£300,000",
        "£0",
        "£600,000",
        "This replaces public money: no more is new than was cut.",
    ]
    assert "Budget, table 4" in said
    assert prose().text(cuts_part.lead({"library"})) == "This replaces public money: Libraries."


@pytest.mark.parametrize(("pence", "replaces"), [(30_000_000, True), (30_000_001, False)])
def test_it_is_printed_unless_new_money_exceeds_the_cut_to_the_penny(published, pence, replaces):
    published(replace(EVIDENCE, cuts=(CUT,), new_money=(new(pence),)))
    assert bool(cuts_part.replaced({"library"}).asides) == replaces
    assert (cuts_part.lead({"library"}) is not None) == replaces


def test_every_figure_of_the_table_opens_to_its_source(published):
    published(replace(EVIDENCE, cuts=(CUT,)))
    cells = cuts_part.replaced({"library"}).tables[0].rows[0].cells[1:5]
    assert [cell.href for cell in cells] == [
        f"/sources/#figure-cuts-{name}-library" for name in ("before", "cut", "new", "after")
    ]


def test_what_the_log_says_nothing_of_is_named(published):
    published(replace(EVIDENCE, cuts=(CUT,)))
    said = words(cuts_part.replaced({"library", "recovery"}))
    assert "The log names no cut and no new money for: Drug and alcohol recovery." in said


def test_a_fund_is_told_of_all_services_and_of_the_whole(published):
    published(replace(EVIDENCE, cuts=(CUT,), new_money=(new(5, "youth"),)))
    said = words(cuts_part.replaced())
    assert said[0].startswith("This replaces public money: no more is new than was cut. A year, £300,000 was cut")
    assert {"Libraries", "Youth clubs"} <= set(said)


def test_without_a_log_that_is_said(published):
    assert "Nobody has published a log" in words(cuts_part.replaced())[0]
    published(EVIDENCE)
    assert "Nobody has published a log" in words(cuts_part.replaced({"library"}))[0]
    assert cuts_part.lead({"library"}) is None


def test_an_empty_log_says_that_nothing_is_written_down(published):
    published(replace(EVIDENCE, cuts=()))
    assert "No cut is written down in the log of this place." in words(cuts_part.replaced())


def test_the_sector_is_shown_only_where_there_is_one(published):
    from commonweal.samples.registered_bodies import sample_bodies, sample_tags
    from commonweal.samples.sector import sample_incomes, sample_infrastructure

    assert {section.id for section in sector_parts(published(EVIDENCE))} <= {"blind-spots"}
    full = replace(
        EVIDENCE,
        as_at=date(2023, 12, 31),
        organisations=PLACE.organisations,
        bodies=sample_bodies(PLACE),
        tags=sample_tags(),
        infrastructure=sample_infrastructure(PLACE),
        incomes=sample_incomes(PLACE),
        sites=tuple(site for site in PLACE.sites if site.service != "transport"),
    )
    parts = {section.id: words(section) for section in sector_parts(published(full))}
    assert list(parts) == ["blind-spots", "named-groups", "sector"]
    assert any(text.startswith("Community transport") for text in parts["blind-spots"])
    assert any("prison: silence" in text for text in parts["named-groups"])
    assert "If Haven Voluntary Action closed" in " ".join(parts["sector"])
    assert "62%" in parts["sector"]
