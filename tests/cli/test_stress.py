"""``commonweal stress``: from the folder of a plan to what could go wrong, or a refusal that leaves nothing behind."""

import csv
import json
import shutil

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats.counts import count_files
from commonweal.formats.folders import write_folder
from commonweal.formats.plans import plan_files
from commonweal.funding.explain import explain
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.handover.certificate import certified
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.samples.polls import sample_poll
from tests.handover.tiny import solved


def run(*arguments):
    return CliRunner().invoke(app, ["stress", *map(str, arguments)])


@pytest.fixture(scope="module")
def plans(tmp_path_factory):
    """A plan, that of keeping everything, and a plan of other data."""
    folder = tmp_path_factory.mktemp("plans")
    for name, seed in (("plan", 1), ("elsewhere", 2)):
        write_folder(folder / name, plan_files(*solved(seed)))
    problem, _, certificate = solved(1)
    kept = carried_out(problem, keep_everything(problem))
    again = certified(problem, kept, certificate.prices, certificate.solver, certificate.solver_gap)
    write_folder(folder / "kept", plan_files(problem, kept, again))
    return folder


@pytest.fixture(scope="module")
def tried(plans):
    arguments = ("--scenarios", 60, "--against", plans / "kept", "--private", plans / "who.txt")
    return run(plans / "plan", "--out", plans / "stress", *arguments), plans / "stress"


def test_the_three_questions_are_answered_in_words(tried):
    told, out = tried
    assert told.exit_code == 0, told.output
    text = (out / "stress.txt").read_text("utf-8")
    titles = ["What could go wrong?", "How likely is it?", "What is the fallback?"]
    assert [text.index(title) for title in titles] == sorted(text.index(title) for title in titles)
    for said in (
        "The plan was tried in 60 futures, over 6 quarters.",
        "A body that runs services ends: 0.2% to 5.6% a year.",
        "The statutory fund is overdrawn: in ",
        "the council steps in with the money that is held for that",
        "The end of one body, body A, would hurt most",
        "Keeping everything leaves least unmet in ",
        "The other plan ",
    ):
        assert said in text
        assert said in told.stdout
    assert "surge: 0.00 to 0.20 more need" in text


def test_nobody_is_named_in_what_is_published_and_everybody_in_the_private_file(tried, plans):
    _, out = tried
    problem, plan, _ = solved(1)
    bodies = {problem.offers[way.offer].provider for way in plan.decisions.pathways if way}
    names = [problem.providers[p].name for p in bodies]
    private = (plans / "who.txt").read_text("utf-8")
    assert private.startswith("Not to publish")
    assert all(name in private for name in names)
    published = "".join(path.read_text("utf-8") for path in out.iterdir())
    assert [body for body in problem.providers if body.name in published or body.id in published] == []


def test_figures_are_exact_and_bound_to_the_plan(tried, plans):
    _, out = tried
    told = json.loads((out / "stress.json").read_text())
    certificate = json.loads((plans / "plan" / "certificate.json").read_text())
    assert [told[name] for name in ("input_sha256", "plan_sha256")] == [
        certificate[name] for name in ("input_sha256", "plan_sha256")
    ]
    assert "." not in json.dumps(
        [told["cells"], told["plans"], told["kinds_alone"], told["drawn"][0]["least"]]
    ).replace(str(plans), "")
    assert [one["plan"] for one in told["plans"]] == ["plan", (plans / "kept").as_posix(), "keep"]
    assert {name: value for name, value in told["plans"][1].items() if name != "plan"} == {
        name: value for name, value in told["plans"][2].items() if name != "plan"
    }
    rows = list(csv.DictReader((out / "stress.csv").read_text().splitlines()))
    assert [row["below_floor_times"] for row in rows] == [str(cell["floor"]["times"]) for cell in told["cells"]]
    assert len(rows) == len(solved(1)[0].cells)
    assert {row["scenarios"] for row in rows} == {"60"}
    assert told["hurts_most"]["body"] == "A"
    assert set(told["kinds_alone"]) == {"ending", "volunteers", "cuts", "need", "growth", "late", "funder"}


