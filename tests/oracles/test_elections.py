"""Real elections: their files read, and their official results reproduced by the rule that each file names."""

import json
from fractions import Fraction

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.errors import PollFaults
from commonweal.formats import pabulib
from commonweal.formats.counts import count_files
from commonweal.funding.explain import explain
from commonweal.funding.rules import RULES
from commonweal.funding.spec import read_spec
from commonweal.verifier.published import check_published
from commonweal.verifier.reading import Folder
from tests.oracles.elections import EXCEPTIONS, OVERFLOW, REFUSED, by_label, chosen, greedy, read, without
from tests.verifier.count_folders import change, lines, repair

pytestmark = pytest.mark.real_data
WIELICZKA = "Poland_Wieliczka_2023_Green_Budget.pb"
SWIECIE = "Poland_Swiecie_2023.pb"


@pytest.fixture(scope="module")
def wieliczka(data_folder):
    poll, _ = read(data_folder / "elections" / WIELICZKA)
    result = RULES["equal_shares"](poll, read_spec("equal_shares", ["completion=add1", "seed=0"]))
    return poll, result, dict(count_files(poll, result))


def test_every_file_is_read_and_written_again_or_refused_for_a_real_fault(data_folder):
    faults = {}
    for path in {*chosen(data_folder, 60), *(data_folder / "elections" / name for name in REFUSED)}:
        try:
            poll = pabulib.read(path.read_bytes(), path.name)
        except PollFaults as refused:
            faults[path.name] = str(refused)
            continue
        assert pabulib.read(pabulib.write(poll)) == poll, path.name
    assert set(faults) == set(REFUSED)
    assert all(REFUSED[name] in said for name, said in faults.items())


def test_greedy_by_the_file_s_label_gives_the_official_flags(data_folder):
    compared, wrong = 0, []
    for path in chosen(data_folder, 90, rules=tuple(OVERFLOW)):
        if path.name in EXCEPTIONS or path.name in REFUSED:
            continue
        poll, flags = read(path)
        if flags is not None:
            compared += 1
            wrong += [path.name] if greedy(poll, by_label(poll)) != flags else []
    assert wrong == []
    assert compared >= 60


@pytest.mark.parametrize("name", EXCEPTIONS)
def test_each_listed_disagreement_has_its_reason(data_folder, name):
    poll, flags = read(data_folder / "elections" / name)
    told = EXCEPTIONS[name]
    assert greedy(poll, by_label(poll)) != flags
    assert greedy(without(poll, told.without) if told.without else poll, told.settings) == flags


def test_wieliczka_funds_the_thirty_projects_that_the_city_funded(wieliczka, data_folder):
    _, result, _ = wieliczka
    _, flags = read(data_folder / "elections" / WIELICZKA)
    assert set(result.selected) == flags
    assert (len(result.selected), result.spent, result.voters) == (30, 995_079, 6_586)
    certificate = result.certificate
    assert (certificate.share, certificate.steps, certificate.stop) == (315, 164, "next step overspends")


def test_stopping_once_nothing_more_fits_would_have_funded_thirty_one(wieliczka):
    poll, _, _ = wieliczka
    exhaustive = RULES["equal_shares"](poll, read_spec("equal_shares", ["completion=add1-exhaustive", "seed=0"]))
    assert (len(exhaustive.selected), exhaustive.certificate.stop) == (31, "nothing more fits")


def test_wieliczka_is_explained_with_the_published_figures(wieliczka):
    poll, result, _ = wieliczka
    told = explain(poll, result)
    assert told.greedy is not None
    assert round(Fraction(told.reach.with_nothing, told.voters) * 1000) == 178
    assert round(Fraction(told.greedy.with_nothing, told.voters) * 1000) == 276
    assert round(told.reach.mean_funded * 1000) == 1617


def test_wieliczka_s_own_comparison_with_greedy_changes_nothing(wieliczka):
    poll, result, _ = wieliczka
    assert poll.fact("rule") == "equalshares/add1-comparison"
    compared = RULES["equal_shares"](
        poll, read_spec("equal_shares", ["completion=add1", "comparison=greedy", "seed=0"])
    )
    assert compared.selected == result.selected


def test_swiecie_s_official_result_follows_from_its_label(data_folder):
    poll, flags = read(data_folder / "elections" / SWIECIE)
    assert poll.fact("rule") == "equalshares/add1"
    assert set(RULES["equal_shares"](poll, read_spec("equal_shares", ["completion=add1", "seed=0"])).selected) == flags


def test_the_command_counts_wieliczka_and_leaves_what_the_verifier_accepts(tmp_path, data_folder):
    settings = ["utility=cost", "completion=add1", "comparison=none"]
    told = CliRunner().invoke(
        app,
        [
            "count",
            str(data_folder / "elections" / WIELICZKA),
            "--rule",
            "equal_shares",
            *[part for setting in settings for part in ("--set", setting)],
            "--out",
            str(tmp_path / "W"),
        ],
    )
    assert told.exit_code == 0, told.output
    result = json.loads((tmp_path / "W" / "result.json").read_text("utf-8"))
    assert (len(result["selected"]), result["spent"], result["budget"], result["voters"]) == (
        30,
        995_079,
        1_000_000,
        6_586,
    )


def _swapped(files):
    def swap(value):
        value["winners"][3], value["winners"][4] = value["winners"][4], value["winners"][3]
        order[:] = [winner["project"] for winner in value["winners"]]

    order = []
    change(files, "certificate.json", swap)
    change(files, "result.json", lambda value: value.update(selected=order))


MUTATIONS = {
    "two winners swapped": _swapped,
    "a ballot removed": lambda files: lines(files, lambda text: text.pop(-2)),
    "the share one lower": lambda files: change(files, "certificate.json", lambda value: value.update(share="314/1")),
}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_real_count_is_refused_after_a_mutation_with_every_hash_repaired(wieliczka, name):
    files = dict(wieliczka[2])
    assert files
    MUTATIONS[name](files)
    repair(files)
    assert check_published(Folder(files))
