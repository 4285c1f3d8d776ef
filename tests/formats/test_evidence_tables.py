from datetime import date
from fractions import Fraction

import pytest

from commonweal.errors import FileMissing, TableFaults
from commonweal.evidence.inputs import Need, Offer, Site
from commonweal.evidence.points import Point
from commonweal.formats import evidence_tables as tables
from commonweal.samples.places import sample_place
from commonweal.terms.places import Area
from commonweal.terms.services import Service
from commonweal.terms.sources import Unknown

AREAS = "code,name,neighbourhood,population,deprivation_rank,deprivation_decile,deprivation_score,easting,northing"
SERVICES = "id,name,unit,criticality,floor,statutory,sensitive,standard_per_person_in_need,up_for_transfer"
SITES = ",".join(tables.SITE_COLUMNS[:-1])
NEEDS = "area,service,group,people,low,high,basis"
OFFERS = (
    Offer(Service("club", "Club", "meals", Fraction(1), Fraction(1, 2)), Fraction(2)),
    Offer(Service("refuge", "Refuge", "places", Fraction(1), Fraction(1), sensitive=True), Fraction(1)),
)


def written(folder, name, header, *rows):
    (folder / name).write_text("\n".join((header, *rows)) + "\n", encoding="utf-8")
    return folder


def faults(read):
    with pytest.raises(TableFaults) as refused:
        read()
    return {(fault.line, fault.field, fault.what) for fault in refused.value.faults}


def read_sites(folder, *rows, **known):
    return tables.read_sites(written(folder, "sites.csv", SITES, *rows), OFFERS, **known)


def read_needs(folder, *rows):
    return tables.read_needs(written(folder, "needs.csv", NEEDS, *rows), {"a", "b"}, {"club", "refuge"})


def test_what_is_written_is_read_again_the_same(tmp_path):
    place = sample_place(3)
    for name, data in (
        ("areas.csv", tables.write_areas(place.areas, range(2, 62))),
        ("services.csv", tables.write_services(place.offers)),
        ("sites.csv", tables.write_sites(place.sites)),
        ("needs.csv", tables.write_needs(place.needs)),
    ):
        (tmp_path / name).write_bytes(data)
    groups = {}
    for need in place.needs:
        groups.setdefault(need.service, set()).add(need.group)
    codes, services = [area.code for area in place.areas], list(groups)
    bodies = [body.id for body in place.organisations]
    assert tables.read_areas(tmp_path)[0] == place.areas
    assert tables.read_services(tmp_path)[0] == place.offers
    assert tables.read_needs(tmp_path, codes, services)[0] == place.needs
    read = tables.read_sites(tmp_path, place.offers, bodies, groups)[0]
    assert [(s.id, s.capacity, s.groups, s.delivered_to) for s in read] == [
        (s.id, s.capacity, s.groups, s.delivered_to) for s in place.sites
    ]
    assert [s.delivered_at for s in read if s.service == "library"] == [
        s.delivered_at for s in place.sites if s.service == "library"
    ]


def test_an_area_is_read_whole(tmp_path):
    written(tmp_path, "areas.csv", AREAS, "E1,Town 1,Town,1466,3001,1,46.724,338052.89,394049.61")
    areas, source = tables.read_areas(tmp_path)
    assert areas == (Area("E1", "Town 1", "Town", 1466, 3001, 1, 46.724, 338052.89, 394049.61),)
    assert (source.file, len(source.sha256)) == ("areas.csv", 64)


@pytest.mark.parametrize(
    ("rows", "field", "line"),
    [
        (["E1,,T,1,1,1,1,0,0"], "name", 2),
        (["E1,A,T,many,1,1,1,0,0"], "population", 2),
        (["E1,A,T,-5,1,1,1,0,0"], "population", 2),
        (["E1,A,T,1.5,1,1,1,0,0"], "population", 2),
        (["E1,A,T,1,0,1,1,0,0"], "deprivation_rank", 2),
        (["E1,A,T,1,1,11,1,0,0"], "deprivation_decile", 2),
        (["E1,A,T,1,1,1,high,0,0"], "deprivation_score", 2),
        (["E1,A,T,1,1,1,nan,0,0"], "deprivation_score", 2),
        (["E1,A,T,1,1,1,1,north,0"], "easting", 2),
        (["E1,A,T,1,1,1,1,0,0", "E1,B,T,1,2,1,1,0,0"], "code", 3),
    ],
)
def test_a_bad_area_is_refused_at_its_line_and_field(tmp_path, rows, field, line):
    written(tmp_path, "areas.csv", AREAS, *rows)
    assert {(at, name) for at, name, _ in faults(lambda: tables.read_areas(tmp_path))} == {(line, field)}


def test_every_fault_of_a_table_is_named_at_once(tmp_path):
    written(tmp_path, "areas.csv", AREAS, "E1,A,T,many,1,1,1,0,0", "E1,B,T,1,1,12,x,0,0")
    found = {(line, field) for line, field, _ in faults(lambda: tables.read_areas(tmp_path))}
    assert found == {(2, "population"), (3, "deprivation_decile"), (3, "deprivation_score"), (3, "code")}


