"""What Airflow does not promise to keep is leant on in one module, which says what would end it."""

import ast
import re
from pathlib import Path

from tests.conftest import PROJECT

ROOMS = (
    "commands",
    "dags",
    "expectations",
    "plugins",
    "render",
    "steps",
    "transforms",
    "warehouse",
)
INTERNALS = PROJECT / "steps" / "airflow_internals.py"
PUBLIC = re.compile(
    r"airflow\.(sdk(\.(exceptions|io))?|providers\..+|plugins_manager|listeners|timetables\.base"
    r"|api_fastapi\.auth\.managers\.(base_auth_manager|simple\.simple_auth_manager))"
)


def imports(file: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def test_only_one_module_imports_what_is_not_public():
    files = [file for room in ROOMS for file in (PROJECT / room).rglob("*.py")]
    private = {
        f"{file.relative_to(PROJECT)}: {module}"
        for file in files
        for module in imports(file)
        if re.match(r"airflow\b", module) and not PUBLIC.fullmatch(module)
    }
    assert {line.partition(":")[0] for line in private} == {str(INTERNALS.relative_to(PROJECT))}, (
        private
    )


def test_each_says_on_what_it_leans_why_and_what_would_let_it_go():
    functions = [
        node
        for node in ast.parse(INTERNALS.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    ]
    assert len(functions) >= 4
    for function in functions:
        said = ast.get_docstring(function) or ""
        for part in ("Leans on: ", "Why: "):
            assert part in said, function.name
        gone = r"Goes with: (apache/airflow (pull request|issue) \d{5}|none found)"
        assert re.search(gone, said), function.name
