"""Amounts as people write them."""

from __future__ import annotations

import pytest

from canvas.numbers import meanings

EITHER_LANGUAGE = {
    "60000": 60_000,
    "60.000": 60_000,
    "60,000": 60_000,
    "60 000": 60_000,
    "60'000": 60_000,
    "Rp60.000": 60_000,
    "Rp 60.000,00": 60_000,
    "Rp60,000.00": 60_000,
    "Rp. 60.000,-": 60_000,
    "rp60.000.-": 60_000,
    "IDR 60.000": 60_000,
    "60.000 rupiah": 60_000,
    "60 ribu": 60_000,
    "60ribu": 60_000,
    "60 rb": 60_000,
    "60rb.": 60_000,
    "60k": 60_000,
    "60 thousand": 60_000,
    "seribu": 1_000,
    "seratus ribu": 100_000,
    "5 ratus ribu": 500_000,
    "1,5 juta": 1_500_000,
    "1.5jt": 1_500_000,
    "setengah juta": 500_000,
    "1 juta 500 ribu": 1_500_000,
    "2 miliar": 2_000_000_000,
    "1.250.000,75": 1_250_000.75,
    "1,250,000.75": 1_250_000.75,
    "0,5": 0.5,
    "0.5": 0.5,
    ",5": 0.5,
    "0,125": 0.125,
    "3,14": 3.14,
    "60,00": 60,
    "12,5 %": 12.5,
    "６０": 60,
}


@pytest.mark.parametrize("decimal", [",", "."])
@pytest.mark.parametrize("typed", EITHER_LANGUAGE)
def test_an_amount_is_meant_as_it_is_meant(typed: str, decimal: str) -> None:
    assert meanings(typed, decimal=decimal) == (EITHER_LANGUAGE[typed],)


@pytest.mark.parametrize(
    ("typed", "decimal", "possible"),
    [
        ("1,500", ",", (1.5, 1500)),
        ("1.500", ".", (1.5, 1500)),
        ("1.500,000", ",", (1500, 1_500_000)),
        ("1.500 ribu", ",", (1_500_000, 1500)),
        ("1,500 ribu", ",", (1500, 1_500_000)),
        ("2 M", ",", (2e9, 2e6)),
        ("2 M", ".", (2e6, 2e9)),
    ],
)
def test_what_can_mean_two_amounts_is_asked_about(typed: str, decimal: str, possible: tuple[float, ...]) -> None:
    assert meanings(typed, decimal=decimal) == possible


def test_money_has_no_thousandths() -> None:
    assert meanings("1,500", is_money=True) == (1500,)
    assert meanings("Rp1,500") == (1500,)


NO_AMOUNTS = [
    "", "Rp", "ribu", "banyak", "-5", "5-10 ribu", "60 40", "1 juta 500", "1.2.3", "1..000", "1.000.00", "60.0000",
    "1e6", "Infinity", "NaN", "60 kg", "2026-11-24", "9" * 59, "9" * 5000, "💰", "60\x00",
]  # fmt: skip


@pytest.mark.parametrize("typed", NO_AMOUNTS, ids=lambda typed: typed[:12])
def test_what_is_no_amount_is_not_guessed_at(typed: str) -> None:
    assert meanings(typed) == ()
