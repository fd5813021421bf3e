"""Streamlit's own files as `prepare` has left them: joined where a bundler was there, and compressed.

They are used only while they fit the installed Streamlit and are whole. Otherwise Streamlit's own files are sent:
slower for a phone, and nothing else changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from canvas.server.assets import ENCODINGS, TYPES, Asset
from canvas.settings import PREPARED

FOLDER = PREPARED / "scripts"
MANIFEST = "manifest.json"
SCRIPTS = "/static/js/"
"""Where a page looks for Streamlit's scripts."""
_RECIPE = sorted(Path(__file__).with_name("boot").glob("*.*"))


@dataclass(frozen=True)
class Prepared:
    """What a page starts with; without a boot file, it starts as Streamlit's own does."""

    boot: str | None = None
    """The address of the one file that draws the first screen."""
    assets: Mapping[str, Asset] = field(default_factory=dict)


def fingerprint(static: Path) -> str:
    """What prepared files must be made from: this Streamlit, whose page names its files by hash, and our recipe."""
    made_from = sha256()
    for file in (static / "index.html", *_RECIPE):
        made_from.update(file.read_bytes())
    return made_from.hexdigest()


def prepared_assets(static: Path, folder: Path = FOLDER) -> Prepared:
    """The prepared files for Streamlit's folder `static`; nothing where they are missing, outdated or damaged."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        if manifest["made_from"] != fingerprint(static):
            return Prepared()
        assets = {address: _whole(folder, address, hashes) for address, hashes in manifest["files"].items()}
        return Prepared(manifest["boot"], assets)
    except (OSError, ValueError, KeyError, TypeError):
        return Prepared()


def _whole(folder: Path, address: str, hashes: Mapping[str, str]) -> Asset:
    """A file whose encodings have the hashes that were noted. Raises `ValueError` where they differ."""
    encoded = {encoding: folder / f"{Path(address).name}.{encoding}" for encoding in ENCODINGS}
    for encoding, file in encoded.items():
        if sha256(file.read_bytes()).hexdigest() != hashes[encoding]:
            raise ValueError(file)
    return Asset(TYPES[Path(address).suffix], {encoding: file.read_bytes for encoding, file in encoded.items()})
