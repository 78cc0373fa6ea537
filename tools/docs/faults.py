"""What may go wrong and how it ends, from the tests that make it go wrong: their fault marks."""

import ast
from collections.abc import Iterator
from pathlib import Path

HEAD = "| Sự cố | Lúc nào | Kết cục | Kiểm thử |\n|---|---|---|---|"


def fault_table(tests: Path) -> str:
    """A row for each ``@pytest.mark.fault(what, when, end)`` below a folder, by what goes wrong."""
    found = sorted(row for path in sorted(tests.rglob("test_*.py")) for row in _marked(tests, path))
    return "\n".join([HEAD, *(f"| {' | '.join(row)} |" for row in found)])


def _marked(tests: Path, path: Path) -> Iterator[tuple[str, ...]]:
    place = path.relative_to(tests.parent).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.fault":
                    what, when, end = (str(ast.literal_eval(word)) for word in mark.args)
                    yield what, when, end, f"[{node.name.removeprefix('test_')}](../{place})"
