"""Answers of `Giải trình`: which warnings they explain, and those that no warning waits for (F13).

A year-wide warning is found after its file was judged: an answer to one is lost only once the year
was looked at, and only where the file counts.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from transforms.catalogue import Rules
from transforms.reading.addresses import address, column_number
from transforms.reading.likeness import is_near
from transforms.rules.codes import YEAR_WIDE
from transforms.rules.findings import Finding, make_finding
from transforms.text import alike, fold, masked, squeeze

LOST = "F13"
NO_WARNING = "không ứng với cảnh báo nào của tệp này"
_CODE = re.compile(r"(?<!\w)([a-z])[ .-]?0*(\d{1,2})(?!\w)")
_CELLS = re.compile(
    r"\b([A-Z]{1,3})(\d{1,5})(?:\s*(?:[:–—-]|\.{2,}|…|ĐẾN|TỚI)\s*([A-Z]{1,3})?(\d{1,5}))?\b"
)
MOST_CELLS = 20_000  # that one answer may name: a sheet has no more rows
MOST_CELLS_OF_ALL = 200_000  # that a file's answers may name together


@dataclass(frozen=True)
class Answer:
    """A row of `Giải trình`: which warnings it answers, and its text.

    ``cell`` is what stands in `Ô`, or where the rows that it speaks of stand now. ``answer_cell``
    is the text's own cell; null for answers stored before it was kept.
    """

    rule_code: str
    sheet: str
    cell: str
    explanation: str
    answer_cell: str | None = None


def plain_code(text: str) -> str:
    """The one rule's code in a text (``q1``, ``Mã Q 01:``, ``Cảnh báo Q01``) as rules name it."""
    found = {f"{letter.upper()}{int(number):02}" for letter, number in _CODE.findall(fold(text))}
    return found.pop() if len(found) == 1 else squeeze(text)


def cells_of(text: str) -> set[str]:
    """The cells that an answer names: ``G8, G9``, ``$G$8``, ``G8:G12``; in any spelling."""
    found: set[str] = set()
    for first, row, last, last_row in _CELLS.findall(squeeze(text).upper().replace("$", "")):
        left, right = sorted((column_number(first), column_number(last or first)))
        top, bottom = sorted((int(row), int(last_row or row)))
        rows = range(top, bottom + 1)
        if len(rows) * (right - left + 1) <= MOST_CELLS:
            found |= {address(r, column) for r in rows for column in range(left, right + 1)}
    return found


# --- answers and warnings, paired


class Pairs:
    """A file's answers beside its warnings, each pair found by code, sheet and cell."""

    def __init__(self, findings: Iterable[Finding], answers: Iterable[Answer]) -> None:
        self.warnings = [finding for finding in findings if finding.severity == "warning"]
        self.answers = list(answers)
        self._sheets = {
            alike(finding.sheet or ""): finding.sheet or "" for finding in self.warnings
        }
        self._meant: dict[str, str] = {}
        self._by_key: dict[tuple[str, str, str], list[int]] = defaultdict(list)
        named = 0
        for number, answer in enumerate(self.answers):
            cells = cells_of(answer.cell)
            named += len(cells)
            for cell in self._cells(answer, cells) if named <= MOST_CELLS_OF_ALL else ():
                key = (plain_code(answer.rule_code), self._sheet(answer.sheet), cell)
                self._by_key[key].append(number)

    def answer_to(self, finding: Finding) -> Answer | None:
        """What the unit last says to a warning: of its own cell, else of its whole sheet."""
        found = [number for key in self._keys(finding) for number in self._by_key.get(key, ())[-1:]]
        return self.answers[found[0]] if found else None

    def lost(self) -> list[Answer]:
        """The answers that speak of none of the warnings, in their order."""
        used = {key for finding in self.warnings for key in self._keys(finding)}
        met = {number for key in used for number in self._by_key.get(key, ())}
        return [answer for number, answer in enumerate(self.answers) if number not in met]

    def _cells(self, answer: Answer, cells: set[str]) -> Collection[str]:
        """The cells an answer is found under: ``*`` all of a sheet, ``-`` what has no cell."""
        if cells:
            return cells
        return ("-",) if squeeze(answer.cell) else ("*", "-")

    def _keys(self, finding: Finding) -> Iterator[tuple[str, str, str]]:
        for cell in (finding.cell, "*") if finding.cell else ("-",):
            yield finding.rule_code, alike(finding.sheet or ""), cell

    def _sheet(self, text: str) -> str:
        """The warnings' sheet that a text means; itself where it means none."""
        name = alike(text)
        if name in self._sheets:
            return name
        if name not in self._meant:
            near = [key for key, sheet in self._sheets.items() if is_near(text, sheet)]
            self._meant[name] = near[0] if len(near) == 1 else name
        return self._meant[name]


