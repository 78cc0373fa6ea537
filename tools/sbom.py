"""`python -m tools.sbom`: what this machine's image consists of, as CycloneDX JSON.

Every Python package that is installed, and every Debian one where dpkg is; no network, no package
beyond the standard library, so that the image can list itself.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import Distribution, distributions
from typing import Any

OURS = "learning-society-report"
DPKG = ("dpkg-query", "-W", "-f", "${Package} ${Version} ${Architecture}\n")


def bill() -> dict[str, Any]:
    """The list, in order of names: the same image gives the same bytes."""
    found = [*_python(), *_debian()]
    [ours] = [part for part in found if part["name"] == OURS] or [{"name": OURS, "version": "?"}]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": ours | {"type": "application"}},
        "components": sorted(
            (part for part in found if part["name"] != OURS), key=lambda part: part["purl"]
        ),
    }


def _python() -> Iterator[dict[str, Any]]:
    seen = set()
    for package in distributions():
        name = re.sub(r"[-_.]+", "-", package.metadata["Name"]).lower()
        if name not in seen:
            seen.add(name)
            purl = f"pkg:pypi/{name}@{package.version}"
            yield _part(name, package.version, purl) | _licence(package)


def _licence(package: Distribution) -> dict[str, Any]:
    told = package.metadata.get("License-Expression")
    names = [told] if told else [
        line.rpartition(" :: ")[2]
        for line in package.metadata.get_all("Classifier") or ()
        if line.startswith("License ::")
    ]  # fmt: skip
    return {"licenses": [{"license": {"name": name}} for name in names]} if names else {}


def _debian() -> Iterator[dict[str, Any]]:
    with suppress(FileNotFoundError):
        done = subprocess.run(DPKG, capture_output=True, text=True, check=True)
        for name, version, kind in map(str.split, done.stdout.splitlines()):
            yield _part(name, version, f"pkg:deb/debian/{name}@{version}?arch={kind}")


def _part(name: str, version: str, purl: str) -> dict[str, Any]:
    return {
        "type": "library", "name": name, "version": version, "purl": purl, "bom-ref": purl,
    }  # fmt: skip


def main() -> int:
    """Print it; always 0."""
    json.dump(bill(), sys.stdout, indent=1)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
