"""The verifier on a comparison: what was tampered with is refused, mutation by mutation."""

import json

import pytest

from commonweal.formats.comparisons import comparison_files
from commonweal.formats.folders import with_manifest
from commonweal.funding.compare import compare, usual_rules
from commonweal.samples.polls import sample_poll
from commonweal.terms.canon import encode
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder

SOUND = comparison_files(compare(sample_poll(2, 9, 70), usual_rules("approval", step="100")))
OTHER = comparison_files(compare(sample_poll(3, 9, 70), usual_rules("approval", step="100")))


def findings(files):
    """What is found once the manifest fits again."""
    return check_folder(Folder(with_manifest("comparison", {k: v for k, v in files.items() if k != "manifest.json"})))


def told(change):
    value = json.loads(SOUND["comparison.json"])
    change(value)
    return {**SOUND, "comparison.json": encode(value)}


def test_a_sound_comparison_is_accepted():
    assert check_folder(Folder(SOUND)) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda v: v["outcomes"][0].update(selected=v["outcomes"][0]["selected"][::-1]),
        lambda v: v["outcomes"][0].update(spent=v["outcomes"][0]["spent"] - 1),
        lambda v: v["outcomes"][1].update(with_nothing=0),
        lambda v: v["outcomes"][1].update(mean_funded="9/1"),
        lambda v: v["outcomes"][1]["rule"].update(name="phragmen"),
        lambda v: v["outcomes"].pop(),
        lambda v: v.update(poll="0" * 64),
        lambda v: v.update(voters=71),
        lambda v: v.update(budget=1),
        lambda v: v["projects"][0].update(funded_by=["nobody"]),
        lambda v: v.update(kind="count result"),
        lambda v: v.update(outcomes=7),
    ],
)
def test_each_untrue_figure_is_found(change):
    assert [finding for finding in findings(told(change)) if finding.where == "comparison.json" or not finding.where]


def test_another_form_of_the_same_value_is_found():
    loose = json.dumps(json.loads(SOUND["comparison.json"]), indent=1).encode()
    assert [finding.code for finding in findings({**SOUND, "comparison.json": loose})] == ["V210"]


def test_a_tampered_count_inside_is_found_where_it_is():
    name = "counts/greedy/result.json"
    seen = findings({**SOUND, name: OTHER[name]})
    assert any(finding.where.startswith("counts/greedy") for finding in seen)


def test_a_count_of_other_ballots_is_found_although_it_is_sound_itself():
    swapped = {k: v for k, v in SOUND.items() if not k.startswith("counts/greedy/")}
    swapped.update({k: v for k, v in OTHER.items() if k.startswith("counts/greedy/")})
    assert any("other ballots" in finding.what for finding in findings(swapped))


@pytest.mark.parametrize("name", ["comparison.txt", "comparison.html", "comparison.csv", "comparison.json"])
def test_a_missing_file_is_found(name):
    assert findings({k: v for k, v in SOUND.items() if k != name})


@pytest.mark.parametrize("name", ["extra.txt", "pictures/x.exe", "counts/x", "plans/a/plan.json"])
def test_a_stray_file_is_found(name):
    assert any(finding.code == "V108" for finding in findings({**SOUND, name: b"x"}))


def test_an_altered_file_is_found_by_the_manifest():
    assert [f.code for f in check_folder(Folder({**SOUND, "comparison.html": b"x"}))] == ["V104"]