def explain(findings: Iterable[Finding], answers: Iterable[Answer]) -> list[Finding]:
    """Warnings with their answers from `Giải trình`: by code, sheet and cell (blank: all)."""
    findings = list(findings)
    pairs = Pairs(findings, answers)
    return [_explained(f, pairs) if f.severity == "warning" else f for f in findings]


def _explained(finding: Finding, pairs: Pairs) -> Finding:
    answer = pairs.answer_to(finding)
    return replace(finding, explanation=answer.explanation if answer else None)


# --- answers that no warning waits for


def explain_all(
    findings: Iterable[Finding], answers: Collection[Answer], rules: Rules, place: tuple[str, str]
) -> list[Finding]:
    """A file's findings with their answers, and F13 for every answer that found no warning.

    Year-wide answers wait. An answer to a cell that could not be read waits for it to be mended.
    ``place`` is the sheet of answers and the header of its texts.
    """
    explained = explain(findings, answers)
    spoilt = _spoilt(explained, rules)
    own = [a for a in answers if plain_code(a.rule_code) == LOST]
    others = [
        a
        for a in answers
        if plain_code(a.rule_code) not in (LOST, *YEAR_WIDE) and not _waits(a, spoilt, rules)
    ]
    lost = explain(find_lost(others, explained, rules, place), own)
    return explained + lost + find_lost(own, lost, rules, place)


def find_lost(
    answers: Iterable[Answer], findings: Sequence[Finding], rules: Rules, place: tuple[str, str]
) -> list[Finding]:
    """F13 at each answer that speaks of none of the warnings."""
    return [
        lost_answer(rules, place, answer.answer_cell, answer.explanation)
        for answer in Pairs(findings, answers).lost()
    ]


def lost_answer(
    rules: Rules, place: tuple[str, str], cell: str | None, text: str, why: str = NO_WARNING
) -> Finding:
    """F13 at an answer's text."""
    sheet, header = place
    return make_finding(
        rules, LOST, expected=why, sheet=sheet, cell=cell, column_name=header, value=masked(text)
    )


Rows = set[tuple[str, int]]


def _spoilt(findings: Iterable[Finding], rules: Rules) -> Rows:
    """Rows of a sheet in which a cell could not be read, so that warnings of it are not known."""
    return {
        (alike(finding.sheet or ""), row)
        for finding in findings
        if rules.rules[finding.rule_code].spoils
        for row in finding.rows
    }


def _waits(answer: Answer, spoilt: Rows, rules: Rules) -> bool:
    rule = rules.rules.get(plain_code(answer.rule_code))
    if not spoilt or rule is None or rule.severity != "warning":
        return False
    sheet = alike(answer.sheet)
    if not squeeze(answer.cell):
        return any(name == sheet for name, _ in spoilt)
    rows = {int(re.sub("[A-Z]", "", cell)) for cell in cells_of(answer.cell)}
    return any((sheet, row) in spoilt for row in rows)
