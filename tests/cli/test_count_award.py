"""``commonweal count FOLDER --rule scored``: a folder that the verifier accepts, or a refusal that leaves nothing."""

import json

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats.award_folder import AwardFolder
from commonweal.formats.award_writing import write_award
from commonweal.samples.awards import sample_award
from commonweal.samples.funds import sample_fund
from commonweal.verifier import published
from commonweal.verifier.findings import Finding
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import open_folder


@pytest.fixture
def bids(tmp_path):
    scheme, offered, panel = sample_award(1)
    folder = tmp_path / "bids"
    folder.mkdir()
    for name, data in write_award(AwardFolder(scheme, scheme.sha256(), "", offered, panel)).items():
        (folder / name).write_bytes(data)
    return folder


def count(*arguments):
    return CliRunner().invoke(app, ["count", *map(str, arguments)])


def edit(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def test_an_award_says_what_the_scores_give_and_leaves_a_folder_that_is_accepted(bids, tmp_path):
    told = count(bids, "--rule", "scored", "--out", tmp_path / "award")
    assert told.exit_code == 0, told.output
    assert "3 assessors scored 5 bids on 3 criteria" in told.stdout
    assert "The verifier accepts this award." in told.stdout
    assert check_published(open_folder(tmp_path / "award")) == []
    verified = CliRunner().invoke(app, ["verify", str(tmp_path / "award")])
    assert (verified.exit_code, "one award" in verified.stdout) == (0, True)


def test_machines_get_the_result(bids, tmp_path):
    answer = json.loads(count(bids, "--rule", "scored", "--out", tmp_path / "award", "--json").stdout)
    result = json.loads((tmp_path / "award" / "result.json").read_text("utf-8"))
    assert answer["accepted"] is True
    assert {name: answer[name] for name in result} == result


REFUSED = {
    "CW210": ("scheme.toml", "weight = 40", "weight = 41"),
    "CW211": ("scheme.toml", "most_awards = 3", "most_awards = 2"),
    "CW212": ("interests.csv", "assessor-1,ferry-friends,none\n", ""),
    "CW213": ("scores.csv", "assessor-1,ferry-friends,people,", "assessor-9,ferry-friends,people,"),
    "CW214": ("interests.csv", "ferry-friends,none", "ferry-friends,member"),
    "CW602": ("scores.csv", ",reason", ",why"),
}


@pytest.mark.parametrize("code", REFUSED)
def test_a_folder_at_fault_is_refused_and_nothing_is_written(bids, tmp_path, code):
    file, old, new = REFUSED[code]
    edit(bids / file, old, new)
    if code == "CW213":
        declared = "\n".join(f"assessor-9,{bid.id},none" for bid in sample_award(1)[1])
        with (bids / "interests.csv").open("a", encoding="utf-8") as more:
            more.write(f"{declared}\n")
    told = count(bids, "--rule", "scored", "--out", tmp_path / "award", "--json")
    refused = json.loads(told.stdout)["refused"]
    assert (told.exit_code, refused["code"]) == (1, code)
    assert refused["remedy"]
    assert not (tmp_path / "award").exists()


def test_an_open_tie_is_refused_until_a_seed_is_drawn_in_public(bids, tmp_path):
    for file, row in (("bids.csv", "ferry-friends,Ferry"), ("bids.csv", "reading-boats,Reading")):
        rows = (bids / file).read_text("utf-8").splitlines()
        cells = next(line for line in rows if line.startswith(row)).split(",")
        edit(bids / file, ",".join(cells[-5:]), "20000,20000,0,0,0")
    scores = (bids / "scores.csv").read_text("utf-8").splitlines()
    same = [",".join((*line.split(",")[:3], "3", "even")) for line in scores[1:]]
    (bids / "scores.csv").write_text("\n".join([scores[0], *same]) + "\n", "utf-8")
    told = count(bids, "--rule", "scored", "--out", tmp_path / "award")
    assert (told.exit_code, "CW204" in told.stderr) == (1, True)
    assert "bids ferry-friends, reading-boats are equal" in told.stderr
    with (bids / "scheme.toml").open("a", encoding="utf-8") as more:
        more.write('\n[lot]\nseed = "2027-03-01"\n')
    told = count(bids, "--rule", "scored", "--out", tmp_path / "award")
    assert told.exit_code == 0
    assert "told apart by lot, with the seed 2027-03-01" in told.stdout


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (
            ("scored", "--set", "seed=x"),
            "was to go by scored seed=x, but a folder of bids goes by the rule scored alone",
        ),
        (
            ("scored", "--fund", "fund"),
            "was to go by scored --fund, but a folder of bids goes by the rule scored alone",
        ),
        (("greedy",), "was to go by greedy, but a folder of bids goes by the rule scored alone"),
        (("need_and_panel",), "was to go by need_and_panel, but a folder of bids goes by the rule scored alone"),
    ],
)
def test_another_rule_and_an_option_are_refused_with_the_rule_to_use(bids, tmp_path, options, told):
    refused = count(bids, "--rule", *options, "--out", tmp_path / "award")
    assert (refused.exit_code, "CW222" in refused.stderr, told in refused.stderr) == (1, True, True), refused.stderr
    assert not (tmp_path / "award").exists()


def test_a_folder_of_a_fund_and_of_bids_goes_by_the_rule_that_is_named(bids, tmp_path):
    for name, data in sample_fund(1).items():
        (bids / name).write_bytes(data)
    for rule in ("scored", "need_and_panel"):
        assert count(bids, "--rule", rule, "--out", tmp_path / rule).exit_code == 0
    assert "CW222" in count(bids, "--rule", "greedy", "--out", tmp_path / "greedy").stderr


def test_a_poll_in_place_of_a_folder_is_refused(tmp_path):
    (tmp_path / "poll.pb").write_bytes(b"META\n")
    assert "CW601" in count(tmp_path / "poll.pb", "--rule", "scored", "--out", tmp_path / "award").stderr


def test_an_award_that_the_verifier_doubts_is_not_written(bids, tmp_path, monkeypatch):
    seen = [Finding("V504", "certificate.json", "it was doubted")]
    monkeypatch.setattr(published, "check_published", lambda *_args, **_named: seen)
    told = count(bids, "--rule", "scored", "--out", tmp_path / "award")
    assert (told.exit_code, "CW203" in told.stderr, "it was doubted" in told.stderr) == (1, True, True)
    assert not (tmp_path / "award").exists()
