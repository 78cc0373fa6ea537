"""What turns values into bytes: Word, HTML, workbooks, charts, PDF. Nothing here knows a step."""

from pathlib import Path

TEMPLATES = Path(__file__).resolve().parent.parent / "report_templates"
