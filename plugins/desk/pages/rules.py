"""`/desk/rules`: the year's rules, with what each of them found."""

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from plugins.desk.asked import Where, Year, fetch
from plugins.desk.look import show
from transforms import figures
from transforms.catalogue import Rule
from transforms.text import plain_number

router = APIRouter()


@router.get("/rules")
def rules_page(request: Request, where: Where, of_year: Year) -> HTMLResponse:
    """Every rule; those that found something first."""
    hits = {row["rule_code"]: row for row in fetch(where, "hits", year=of_year.year)}
    rules = [(rule, hits.get(code), _words(rule)) for code, rule in of_year.rules.rules.items()]
    rules.sort(key=lambda row: (row[1] is None, -(row[1] or {}).get("cell_count", 0)))
    most = figures.target(of_year.rules.max_quarantined_pct)
    return show(request, "rules", "Quy tắc", rules=rules, hit=len(hits), most=most)


class _Open(dict[str, str]):
    """What a rule's text leaves open until it finds something."""

    def __missing__(self, key: str) -> str:
        return "…"


def _words(rule: Rule) -> str:
    limits = {key: plain_number(limit) for key, limit in rule.limits.items()}
    return rule.text.format_map(_Open(limits)).replace("….", "…")
