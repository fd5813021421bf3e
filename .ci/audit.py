"""Are there known vulnerabilities in what is installed? Exit code 1 if so, with each of them named.

    python .ci/audit.py [--osv-url URL]

A service that cannot be reached breaks no build; but silence must not pass for safety, so what was not checked is
said in capital letters. pip-audit itself calls a package that the service does not know "no known vulnerability".
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

TOOLS_OF_THE_ENVIRONMENT = {"pip", "setuptools", "wheel"}
"""They came with the environment and not from our lists."""

PATIENCE = 300

Dependency = Mapping[str, Any]


def main() -> int:
    """Asks the advisory service about every installed package and reports what it said."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--osv-url", help="another address of the advisory service")
    installed = sorted(pinned())
    code, lines = verdict(installed, asked(installed, parser.parse_args().osv_url))
    print("\n".join(lines))
    return code


def pinned() -> set[str]:
    """What is installed, as name==version."""
    found = {(each.name, each.version) for each in distributions()}
    return {f"{name}=={version}" for name, version in found if name.lower() not in TOOLS_OF_THE_ENVIRONMENT}


def asked(installed: Sequence[str], url: str | None) -> Sequence[Dependency] | None:
    """pip-audit's answer for each package; None if it got none."""
    with TemporaryDirectory() as folder:
        listed = Path(folder, "installed.txt")
        listed.write_text("\n".join(installed))
        command = [sys.executable, "-m", "pip_audit", "--vulnerability-service", "osv", "--requirement", str(listed)]
        command += ["--no-deps", "--disable-pip", "--format", "json", "--progress-spinner", "off"]
        command += ["--osv-url", url] if url else []
        try:
            answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
            found: Sequence[Dependency] = json.loads(answer.stdout)["dependencies"]
        except (subprocess.TimeoutExpired, ValueError, KeyError):
            return None
    return found


def verdict(installed: Sequence[str], found: Sequence[Dependency] | None) -> tuple[int, list[str]]:
    """Exit code and what to say."""
    vulnerable = [each for each in found or () if each.get("vulns")]
    lines = [
        f"VULNERABLE: {each['name']} {each['version']}: {vulnerability['id']},"
        f" fixed in {', '.join(vulnerability['fix_versions']) or 'no version yet'}"
        for each in vulnerable
        for vulnerability in each["vulns"]
    ]
    checked = {each["name"] for each in found or () if "vulns" in each}
    missing = len(installed) - len(checked)
    if missing:
        lines.append(
            f"!!! VULNERABILITIES NOT CHECKED for {missing} of {len(installed)} packages: the advisory service was not"
            " reached or gave no answer. Run `make audit` where it can be reached."
        )
    elif not vulnerable:
        lines.append(f"No known vulnerabilities in {len(installed)} packages.")
    return (1 if vulnerable else 0), lines


if __name__ == "__main__":
    sys.exit(main())
