"""However an amount is written, what was meant is among what is read, and alone unless it must be asked about."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from canvas.numbers import LARGEST, meanings

SIGNS = st.sampled_from([".", ","])
WHOLE = st.integers(0, 10**12)
MONEY_BEFORE = st.sampled_from(["Rp", "Rp ", "Rp. ", "IDR ", "rp"])
MONEY_AFTER = st.sampled_from(["", ",-", ".-", " rupiah"])
WORDS = st.sampled_from([("ribu", 10**3), ("rb", 10**3), ("juta", 10**6), ("jt", 10**6), ("miliar", 10**9)])


def grouped(value: int, sign: str) -> str:
    return f"{value:,}".replace(",", sign)


@given(WHOLE, SIGNS, SIGNS)
def test_digits_alone_mean_themselves(value: int, sign: str, decimal: str) -> None:
    assert meanings(str(value), decimal=decimal) == (value,)


@given(WHOLE, SIGNS, SIGNS, MONEY_BEFORE, MONEY_AFTER)
def test_rupiah_mean_what_was_meant_in_either_language(
    value: int, sign: str, decimal: str, before: str, after: str
) -> None:
    assert meanings(before + grouped(value, sign) + after, decimal=decimal) == (value,)


@given(WHOLE, SIGNS, SIGNS)
def test_grouped_digits_are_never_a_thousandth_in_silence(value: int, sign: str, decimal: str) -> None:
    read = meanings(grouped(value, sign), decimal=decimal)
    assert value in read
    assert len(read) == 1 or (sign == decimal and value < 10**6)


@given(st.integers(0, 10**5), st.integers(0, 999), SIGNS, SIGNS, st.sampled_from([1, 2, 3]))
def test_decimals_are_never_a_thousandfold_in_silence(
    whole: int, part: int, sign: str, decimal: str, places: int
) -> None:
    digits = f"{part % 10**places:0{places}}"
    read = meanings(f"{whole}{sign}{digits}", decimal=decimal)
    meant = float(f"{whole}.{digits}")
    if read == (float(f"{whole}{digits}"),) and read != (meant,):
        # Only where no one writes decimals so: three zeros, or the other language's decimal sign with three digits.
        assert places == len("000")
        assert digits == "000" or sign != decimal
    elif read:
        assert meant in read


@given(st.integers(1, 999), st.integers(0, 9), SIGNS, SIGNS, WORDS, st.sampled_from(["", " "]))
def test_words_multiply(whole: int, tenth: int, sign: str, decimal: str, word: tuple[str, int], blank: str) -> None:
    name, factor = word
    meant = float(f"{whole}.{tenth}") * factor
    expected = (meant,) if meant <= LARGEST else ()
    assert meanings(f"{whole}{sign}{tenth}{blank}{name}", decimal=decimal) == expected


@given(st.text(max_size=80), SIGNS)
def test_any_text_is_an_amount_or_none(typed: str, decimal: str) -> None:
    assert all(0 <= value <= LARGEST for value in meanings(typed, decimal=decimal))


@given(st.text(alphabet="0123456789., rbjtRp'M-", max_size=20), SIGNS)
def test_text_that_looks_like_an_amount_never_fails(typed: str, decimal: str) -> None:
    read = meanings(typed, decimal=decimal)
    assert len(set(read)) == len(read)
