"""Entries in plain words: a sentence for every kind, with names instead of identifiers."""

import tomllib

import pytest

from commonweal.cli.first_folder import first_files
from commonweal.formats.prose import prose
from commonweal.record.kinds import KINDS
from commonweal.web.reads.telling import UNNAMED, Names, name_of, told

NAMES = Names({"r1": "Fund 2027"}, {"o1": "Harbour Hub"}, "GBP")


def text(kind, **payload):
    return prose().text(told(kind, payload, NAMES))


@pytest.mark.parametrize(
    ("kind", "payload", "said"),
    [
        (
            "place_opened",
            {"place": "Test End", "board": "The board"},
            "Test End began its public record. The board decides.",
        ),
        (
            "place_opened",
            {"place": "Test End", "board": f"The board {UNNAMED}"},
            "Test End began its public record. Its board had not been named yet.",
        ),
        ("rules_published", {"round": "r1"}, "The rules of Fund 2027 were fixed and published"),
        ("round_closed", {"round": "r2", "ballots": 6586}, "Voting in r2 closed with 6,586 ballots."),
        (
            "result_provisional",
            {"round": "r1", "selected": ["a", "b"], "spent": "201/2"},
            "Fund 2027 was counted: 2 projects would be funded for £100.50. The count may be challenged.",
        ),
        ("result_confirmed", {"round": "r1"}, "The result of Fund 2027 stands."),
        ("awards_decided", {"round": "r1", "awards": [{}]}, "The board awarded money to 1 project of Fund 2027."),
        (
            "undertaking_given",
            {"giver": "o1", "promise": "a café", "due": "2027-03-31", "award_pence": 150000},
            "Harbour Hub promised: a café, for £1,500, by 31 March 2027.",
        ),
        ("plan_adopted", {"replaces": "plans/a"}, "A new hand-over plan was adopted in place of the earlier one."),
        (
            "organisation_withdrew",
            {"organisation": "o1", "from_quarter": "2026-Q3", "reason": "lost its funder"},
            "takes on nothing more from 1 July 2026. Its reason: lost its funder.",
        ),
        ("content_erased", {"entry": 4}, "Personal words of entry 4 were removed; the proof is kept."),
    ],
)
def test_an_entry_is_told_with_its_names_and_figures(kind, payload, said):
    assert said in text(kind, **payload)


def test_a_kind_without_a_sentence_of_its_own_is_told_by_what_it_means():
    assert text("checkpoint_lodged", count=3) == KINDS["checkpoint_lodged"].what


def test_what_a_begun_folder_says_of_its_bodies_is_no_name():
    begun = tomllib.loads(first_files("Saltmarsh")["place.toml"].decode())["place"]
    assert UNNAMED in begun["board"]
    assert [name_of(begun, body) for body in ("board", "accountable_body")] == ["", ""]
    assert name_of({"board": "Saltmarsh Board"}, "board") == "Saltmarsh Board"
