"""The key of a round: made away from the server, kept by three officers, any two of whom open what it seals."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from commonweal.errors import Fault, KeyUnusable, ShareMistyped, SharesApart
from commonweal.funding.box.codes import letters_shown
from commonweal.funding.box.letters import check, gathered, spread, squeezed, values, written

SEED_BYTES = 16
"""How many random bytes a round's key is made from."""

SPLIT_BYTES = 32
"""How many random bytes it takes to split it."""

OFFICERS = (1, 2, 3)
GROUPS = 22
"""How many groups of letters a written share has: three letters and one that checks them and their place."""

_GROUP = 4
_FORMAT = 1
_MARK = 4
_BODY = 2 * SEED_BYTES + 2 * _MARK


@dataclass(frozen=True, slots=True)
class Share:
    """What one officer keeps of a round's key: two of its three parts, which alone say nothing of it.

    Attributes:
        officer: 1, 2 or 3.
        mark: four bytes that tell the round and its public key from others.
        first: the part that the officer before holds too.
        second: the part that the officer after holds too.
    """

    officer: int
    mark: bytes
    first: bytes
    second: bytes

    def text(self) -> str:
        """Write the share so that a person can copy and type it: 22 groups of four letters."""
        body = self.mark + self.first + self.second
        numbers = [_FORMAT, self.officer, *spread(body + _checksum(self.officer, body))]
        threes = [numbers[at : at + 3] for at in range(0, len(numbers), 3)]
        return " ".join(written([*three, check([place, *three])]) for place, three in enumerate(threes, 1))


def private_key(seed: bytes) -> X25519PrivateKey:
    """Give the private key of a seed of 16 bytes.

    Source: HKDF-SHA256 (RFC 5869) and X25519 (RFC 7748).
    """
    stretched = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"commonweal round key 1").derive(seed)
    return X25519PrivateKey.from_private_bytes(stretched)


def public_key(seed: bytes) -> str:
    """Give the public key of a seed, as 64 hexadecimal digits."""
    return private_key(seed).public_key().public_bytes_raw().hex()


@lru_cache(maxsize=32)
def read_public_key(text: str) -> X25519PublicKey:
    """Read a public key of 64 hexadecimal digits.

    Raises:
        KeyUnusable: where it is none, or one to which anybody could open what was sealed.
    """
    if len(text) != 64 or set(text) - set("0123456789abcdef"):
        raise KeyUnusable(Fault("it is not 64 hexadecimal digits in small letters"))
    key = X25519PublicKey.from_public_bytes(bytes.fromhex(text))
    try:
        # A point of small order gives the same secret to everybody; the library refuses to compute it.
        private_key(b"any").exchange(key)
    except ValueError:
        raise KeyUnusable(Fault("what is sealed to this key could be opened by anybody")) from None
    return key


def split(seed: bytes, round_id: str, random: bytes) -> tuple[Share, Share, Share]:
    """Split a seed into three shares, any two of which give it back; one alone says nothing of it.

    Args:
        seed: 16 bytes.
        round_id: the round.
        random: 32 bytes that nobody can foresee.

    Raises:
        ValueError: where either has another length.

    Source: replicated secret sharing (Ito, Saito and Nishizeki 1987) of a sum without carry.
    """
    if len(seed) != SEED_BYTES or len(random) != SPLIT_BYTES:
        message = f"a seed has {SEED_BYTES} bytes, and splitting it takes {SPLIT_BYTES}"
        raise ValueError(message)
    one, two = random[:SEED_BYTES], random[SEED_BYTES:]
    parts = (one, two, _sum(seed, one, two))
    mark = mark_of(round_id, public_key(seed))
    first, second, third = (Share(officer, mark, parts[officer - 1], parts[officer % 3]) for officer in OFFICERS)
    return first, second, third


def mark_of(round_id: str, public: str) -> bytes:
    """Give the four bytes that tell a round and its public key from others."""
    return sha256(f"commonweal share\n{public}\n{round_id}".encode()).digest()[:_MARK]


