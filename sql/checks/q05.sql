-- One row per person in a counting submission whose staff code another unit's counting submission
-- has too, with the other units' codes.
select
    r.submission_id,
    p.code_cell as cell,
    p.code_shown as value,
    p.row_label,
    string_agg(distinct o.unit_code, ', ' order by o.unit_code) as other_units
from core.roster r
join core.roster_row p using (submission_id, row_number)
join core.roster o
    on o.person_key = r.person_key
    and o.reporting_year = r.reporting_year
    and o.unit_code <> r.unit_code
where r.reporting_year = %(year)s
group by r.submission_id, r.row_number, p.code_cell, p.code_shown, p.row_label
order by r.submission_id, r.row_number
