"""Lots: what decides where nothing else does."""

from hashlib import sha256


def lot(seed: str, name: str) -> str:
    """Give the lot of a project or bid, the smallest first: SHA-256 of the seed, a line feed and the name."""
    return sha256(f"{seed}\n{name}".encode()).hexdigest()
