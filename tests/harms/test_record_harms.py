"""Harms of what is published: residents watched through a download, blame without an answer, a place locked in."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from commonweal.errors import EntryRefused
from commonweal.formats.archives import verifier_archive
from commonweal.formats.folders import write_folder
from commonweal.record.entries import append
from commonweal.record.kinds import KINDS, ROLES
from commonweal.verifier.chain import Earlier, agrees
from commonweal.verifier.main import check_folder
from commonweal.verifier.reading import Folder
from tests.record.records import draft, moment, salt, small
from tests.verifier.bundles import bundle, lines, rewritten, told, with_checkpoint


def test_surveillance_no_personal_text_and_no_salt_leaves_in_a_bundle() -> None:
    _, parts = small()
    whole = b"\n".join(bundle().values())
    assert len(parts) == 2
    for part in parts:
        for word in re.findall(r"\w{6,}", part.value):
            assert word.encode() not in whole, word
        assert part.salt not in whole
        assert part.salt.hex().encode() not in whole


def test_surveillance_short_words_cannot_be_guessed_from_their_commitment() -> None:
    """Two people say the same "yes": nothing in the record shows that they did."""
    made = draft("undertaking_answered", {"id": "u", "state": "kept"}, moment(1), reason="yes")
    first, _ = append(None, made, {"reason": salt(1)})
    second, _ = append(None, made, {"reason": salt(2)})
    assert first.commitments["reason"] != second.commitments["reason"]
    with pytest.raises(EntryRefused, match="random bytes"):
        append(None, made, {"reason": b"short"})


def test_surveillance_who_acted_is_a_role_never_a_name() -> None:
    with pytest.raises(EntryRefused, match="there is no role"):
        append(None, draft("place_changed", {"settings": "ab" * 32}, moment(1), "Somebody of Harbour Street"), {})
    assert {entry["role"] for entry in lines(bundle())} <= set(ROLES)


def test_blame_machine_there_is_no_kind_or_public_field_to_accuse_anybody_in() -> None:
    for kind, payload in (("complaint_made", {"against": "o1"}), ("undertaking_answered", {"id": "u", "blame": "o1"})):
        with pytest.raises(EntryRefused):
            append(None, draft(kind, payload, moment(1)), {})
    for kind_ in KINDS.values():
        for name, form in {**kind_.fields, **kind_.may}.items():
            assert not form.holds("They never answer the telephone and everybody knows it. " * 5), (
                f"{kind_.name} {name}"
            )


def test_blame_machine_a_reply_stands_beside_what_it_answers() -> None:
    (reply,) = [entry for entry in told() if entry.kind == "reply_given"]
    answered = told()[reply.payload["entry"] - 1]
    assert answered.kind == "undertaking_answered"
    assert list(reply.commitments) == ["reply"]


def test_lock_in_a_bundle_is_complete_and_can_be_checked_without_us(tmp_path: Path) -> None:
    write_folder(tmp_path / "taken away", bundle())
    done = subprocess.run(
        [sys.executable, "-I", "-S", "verifier.pyz", "."],
        cwd=tmp_path / "taken away", env={}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert bundle()["verifier.pyz"] == verifier_archive()
    for entry in lines(bundle()):
        if "folder" in entry["payload"]:
            assert any(name.startswith(entry["payload"]["folder"] + "/") for name in bundle())


def test_lock_in_everything_but_the_verifier_is_plain_text_with_its_meaning_beside_it() -> None:
    files = bundle()
    for name, data in files.items():
        if name != "verifier.pyz":
            data.decode("utf-8")
            assert name.endswith((".json", ".jsonl", ".csv", ".txt", ".pb")), name
    described = {json.loads(files[name])["title"] for name in files if name.startswith("schemas/")}
    assert {"Entry of the public record", "Manifest of a published folder", "Result of a count"} <= described


def test_lock_in_a_record_rewritten_by_whoever_holds_the_server_is_found_with_a_checkpoint_somebody_kept() -> None:
    kept = Earlier(told()[-1].hash, len(told()))
    changed = rewritten(lines(bundle()), 2, role="auditor")
    assert check_folder(Folder(with_checkpoint(bundle(), changed))) == []
    assert [finding.code for finding in agrees(changed, kept)] == ["V121"]
