"""Words by which an output says how a target stands, and what only looks like them."""

import re

NO_VERDICT = re.compile(
    "người đạt danh hiệu|đạt danh hiệu|tỷ lệ đạt|mức phải đạt|đạt được|trên số đạt|mức đạt",
    re.IGNORECASE,
)
VERDICT = re.compile(r"\b(chưa đạt|đã đạt|đạt|vượt|đúng tiến độ|chậm)\b", re.IGNORECASE)
