"""Files put in their place in one move."""

from pathlib import Path


def write_file(path: Path, content: bytes) -> None:
    """Write a whole file or nothing: beside it first, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)
