-- One row per unit whose submission counts in the year, staff type and measure. The staff type is
-- null for people who are set aside, and where the form does not tell it.
select c.unit_code, m.staff_type, m.measure, m.value
from core.counting c
join core.measure m using (submission_id)
where c.reporting_year = %(year)s
order by c.unit_code, m.measure, m.staff_type
