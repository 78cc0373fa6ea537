"""What is wrong with a report that somebody edited, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass

SHOWN_PLACES = 3


@dataclass(frozen=True)
class Finding:
    """One fault: where it stands, what it is, what to do; all three as a clerk reads them."""

    place: str
    fault: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}; {self.remedy}."


def group_findings(findings: Iterable[Finding]) -> list[str]:
    """A line per finding; the same fault in more than three places is told once, with a count."""
    places: dict[tuple[str, str], list[str]] = {}
    for finding in findings:
        found = places.setdefault((finding.fault, finding.remedy), [])
        if finding.place not in found:
            found.append(finding.place)
    lines = []
    for (fault, remedy), where in places.items():
        if len(where) <= SHOWN_PLACES:
            lines += [str(Finding(place, fault, remedy)) for place in where]
        else:
            first = "; ".join(where[:SHOWN_PLACES])
            rest = f"{first} và {len(where) - SHOWN_PLACES} chỗ khác"
            lines.append(str(Finding(rest, fault, remedy)))
    return lines
