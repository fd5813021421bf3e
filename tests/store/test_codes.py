from __future__ import annotations

import math
import secrets

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canvas.store.codes import (
    ALPHABET,
    GROUPS,
    LETTERS,
    address_hash,
    code_hash,
    erased_hash,
    new_code,
    new_token,
    read_code,
    token_hash,
)

CODE = new_code(lambda size: bytes(range(size)))


def test_a_code_has_sixty_random_bits() -> None:
    assert LETTERS * math.log2(len(ALPHABET)) >= 60


def test_a_token_has_128_random_bits() -> None:
    asked: list[int] = []

    def random(size: int) -> bytes:
        asked.append(size)
        return secrets.token_bytes(size)

    assert len(new_token(random)) == 24
    assert asked == [18]


def test_no_two_letters_look_alike() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET)
    for alike in ("0OQD", "1IL7", "B8", "S5", "Z2", "UV"):
        kept = [letter for letter in alike if letter in ALPHABET]
        assert len(kept) <= 2, alike
    assert not set("0O1ILBSZUAE") & set(ALPHABET)


def test_a_code_comes_in_groups() -> None:
    assert tuple(len(group) for group in CODE.split("-")) == GROUPS


@given(st.binary(min_size=16, max_size=16))
def test_any_random_bytes_give_a_code_that_reads_as_itself(random: bytes) -> None:
    code = new_code(lambda size: random[:size])
    assert read_code(code) == code


@given(st.integers(min_value=0, max_value=len(ALPHABET) ** LETTERS - 1))
def test_different_numbers_give_different_codes(number: int) -> None:
    other = (number + 1) % len(ALPHABET) ** LETTERS
    assert new_code(number.to_bytes) != new_code(other.to_bytes)


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("-", "–"),
        CODE.replace("-", " - "),
        "".join(chr(ord(letter) + 0xFEE0) if letter != "-" else letter for letter in CODE),  # full width
        f"{CODE}.",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read_code(typed) == CODE


def test_letters_that_look_alike_are_read_as_the_one_we_use() -> None:
    assert read_code("852V852V852VV") == read_code("bszubszubszuu")


@pytest.mark.parametrize(
    "typed", ["", "-", CODE[:-1], CODE + "2", CODE[:-1] + "0", "🌱" * 13, "x" * 10_000, "\x00\ud800"]
)
def test_what_cannot_be_a_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@given(st.text())
def test_anything_may_be_typed(typed: str) -> None:
    read_code(typed)


def test_the_hash_shows_what_kind_of_secret_it_is() -> None:
    hashes = {hashed("same") for hashed in (token_hash, code_hash, address_hash, erased_hash)}
    assert len(hashes) == 4
