"""The licences of the libraries that the lock names, as each says itself."""

import re
from collections import defaultdict
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

NAMED = re.compile(r"^([A-Za-z0-9][A-Za-z0-9._-]*)==", re.MULTILINE)
HEAD = "| Giấy phép | Thư viện |\n|---|---|"
UNTOLD = "(không ghi)"
SHORT = 60  # characters: longer ones are the licence's own text


def licence_table(lock: Path) -> str:
    """A row per licence with its libraries; those not installed here are left out."""
    by_licence: dict[str, list[str]] = defaultdict(list)
    for name in NAMED.findall(lock.read_text(encoding="utf-8")):
        try:
            by_licence[licence_of(name)].append(name)
        except PackageNotFoundError:
            continue
    rows = (f"| {licence} | {', '.join(names)} |" for licence, names in sorted(by_licence.items()))
    return "\n".join([HEAD, *rows])


def licence_of(name: str) -> str:
    """Its expression, else its classifiers, else the first line of its licence."""
    about = metadata(name)
    if expression := about.get("License-Expression"):
        return expression
    classified = [
        classifier.rpartition(" :: ")[2].removesuffix(" (MPL 2.0)")
        for classifier in about.get_all("Classifier", [])
        if classifier.startswith("License ::") and not classifier.endswith("OSI Approved")
    ]
    told = (about.get("License") or "").strip().partition("\n")[0]
    return "; ".join(sorted(classified)) or (told if 0 < len(told) <= SHORT else UNTOLD)
