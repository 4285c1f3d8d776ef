"""Harms of a vote to those whom it leaves out: what is set aside for them arrives, and nothing says where they are."""

import csv
import io
import json
import re

import pytest
from typer.testing import CliRunner

from commonweal.cli.main import app
from commonweal.errors import MovementRefused
from commonweal.formats import pabulib
from commonweal.formats.folders import write_folder
from commonweal.formats.fund_tables import NEEDS, PANEL, PROPOSALS
from commonweal.samples.funds import FOR_THE_VOTE, SET_ASIDE, WHERE, hostile_poll, sample_fund
from commonweal.terms.money import Pence
from tests.funding.fund.funds import moved
from tests.verifier.stream_folders import published
from tests.web.procedures import boards, streams


def run(*arguments):
    told = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert told.exit_code == 0, told.output
    return told.output


@pytest.fixture(params=[1, 2, 3])
def place(request, tmp_path):
    """A fund with a protected stream and a poll of which 95 of 100 voters support only other projects."""
    poll = hostile_poll(request.param, FOR_THE_VOTE)
    write_folder(tmp_path / "fund", sample_fund(request.param))
    (tmp_path / "poll.pb").write_bytes(pabulib.write(poll))
    counting = ["count", tmp_path / "poll.pb", "--rule", "greedy", "--set", "seed=drawn"]
    said = run(*counting, "--fund", tmp_path / "fund", "--out", tmp_path / "count")
    said += run("count", tmp_path / "fund", "--rule", "need_and_panel", "--out", tmp_path / "stream")
    for folder in ("count", "stream"):
        said += run("verify", tmp_path / folder)
    return tmp_path, poll, said


def read(folder, name):
    return json.loads((folder / name).read_text("utf-8"))


def test_outvoted_with_a_ballot_95_percent_hostile_protected_money_still_arrives_by_need_and_panel(place):
    folder, poll, _ = place
    theirs = {project.id for project in poll.projects if project.id.startswith("s")}
    assert theirs.isdisjoint(read(folder / "count", "result.json")["selected"]), "the vote gives them nothing"
    [told] = read(folder / "stream", "allocation.json")["streams"]
    assert told["set_aside"] == SET_ASIDE == told["allocated"] + told["carried_over"]
    assert sum(award["sum"] for award in told["awards"]) == told["allocated"] > 0.9 * SET_ASIDE
    [shown] = read(folder / "stream", "certificate.json")["streams"]
    people = sum(2 * (need["low"] + need["high"]) for need in read(folder / "stream", "needs.json")["needs"])
    for need, share in zip(read(folder / "stream", "needs.json")["needs"], shown["shares"], strict=True):
        assert abs(share["share"] - SET_ASIDE * 2 * (need["low"] + need["high"]) / people) < 1, need["group"]
    order = [row["proposal"] for row in read(folder / "stream", "panel.json")["order"]]
    for group in {award["group"] for award in told["awards"]}:
        turns = [turn["proposal"] for turn in shown["turns"] if turn["part"] == "need"]
        own = [one["id"] for one in read(folder / "stream", "proposals.json")["proposals"] if one["group"] == group]
        assert [id_ for id_ in turns if id_ in own] == [id_ for id_ in order if id_ in own]


def test_outvoted_what_is_set_aside_can_not_be_put_to_the_vote(place):
    folder, _, _ = place
    everything = pabulib.write(hostile_poll(1, FOR_THE_VOTE + SET_ASIDE))
    (folder / "greedy.pb").write_bytes(everything)
    arguments = ["count", folder / "greedy.pb", "--rule", "greedy", "--fund", folder / "fund", "--out", folder / "all"]
    told = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert (told.exit_code, "CW221" in told.output, (folder / "all").exists()) == (1, True, False)


def test_outvoted_a_hostile_board_cannot_allocate_otherwise_than_by_need_and_panel(place_on_sqlite):
    boards.board()
    streams.fund_with_money()
    all_but_a_fifth = {"capital": 400_000_000, "revenue": 160_000_001}
    for how, more in (
        ("awarded", {"revenue": 1, "round": "protected", "organisation": "o-popular"}),
        ("awarded", {**all_but_a_fifth, "organisation": "o-popular"}),
        ("set aside", {**all_but_a_fifth, "round": "popular-vote"}),
    ):
        with pytest.raises(MovementRefused, match="protected"):
            boards.move(moved("m3", how, **more))
    given = {award["project"]: award["pence"] for award in streams.allocated().payload["awards"]}
    [told] = json.loads(published(sample_fund(1, set_aside=Pence(streams.HELD)))["allocation.json"])["streams"]
    assert given == {award["proposal"]: award["sum"] for award in told["awards"]}, "as need and panel give it"


def secrets(fund):
    """Every form in which a sensitive proposal's row says where it is."""
    for row in csv.DictReader(io.StringIO(fund[PROPOSALS].decode("utf-8"))):
        if row["sensitive"] == "yes":
            yield from (row[name] for name in WHERE)
            yield re.sub(r"^\d+ |, .*", "", row["address"])
            yield row["postcode"].replace(" ", "")
            yield row["address"].partition(",")[0]


def test_small_number_disclosure_no_published_byte_of_a_stream_says_where_a_sensitive_service_is(place):
    folder, _, said = place
    fund = {path.name: path.read_bytes() for path in (folder / "fund").iterdir()}
    found = [*secrets(fund)]
    assert len(found) >= 4 * 9
    files = [path for name in ("count", "stream") for path in (folder / name).rglob("*")]
    assert len(files) > 12
    for told in [said, *(path.name for path in files), *(path.read_text("utf-8") for path in files)]:
        for secret in found:
            assert secret.casefold() not in told.casefold(), secret


def test_small_number_disclosure_a_sensitive_address_in_a_public_text_stops_everything():
    for file, old in (
        (PROPOSALS, "A safe house for families"),
        (PANEL, "Families are turned away"),
        (NEEDS, "probation"),
    ):
        fund = sample_fund(1)
        address = next(secrets(fund))
        fund[file] = fund[file].replace(old.encode(), f"{old} {address}".replace(",", "").encode(), 1)
        with pytest.raises(Exception, match="CW220") as refused:
            published(fund)
        assert address not in str(refused.value)


def test_small_number_disclosure_one_to_seven_people_in_a_stream_are_told_by_no_figure_and_no_share():
    told = set()
    for few in range(1, 8):
        fund = sample_fund(1)
        fund[NEEDS] = fund[NEEDS].replace(b",35,80,", f",{few},80,".encode())
        told.add(tuple(sorted(published(fund).items())))
    assert len(told) == 1


def test_conflict_of_interest_who_declared_one_did_not_place_the_proposal(place):
    folder, _, _ = place
    order = read(folder / "stream", "panel.json")["order"]
    assert any(row["declared"] for row in order)
    for row in order:
        assert len(row["placed_by"]) >= 2
        assert not set(row["placed_by"]) & set(row["declared"])
