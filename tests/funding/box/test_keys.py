"""The key of a round: any two shares give it back, one alone says nothing, and a slip is named by its group."""

import hmac
from dataclasses import replace
from hashlib import sha256
from itertools import permutations

import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import KeyUnusable, ShareMistyped, SharesApart
from commonweal.funding.box.keys import join, private_key, public_key, read_public_key, read_share, split
from commonweal.funding.box.letters import LETTERS
from tests.funding.box.boxes import ROUND, SEED

RANDOM = bytes(range(50, 82))
SHARES = split(SEED, ROUND, RANDOM)
PUBLIC = public_key(SEED)

seeds = st.binary(min_size=16, max_size=16)
splits = st.binary(min_size=32, max_size=32)


@given(seeds, splits, st.text(max_size=8))
def test_any_two_of_three_give_the_seed_back_in_either_order_and_after_being_typed(seed, random, round_id):
    shares = [read_share(share.text().lower(), "x") for share in split(seed, round_id, random)]
    for pair in permutations(shares, 2):
        assert join(pair, round_id, public_key(seed)) == seed


@given(seeds, seeds, splits, st.integers(0, 2))
def test_one_share_alone_is_the_same_for_every_seed(seed, other, random, officer):
    """For each share and each other seed there is a split that gives the same share: it says nothing of the seed."""
    one, two = random[:16], random[16:]
    parts = split(seed, ROUND, random)[officer]
    changed = bytes(a ^ b for a, b in zip(seed, other, strict=True))
    fitting = {
        0: one + two,
        1: bytes(a ^ b for a, b in zip(one, changed, strict=True)) + two,
        2: one + bytes(a ^ b for a, b in zip(two, changed, strict=True)),
    }[officer]
    again = split(other, ROUND, fitting)[officer]
    assert (again.first, again.second) == (parts.first, parts.second)


def test_known_key_and_shares():
    """The key once more without the library's HKDF: RFC 5869 by HMAC alone; the shares against a change of format."""
    drawn = hmac.new(bytes(32), SEED, sha256).digest()
    stretched = hmac.new(drawn, b"commonweal round key 1\x01", sha256).digest()
    assert X25519PrivateKey.from_private_bytes(stretched).public_key().public_bytes_raw().hex() == PUBLIC
    assert private_key(SEED).private_bytes_raw() == stretched
    assert [share.text() for share in SHARES] == KNOWN


KNOWN = [
    "119E 3ST7 459P J6CE T3AC DHQD 70WZ KMEY SW73 MZ3N YG24 1891 1M8C HA66 8X4J 4JJB JB92 H6M1 WKTM GA7G AN5S 1050",
    "1292 3ST7 45AG 28D5 24AE HJ7Z 914H MMJY TC9D N74W YM2M HE1X RQ4E WVME ENVS 7EYM 3SFG 9XQT RZ85 Y3ZV VZMF X83J",
    "1396 3ST7 45BJ GE59 S76W X3NZ ESVR QGYE BTFF DY7F T7GP Z68N SK8E D9PM 6WWW 3JEB HV7C GYK8 WFTB 084A XXHR 2506",
]


@given(st.integers(0, 2), st.integers(0, 21), st.integers(0, 3), st.sampled_from(LETTERS))
def test_one_wrong_letter_is_named_by_its_group(officer, group, at, letter):
    groups = SHARES[officer].text().split()
    if groups[group][at] == letter:
        return
    groups[group] = groups[group][:at] + letter + groups[group][at + 1 :]
    with pytest.raises(ShareMistyped) as refused:
        read_share(" ".join(groups), "2")
    assert [fault.figures["group"] for fault in refused.value.faults] == [group + 1]
    assert refused.value.figures["share"] == "2"


def test_groups_that_changed_places_are_both_named():
    groups = SHARES[0].text().split()
    groups[4], groups[9] = groups[9], groups[4]
    with pytest.raises(ShareMistyped) as refused:
        read_share(" ".join(groups), "1")
    assert [fault.figures["group"] for fault in refused.value.faults] == [5, 10]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda groups: groups[:-1], "84 letters, and a share has 88"),
        (lambda groups: [*groups[:6], groups[6][:3], *groups[7:]], r"group 7 \(.{3}\) has not four"),
        (lambda groups: [*groups[:6], groups[6] + "0", *groups[7:]], r"group 7 \(.{5}\) has not four"),
        (lambda groups: [*groups[:6], groups[6][:3] + "U", *groups[7:]], "group 7 .* no share has the letter U"),
        (lambda groups: groups[:0], "0 letters"),
    ],
)
def test_what_is_wrong_with_a_share_is_said(change, told):
    with pytest.raises(ShareMistyped, match=told):
        read_share(" ".join(change(SHARES[2].text().split())), "3")


def test_groups_of_two_officers_are_not_one_share():
    """Each group is right in itself; the checksum of the whole sees it."""
    mixed = SHARES[0].text().split()[:9] + SHARES[1].text().split()[9:]
    with pytest.raises(ShareMistyped, match="do not belong together"):
        read_share(" ".join(mixed), "1")


def test_shares_that_do_not_open_the_round_are_refused_with_the_reason():
    other = split(SEED, ROUND, RANDOM[::-1])
    foreign = split(bytes(16), ROUND, RANDOM)
    elsewhere = split(SEED, "r2", RANDOM)
    for pair, told in [
        ((SHARES[0], SHARES[0]), "both are the share of officer 1"),
        ((SHARES[0], foreign[1]), "officer 2 is of another key"),
        ((elsewhere[2], SHARES[1]), "officer 3 is of another key"),
        ((SHARES[0], other[1]), "not split together"),
        ((other[2], SHARES[1]), "not split together"),
    ]:
        with pytest.raises(SharesApart, match=told):
            join(pair, ROUND, PUBLIC)
    with pytest.raises(SharesApart, match="another key"):
        join((foreign[0], foreign[1]), ROUND, PUBLIC)


def test_shares_that_have_one_part_in_common_and_were_not_split_together_are_refused():
    """The parts that both hold agree, and the seed is wrong; or the seed is right, and a part was exchanged."""
    half = split(SEED, ROUND, bytes(16) + RANDOM[16:])
    torn = replace(SHARES[1], first=bytes(16))
    for pair in ((SHARES[0], half[1]), (half[1], SHARES[0]), (SHARES[0], torn)):
        with pytest.raises(SharesApart, match="not split together"):
            join(pair, ROUND, PUBLIC)


@pytest.mark.parametrize("text", ["", "00", "g" * 64, PUBLIC.upper(), PUBLIC + "00", "0" * 64, f"01{'0' * 62}"])
def test_a_key_that_anybody_could_open_or_that_is_none_is_refused(text):
    with pytest.raises(KeyUnusable):
        read_public_key(text)
    assert read_public_key(PUBLIC).public_bytes_raw().hex() == PUBLIC


@pytest.mark.parametrize(("seed", "random"), [(bytes(15), bytes(32)), (bytes(17), bytes(32)), (bytes(16), bytes(31))])
def test_a_key_is_split_with_enough_randomness_or_not_at_all(seed, random):
    with pytest.raises(ValueError, match="16 bytes"):
        split(seed, ROUND, random)
