-- One row per statement of a counting submission of the year.
select n.unit_code, u.name, n.topic, n.theme, n.text, n.cause, n.remedy, n.addressee
from core.narrative n
left join core.unit_year u using (reporting_year, unit_code)
where n.reporting_year = %(year)s
order by n.topic, n.theme nulls last, u.position, n.row_number
