"""The few ballots of a small round: not published, bound by their hash, and whole for whoever is given them."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from commonweal.verifier.boxes import FEWEST
from commonweal.verifier.main import check_folder
from commonweal.verifier.manifests import canonical
from commonweal.verifier.reading import Folder
from tests.verifier import whole_rounds as forged
from tests.verifier.bundles import codes, found, repacked
from tests.verifier.whole_rounds import SMALL, Files, json_file


def inside(files: Files, folder: str) -> Files:
    return {name[len(folder) + 1 :]: data for name, data in files.items() if name.startswith(f"{folder}/")}


def test_the_small_round_alone_is_without_its_ballots(public: Files, whole: Files) -> None:
    assert set(whole) - set(public) == {"counts/r2/poll.pb", "rounds/r2/opened.jsonl"}
    assert set(public) < set(whole)
    differ = {name for name in public if public[name] != whole[name]}
    assert differ == {"manifest.json"}


def test_the_page_of_a_round_names_no_file_that_is_not_published(both_bundles: tuple[Files, Files, Any]) -> None:
    public, _, named = both_bundles
    for round_id, links in named.items():
        assert links
        assert {link.removeprefix("/bundle/") for link in links} <= set(public), round_id
    assert "/bundle/counts/r1-2/poll.pb" in named["r1"]


def test_both_programs_keep_back_the_same_few() -> None:
    from commonweal.formats import bundle

    assert bundle.FEWEST == FEWEST == 50


def test_whoever_is_given_the_ballots_can_check_the_count_alone(public: Files, whole: Files) -> None:
    assert check_folder(Folder(inside(whole, "counts/r2"))) == []
    assert check_folder(Folder(inside(public, "counts/r2"))) != []


def test_ballots_that_were_not_counted_are_refused(public: Files, whole: Files) -> None:
    other = forged.ballot_bytes([{**one, "voters": one["voters"]} for one in forged.ballots_of(whole, SMALL)][:-1])
    assert "V606" in codes(repacked({**public, "rounds/r2/opened.jsonl": other}))
    poll = whole["counts/r2/poll.pb"].replace(b"Tea", b"Ale")
    assert "V104" in codes(repacked({**public, "counts/r2/poll.pb": poll}))


@pytest.mark.parametrize("name", ["counts/r1/poll.pb", "counts/r1-2/poll.pb", "rounds/r1/opened.jsonl"])
def test_a_round_of_many_ballots_publishes_them(public: Files, name: str) -> None:
    assert found(repacked({path: data for path, data in public.items() if path != name})) != []


def without_poll(files: Files) -> None:
    listed = json.loads(files["manifest.json"])
    del listed["files"]["poll.pb"]
    files["manifest.json"] = canonical(listed)


def without(name: str) -> Callable[[Files], object]:
    return lambda files: files.pop(name)


def with_more(files: Files) -> None:
    files["notes.txt"] = b"x"


def both(name: str, *how: Callable[[Any], object]) -> Callable[[Files], None]:
    """Change the same in a result and in another file."""

    def change(files: Files) -> None:
        for file in ("result.json", name):
            json_file(file, how[0])(files)

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (json_file("result.json", lambda value: value.update(selected=["p21"])), "V203"),
        (json_file("result.json", lambda value: value.update(spent=1)), "V608"),
        (json_file("result.json", lambda value: value.update(budget=301)), "V608"),
        (json_file("result.json", lambda value: value.update(voters=6)), "V608"),
        (json_file("result.json", lambda value: value.update(vote_type="approval")), "V608"),
        (json_file("result.json", lambda value: value.update(poll="ab" * 32)), "V202"),
        (json_file("result.json", lambda value: value.update(kind="count")), "V202"),
        (json_file("result.json", lambda value: value.update(constraints=["caps"])), "V203"),
        (json_file("result.json", lambda value: value["rule"]["spec"].update(seed="9")), "V203"),
        (json_file("certificate.json", lambda value: value["winners"].pop()), "V203"),
        (json_file("certificate.json", lambda value: value["rule"]["spec"].pop("seed")), "V204"),
        (both("certificate.json", lambda value: value["rule"]["spec"].update(seed="9")), "V134"),
        (json_file("explanation.json", lambda value: value["projects"][0].update(funded=False)), "V207"),
        (json_file("explanation.json", lambda value: value["projects"].clear()), "V207"),
        (without_poll, "V107"),
        (without("explanation.txt"), "V107"),
        (without("certificate.json"), "V105"),
        (with_more, "V108"),
    ],
)
def test_what_is_left_of_a_small_count_agrees(public: Files, change: Callable[[Files], object], code: str) -> None:
    assert code in codes(forged.with_count(public, SMALL, change))


def test_a_change_that_changes_nothing_is_accepted(public: Files) -> None:
    assert found(forged.with_count(public, SMALL, dict)) == []
