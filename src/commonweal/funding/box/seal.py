"""Sealing a ballot to a round's public key, opening all of them together, and the receipt in between.

A sealed ballot is the ephemeral public key (32 bytes), then ChaCha20-Poly1305 of the choices, padded to one length for
the round. The ephemeral key is made from the round's secret key, a nonce that only the voter's form holds, the code's
nullifier and the choices. So the same form gives the same bytes and the same receipt; yet neither the voter (who lacks
the round's key) nor whoever copies the database (who lacks the nonce) can prove or try out how a ballot was filled in.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commonweal.errors import BallotsNotOpened, Fault
from commonweal.funding.box.keys import private_key, read_public_key
from commonweal.funding.box.marks import NONCE_BYTES, keyed

ROUND_KEY_BYTES = 32
_EPHEMERAL = 32
_CIPHER_KEY = 32
_GROUP = 8


@dataclass(frozen=True, slots=True)
class Box:
    """Where the ballots of a round go.

    Attributes:
        round: the round's identifier.
        public: its public key, 64 hexadecimal digits.
        round_key: its secret key, 32 bytes, which the server holds; it opens nothing.
        length: the bytes to which every ballot is padded, so that their length says nothing.
    """

    round: str
    public: str
    round_key: bytes
    length: int


def seal(choices: bytes, box: Box, *, nullifier: str, nonce: bytes) -> bytes:
    """Seal a filled ballot.

    Args:
        choices: its canonical bytes, shorter than the box's length.
        box: where it goes.
        nullifier: what stands for the voter's code.
        nonce: 32 random bytes, made with the voter's form and kept nowhere else.

    Returns:
        The sealed bytes: the same for the same arguments.

    Raises:
        KeyUnusable: where the box has no usable key.
        ValueError: where the nonce has another length, or the choices do not fit.

    Source: X25519 (RFC 7748), HKDF-SHA256 (RFC 5869), ChaCha20-Poly1305 (RFC 8439).
    """
    if len(nonce) != NONCE_BYTES or len(choices) >= box.length:
        message = "a nonce has 32 bytes, and choices are shorter than what they are padded to"
        raise ValueError(message)
    drawn = keyed(box.round_key, b"seal", nonce, nullifier.encode(), choices)
    ephemeral = X25519PrivateKey.from_private_bytes(drawn)
    public = read_public_key(box.public)
    own = ephemeral.public_key().public_bytes_raw()
    cipher, once = _cipher(ephemeral, public, own, bytes.fromhex(box.public))
    padded = choices + b"\x80" + bytes(box.length - len(choices) - 1)
    return own + cipher.encrypt(once, padded, box.round.encode())


def receipt(sealed: bytes) -> str:
    """Give the receipt of a sealed ballot: its SHA-256, 64 hexadecimal digits."""
    return sha256(sealed).hexdigest()


def shown(receipt: str) -> str:
    """Write a receipt in groups, to be read aloud and compared.

    Examples:
        >>> shown("0123456789abcdef")
        '01234567 89abcdef'
    """
    return " ".join(receipt[at : at + _GROUP] for at in range(0, len(receipt), _GROUP))


def open_all(seed: bytes, sealed: Sequence[bytes], *, round_id: str) -> tuple[bytes, ...]:
    """Open sealed ballots together.

    Args:
        seed: of the round's key, joined from two shares.
        sealed: every sealed ballot.
        round_id: the round.

    Returns:
        The canonical choices of each, sorted, so that their order says nothing.

    Raises:
        BallotsNotOpened: with the receipt of each that was not sealed to this key for this round, or was changed.
    """
    private = private_key(seed)
    own = private.public_key().public_bytes_raw()
    opened, faults = [], []
    for one in sealed:
        try:
            opened.append(_opened(private, own, one, round_id))
        except (InvalidTag, ValueError):
            faults.append(Fault("the ballot with the receipt {receipt}", {"receipt": receipt(one)}))
    if faults:
        raise BallotsNotOpened(*faults, round=round_id)
    return tuple(sorted(opened))


def _opened(private: X25519PrivateKey, own: bytes, sealed: bytes, round_id: str) -> bytes:
    theirs = sealed[:_EPHEMERAL]
    cipher, once = _cipher(private, X25519PublicKey.from_public_bytes(theirs), theirs, own)
    padded = cipher.decrypt(once, sealed[_EPHEMERAL:], round_id.encode())
    choices, mark, rest = padded.rpartition(b"\x80")
    if not mark or rest.strip(b"\0"):
        message = "it is not padded as ballots are"
        raise ValueError(message)
    return choices


def _cipher(
    private: X25519PrivateKey, public: X25519PublicKey, ephemeral: bytes, receiver: bytes
) -> tuple[ChaCha20Poly1305, bytes]:
    """Give the cipher of one ballot and its nonce: a key is used once, so the nonce may come with it."""
    kdf = HKDF(algorithm=SHA256(), length=_CIPHER_KEY + 12, salt=ephemeral + receiver, info=b"commonweal ballot 1")
    drawn = kdf.derive(private.exchange(public))
    return ChaCha20Poly1305(drawn[:_CIPHER_KEY]), drawn[_CIPHER_KEY:]
