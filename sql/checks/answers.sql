-- One row per answer that a judged submission of the year gives to a warning: the cell, the rule,
-- the explanation, where it stands, and whether the submission counts.
select
    a.submission_id, a.rule_code, a.sheet, a.cell, a.explanation, a.answer_cell,
    t.counts as is_counting
from core.answer a
join core.submission s using (submission_id)
join core.status t using (status)
where s.reporting_year = %(year)s
order by a.submission_id, a.answer_cell
