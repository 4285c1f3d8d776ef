"""Sealed ballots: nobody reads one before the close, the same form gives the same receipt, nothing proves a choice."""

import hmac
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from hypothesis import given
from hypothesis import strategies as st

from commonweal.errors import BallotsNotOpened, KeyUnusable
from commonweal.funding.box import seal as seal_module
from commonweal.funding.box.choices import Choices
from commonweal.funding.box.keys import private_key, public_key, read_public_key
from commonweal.funding.box.seal import Box, open_all, receipt, seal, shown
from tests.funding.box.boxes import ROUND, ROUND_KEY, SEED, ballots, box, form

NONCE = bytes(32)
NULLIFIER = "ab" * 32


BENCHES = Choices(("a",))


def sealed(choices=BENCHES, *, into=None, nullifier=NULLIFIER, nonce=NONCE):
    return seal(choices.canonical(), into or box(), nullifier=nullifier, nonce=nonce)


@given(st.lists(ballots, max_size=6))
def test_what_is_opened_is_what_was_sealed_in_an_order_that_says_nothing(cast):
    closed = [sealed(one, nullifier=f"{at}") for at, one in enumerate(cast)]
    opened = open_all(SEED, closed, round_id=ROUND)
    assert opened == tuple(sorted(one.canonical() for one in cast))
    assert open_all(SEED, closed[::-1], round_id=ROUND) == opened


@given(ballots, ballots)
def test_every_sealed_ballot_is_of_one_length_and_holds_no_name(one, other):
    assert len(sealed(one)) == len(sealed(other)) == 32 + form().length + 16
    assert b"chosen" not in sealed(one)


def test_the_same_form_gives_the_same_receipt_and_any_other_another():
    others = [
        sealed(Choices(("b",))),
        sealed(nullifier="cd" * 32),
        sealed(nonce=bytes([1] * 32)),
        sealed(into=Box(ROUND, public_key(SEED), bytes(32), form().length)),
        sealed(into=Box(ROUND, public_key(bytes(16)), ROUND_KEY, form().length)),
    ]
    assert sealed() == sealed()
    assert len({receipt(one) for one in [sealed(), *others]}) == 6
    # The part that depends on secrets alone: neither the round's key nor the nonce may be left out of it.
    assert len({one[:32] for one in [sealed(), *others[:4]]}) == 5


def test_known_sealed_ballot():
    """Opened once more by hand: HKDF by HMAC alone, then the cipher of RFC 8439, and the padding looked at."""
    closed = sealed()
    own = bytes.fromhex(public_key(SEED))
    shared = private_key(SEED).exchange(read_public_key(closed[:32].hex()))
    drawn = hmac.new(closed[:32] + own, shared, sha256).digest()
    first = hmac.new(drawn, b"commonweal ballot 1\x01", sha256).digest()
    second = hmac.new(drawn, first + b"commonweal ballot 1\x02", sha256).digest()
    padded = ChaCha20Poly1305(first).decrypt(second[:12], closed[32:], b"r1")
    assert padded == b'{"chosen":["a"],"points":[]}\x80' + bytes(form().length - 29)
    assert receipt(closed) == sha256(closed).hexdigest() == KNOWN


KNOWN = "11b70adcf0a7eedb38a6c6ff04eb99d42a25b9001e3eb8d965c8aaaaaa3cb98a"


@given(st.integers(0, 10_000), st.integers(1, 255))
def test_one_changed_byte_is_seen_and_the_ballot_named(at, change):
    closed = bytearray(sealed())
    closed[at % len(closed)] ^= change
    with pytest.raises(BallotsNotOpened) as refused:
        open_all(SEED, [sealed(), bytes(closed)], round_id=ROUND)
    assert [fault.figures["receipt"] for fault in refused.value.faults] == [receipt(bytes(closed))]


def test_what_was_sealed_for_another_round_or_key_or_is_no_ballot_does_not_open():
    foreign = sealed(into=box(round_id="r2"))
    for one, seed in [(foreign, SEED), (sealed(), bytes(16)), (b"", SEED), (bytes(40), SEED), (bytes(200), SEED)]:
        with pytest.raises(BallotsNotOpened):
            open_all(seed, [one], round_id=ROUND)


@pytest.mark.parametrize("padded", [b"", bytes(64), b"x" * 64, b"x\x80" + bytes(60) + b"x"])
def test_a_ballot_that_is_not_padded_as_ballots_are_does_not_open(monkeypatch, padded):
    """Somebody who has the public key could seal anything: only what is a whole ballot is let through."""
    real = ChaCha20Poly1305.encrypt

    class Careless:
        def __init__(self, key):
            self.real = ChaCha20Poly1305(key)

        def encrypt(self, once, _, round_id):
            return real(self.real, once, padded, round_id)

    with monkeypatch.context() as patch:
        patch.setattr(seal_module, "ChaCha20Poly1305", Careless)
        closed = sealed()
    with pytest.raises(BallotsNotOpened):
        open_all(SEED, [closed], round_id=ROUND)


def test_nothing_is_sealed_without_a_whole_nonce_or_beyond_its_length_or_to_no_key():
    with pytest.raises(ValueError, match="32 bytes"):
        sealed(nonce=bytes(31))
    with pytest.raises(ValueError, match="shorter"):
        seal(bytes(form().length), box(), nullifier=NULLIFIER, nonce=NONCE)
    with pytest.raises(KeyUnusable):
        sealed(into=Box(ROUND, "0" * 64, ROUND_KEY, 128))


def test_the_longest_ballot_that_fits_is_opened_whole():
    choices = b"\x80" * 127
    closed = seal(choices, box(128), nullifier=NULLIFIER, nonce=NONCE)
    assert open_all(SEED, [closed], round_id=ROUND) == (choices,)


def test_a_receipt_is_shown_in_groups():
    assert shown("0123456789abcdef" * 4).split() == ["01234567", "89abcdef"] * 4
