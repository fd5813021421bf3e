"""Prepares Streamlit's own files for weak signals: once an installation, at packaging or before the first start.

    python -m canvas.server.prepare

Joins the files of the first screen into one where Node.js is installed (boot/join.mjs), and compresses everything as
far as it goes. The app runs without any of it: see `prepared`.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

import brotli
import zopfli.gzip

from canvas.content import ContentError
from canvas.content.snapshot import load_or_recall
from canvas.errors import LANGUAGES, KanvasError, message
from canvas.server.prepared import FOLDER, MANIFEST, SCRIPTS, fingerprint, prepared_assets
from canvas.services import SNAPSHOT
from canvas.settings import settings_from

BOOT = Path(__file__).with_name("boot")
_ENTRY = re.compile(r'<script type="module"[^>]* src="\./static/js/([^"]+)"')
_NAMED = re.compile(r'"\./static/js/([^"]+)"')
_BEST, _GOOD = 11, 9


@dataclass(frozen=True)
class Scripts:
    """Scripts in a folder: the one that starts a page, and those of the first screens, worth the most effort."""

    folder: Path
    boot: str | None = None
    early: frozenset[str] = frozenset()


def main() -> int:
    """Prepares, unless it is done; says in both languages what was made."""
    static = streamlit_static()
    prepared = prepared_assets(static)
    if not prepared.assets:
        prepare(static, FOLDER)
        prepared = prepared_assets(static)
    with suppress(KanvasError, ContentError):  # the start says what is wrong
        load_or_recall(settings_from(os.environ).content, SNAPSHOT)
    code = "prepared_joined" if prepared.boot else "prepared_compressed"
    for language in LANGUAGES:
        print(message(code, language))
    return 0


def streamlit_static() -> Path:
    """The folder of the installed Streamlit's page, found without importing Streamlit."""
    found = find_spec("streamlit")
    assert found is not None
    assert found.origin is not None
    return Path(found.origin).parent / "static"


def prepare(static: Path, folder: Path, *, join: bool = True) -> None:
    """Makes the prepared files in `folder` anew. They count only once the manifest is there, which comes last."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with TemporaryDirectory() as joined:
        scripts = (join and joined_scripts(static, Path(joined))) or streamlits_scripts(static)
        files = {
            SCRIPTS + file.name: _compress(file, folder, best=file.name in scripts.early)
            for file in sorted(scripts.folder.glob("*.js"))
        }
    manifest = {
        "made_from": fingerprint(static),
        "boot": scripts.boot and SCRIPTS + scripts.boot,
        "files": files,
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def streamlits_scripts(static: Path) -> Scripts:
    """The files as Streamlit brings them."""
    index = (static / "index.html").read_text(encoding="utf-8")
    return Scripts(static / "static" / "js", early=frozenset(_NAMED.findall(index)))


def joined_scripts(static: Path, folder: Path) -> Scripts | None:
    """The files joined by the bundler; None where there is no Node.js, or it cannot do it with this Streamlit."""
    entry = _ENTRY.search((static / "index.html").read_text(encoding="utf-8"))
    npm, node = shutil.which("npm"), shutil.which("node")
    if not (entry and npm and node):
        return None
    try:
        if not (BOOT / "node_modules").is_dir():
            _run([npm, "ci", "--silent"])
        printed = _run([node, "join.mjs", str(static / "static" / "js"), str(folder), entry[1]])
        found = json.loads(printed)
    except (subprocess.CalledProcessError, OSError, ValueError) as error:
        print(message("not_joined", "en", reason=getattr(error, "stderr", "") or error), file=sys.stderr)
        return None
    return Scripts(folder, found["boot"], frozenset(found["early"]))


def _run(command: Sequence[str]) -> str:
    return subprocess.run(command, cwd=BOOT, check=True, capture_output=True, text=True).stdout


def _compress(file: Path, folder: Path, *, best: bool) -> dict[str, str]:
    """Writes both encodings of a file; returns their hashes."""
    data = file.read_bytes()
    gzipped = zopfli.gzip.compress(data) if best else gzip.compress(data, _GOOD, mtime=0)
    encoded = {"br": brotli.compress(data, quality=_BEST if best else _GOOD), "gzip": gzipped}
    for encoding, content in encoded.items():
        (folder / f"{file.name}.{encoding}").write_bytes(content)
    return {encoding: sha256(content).hexdigest() for encoding, content in encoded.items()}


if __name__ == "__main__":
    sys.exit(main())
