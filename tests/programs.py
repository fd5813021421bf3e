"""Programs of the system that some tests need."""

from __future__ import annotations

import os
import shutil

import pytest


def needs(**packages: str) -> None:
    """Skips where a program is not installed, naming its Debian package; in CI that is a failure."""
    path = os.environ["PATH"] + ":/usr/sbin:/sbin"
    missing = [f"{name} (Debian: {package})" for name, package in packages.items() if not shutil.which(name, path=path)]
    if missing and os.environ.get("CI"):
        pytest.fail(f"not installed: {', '.join(missing)}", pytrace=False)
    if missing:
        pytest.skip(f"NOT TESTED, not installed: {', '.join(missing)}", allow_module_level=True)
