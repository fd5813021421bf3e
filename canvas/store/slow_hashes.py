"""Slow hashes of secrets that are short enough to be guessed: PINs, and the secrets of trainer codes."""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from argon2.profiles import RFC_9106_LOW_MEMORY

COST = RFC_9106_LOW_MEMORY
_HASHER = PasswordHasher.from_parameters(COST)


def slow_hash(secret: str) -> str:
    """What is stored of a secret; it names its own salt and cost (docs/decisions/0012)."""
    return _HASHER.hash(secret)


def fits(stored: str, secret: str) -> bool:
    """Whether this is the secret that was hashed. It takes some ten milliseconds."""
    try:
        return _HASHER.verify(stored, secret)
    except VerificationError:
        return False
