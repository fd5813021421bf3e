"""The two credentials of one's work: a token in a link, and a code to type by hand.

Both are random, or an HMAC under the random token of a device, and belong to no account. Only their SHA-256 is
stored: a copied database opens nobody's link. A slow hash, as passwords need, would buy nothing: it protects secrets
that people choose, and these have 144 and 60 random bits, which no list of likely words contains. What kind of key it
is goes into the hash, so that a code is not accepted where a token is expected, past the limit on guesses.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256

from canvas.workshop import ALPHABET, letters_meant

RandomBytes = Callable[[int], bytes]
random_bytes: RandomBytes = secrets.token_bytes

GROUPS = (3, 3, 3, 4)
LETTERS = sum(GROUPS)
"""25 letters to the power of 13: 60.4 bits."""

_TOKEN_BYTES = 18
_CODE_BYTES = 16
"""More than the code holds, so that the remainder favours no letter by more than one in 2^67."""


def steady_bytes(secret: str, purpose: str) -> RandomBytes:
    """Returns bytes that look random to everybody without the secret, and are the same for one purpose every time."""
    return lambda count: hmac.digest(secret.encode("utf-8", "surrogatepass"), purpose.encode(), "sha512")[:count]


def new_token(random: RandomBytes) -> str:
    """24 letters for a link, 144 random bits."""
    return urlsafe_b64encode(random(_TOKEN_BYTES)).decode("ascii")


def new_code(random: RandomBytes) -> str:
    """A code such as K7Q-F2M-XR9-TWCH."""
    number = int.from_bytes(random(_CODE_BYTES))
    letters = ""
    for _ in range(LETTERS):
        number, index = divmod(number, len(ALPHABET))
        letters += ALPHABET[index]
    return in_groups(letters)


def in_groups(letters: str) -> str:
    """The letters of a code as they are shown."""
    groups, start = [], 0
    for size in GROUPS:
        groups.append(letters[start : start + size])
        start += size
    return "-".join(groups)


def read_code(typed: str) -> str | None:
    """The code that somebody meant, whatever the case, spaces and dashes; None if it cannot be one."""
    letters = letters_meant(typed, LETTERS)
    return in_groups(letters) if letters else None


def token_hash(token: str) -> str:
    """What is stored of a token."""
    return _hashed("token", token)


def code_hash(code: str) -> str:
    """What is stored of a code, in the form that `read_code` and `new_code` give."""
    return _hashed("code", code)


def address_hash(address: str) -> str:
    """Counts guesses by address without keeping the address in plain sight."""
    return _hashed("address", address)


def erased_hash(assessment_id: str) -> str:
    """Remembers that an assessment was erased, without keeping its id."""
    return _hashed("erased", assessment_id)


def _hashed(kind: str, secret: str) -> str:
    return sha256(f"{kind}:{secret}".encode("utf-8", "surrogatepass")).hexdigest()
