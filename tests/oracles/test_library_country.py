"""The library history of England: the published figures, from one command and as one page."""

import json
from html import unescape

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.verifier.main import verify

pytestmark = pytest.mark.real_data


@pytest.fixture(scope="module")
def folder(data_folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("england") / "out"
    file = data_folder / "libraries" / "libraries_england_2010_2023.csv"
    command = ["libraries", str(file), "--all", "--data", str(data_folder), "--out", str(out)]
    told = CliRunner().invoke(app, command)
    assert told.exit_code == 0, told.output
    return out


@pytest.fixture(scope="module")
def told(folder):
    return json.loads((folder / "libraries.json").read_text("utf-8"))


def test_the_four_published_figures(told):
    whole = told["council_libraries_2016"]
    assert (whole["run_2016"], whole["closed_since"], whole["run_by_the_community_2023"]) == (2319, 107, 185)
    most, least = told["most_deprived_30_percent"], told["least_deprived_30_percent"]
    assert (most["run_by_the_community_2023"], most["left_by_the_council"]) == (52, 111)
    assert (least["run_by_the_community_2023"], least["left_by_the_council"]) == (47, 64)
    tenths = told["by_tenth"]
    rates = [one["closed_since"] / one["run_2016"] for one in (tenths[0], tenths[9])]
    assert round(rates[0] / rates[1], 1) == 4.1
    assert told["areas"] == 33_755


def test_the_change_of_access_by_deprivation(told):
    before, after = told["access"]["concentration_index"]
    assert (round(float(before), 4), round(float(after), 4)) == (0.0033, 0.0154)
    before, after = told["access"]["share_without"]
    assert (round(float(before), 3), round(float(after), 3)) == (0.104, 0.108)


def test_one_page_says_all_of_it_with_the_caveats(folder, told):
    page = unescape((folder / "index.html").read_text("utf-8"))
    for said in (
        "In 2016 councils ran 2,319 static libraries. 107 of them have closed since, and 185 were run by the community",
        "the council left 111 libraries, and the community took over 52 of them: 47%",
        "the council left 64 libraries, and the community took over 47 of them: 73%",
        "34 of 370 closed (9.2%), in the least deprived tenth 3 of 134 (2.2%): they were 4.1 times as likely to close",
        "0.0033 with the libraries run in 2016 and 0.0154",
        "were 10.4% of people, and are 10.8%",
        "Some closures are removals",
        "Only static libraries that the council ran in 2016 are followed",
        f"Of those that closed, {told['perhaps_moved']} may have moved",
    ):
        assert said in page, said
    assert told["perhaps_moved"] > 0
    assert "<script" not in page
    assert verify(folder) == []