def test_the_same_seed_gives_the_same_bytes_and_another_does_not(plans, tmp_path):
    outs = [tmp_path / name for name in ("one", "two", "three")]
    for out, seed in zip(outs, (7, 7, 8), strict=True):
        assert run(plans / "plan", "--out", out, "--scenarios", 20, "--seed", seed).exit_code == 0
    one, two, three = ({path.name: path.read_bytes() for path in out.iterdir()} for out in outs)
    assert one == two
    assert one["stress.csv"] != three["stress.csv"]


def test_the_work_goes_to_the_cluster_that_was_named_and_comes_back_the_same(plans, tmp_path, monkeypatch):
    from commonweal.cli.cluster import spread

    asked = []

    def elsewhere(work, shared, parts, address):
        asked.append(address)
        return reversed(list(spread(work, shared, parts, None)))

    here, there = tmp_path / "here", tmp_path / "there"
    run(plans / "plan", "--out", here, "--scenarios", 200)
    monkeypatch.setattr("commonweal.cli.cluster.spread", elsewhere)
    monkeypatch.setattr("commonweal.handover.stress.tally.SECONDS", 1)
    monkeypatch.setattr("commonweal.handover.stress.tally.LARGE", 64)
    told = run(plans / "plan", "--out", there, "--scenarios", 200, "--cluster", "tcp://somewhere:1")
    assert told.exit_code == 0, told.output
    assert set(asked) == {"tcp://somewhere:1"}
    assert {path.name: path.read_bytes() for path in here.iterdir()} == {
        path.name: path.read_bytes() for path in there.iterdir()
    }


def test_machines_are_told_all_of_it(plans, tmp_path):
    told = run(plans / "plan", "--out", tmp_path / "out", "--scenarios", 5, "--json")
    answer = json.loads(told.stdout)
    assert answer["folder"] == str(tmp_path / "out")
    assert answer["scenarios"] == 5


def refused(out, *arguments):
    told = run(*arguments, "--out", out)
    assert told.exit_code == 1, told.output
    assert not out.exists()
    return told.stderr


def test_a_plan_that_was_changed_is_refused_with_what_the_verifier_found(plans, tmp_path):
    changed = tmp_path / "changed"
    shutil.copytree(plans / "plan", changed)
    path = changed / "input.json"
    path.write_text(path.read_text().replace('"willing":true', '"willing":false', 1))
    said = refused(tmp_path / "out", changed)
    assert "CW320" in said
    assert "input.json" in said


def test_a_folder_that_is_no_plan_is_refused(tried, tmp_path):
    assert "CW320" in refused(tmp_path / "out", tmp_path)
    assert "CW601" in refused(tmp_path / "out", tmp_path / "nowhere")
    assert "CW320" in refused(tmp_path / "out", tried[1])


def test_a_count_is_no_plan_however_sound_it_is(tmp_path):
    poll = sample_poll(1, 5, 20)
    result = RULES["greedy"](poll, read_spec("greedy", []))
    write_folder(tmp_path / "count", count_files(poll, result, explain(poll, result)))
    assert "CW320" in refused(tmp_path / "out", tmp_path / "count")


def test_a_plan_of_other_data_cannot_be_compared(plans, tmp_path):
    said = refused(tmp_path / "out", plans / "plan", "--against", plans / "elsewhere")
    assert "CW321" in said
    assert "elsewhere" in said


def test_a_private_file_is_never_written_over_nor_into_the_folder_to_publish(plans, tmp_path):
    there = tmp_path / "who.txt"
    there.write_text("ours")
    assert "CW606" in refused(tmp_path / "out", plans / "plan", "--private", there)
    assert there.read_text() == "ours"
    told = run(plans / "plan", "--out", tmp_path / "out", "--private", tmp_path / "out" / "who.txt")
    assert told.exit_code == 2
    assert not (tmp_path / "out").exists()