def read_share(typed: str, called: str) -> Share:
    """Read a share from what was typed.

    Spaces, hyphens and small letters do not matter; O is read as 0, and I and L as 1.

    Args:
        typed: the 22 groups.
        called: what the share is called, to say in a refusal: "1", or a file's name.

    Raises:
        ShareMistyped: with every group that is not as it was written.
    """
    groups = _groups(typed, called)
    faults, numbers = [], []
    for place, group in enumerate(groups, 1):
        found = values(group)
        strange = sorted({letter for letter, value in zip(group, found, strict=True) if value is None})
        known = [value for value in found if value is not None]
        if strange:
            figures = {"group": place, "letters": group, "letter": letters_shown(strange)}
            faults.append(Fault("group {group} ({letters}): no share has the letter {letter}", figures))
        elif check([place, *known[:-1]]) != known[-1]:
            faults.append(Fault("group {group} ({letters}) is not as it was written", _of(place, group)))
        numbers.extend(known[:-1])
    if faults:
        raise ShareMistyped(*faults, share=called)
    return _share(numbers, called)


def join(shares: tuple[Share, Share], round_id: str, public: str) -> bytes:
    """Give the seed back from two shares.

    Args:
        shares: of two officers.
        round_id: the round that is to be opened.
        public: its public key.

    Raises:
        SharesApart: where both are the same officer's, one is of another round or key, or they were not split together.
    """
    faults = []
    if shares[0].officer == shares[1].officer:
        faults.append(Fault("both are the share of officer {officer}; it takes two", {"officer": shares[0].officer}))
    mark = mark_of(round_id, public)
    faults.extend(
        Fault("the share of officer {officer} is of another key", {"officer": share.officer})
        for share in shares
        if share.mark != mark
    )
    if faults:
        raise SharesApart(*faults, round=round_id)
    before, after = shares if shares[0].officer % 3 + 1 == shares[1].officer else shares[::-1]
    seed = _sum(before.first, before.second, after.second)
    if before.second != after.first or public_key(seed) != public:
        raise SharesApart(Fault("they were not split together"), round=round_id)
    return seed


def _groups(typed: str, called: str) -> list[str]:
    letters = squeezed(typed)
    if len(letters) == GROUPS * _GROUP:
        return [letters[at : at + _GROUP] for at in range(0, len(letters), _GROUP)]
    pieces = typed.upper().replace("-", " ").split()
    if len(pieces) == GROUPS:
        odd = [(place, piece) for place, piece in enumerate(pieces, 1) if len(piece) != _GROUP]
        faults = [Fault("group {group} ({letters}) has not four letters", _of(place, piece)) for place, piece in odd]
    else:
        figures = {"found": len(letters), "wanted": GROUPS * _GROUP, "groups": GROUPS}
        faults = [Fault("it has {found} letters, and a share has {wanted}, in {groups} groups of four", figures)]
    raise ShareMistyped(*faults, share=called)


def _of(place: int, letters: str) -> dict[str, object]:
    return {"group": place, "letters": letters}


def _share(numbers: list[int], called: str) -> Share:
    version, officer, *rest = numbers
    whole = gathered(rest, _BODY)
    body, checksum = whole[:-_MARK], whole[-_MARK:]
    if version != _FORMAT or officer not in OFFICERS or checksum != _checksum(officer, body):
        raise ShareMistyped(Fault("its groups do not belong together"), share=called)
    return Share(officer, body[:_MARK], body[_MARK : _MARK + SEED_BYTES], body[_MARK + SEED_BYTES :])


def _checksum(officer: int, body: bytes) -> bytes:
    return sha256(b"commonweal share %d %d " % (_FORMAT, officer) + body).digest()[:_MARK]


def _sum(*parts: bytes) -> bytes:
    return bytes(one ^ two ^ three for one, two, three in zip(*parts, strict=True))