@pytest.mark.parametrize("name", ["areas", "services"])
def test_a_missing_column_and_a_missing_file_are_refused(tmp_path, name):
    read = {"areas": tables.read_areas, "services": tables.read_services}[name]
    with pytest.raises(FileMissing):
        read(tmp_path)
    header = {"areas": AREAS, "services": SERVICES}[name]
    written(tmp_path, f"{name}.csv", header.replace(",name", ""))
    assert faults(lambda: read(tmp_path)) == {(1, "name", "the column is missing")}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("a,A,meals,0,0.5,no,no,1,no", "criticality"),
        ("a,A,meals,1,1.5,no,no,1,no", "floor"),
        ("a,A,meals,1,0.5,perhaps,no,1,no", "statutory"),
        ("a,A,meals,1,0.5,no,,1,no", "sensitive"),
        ("a,A,meals,1,0.5,no,no,0,no", "standard_per_person_in_need"),
        ("a,A,meals,1,0.5,no,no,1,maybe", "up_for_transfer"),
    ],
)
def test_a_bad_service_is_refused(tmp_path, row, field):
    written(tmp_path, "services.csv", SERVICES, row)
    assert {name for _, name, _ in faults(lambda: tables.read_services(tmp_path))} == {field}


def test_a_blank_standard_is_unknown(tmp_path):
    written(tmp_path, "services.csv", SERVICES, "a,A,meals,1,0.5,no,no,,no")
    assert tables.read_services(tmp_path)[0][0].standard == Unknown("no standard is stated")


def test_a_site_is_read_whole(tmp_path):
    (site,), _ = read_sites(tmp_path, "s1,Hall,club,body,10,20,30,40,12.5,old;young,2026-01-01,2026-12-31")
    assert site == Site(
        "s1",
        "Hall",
        "club",
        "body",
        Point(10, 20),
        Point(30, 40),
        Fraction("12.5"),
        ("old", "young"),
        date(2026, 1, 1),
        date(2026, 12, 31),
    )


def test_a_blank_capacity_is_unknown_and_never_nought(tmp_path):
    (site,), _ = read_sites(tmp_path, "s1,Hall,club,,10,20,,,,,,")
    assert site.capacity == Unknown("its capacity is not stated")
    assert isinstance(site.based_at, Unknown)
    (known,), _ = read_sites(tmp_path, "s1,Hall,club,,10,20,,,0,,,")
    assert known.capacity == 0


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("s1,Hall,cinema,,10,20,,,1,,,", "service"),
        ("s1,Hall,club,nobody,10,20,,,1,,,", "organisation"),
        ("s1,Hall,club,,10,,,,1,,,", "easting"),
        ("s1,Hall,club,,10,20,,7,1,,,", "based_easting"),
        ("s1,Hall,club,,10,20,,,-1,,,", "capacity"),
        ("s1,Hall,club,,10,20,,,1,old;;young,,", "groups"),
        ("s1,Hall,club,,10,20,,,1,strangers,,", "groups"),
        ("s1,Hall,club,,10,20,,,1,,1.2.2026,", "delivered_from"),
        ("s1,Hall,club,,10,20,,,1,,2026-02-01,2026-01-01", "delivered_to"),
    ],
)
def test_a_bad_site_is_refused(tmp_path, row, field):
    known = {"organisations": {"body"}, "groups": {"club": {"old", "young"}}}
    found = faults(lambda: read_sites(tmp_path, row, **known))
    assert {(line, name) for line, name, _ in found} == {(2, field)}


def test_the_location_of_a_sensitive_service_may_not_be_written_down(tmp_path):
    found = faults(lambda: read_sites(tmp_path, "s1,House,refuge,,10,20,30,40,5,,,"))
    assert {name for _, name, _ in found} == {"easting", "based_easting"}
    (site,), _ = read_sites(tmp_path, "s1,House,refuge,,,,,,5,,,")
    assert isinstance(site.delivered_at, Unknown)
    assert isinstance(site.based_at, Unknown)


def test_faults_of_one_cell_and_between_cells_are_named_together(tmp_path):
    found = faults(lambda: read_sites(tmp_path, "s1,Hall,club,,10,,,,lots,,,", "s1,House,refuge,,1,2,,,5,,,"))
    assert {(line, name) for line, name, _ in found} == {(2, "capacity"), (2, "easting"), (3, "easting"), (3, "id")}


def test_need_keeps_its_interval_and_blank_is_unknown(tmp_path):
    needs, _ = read_needs(tmp_path, "a,club,old,10,8,15,survey", "b,club,old,,,,survey")
    assert needs[0] == Need("a", "club", "old", 10, 8, 15, "survey")
    assert isinstance(needs[1].people, Unknown)
    assert isinstance(needs[1].high, Unknown)


@pytest.mark.parametrize(
    ("rows", "line", "field"),
    [
        (["z,club,old,10,8,15,survey"], 2, "area"),
        (["a,cinema,old,10,8,15,survey"], 2, "service"),
        (["a,club,,10,8,15,survey"], 2, "group"),
        (["a,club,old,ten,8,15,survey"], 2, "people"),
        (["a,club,old,10,,15,survey"], 2, "people"),
        (["a,club,old,10,11,15,survey"], 2, "people"),
        (["a,club,old,10,8,9,survey"], 2, "people"),
        (["a,club,old,10,8,15,"], 2, "basis"),
        (["a,club,old,10,8,15,survey", "a,club,old,9,8,15,survey"], 3, "group"),
    ],
)
def test_a_bad_need_is_refused(tmp_path, rows, line, field):
    found = faults(lambda: read_needs(tmp_path, *rows))
    assert (line, field) in {(at, name) for at, name, _ in found}
