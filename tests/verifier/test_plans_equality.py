"""The equality assessment beside a plan: accepted as it was made, and refused mutation by mutation."""

from dataclasses import replace

import pytest

from commonweal.formats.bundle import bundle_files
from commonweal.formats.equality_table import FILE, write_equality
from commonweal.formats.plans import plan_files
from commonweal.samples.equality import sample_equality
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.handover.tiny import solved
from tests.verifier.bundles import ABOUT, added, found, names, published, told
from tests.verifier.plan_folders import folder, repair_manifest

ANSWERED = {"effect": "worse", "overridden_by": "board", "override_reason": "no other body can run it"}


def impacts(**changed):
    """The sample's assessment with the first row changed."""
    first, *rest = sample_equality()
    return (replace(first, **changed), *rest)


def seen(data):
    files = folder()
    files[FILE] = data
    repair_manifest(files)
    return [(finding.code, finding.where) for finding in check_published(Folder(files))]


def test_an_assessment_as_it_was_made_is_accepted():
    assert seen(write_equality(sample_equality())) == []
    assert seen(write_equality(impacts(**ANSWERED))) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"effect": "worse"},
        {**ANSWERED, "overridden_by": ""},
        {**ANSWERED, "override_reason": ""},
        {**ANSWERED, "override_reason": " "},
        {**ANSWERED, "mitigation": ""},
        {**ANSWERED, "effect": "same"},
        {"effect": "fine"},
        {"evidence": ""},
        {"owner": " "},
        {"by": "soon"},
        {"characteristic": "height"},
        {"characteristic": "sex"},
    ],
)
def test_a_row_that_breaks_the_floor_or_lacks_what_it_must_say_is_found(changed):
    assert set(seen(write_equality(impacts(**changed)))) == {("V309", FILE)}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        write_equality(sample_equality()[1:]),
        write_equality((*sample_equality(), sample_equality()[0])),
        write_equality(sample_equality()).replace(b"override_reason", b"reason"),
        write_equality(sample_equality()).replace(b"2024-12-31,,", b"2024-12-31,"),
        b"\xff" + write_equality(sample_equality()),
    ],
)
def test_a_table_that_leaves_somebody_out_or_is_none_is_found(data):
    assert set(seen(data)) == {("V309", FILE)}


@pytest.mark.parametrize(
    ("assessment", "said", "codes"),
    [
        (sample_equality(), {}, []),
        (impacts(**ANSWERED), {"overridden": ["age"]}, []),
        (impacts(**ANSWERED), {}, ["V134"]),
        (impacts(**ANSWERED), {"overridden": ["sex"]}, ["V134"]),
        (sample_equality(), {"overridden": ["age"]}, ["V134"]),
        ((), {"overridden": ["age"]}, ["V134"]),
    ],
)
def test_the_record_names_each_characteristic_for_which_the_floor_was_set_aside(assessment, said, codes):
    others = {FILE: write_equality(assessment)} if assessment else {}
    plan = plan_files(*solved(1), others=others)
    entries = added(told(), "plan_adopted", {**names("plans/handover-1", plan), "plan": "handover-1", **said})
    bundle = bundle_files(ABOUT, entries, published(plans={"handover-1": plan}))
    assert [finding.code for finding in found(bundle)] == codes
