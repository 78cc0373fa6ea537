"""The rules that our own code raises: the catalogue must have every one, with the limits it needs.

Rules across the columns of a sheet stand in expectations/, those of single columns in the form.
"""

FILE_RULES = (
    "F01", "F02", "F03", "F04", "F05", "F06", "F07", "F08", "F10", "F11", "F12", "F14",
    "Q08", "Q10", "Q12", "Q13", "Q17",
)  # fmt: skip
"""Raised by the reader and by what is known of a file as a whole."""

ROW_RULES = ("R05", "R09", "R10", "Q14", "Q15", "Q16", "F13")
"""Raised for cells that cannot be read, totals that differ, answers that no warning waits for."""

UNREADABLE = ("R05", "R10")
"""Of these, cells that could not be read: their rows are not to be stored."""

REJECTING = ("F01", "F02", "F03", "F04", "F05", "F06", "F07")
"""Without unit, year, form, sheets, columns and headcount nothing of a file can be stored."""

MAY_GO_ON = ("F07",)
"""Of these, what leaves the rows readable."""

YEAR_WIDE = ("Q02", "Q03", "Q05", "Q09")
"""Raised once a year's submissions are known, beside last year's and each other's."""

LIMITS = {
    "Q02": ("limit_pct", "limit_people"),
    "Q03": ("limit_points", "limit_denominator"),
    "Q06": ("limit_times",),
    "Q11": ("limit_low", "limit_high"),
    "Q13": ("limit_rows",),
    "Q09": ("limit_pct",),
}
"""The limits that our code and queries compare with, by rule."""

HINTS: dict[str, dict[str, tuple[str, ...]]] = {
    "Q12": {"hidden": (), "unseen": ("what", "places"), "second": ("meant",)},
}
"""The cases that a rule tells apart in its ``hints``, and what fills the gaps of each."""

OWN_RULES = (*FILE_RULES, *ROW_RULES, *YEAR_WIDE, "Q06")

DETAILS = ("values", "period", "pass_score")
"""The gaps in what a check says of a wrong cell: its column's values, the data period, and the
score from which the unit's people may hold the title."""
