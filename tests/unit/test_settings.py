"""Settings come from the environment that is passed in."""

from pathlib import Path

import pytest

from canvas.errors import KanvasError
from canvas.settings import ROOT, Settings, settings_from


def test_every_setting_has_a_default() -> None:
    assert settings_from({}) == Settings()
    assert settings_from({}).content == ROOT / "content"


def test_a_setting_is_read_by_its_name() -> None:
    assert settings_from({"KANVAS_CONTENT": "elsewhere", "CONTENT": "not this"}).content == Path("elsewhere")


@pytest.mark.parametrize("value", ["", " ", "\n"])
def test_an_empty_setting_is_not_set(value: str) -> None:
    assert settings_from({"KANVAS_CONTENT": value, "KANVAS_TRAINER_CODE": value}) == Settings()


def test_a_line_end_that_came_along_with_a_setting_is_left_out() -> None:
    assert settings_from({"KANVAS_TIME_ZONE": "Asia/Makassar\r\n"}).time_zone == "Asia/Makassar"


@pytest.mark.parametrize("code", ["------", "!@#$%^&*()", "a-b-c-d-e", "short", "x" * 61])
def test_a_trainer_code_has_letters_enough_and_fits_its_field(code: str) -> None:
    """Signs do not count when a typed code is compared: of a code of signs alone, nothing would be left."""
    with pytest.raises(KanvasError, match="KANVAS_TRAINER_CODE"):
        settings_from({"KANVAS_TRAINER_CODE": code})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KEEP_DAYS", "1000000"),
        ("KEEP_DAYS", "999999999999"),
        ("TIME_ZONE", "\udcff"),
        ("METRICS", "127.0.0.1:99999"),
        ("PUBLIC_URL", "http://\udcff"),
    ],
)
def test_a_value_that_cannot_be_is_reported_by_its_name(name: str, value: str) -> None:
    with pytest.raises(KanvasError, match=f"KANVAS_{name}"):
        settings_from({f"KANVAS_{name}": value})
