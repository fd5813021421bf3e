"""Numbers, money and dates as each language writes them."""

from datetime import date

import pytest

from canvas.content.models import Text
from canvas.i18n import Texts, texts_for


@pytest.fixture
def id(content) -> Texts:
    return texts_for(content, "id")


@pytest.fixture
def en(content) -> Texts:
    return texts_for(content, "en")


def test_a_slot_that_an_author_renamed_is_shown_as_it_is_written(caplog) -> None:
    texts = Texts({"rest": Text({"id": "{jumlah} dari {all}", "en": "{count} of {all}"})}, "id", "id_ID")
    assert texts("rest", count=2, all=5) == "{jumlah} dari 5"
    assert "there is no value for {jumlah}" in caplog.text


def test_rupiah(id, en) -> None:
    assert (id.rupiah(10_000), en.rupiah(10_000)) == ("Rp10.000", "Rp10,000")
    assert (id.rupiah(0), en.rupiah(1_500_000)) == ("Rp0", "Rp1,500,000")


def test_costs(id, en) -> None:
    assert id.cost(0, 0) == "Rp0"
    assert id.cost(5_000, 20_000) == "Rp5.000–Rp20.000"
    assert en.cost(5_000, 20_000) == "Rp5,000–Rp20,000"


def test_numbers(id, en) -> None:
    assert (id.number(58.4), en.number(58.4)) == ("58", "58")
    assert (id.number(4.5, 1), en.number(4.5, 1)) == ("4,5", "4.5")
    assert (id.number(4.0, 1), id.number(100)) == ("4", "100")
    assert (id.percent(80.0), en.percent(80.0)) == ("80%", "80%")
    assert (id.number(-0.2), id.number(0), id.number(-0.2, 1)) == ("0", "0", "-0,2")


def test_an_amount_is_read_with_the_decimal_sign_of_the_language(id, en) -> None:
    assert (id.meanings("1.500"), en.meanings("1,500")) == ((1500,), (1500,))
    assert (id.meanings("1,500"), en.meanings("1.500")) == ((1.5, 1500), (1.5, 1500)), "either is possible: ask"
    assert id.meanings("banyak") == ()


def test_an_amount_that_was_asked_about_is_written_in_the_one_way_that_is_clear(id, en) -> None:
    for texts in (id, en):
        for value in (1.5, 1500, 0.125, 2_000_000):
            assert texts.meanings(texts.plainly(value)) == (value,)
    assert id.either(["1500", "1,5"]) == "1500 atau 1,5"


def test_dates(id, en) -> None:
    day = date(2026, 8, 5)
    assert (id.long_date(day), en.long_date(day)) == ("5 Agustus 2026", "5 August 2026")
    assert (id.short_date(day), en.short_date(day)) == ("5 Agu 2026", "5 Aug 2026")
    assert id.near_date(day, date(2026, 12, 31)) == "5 Agu"
    assert id.near_date(day, date(2027, 1, 1)) == "5 Agu 2026"


def test_lists(id, en) -> None:
    assert (id.listed(["a", "b", "c"]), en.listed(["a", "b", "c"])) == ("a, b, dan c", "a, b and c")
    assert (id.listed(["a"]), id.listed([])) == ("a", "")


def test_a_language_that_the_content_lacks_falls_back_to_bahasa_indonesia(content) -> None:
    assert texts_for(content, "su").language == "id"


def test_texts_are_found_by_their_key(content, id, en) -> None:
    key = next(key for key, text in content.interface.items() if "{" not in text["id"])
    assert (id(key), en(key)) == (content.interface[key]["id"], content.interface[key]["en"])
