"""Passwords of tests: a hash is slow on purpose, so that of one password and salt is worked out once in a process."""

from collections.abc import Callable
from functools import cache

import pytest


def remember(patch: pytest.MonkeyPatch) -> None:
    """Give every password one salt, and hash it once; a password that is typed is still held against its hash."""
    from django.contrib.auth.hashers import ScryptPasswordHasher

    patch.setattr(ScryptPasswordHasher, "salt", property(lambda hasher: lambda: f"OneSaltFor{hasher.algorithm}Tests"))
    patch.setattr(ScryptPasswordHasher, "encode", _remembered())


@cache
def _remembered() -> Callable[..., str]:
    from django.contrib.auth.hashers import ScryptPasswordHasher

    return cache(ScryptPasswordHasher.encode)
