"""Streamlit's files made ready for weak signals, and what happens where they do not fit."""

from __future__ import annotations

import gzip
import json
import shutil
from pathlib import Path

import brotli
import pytest

from canvas.server.assets import Asset, Assets, accepted, own_asset
from canvas.server.prepare import joined_scripts, prepare, streamlit_static, streamlits_scripts
from canvas.server.prepared import MANIFEST, Prepared, prepared_assets
from tests.unit.test_server import ask, client, stand_in

INDEX = '<script type="module" crossorigin src="./static/js/index.a.js"></script>'
SCRIPT = "export const answer = 42;\n" * 50


@pytest.fixture
def static(tmp_path: Path) -> Path:
    """A small Streamlit."""
    scripts = tmp_path / "static" / "static" / "js"
    scripts.mkdir(parents=True)
    (tmp_path / "static" / "index.html").write_text(INDEX, encoding="utf-8")
    (scripts / "index.a.js").write_text(SCRIPT, encoding="utf-8")
    return tmp_path / "static"


@pytest.fixture
def folder(tmp_path: Path, static: Path) -> Path:
    """Its prepared files, not joined."""
    made = tmp_path / "prepared"
    prepare(static, made, join=False)
    return made


def test_every_file_is_kept_in_both_encodings_and_reads_as_before(static: Path, folder: Path) -> None:
    asset = prepared_assets(static, folder).assets["/static/js/index.a.js"]
    assert brotli.decompress(asset.content("br")).decode() == SCRIPT
    assert gzip.decompress(asset.content("gzip")).decode() == SCRIPT
    assert asset.content(None).decode() == SCRIPT


def test_what_is_not_joined_starts_as_streamlits_own_page(static: Path, folder: Path) -> None:
    assert prepared_assets(static, folder).boot is None


def test_without_a_preparation_there_is_nothing(static: Path, tmp_path: Path) -> None:
    assert prepared_assets(static, tmp_path / "nowhere") == Prepared()


def test_another_streamlit_is_not_served_with_old_files(static: Path, folder: Path) -> None:
    (static / "index.html").write_text(INDEX.replace("index.a", "index.b"), encoding="utf-8")
    assert prepared_assets(static, folder) == Prepared()


@pytest.mark.parametrize("encoding", ["br", "gzip"])
def test_a_damaged_file_is_not_served(static: Path, folder: Path, encoding: str) -> None:
    (folder / f"index.a.js.{encoding}").write_bytes(b"damaged")
    assert prepared_assets(static, folder) == Prepared()


@pytest.mark.parametrize("manifest", ["", "[]", "{}", '{"made_from": 1}'])
def test_a_damaged_manifest_counts_as_none(static: Path, folder: Path, manifest: str) -> None:
    (folder / MANIFEST).write_text(manifest, encoding="utf-8")
    assert prepared_assets(static, folder) == Prepared()


def test_an_interrupted_preparation_counts_as_none(static: Path, folder: Path) -> None:
    (folder / MANIFEST).unlink()
    assert prepared_assets(static, folder) == Prepared()


def test_a_streamlit_that_the_bundler_does_not_know_is_only_compressed(static: Path, tmp_path: Path) -> None:
    assert joined_scripts(static, tmp_path) is None
    assert streamlits_scripts(static).early == {"index.a.js"}


@pytest.mark.skipif(shutil.which("npm") is None, reason="joining needs Node.js")
def test_the_prepared_boot_file_is_what_the_page_starts() -> None:
    """The installed Streamlit, as `make` has prepared it."""
    prepared = prepared_assets(streamlit_static())
    assert prepared.boot in prepared.assets


@pytest.mark.parametrize(
    ("header", "encoding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("GZIP ; q=1.0", "gzip"),
        ("identity", None),
        ("", None),
    ],
)
def test_the_best_encoding_that_a_browser_takes(header: str, encoding: str | None) -> None:
    assert accepted(header) == encoding


@pytest.fixture
def asset(tmp_path: Path) -> tuple[str, Asset]:
    file = tmp_path / "some.js"
    file.write_text(SCRIPT, encoding="utf-8")
    return own_asset(file)


def test_an_asset_is_sent_as_it_was_compressed(asset: tuple[str, Asset]) -> None:
    address, _ = asset
    app = Assets(stand_in(), dict([asset]))
    compressed = ask(app, address, accept_encoding="gzip, br")
    plain = ask(app, address, accept_encoding="identity")
    assert compressed.headers["content-encoding"] == "br"
    assert compressed.text == plain.text == SCRIPT
    assert "content-encoding" not in plain.headers
    assert compressed.headers["vary"] == "Accept-Encoding"
    assert compressed.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert compressed.headers["content-type"] == "text/javascript; charset=utf-8"


def test_what_is_for_readers_of_a_file_is_not_sent(tmp_path: Path) -> None:
    script, sheet = tmp_path / "some.js", tmp_path / "some.css"
    script.write_text("// Why.\nif (here) {\n  // So.\n  call('a // b');  \n}\n\n", encoding="utf-8")
    sheet.write_text("/* Of\n   two lines. */\na { color: red; }  /* Why. */\n", encoding="utf-8")
    assert own_asset(script)[1].content(None) == b"if (here) {\ncall('a // b');\n}\n"
    assert own_asset(sheet)[1].content(None) == b"a { color: red; }\n"


def test_the_address_of_a_file_changes_with_its_content(tmp_path: Path) -> None:
    file = tmp_path / "some.css"
    file.write_text("a{}", encoding="utf-8")
    before, _ = own_asset(file)
    file.write_text("b{}", encoding="utf-8")
    assert own_asset(file)[0] != before


def test_any_other_address_and_method_goes_on(asset: tuple[str, Asset]) -> None:
    app = Assets(stand_in(), dict([asset]))
    assert ask(app, "/other").text == "Streamlit"
    assert client(app).post(asset[0]).text != SCRIPT


def test_the_manifest_names_every_file(folder: Path) -> None:
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    assert sorted(
        f"{name.removeprefix('/static/js/')}.{kind}" for name in manifest["files"] for kind in ("br", "gzip")
    ) == sorted(file.name for file in folder.iterdir() if file.name != MANIFEST)
