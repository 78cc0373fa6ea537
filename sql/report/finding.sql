-- One row per wrong cell and rule of each unit's latest judged or counting file of the year.
select
    s.unit_code, s.version, s.status, f.rule_code, f.severity, f.sheet, f.cell, f.column_name,
    f.message, f.explanation
from core.finding f
join core.submission s using (submission_id)
join core.status t using (status)
where s.reporting_year = %(year)s and s.unit_code is not null
    and (t.counts or s.status = s.decision)
order by s.unit_code, s.version, f.sheet, f.rule_code, length(f.cell), f.cell, f.finding_id
