"""The two pages of a plan: one for five minutes, one to check it by; each made from the plan's folder alone."""

import json
import re
from fractions import Fraction

import pytest

from commonweal.verifier.plans_data import exact
from commonweal.web.pages.words import GLOSSARY
from commonweal.web.reads import analyst_page
from tests.published import one_place
from tests.web.pages.acting import text_of

pytestmark = one_place
COUNCILLOR, ANALYST = "hand-over/index.html", "hand-over/check/index.html"


@pytest.fixture(scope="module")
def folder(published_site):
    """The files of the plan that holds."""
    names = sorted({path.split("/")[2] for path in published_site if path.startswith("bundle/plans/")})
    start = f"bundle/plans/{names[-1]}/"
    return {path.removeprefix(start): data for path, data in published_site.items() if path.startswith(start)}


@pytest.fixture(scope="module")
def councillor(published_site):
    return published_site[COUNCILLOR].decode("utf-8")


@pytest.fixture(scope="module")
def analyst(published_site):
    return published_site[ANALYST].decode("utf-8")


def section(page, anchor):
    return page.split(f'<h2 id="{anchor}"')[1].split("<h2 id=")[0]


def test_each_page_leads_to_the_other(councillor, analyst):
    assert 'href="check/index.html"' in councillor
    assert 'href="../index.html"' in analyst


def test_what_could_go_wrong_follows_what_happens_if_it_fails_and_has_its_picture(councillor):
    assert re.findall(r'<h2 id="([a-z]+)"', councillor)[:4] == ["where", "when", "fails", "wrong"]
    part = section(councillor, "wrong")
    assert 'id="picture-stress"' in part
    assert "The plan was tried in 1,000 futures" in text_of(part)
    assert "the 95% interval of this chance is" in text_of(part)


def test_no_page_of_a_plan_says_whose_end_would_hurt_most(councillor, analyst, folder):
    hardest = json.loads(folder["stress.json"])["hurts_most"]
    assert set(hardest) == {"body", "extra_weighted_unmet"}
    assert "The end of one body, body A, would hurt most" in text_of(councillor)
    names = [body["name"] for body in json.loads(folder["input.json"])["providers"]]
    for page in (councillor, analyst):
        for sentence in re.findall(r"[^.]*hurt most[^.]*\.", text_of(page)):
            assert [name for name in names if name in sentence] == []


def test_options_stand_side_by_side_with_what_money_does_not_show(councillor, folder):
    part = text_of(section(councillor, "options"))
    [asked] = json.loads(folder["options.json"])["comparisons"]
    assert [option["title"] for option in asked["options"] if option["title"] not in part] == []
    marked = {mark["option"] for mark in asked["marked"]}
    assert part.count("Cheapest now, dearer later.") >= len(marked) > 0
    assert "People who go without are no part of the money" in part
    assert "Money, beside what it does not show" in text_of(section(councillor, "money"))


def test_every_fingerprint_of_the_folder_stands_on_the_analysts_page(analyst, folder):
    listed = json.loads(folder["manifest.json"])["files"]
    text = text_of(analyst)
    assert [name for name, digest in listed.items() if digest not in text or f">{name}</a>" not in analyst] == []


def test_both_gaps_the_bound_and_the_weight_of_the_last_quarter_stand_there(analyst, folder):
    certificate, input_ = json.loads(folder["certificate.json"]), json.loads(folder["input.json"])
    text = text_of(section(analyst, "gaps"))
    for name in ("gap_objective", "gap_value"):
        assert f"{float(100 * Fraction(certificate[name])):.4f}%" in text
    assert f"{float(Fraction(certificate['bound'])):,.4f}" in text
    assert f"{float(Fraction(input_['parameters']['terminal_weight'])):.2f}" in text


def test_every_parameter_stands_there_with_range_and_source(analyst, folder):
    part = text_of(section(analyst, "parameters"))
    rows = folder["parameters.csv"].decode().splitlines()[1:]
    assert len(rows) > 25
    for row in rows:
        name, value, least, most, source = row.split(",", 4)
        assert f"{name} {value} {least} to {most}" in re.sub(r"\s+", " ", part), row
        assert source.strip('"') in part


def test_rows_and_prices_are_told_with_what_is_left(analyst, folder):
    rows = section(analyst, "rows")
    assert re.findall(r'<th scope="row">(\([0-9a-z]+\))', rows) >= ["(10)", "(11)"]
    prices = exact(json.loads(folder["certificate.json"])["prices"])
    dearest = max(price for row in prices["capacity"] for price in row)
    if dearest:
        assert f"{float(dearest):,.4f}" in text_of(section(analyst, "prices"))


def test_the_commands_name_the_folder_that_is_published(analyst, published_site):
    part = section(analyst, "verify")
    [plan] = set(re.findall(r"python3 verifier\.pyz bundle/plans/([^<\s]+)", part))
    assert f"bundle/plans/{plan}/plan.json" in published_site
    assert f"commonweal stress bundle/plans/{plan} --scenarios 1000 --seed 0 --out stress" in text_of(part)


def test_each_picture_of_the_analyst_has_its_table(analyst):
    for name in ("capacity", "balances", "way-money", "stress"):
        figure = analyst.split(f'<figure id="picture-{name}"')[1].split("</figure>")[0]
        assert figure.count("<svg xmlns") == 2
        assert "<table" in figure


def test_every_word_that_the_page_names_stands_in_the_glossary():
    assert analyst_page.WORDS - {word.anchor for word in GLOSSARY} == set()
