"""The product's own check of an edited report, for the tests of what we make ourselves."""

from pathlib import Path

from render.conformity.layout import check_layout
from render.conformity.package import open_word


def check(path: Path, is_draft: bool) -> list[str]:
    """Everything that does not conform, a line each."""
    _, found = check_layout(open_word(path.read_bytes(), path.name), is_draft)
    return [str(finding) for finding in found]
