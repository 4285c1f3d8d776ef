"""The folder of a stress test: every interval from its counts, and no count that the others contradict."""

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.formats.folders import write_folder
from commonweal.formats.plans import plan_files
from commonweal.handover.certificate import certified
from commonweal.handover.plan import carried_out, keep_everything
from commonweal.handover.stress.trial import chance
from commonweal.verifier.plans_beside import interval
from tests.handover.tiny import solved
from tests.verifier.mended import changed, codes, replaced, whats, without

SCENARIOS = 60


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("stress")
    problem, _, certificate = solved(1)
    write_folder(folder / "plan", plan_files(*solved(1)))
    kept = carried_out(problem, keep_everything(problem))
    again = certified(problem, kept, certificate.prices, certificate.solver, certificate.solver_gap)
    write_folder(folder / "kept", plan_files(problem, kept, again))
    told = CliRunner().invoke(
        app,
        [
            *("stress", str(folder / "plan"), "--out", str(folder / "out"), "--scenarios", str(SCENARIOS)),
            *("--against", str(folder / "kept")),
        ],
    )
    assert told.exit_code == 0, told.output
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


def test_what_is_written_is_accepted(files):
    assert whats(files) == []


@pytest.mark.parametrize("scenarios", [1, 2, 7, 60, 1000])
def test_both_give_the_same_interval_for_every_count(scenarios):
    for times in range(scenarios + 1):
        found = chance(times, scenarios)
        assert interval(times, scenarios) == (found.least, found.most)


def handed(told):
    return next(one for one in told["cells"] if one["handed_over"])


def counted(times, most=SCENARIOS):
    found = chance(times, most)
    return {"times": times, "scenarios": most, "least": found.least, "most": found.most}


MUTATIONS = {
    "a narrower interval": lambda told: told["services"][0]["floor"].update(most="1/1000"),
    "a count without its interval": lambda told: handed(told)["floor"].update(times=59),
    "more often than futures": lambda told: handed(told)["floor"].update(times=61),
    "over fewer futures": lambda told: handed(told)["floor"].update(counted(0, 30)),
    "another number of futures": lambda told: told.update(scenarios=61),
    "a neighbourhood above its service": lambda told: handed(told)["floor"].update(counted(60)),
    "a service above its neighbourhoods": lambda told: [one["floor"].update(counted(60)) for one in told["services"]],
    "the place below its services": lambda told: told["plans"][0]["dangers"]["floor"].update(counted(0)),
    "no body overloaded": lambda told: handed(told)["overload"].update(counted(60)),
    "a range upside down": lambda told: handed(told)["unmet"].update(low="1/1"),
    "a regret below nothing": lambda told: told["plans"][0]["regret"].update(low="-1/10"),
    "best in more futures": lambda told: told["plans"][0].update(best=SCENARIOS + 1),
    "best in none": lambda told: [one.update(best=0) for one in told["plans"]],
    "a plan that is always best": lambda told: told["plans"][1].update(best=SCENARIOS),
    "another plan first": lambda told: told["plans"].reverse(),
    "one kind alone": lambda told: next(iter(told["kinds_alone"].values()))["floor"].update(least="1/2"),
    "what was drawn": lambda told: told["drawn"][0].update(least="100/1"),
    "another form": lambda told: told.update(kind="trial"),
}


@pytest.mark.parametrize("change", MUTATIONS.values(), ids=MUTATIONS)
def test_no_other_count_is_accepted(files, change):
    assert "V831" in codes(changed(files, "stress.json", change))


def test_what_the_council_keeps_never_falls_below_its_floor(files):
    def change(told):
        kept = next((one for one in told["cells"] if not one["handed_over"]), None)
        if kept is None:
            kept = told["cells"][0]
            kept["handed_over"] = False
        kept["floor"] = counted(60)

    assert "V831" in codes(changed(files, "stress.json", change))


def test_the_table_is_that_of_the_counts_and_every_file_is_there(files):
    line = files["stress.csv"].decode().splitlines()[1]
    assert codes(replaced(files, "stress.csv", line, line + "9")) == {"V831"}
    assert codes(without(files, "stress.txt")) == {"V107"}
    assert codes({**files, "x": b""}) == {"V103", "V108"}
