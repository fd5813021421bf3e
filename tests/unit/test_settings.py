"""Settings come from the environment that is passed in."""

from pathlib import Path

from canvas.settings import ROOT, Settings, settings_from


def test_every_setting_has_a_default() -> None:
    assert settings_from({}) == Settings()
    assert settings_from({}).content == ROOT / "content"


def test_a_setting_is_read_by_its_name() -> None:
    assert settings_from({"KANVAS_CONTENT": "elsewhere", "CONTENT": "not this"}).content == Path("elsewhere")


def test_an_empty_setting_is_not_set() -> None:
    assert settings_from({"KANVAS_CONTENT": ""}) == Settings()
