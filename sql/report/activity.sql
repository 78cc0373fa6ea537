-- One row per activity that counts in the reporting year.
select
    unit_code, row_number, task_code, content, start_date, end_date, participant_count,
    budget_thousand_vnd, evidence
from core.activity
where reporting_year = %(year)s
order by unit_code, row_number
