"""The page of a neighbourhood: its needs through the gate, what is near, what is planned, and who to talk to."""

import json
from dataclasses import replace

import pytest

from commonweal.cli.first_folder import first_files
from commonweal.evidence.profile import profile
from commonweal.formats.folders import write_folder
from commonweal.formats.place_folder import read_place
from commonweal.formats.profiles import profile_files
from commonweal.formats.prose import prose
from commonweal.terms.sentences import Sentence
from commonweal.web.procedures.plain import place_value
from commonweal.web.reads import needs_page, neighbourhood_page
from commonweal.web.reads.alone import Alone, showing
from commonweal.web.reads.profiled import newest, slugs
from commonweal.web.store.read import Stored


@pytest.fixture(scope="module")
def alone(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first") / "place"
    write_folder(folder, first_files("Saltmarsh"))
    sites = folder / "sites.csv"
    lines = sites.read_text(encoding="utf-8").splitlines()
    told = next(k for k, line in enumerate(lines) if ",library," in line)
    cells = lines[told].split(",")
    lines[told] = ",".join((*cells[:8], "", *cells[9:12], "it has not said"))
    sites.write_text("\n".join(lines) + "\n", encoding="utf-8")
    place = read_place(folder)
    files = profile_files(profile(place.evidence))
    return Alone(place_value(place), Stored("profile", "0" * 64, files, 0))


def text(said):
    return prose().text(said) if isinstance(said, Sentence) else said


def rows(section):
    return [[text(cell.text) for cell in row.cells] for table in section.tables for row in table.rows]


def section(page, name):
    return next(one for one in page.sections if one.id == name)


def told(alone):
    return json.loads(alone.profile.files["profile.json"])


def test_every_neighbourhood_has_a_page_and_they_stand_by_name(alone):
    with showing(alone):
        page = neighbourhood_page.listed()
        names = [row[0] for row in rows(page.sections[0])]
        assert names == sorted(names)
        assert all(neighbourhood_page.one(slug) for slug in slugs(newest()).values())
        assert neighbourhood_page.one("nothing") is None


def test_its_numbers_are_those_that_were_published(alone):
    service = next(one for one in told(alone)["services"] if one["neighbourhoods"])
    here = service["neighbourhoods"][0]
    with showing(alone):
        page = neighbourhood_page.one(slugs(newest())[here["name"]])
    shown = next(row for row in rows(section(page, "needs")) if row[0] == service["name"])
    assert shown[1].startswith(f"{here['need']['value']:,}")


def test_a_service_that_is_kept_safe_is_named_as_not_told_and_in_no_table(alone):
    with showing(alone):
        page = neighbourhood_page.one(next(iter(slugs(newest()).values())))
    assert "Refuge" in text(section(page, "needs").asides[0].said[0])
    for one in page.sections:
        assert not any("Refuge" in cell for row in rows(one) for cell in row)


def test_what_is_near_says_how_far_and_who_runs_it_and_they_can_be_talked_to(alone):
    with showing(alone):
        page = neighbourhood_page.one(next(iter(slugs(newest()).values())))
    near, talk = rows(section(page, "near")), rows(section(page, "talk"))
    assert all(row[2].endswith((" km", " metres")) for row in near)
    assert {row[4] for row in near} <= {row[0] for row in talk}


def test_without_a_plan_that_is_said(alone):
    with showing(alone):
        page = neighbourhood_page.one(next(iter(slugs(newest()).values())))
    assert text(section(page, "planned").said[0]).startswith("No plan")


def test_names_that_look_alike_get_addresses_of_their_own(alone):
    table = alone.profile.files["tables/areas.csv"].decode("utf-8")
    names = list(dict.fromkeys(line.split(",")[2] for line in table.splitlines()[1:]))
    for old, new in zip(names, ("High Hill", "High-Hill", "Ωμέγα"), strict=False):
        table = table.replace(old, new)
    files = {**alone.profile.files, "tables/areas.csv": table.encode()}
    with showing(Alone(alone.place, replace(alone.profile, digest="1" * 64, files=files))):
        assert list(slugs(newest()).values()) == ["high-hill", "high-hill-2", "neighbourhood"]


def test_the_needs_lead_to_every_neighbourhood_and_gather_what_is_not_known(alone):
    with showing(alone):
        page = needs_page.needs()
        assert [link.href for link in section(page, "neighbourhoods").links] == [
            f"/neighbourhoods/{slug}/" for _, slug in sorted(slugs(newest()).items())
        ]
    unknown = rows(section(page, "not-known"))
    assert len(unknown) == len(told(alone)["not_known"]) > 0


def test_a_profile_of_before_has_its_pages_without_what_it_does_not_hold(alone):
    older = told(alone)
    for name in ("near", "not_known"):
        del older[name]
    for service in older["services"]:
        del service["groups"]
    older["tables"] = [
        name for name in older["tables"] if not name.endswith(("near.csv", "not_known.csv", "groups.csv"))
    ]
    files = {**alone.profile.files, "profile.json": json.dumps(older).encode()}
    with showing(Alone(alone.place, replace(alone.profile, digest="2" * 64, files=files))):
        page = needs_page.needs()
        assert not [one for one in page.sections if one.id == "not-known"]
        here = neighbourhood_page.one(next(iter(slugs(newest()).values())))
    assert not [one for one in here.sections if one.id == "near"]
